"""Agreement with scipy (BSD): distributions to 1e-9, tests and intervals on random groups with and without ties."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import Any, TypeVar

import pytest

from gitgov.quality.stats import many_groups, normality, proportions, quantiles, rates, two_groups
from gitgov.quality.stats.charts.constants import EXACT, c4
from gitgov.quality.stats.distributions import (
    Beta,
    Binomial,
    ChiSquare,
    FisherF,
    Gamma,
    Poisson,
    StudentT,
    normal_below,
    normal_quantile,
)
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.proportions import Part
from gitgov.quality.stats.rates import Events

WHY = "scipy is not installed: `make oracles` installs it in a folder of its own and runs this"
scipy = pytest.importorskip("scipy", reason=WHY)
stats = pytest.importorskip("scipy.stats", reason=WHY)

CLOSE = 1e-9
SHARES = (1e-6, 0.00135, 0.025, 0.3, 0.5, 0.8, 0.975, 0.99865, 1 - 1e-6)
SIZES = (0.5, 1.0, 2.0, 3.7, 12.0, 99.0, 1e4, 1e6)
GROUPS = 300
T = TypeVar("T")


def sure(found: T | Insufficient) -> T:
    assert not isinstance(found, Insufficient), found
    return found


def close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)


def continuous() -> Iterator[tuple[Any, Any]]:
    for one in SIZES:
        yield StudentT(one), stats.t(one)
        yield ChiSquare(one), stats.chi2(one)
        yield Gamma(one), stats.gamma(one)
        for other in SIZES[:6]:
            yield FisherF(one, other), stats.f(one, other)
        for other in SIZES[1:6]:  # with less than 1, quantiles lie closer to 1 than floats tell apart
            yield Beta(one, other), stats.beta(one, other)


@pytest.mark.parametrize(
    ("ours", "theirs"), continuous(), ids=lambda each: repr(each) if isinstance(each, tuple) else ""
)
def test_continuous_distributions(ours: Any, theirs: Any) -> None:
    for p in SHARES:
        x = float(theirs.ppf(p))
        assert close(ours.tails(x).below, float(theirs.cdf(x)))
        assert close(ours.tails(x).above, float(theirs.sf(x)))
        if math.isfinite(x):
            assert close(ours.tails(ours.quantile(p)).below, p)
            assert math.isclose(ours.quantile(p), x, rel_tol=5 * CLOSE, abs_tol=CLOSE)


def test_the_normal_distribution() -> None:
    for p in SHARES:
        assert close(normal_quantile(p), float(stats.norm.ppf(p)))
        assert math.isclose(normal_below(-7 * p), float(stats.norm.cdf(-7 * p)), rel_tol=1e-12)


@pytest.mark.parametrize("n", [1, 2, 17, 400, 100_000])
@pytest.mark.parametrize("p", [1e-5, 0.03, 0.5, 0.97])
def test_binomial(n: int, p: float) -> None:
    ours, theirs = Binomial(n, p), stats.binom(n, p)
    for share in SHARES:
        k = ours.quantile(share)
        assert k == int(theirs.ppf(share))
        assert close(ours.probability(k), float(theirs.pmf(k)))
        assert close(ours.tails(k).below, float(theirs.cdf(k)))
        assert close(ours.tails(k).above, float(theirs.sf(k)))


@pytest.mark.parametrize("mean", [1e-4, 0.3, 1.0, 16.0, 900.0, 1e5])
def test_poisson(mean: float) -> None:
    ours, theirs = Poisson(mean), stats.poisson(mean)
    for share in SHARES:
        k = ours.quantile(share)
        assert k == int(theirs.ppf(share))
        assert close(ours.probability(k), float(theirs.pmf(k)))
        assert close(ours.tails(k).below, float(theirs.cdf(k)))
        assert close(ours.tails(k).above, float(theirs.sf(k)))


def groups(seed: int, *, tied: bool, most: int = 60) -> Iterator[tuple[list[float], list[float], list[float]]]:
    chance = random.Random(seed)
    for _ in range(GROUPS):
        made = [[chance.lognormvariate(i / 4, 1) for _ in range(chance.randint(5, most))] for i in range(3)]
        one, other, third = [[float(round(each, 1)) for each in group] if tied else group for group in made]
        yield one, other, third


@pytest.mark.parametrize("tied", [False, True])
def test_two_groups(tied: bool) -> None:
    for one, other, _ in groups(1, tied=tied):
        ours = sure(two_groups.mann_whitney(one, other))
        method = "exact" if ours.method == "exact" else "asymptotic"
        for sides, p in (("two-sided", ours.p), ("greater", ours.p_greater), ("less", ours.p_less)):
            theirs = stats.mannwhitneyu(one, other, alternative=sides, method=method)
            assert close(ours.u, float(theirs.statistic))
            assert close(p, float(theirs.pvalue))
        t, welch = sure(two_groups.welch(one, other)), stats.ttest_ind(one, other, equal_var=False)
        assert close(t.statistic, float(welch.statistic))
        assert close(t.p, float(welch.pvalue))
        interval_ = sure(two_groups.mean_difference(one, other)).interval
        low, high = welch.confidence_interval()
        assert close(interval_.low, float(low))
        assert close(interval_.high, float(high))


@pytest.mark.parametrize("tied", [False, True])
def test_many_groups(tied: bool) -> None:
    for each in groups(2, tied=tied):
        ours, theirs = sure(many_groups.kruskal_wallis(each)), stats.kruskal(*each)
        assert close(ours.statistic, float(theirs.statistic))
        assert close(ours.p, float(theirs.pvalue))
        f, anova = sure(many_groups.welch_anova(each)), stats.f_oneway(*each, equal_var=False)
        assert close(f.statistic, float(anova.statistic))
        assert close(f.p, float(anova.pvalue))


def test_normality() -> None:
    chance = random.Random(3)
    for _ in range(GROUPS):
        values = [chance.gauss(0, 1) ** chance.choice([1, 1, 3]) for _ in range(chance.randint(3, 400))]
        ours, theirs = sure(normality.shapiro_wilk(values)), stats.shapiro(values)
        assert math.isclose(ours.statistic, float(theirs.statistic), rel_tol=1e-6)
        assert math.isclose(ours.p, float(theirs.pvalue), rel_tol=1e-4, abs_tol=1e-6)


def test_tables_of_two_by_two() -> None:
    chance = random.Random(4)
    for _ in range(GROUPS):
        one, other = (Part(chance.randint(0, n), n) for n in (chance.randint(1, 80), chance.randint(1, 80)))
        found = proportions.fisher(one, other)
        table = [[one.number, one.n - one.number], [other.number, other.n - other.number]]
        theirs = stats.fisher_exact(table)
        if isinstance(found, Insufficient):
            assert math.isnan(theirs.statistic)
            continue
        assert close(found.p, float(theirs.pvalue))
        assert found.statistic == pytest.approx(float(theirs.statistic), rel=CLOSE)


def test_intervals_of_proportions() -> None:
    chance = random.Random(5)
    for _ in range(GROUPS):
        n = chance.choice([1, 7, 40, 3_000])
        k, confidence = chance.randint(0, n), chance.choice([0.8, 0.95, 0.998])
        theirs = stats.binomtest(k, n)
        ways = {"wilson": proportions.wilson, "wilsoncc": proportions.wilson_corrected, "exact": proportions.exact}
        for method, ours in ways.items():
            low, high = theirs.proportion_ci(confidence, method=method)
            found = sure(ours(k, n, confidence)).interval
            assert close(found.low, float(low))
            assert close(found.high, float(high))


def test_rates() -> None:
    chance = random.Random(6)
    for _ in range(GROUPS):
        one, other = (Events(chance.randint(0, 40), chance.uniform(0.1, 900)) for _ in range(2))
        found = rates.compare(one, other)
        if one.number + other.number:
            share = one.exposure / (one.exposure + other.exposure)
            assert close(sure(found).p, float(stats.binomtest(one.number, one.number + other.number, share).pvalue))
        low, high = sure(rates.rate(*one)).interval[:2]
        assert close(low, float(stats.chi2.ppf(0.025, 2 * one.number)) / 2 / one.exposure if one.number else 0.0)
        assert close(high, float(stats.chi2.ppf(0.975, 2 * one.number + 2)) / 2 / one.exposure)


@pytest.mark.parametrize(("kind", "method"), [(1, "inverted_cdf"), (6, "weibull"), (7, "linear")])
def test_percentiles(kind: quantiles.Type, method: str) -> None:
    numpy = pytest.importorskip("numpy", reason=WHY)
    chance = random.Random(7)
    for _ in range(GROUPS):
        values = [chance.uniform(-5, 5) for _ in range(chance.randint(1, 30))]
        percent = chance.choice([0, 3, 25, 50, 85, 95, 100])
        assert close(
            sure(quantiles.quantile(values, percent, kind)), float(numpy.percentile(values, percent, method=method))
        )


def test_intervals_of_medians() -> None:
    """scipy's quantile test takes the same order statistics, where these are no closer than it needs."""
    chance = random.Random(8)
    for _ in range(GROUPS):
        values = sorted(chance.gauss(0, 1) for _ in range(chance.randint(6, 90)))
        percent = chance.choice([25, 50, 75])
        if len(values) < quantiles.needed(percent):
            continue
        found = sure(quantiles.estimate(values, percent)).interval
        low, high = stats.quantile_test(values, p=percent / 100).confidence_interval(0.95)
        assert found.low <= float(low) or close(found.low, float(low))
        assert found.high >= float(high) or close(found.high, float(high))
        assert values.index(found.low) - values.index(float(low)) >= -1
        assert values.index(found.high) - values.index(float(high)) <= 1


def test_factors() -> None:
    for n, of in EXACT.items():
        d2 = scipy.integrate.quad(lambda x, n=n: 1 - stats.norm.cdf(x) ** n - stats.norm.sf(x) ** n, -9, 9, limit=200)[
            0
        ]
        assert math.isclose(of.d2, d2, rel_tol=1e-9)
    for n in (2, 3, 10, 25, 400):
        assert math.isclose(c4(n), float(stats.chi(n - 1).mean()) / math.sqrt(n - 1), rel_tol=1e-9)
