"""Two groups of observations of a metric: a test, an effect size, and by how much one differs, with its interval.

Values by Mann-Whitney, Cliff's delta and the shift of Hodges and Lehmann; where their means are asked for by Welch's t, Hedges' g and the
difference of the means; shares by Fisher's exact test and Newcombe's interval of their difference, which is their effect size, too
(`quality.stats`). Several at once are corrected as Holm does. More than two groups are asked together whether they are alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from gitgov.quality.measures.summing import median
from gitgov.quality.reading import Sample
from gitgov.quality.stats.many_groups import kruskal_wallis, welch_anova
from gitgov.quality.stats.many_tests import holm
from gitgov.quality.stats.outcome import Estimate, Insufficient, Significance
from gitgov.quality.stats.proportions import Part, difference, fisher, homogeneous, sample_size
from gitgov.quality.stats.two_groups import LEAST, compare, hedges_g, mean_difference, too_few, welch

SHOWN = 0.05
"""A difference is taken for shown below this p, corrected."""


class Observations(NamedTuple):
    """What was observed of a metric: single values of a unit, or `shares`, where each is 1 or 0. In order of time.

    With `means` single values are compared by their means, and else by their ranks.
    """

    metric: str
    unit: str
    samples: tuple[Sample, ...]
    shares: bool = False
    means: bool = False

    @property
    def middle(self) -> Fraction:
        """The share, the mean or the median of what was observed, which is something."""
        return _middle([each.value for each in self.samples], self)


class Side(NamedTuple):
    """One of two groups: how many observations, and their median, their mean, or their share."""

    n: int
    value: Fraction


class Compared(NamedTuple):
    """Two groups: both sides, the test with p and p corrected for all that are compared, the effect size, and by how much the second is larger."""

    one: Side
    other: Side
    test: str
    p: float
    adjusted: float
    effect: Estimate
    shift: Estimate

    @property
    def shown(self) -> bool:
        """Say whether there is a difference, as far as that can be known."""
        return self.adjusted < SHOWN


def compare_samples(
    one: Sequence[Sample],
    other: Sequence[Sample],
    *,
    shares: bool = False,
    means: bool = False,
    least: int = LEAST,
) -> Compared | Insufficient:
    """Compare a group with a second one; the order within each plays no part."""
    first, second = [each.value for each in one], [each.value for each in other]
    if short := too_few([*map(float, first)], [*map(float, second)], max(least, LEAST)):
        return short
    compared = _of_shares if shares else _of_means if means else _of_values
    return compared(first, second)


def _of_values(first: Sequence[Fraction], second: Sequence[Fraction]) -> Compared | Insufficient:
    found = compare([*map(float, second)], [*map(float, first)])
    if isinstance(found, Insufficient):
        return found
    one, other = (Side(len(each), median(each)) for each in (first, second))
    test = f"Mann-Whitney, {found.test.method}"
    return Compared(one, other, test, found.test.p, found.test.p, found.delta, found.shift)


def _of_means(first: Sequence[Fraction], second: Sequence[Fraction]) -> Compared | Insufficient:
    one, other = [*map(float, first)], [*map(float, second)]
    test, effect, apart = welch(other, one), hedges_g(other, one), mean_difference(other, one)
    if isinstance(test, Insufficient):
        return test
    if isinstance(effect, Insufficient):
        return effect
    if isinstance(apart, Insufficient):
        return apart
    before, after = (Side(len(each), sum(each, Fraction(0)) / len(each)) for each in (first, second))
    return Compared(before, after, test.method, test.p, test.p, effect, apart)


def _of_shares(first: Sequence[Fraction], second: Sequence[Fraction]) -> Compared | Insufficient:
    parts = [Part(sum(each == 1 for each in group), len(group)) for group in (first, second)]
    test, apart = fisher(*parts), difference(parts[1], parts[0])
    if isinstance(test, Insufficient):
        return test
    if isinstance(apart, Insufficient):
        return apart
    one, other = (Side(each.n, Fraction(each.number, each.n)) for each in parts)
    return Compared(one, other, test.method, test.p, test.p, apart, apart)


def corrected(found: Mapping[str, Compared | Insufficient]) -> dict[str, Compared | Insufficient]:
    """Correct comparisons for having been made at once."""
    tested = {name: each for name, each in found.items() if isinstance(each, Compared)}
    adjusted = dict(zip(tested, holm([each.p for each in tested.values()]), strict=True))
    return {
        name: each._replace(adjusted=adjusted[name]) if isinstance(each, Compared) else each
        for name, each in found.items()
    }


def before_and_after(of: Observations, day: int, least: int = LEAST) -> Compared | Insufficient:
    """Compare what was observed before an instant, in seconds, with what was observed from then on."""
    before = [each for each in of.samples if each.at < day]
    after = [each for each in of.samples if each.at >= day]
    return compare_samples(before, after, shares=of.shares, means=of.means, least=least)


def halves(of: Observations, least: int = LEAST) -> Compared | Insufficient:
    """Compare the older half of what was observed with the newer one."""
    middle = len(of.samples) // 2
    return compare_samples(of.samples[:middle], of.samples[middle:], shares=of.shares, means=of.means, least=least)


def alike(found: Sequence[Observations], least: int = LEAST) -> Significance | Insufficient:
    """Ask whether several metrics of a unit are alike: shares by chi-square, means by Welch's F, and else ranks by Kruskal and Wallis."""
    groups = [[each.value for each in of.samples] for of in found]
    if groups and all(of.shares for of in found):
        if (smallest := min(map(len, groups))) < least:
            return Insufficient("a group to compare is small", smallest, least)
        return homogeneous([Part(sum(each == 1 for each in group), len(group)) for group in groups])
    values = [[*map(float, group)] for group in groups]
    return (welch_anova if found and found[0].means else kruskal_wallis)(values, least)


def to_tell_apart(found: Compared | Insufficient, of: Observations) -> int | None:
    """Return how many it takes in each group to show a difference of shares as large as this one, in four of five cases; none is shown yet."""
    if isinstance(found, Insufficient) or not of.shares or found.shown or found.one.value == found.other.value:
        return None
    return math.ceil(sample_size(float(found.one.value), float(found.other.value), SHOWN))


def _middle(values: Sequence[Fraction], of: Observations) -> Fraction:
    return sum(values, Fraction(0)) / len(values) if of.shares or of.means else median(values)
