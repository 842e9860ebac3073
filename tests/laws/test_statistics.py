"""What holds for figures whatever the numbers are: bounds, symmetry, units, the order of records, and no NaN anywhere."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.quality.stats import (
    capability,
    funnel,
    little,
    many_groups,
    many_tests,
    normality,
    pareto,
    proportions,
    quantiles,
    rates,
    two_groups,
)
from gitgov.quality.stats.charts import rules
from gitgov.quality.stats.charts.control import CHARTS, control, freeze
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.distributions import Beta, Binomial, ChiSquare, FisherF, Gamma, Poisson, StudentT
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.proportions import Part
from gitgov.quality.stats.rates import Events

T = TypeVar("T")
WHOLE = st.integers(-1_000, 1_000)
VALUES = st.lists(WHOLE.map(float), min_size=8, max_size=40)
GROUP = st.lists(WHOLE.map(float), min_size=5, max_size=25)
PART = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))).map(lambda each: Part(*each))
Z = st.lists(
    st.sampled_from([-3.5, -3.0, -2.4, -2.0, -1.3, -1.0, -0.4, 0.0, 0.4, 1.0, 1.3, 2.0, 2.4, 3.0, 3.5]), max_size=60
)
ALL = tuple(rules.RULES.values())
SCALE, SHIFT = st.sampled_from([0.001, 0.25, 3.0, 60.0, -1.0, -7.0]), st.sampled_from([0.0, -12.5, 273.15])


def sure(found: T | Insufficient) -> T:
    assume(not isinstance(found, Insufficient))
    assert not isinstance(found, Insufficient)
    return found


def numbers(found: Any) -> Iterator[float]:
    """Yields every number in a frozen value."""
    if isinstance(found, tuple | list):
        for each in found:
            yield from numbers(each)
    elif isinstance(found, float):
        yield found


def alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return list(one) == pytest.approx(list(other), rel=1e-9, abs=1e-9)


# Proportions and rates


@given(PART, st.sampled_from([0.8, 0.95, 0.998]))
def test_a_proportion_lies_within_its_interval_and_that_within_0_and_1(part: Part, confidence: float) -> None:
    for ask in (proportions.wilson, proportions.wilson_corrected, proportions.exact):
        found = sure(ask(*part, confidence))
        assert 0 <= found.interval.low <= found.value <= found.interval.high <= 1
        rest = sure(ask(part.n - part.number, part.n, confidence))
        assert alike(rest.interval[:2], (1 - found.interval.high, 1 - found.interval.low))


@given(PART, PART)
def test_a_difference_changes_its_sign_with_the_order(one: Part, other: Part) -> None:
    found, back = sure(proportions.difference(one, other)), sure(proportions.difference(other, one))
    assert -1 <= found.interval.low <= found.value <= found.interval.high <= 1
    assert alike((found.value, *found.interval[:2]), (-back.value, -back.interval.high, -back.interval.low))


@given(PART, PART)
def test_tests_of_proportions_do_not_ask_which_is_first(one: Part, other: Part) -> None:
    for ask in (proportions.fisher, proportions.z_test, lambda a, b: proportions.homogeneous([a, b])):
        found, back = sure(ask(one, other)), sure(ask(other, one))
        assert found.p == pytest.approx(back.p, rel=1e-9)
        assert 0 <= found.p <= 1


@given(st.integers(0, 300), st.floats(0.01, 1e6), st.sampled_from([7.0, 24.0, 0.001]))
def test_a_rate_is_in_the_unit_of_its_exposure(count: int, exposure: float, unit: float) -> None:
    found, converted = sure(rates.rate(count, exposure)), sure(rates.rate(count, exposure * unit))
    assert 0 <= found.interval.low <= found.value <= found.interval.high
    assert alike(
        (converted.value * unit, *(each * unit for each in converted.interval[:2])), (found.value, *found.interval[:2])
    )


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.1, 1e4), st.floats(0.1, 1e4))
def test_comparing_rates_is_fair_to_both(one: int, other: int, first: float, second: float) -> None:
    found = sure(rates.compare(Events(one, first), Events(other, second)))
    back = sure(rates.compare(Events(other, second), Events(one, first)))
    assert 0 <= found.p <= 1
    assert found.p == pytest.approx(back.p, rel=1e-6)


# Two groups, many groups


@given(GROUP, GROUP)
def test_comparing_groups_the_other_way_round_says_the_same(one: list[float], other: list[float]) -> None:
    found, back = sure(two_groups.compare(one, other)), sure(two_groups.compare(other, one))
    assert found.test.u + back.test.u == len(one) * len(other)
    assert found.test.p == pytest.approx(back.test.p, rel=1e-9)
    assert found.test.p_greater == pytest.approx(back.test.p_less, rel=1e-9)
    for mine, theirs in ((found.delta, back.delta), (found.shift, back.shift)):
        assert alike((mine.value, *mine.interval[:2]), (-theirs.value, -theirs.interval.high, -theirs.interval.low))
        assert mine.interval.low <= mine.value + 1e-12
        assert mine.value <= mine.interval.high + 1e-12
    assert max(map(abs, found.delta.interval[:2])) <= 1
    assert found.delta.value == pytest.approx(2 * found.test.u / (len(one) * len(other)) - 1, abs=1e-12)


@given(GROUP, GROUP, st.sampled_from([1.0, 0.1, 1 / 3]))
def test_a_shift_is_the_median_of_all_differences(one: list[float], other: list[float], unit: float) -> None:
    first, second = ([each * unit for each in group] for group in (one, other))
    differences = sorted(a - b for a in first for b in second)
    found = two_groups.hodges_lehmann(first, second)
    assert found.value == pytest.approx(median(differences), rel=1e-12, abs=1e-12)
    assert {found.interval.low, found.interval.high} <= {*differences, -math.inf, math.inf}


@given(GROUP, GROUP, st.randoms(use_true_random=False), st.sampled_from([0.5, 60.0]), SHIFT)
def test_groups_know_neither_order_nor_unit(
    one: list[float], other: list[float], chance: Any, scale: float, shift: float
) -> None:
    found = sure(two_groups.compare(one, other))
    mixed = chance.sample(one, len(one)), chance.sample(other, len(other))
    assert two_groups.compare(*mixed) == found
    assert two_groups.welch(*mixed) == two_groups.welch(one, other)
    assert two_groups.hedges_g(*mixed) == two_groups.hedges_g(one, other)
    first, second = ([each * scale + shift for each in group] for group in (one, other))
    moved = sure(two_groups.compare(first, second))
    assert moved.test.p == pytest.approx(found.test.p, rel=1e-9)
    assert moved.delta == found.delta
    assert moved.shift.value == pytest.approx(found.shift.value * scale, rel=1e-9, abs=1e-9)


@given(st.lists(GROUP, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_many_groups_know_no_order(groups: list[list[float]], chance: Any) -> None:
    for ask in (many_groups.kruskal_wallis, many_groups.welch_anova):
        found = sure(ask(groups))
        mixed = sure(ask(chance.sample([chance.sample(each, len(each)) for each in groups], len(groups))))
        assert alike((mixed.statistic, mixed.df, mixed.p), (found.statistic, found.df, found.p))
        assert 0 <= found.p <= 1


@given(GROUP, GROUP)
def test_two_of_many_groups_are_two_groups(one: list[float], other: list[float]) -> None:
    """H is the square of z, and F of Welch the square of its t."""
    ranked = sure(two_groups.mann_whitney(one, other))
    assert sure(many_groups.kruskal_wallis([one, other])).statistic == pytest.approx(ranked.z**2, rel=1e-9, abs=1e-9)
    f, t = sure(many_groups.welch_anova([one, other])), sure(two_groups.welch(one, other))
    assert alike((f.statistic, f.df, f.p), (t.statistic**2, t.df, t.p))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_adjusted_p_is_larger_keeps_the_order_and_follows_its_test(p: list[float], chance: Any) -> None:
    order = chance.sample(range(len(p)), len(p))
    for ask in (many_tests.holm, many_tests.benjamini_hochberg):
        found = ask(p)
        assert all(one <= other <= 1 for one, other in zip(p, found, strict=True))
        assert [found[i] for i in sorted(range(len(p)), key=p.__getitem__)] == sorted(found)
        assert [found[i] for i in order] == pytest.approx(list(ask([p[i] for i in order])))
    assert all(map(operator.le, many_tests.benjamini_hochberg(p), many_tests.holm(p)))


# One sample


@given(VALUES, st.integers(1, 99), st.randoms(use_true_random=False))
def test_percentiles_know_no_order_and_lie_within_their_interval(
    values: list[float], percent: int, chance: Any
) -> None:
    mixed = chance.sample(values, len(values))
    for kind in (1, 6, 7):
        assert quantiles.quantile(values, percent, kind) == quantiles.quantile(mixed, percent, kind)
    found = sure(quantiles.estimate(values, percent))
    assert found == quantiles.estimate(mixed, percent)
    assert found.interval.low <= found.value <= found.interval.high
    assert found.interval.confidence >= 0.95 - 1e-9


@given(st.integers(1, 99), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_an_interval_of_a_percentile_takes_as_many_values_as_it_says(percent: int, confidence: float) -> None:
    n = quantiles.needed(percent, confidence)
    enough, short = [float(i) for i in range(n)], [float(i) for i in range(n - 1)]
    assert not isinstance(quantiles.estimate(enough, percent, confidence), Insufficient)
    assert isinstance(quantiles.estimate(short, percent, confidence), Insufficient)


@given(VALUES, SCALE, SHIFT)
def test_normality_knows_no_unit(values: list[float], scale: float, shift: float) -> None:
    found = sure(normality.shapiro_wilk(values))
    moved = sure(normality.shapiro_wilk([each * scale + shift for each in values]))
    assert 0 <= found.p <= 1
    assert 0 < found.statistic <= 1
    assert moved.statistic == pytest.approx(found.statistic, rel=1e-7)


@given(st.lists(WHOLE.map(float), min_size=30, max_size=60), SCALE, SHIFT)
def test_capability_knows_no_unit(values: list[float], scale: float, shift: float) -> None:
    """A negative scale swaps the limits of the specification, and changes no index."""
    of = capability.specify(-1500.0, 1200.0, 100.0)
    low, high = sorted((-1500.0 * scale + shift, 1200.0 * scale + shift))
    moved_of = capability.specify(low, high, 100.0 * scale + shift)
    found = capability.capability(values, 300.0, 20, of, ())
    moved = capability.capability([each * scale + shift for each in values], 300.0 * abs(scale), 20, moved_of, ())
    assume(isinstance(found, capability.Capability))
    assert isinstance(found, capability.Capability)
    assert isinstance(moved, capability.Capability)
    for one, other in ((found.within, moved.within), (found.overall, moved.overall)):
        assert alike(
            list(numbers((one.cp, one.cpk, one.cpm, one.beyond))),
            list(numbers((other.cp, other.cpk, other.cpm, other.beyond))),
        )
        assert one.cp
        assert one.cpm
        assert one.cpk.value <= one.cp.value
        assert one.cpm.value <= one.cp.value
    assert found.outside == moved.outside == 0


# Charts


@given(st.sampled_from(["xmr", "ewma", "cusum"]), VALUES, SCALE, SHIFT)
def test_charts_of_values_know_no_unit(name: str, values: list[float], scale: float, shift: float) -> None:
    base = sure(freeze(name, [(each,) for each in values]))
    moved = [(each * scale + shift,) for each in values]
    other = sure(freeze(name, moved))
    found, converted = control(base, [(each,) for each in values]), control(other, moved)
    assert [each.at for each in found.signals] == [each.at for each in converted.signals]
    assert [each.at for each in found.spread_signals] == [each.at for each in converted.spread_signals]
    if name == "xmr":
        limits = [found.points[0].limits.lower * scale + shift, found.points[0].limits.upper * scale + shift]
        assert alike(sorted(limits), converted.points[0].limits[2:])


@given(st.lists(st.integers(1, 5_000), min_size=8, max_size=30), st.sampled_from([60.0, 1 / 3600]))
def test_charts_of_logarithms_know_no_unit(values: list[int], unit: float) -> None:
    records, moved = [(float(each),) for each in values], [(each * unit,) for each in values]
    found, converted = (control(sure(freeze("log-xmr", each)), each) for each in (records, moved))
    assert [each.at for each in found.signals] == [each.at for each in converted.signals]
    limits, others = (CHARTS["log-xmr"].in_unit(each.points[0].limits) for each in (found, converted))
    assert alike([others.lower / unit, others.upper / unit, others.sigma], [limits.lower, limits.upper, limits.sigma])


@given(
    st.sampled_from(["xbar-r", "xbar-s"]),
    st.lists(st.lists(WHOLE.map(float), min_size=2, max_size=6), min_size=6, max_size=15),
    SCALE,
    SHIFT,
    st.randoms(use_true_random=False),
)
def test_charts_of_means_know_neither_unit_nor_the_order_within(
    name: str, groups: list[list[float]], scale: float, shift: float, chance: Any
) -> None:
    base = sure(freeze(name, groups))
    moved = [[each * scale + shift for each in chance.sample(group, len(group))] for group in groups]
    found, converted = control(base, groups), control(sure(freeze(name, moved)), moved)
    assert [each.at for each in found.signals] == [each.at for each in converted.signals]
    assert [each.at for each in found.spread_signals] == [each.at for each in converted.spread_signals]
    for point in found.points:
        assert alike([point.limits.center - point.limits.lower], [point.limits.upper - point.limits.center])


PERIODS = st.lists(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=6, max_size=30
)


@given(st.sampled_from(["p", "p'", "u", "u'"]), PERIODS)
def test_charts_of_counts_keep_to_what_can_be(name: str, periods: list[tuple[int, int]]) -> None:
    base = sure(freeze(name, periods))
    for point in control(base, periods).points:
        assert 0 <= point.limits.lower <= point.limits.center <= point.limits.upper
        assert point.limits.upper <= (1 if name.startswith("p") else math.inf)


@given(st.sampled_from(["p", "p'"]), PERIODS)
def test_what_is_not_defective_is_charted_as_the_mirror_of_what_is(name: str, periods: list[tuple[int, int]]) -> None:
    found = control(sure(freeze(name, periods)), periods)
    rest = [(n - count, n) for count, n in periods]
    mirrored = control(sure(freeze(name, rest)), rest)
    assert [each.at for each in found.signals] == [each.at for each in mirrored.signals]
    for one, other in zip(found.points, mirrored.points, strict=True):
        assert alike((one.limits.lower, one.limits.upper), (1 - other.limits.upper, 1 - other.limits.lower))


@given(PERIODS, st.sampled_from([0.5, 24.0]))
def test_a_rate_is_charted_in_the_unit_of_its_size(periods: list[tuple[int, int]], unit: float) -> None:
    moved = [(count, size * unit) for count, size in periods]
    found, converted = (control(sure(freeze("u", each)), each) for each in (periods, moved))
    assert [each.at for each in found.signals] == [each.at for each in converted.signals]
    assert alike([each.limits.upper for each in found.points], [each.limits.upper * unit for each in converted.points])


@given(st.sampled_from(["c", "g", "t"]), st.lists(st.integers(0, 60), min_size=6, max_size=30))
def test_what_cannot_be_negative_has_no_negative_limit(name: str, counts: list[int]) -> None:
    base = sure(freeze(name, [(each,) for each in counts]))
    assert all(each.limits.lower >= 0 for each in control(base, [(each,) for each in counts]).points)


@given(st.sampled_from(sorted(CHARTS)), st.lists(st.integers(0, 40), min_size=0, max_size=25), st.integers(0, 25))
def test_frozen_limits_know_nothing_of_what_comes_later(name: str, counts: list[int], cut: int) -> None:
    """Points and signals of the beginning stay what they were, whatever follows; and no NaN ever leaves."""
    one = {"p": (40,), "np": (40,), "p'": (40,), "u": (2.0,), "u'": (2.0,), "xbar-r": (20.0, 3.0), "xbar-s": (20.0,)}
    records = [(each, *one.get(name, ())) for each in counts]
    assume(name != "log-xmr" or 0 not in counts)
    base = freeze(name, records)
    assert not any(map(math.isnan, numbers(base)))
    frozen = sure(base)
    whole, begun = control(frozen, records), control(frozen, records[:cut])
    assert whole.points[:cut] == begun.points
    assert [each for each in whole.signals if each.at <= cut] == list(begun.signals)
    assert not any(map(math.isnan, numbers(whole)))


# Run rules


@given(Z)
def test_rules_see_both_sides_alike(z: list[float]) -> None:
    swapped = {"above": "below", "below": "above", "both": "both"}
    mirrored = rules.signals([-each for each in z], ALL)
    seen = {(each.rule, each.at, each.points, each.side) for each in rules.signals(z, ALL)}
    assert seen == {(each.rule, each.at, each.points, swapped[each.side]) for each in mirrored}


@given(Z)
def test_rules_say_what_their_words_say(z: list[float]) -> None:
    """Read again from the words of each rule, by counting in windows, and not by its row."""
    seen: dict[str, set[int]] = {name: set() for name in rules.RULES}
    for each in rules.signals(z, ALL):
        seen[each.rule].add(each.at)
    for end in range(1, len(z) + 1):
        last = z[end - 1]

        def window(size: int, end: int = end) -> list[float] | None:
            return z[end - size : end] if end >= size else None

        def most(size: int, zone: float, needed: int, last: float = last) -> bool:
            found = window(size)
            return found is not None and any(
                side * last > zone and sum(side * each > zone for each in found) >= needed for side in (1, -1)
            )

        steps = [later - earlier for earlier, later in zip(z[end - 6 : end], z[end - 5 : end], strict=False)]
        turns = [later - earlier for earlier, later in zip(z[end - 14 : end], z[end - 13 : end], strict=False)]
        within, outside = window(15), window(8)
        expected = {
            "WE1": abs(last) > 3,
            "WE2": most(3, 2, 2),
            "WE3": most(5, 1, 4),
            "WE4": most(8, 0, 8),
            "N1": abs(last) > 3,
            "N2": most(9, 0, 9),
            "N3": end >= 6 and (min(steps) > 0 or max(steps) < 0),
            "N4": end >= 14 and all(a * b < 0 for a, b in pairwise(turns)),
            "N5": most(3, 2, 2),
            "N6": most(5, 1, 4),
            "N7": within is not None and all(abs(each) <= 1 for each in within),
            "N8": outside is not None
            and all(abs(each) > 1 for each in outside)
            and {each > 0 for each in outside} == {True, False},
        }
        assert {name for name in seen if end in seen[name]} == {name for name, met in expected.items() if met}


# Teams, causes, flow

TEAMS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.integers(0, 300)
    .flatmap(lambda n: st.tuples(st.integers(0, n), st.just(float(n))))
    .map(lambda each: Counted(*each)),
    min_size=2,
    max_size=8,
)


@given(TEAMS, st.sampled_from(["proportion", "rate"]), st.randoms(use_true_random=False))
def test_a_funnel_knows_no_order_and_no_team_of_whom_nothing_was_counted(
    teams: dict[str, Counted], kind: funnel.Kind, chance: Any
) -> None:
    found = sure(funnel.funnel(teams, kind))
    mixed = dict(chance.sample(list(teams.items()), len(teams)))
    assert funnel.funnel(mixed, kind) == found
    assert [each.name for each in found.places] == sorted(each.name for each in found.places)
    more = sure(funnel.funnel(teams | {"z": Counted(0, 0)}, kind))
    assert (more.overall, more.places) == (found.overall, found.places)
    for each in found.places:
        assert each.action.low <= each.warning.low <= each.warning.high <= each.action.high
        assert 0 <= each.p <= each.adjusted <= 1
        assert kind == "rate" or each.action.high <= 1


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 50), max_size=9))
def test_the_vital_few_are_the_fewest_that_suffice(counts: dict[str, int]) -> None:
    found = sure(pareto.pareto(counts))
    few = [each for each in found if each.vital]
    total = sum(counts.values())
    assert 5 * sum(each.number for each in few) >= 4 * total > 5 * sum(each.number for each in few[:-1])
    assert found[-1].cumulative == 1
    without = sure(pareto.pareto({name: number for name, number in counts.items() if number}))
    assert [each for each in found if each.number] == list(without)


STAYS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30)), min_size=1, max_size=20)


@given(STAYS)
def test_littles_law_is_exact_where_nothing_is_carried(stays: list[tuple[int, int]]) -> None:
    found = sure(little.check([little.Stay(came, came + took) for came, took in stays], 0, 81))
    assert found.carried == 0
    assert found.expected == found.in_progress
    outside = [little.Stay(-9, -1), little.Stay(81, 90), little.Stay(99, None)]
    assert little.check([*outside, *(little.Stay(came, came + took) for came, took in stays)], 0, 81) == found


# Distributions


@given(st.sampled_from([Binomial(30, 0.2), Binomial(5, 0.97), Poisson(0.3), Poisson(16.0)]), st.floats(1e-6, 1 - 1e-6))
def test_a_quantile_is_the_least_that_suffices(of: Binomial | Poisson, p: float) -> None:
    k = of.quantile(p)
    assert of.tails(k).below >= p * (1 - 1e-9)
    assert of.tails(k - 1).below < p


@given(
    st.sampled_from([StudentT(1.0), StudentT(7.5), ChiSquare(3.0), FisherF(2.0, 9.0), Beta(2.0, 5.0), Gamma(0.7)]),
    st.floats(1e-6, 1 - 1e-6),
)
def test_quantiles_invert_probabilities(of: Any, p: float) -> None:
    found = of.tails(of.quantile(p))
    assert found.below == pytest.approx(p, rel=1e-9)
    assert found.above == pytest.approx(1 - p, rel=1e-9)
    assert found.below + found.above == pytest.approx(1, abs=1e-12)


@given(st.lists(st.floats(), max_size=12), st.sampled_from([math.nan, math.inf, -math.inf]), st.integers(0, 12))
def test_what_is_no_number_is_refused_by_name(values: list[float], wrong: float, place: int) -> None:
    given_ = [*values[:place], wrong, *values[place:]]
    for ask in (quantiles.quantile, quantiles.estimate):
        with pytest.raises(BadInput, match="finite"):
            ask(given_, 50)
    with pytest.raises(BadInput, match="finite"):
        freeze("xmr", [(each,) for each in given_])
