"""Readings summed up from samples: medians, percentiles and shares, all exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, lcm

from gitgov.quality.reading import Excluded, Reading, Sample, no_data

MEDIAN = "median; of an even number of values, the mean of the two in the middle"
P85 = "85th percentile by nearest rank"
YES, NO = Fraction(1), Fraction(0)
Left = tuple[str, str]
"""What was left out: why, and which object."""


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the median of at least one value: of an even number of them, the mean of the two in the middle."""
    ordered = ascending(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def ascending(values: Sequence[Fraction]) -> list[Fraction]:
    """Put values in order, exactly: as whole numbers over one denominator, at a fifth of what comparing fractions takes."""
    common = lcm(*{each.denominator for each in values})
    return sorted(values, key=lambda each: each.numerator * (common // each.denominator))


def percentile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the least of some values that so great a share of them does not exceed (nearest rank)."""
    return ascending(values)[max(ceil(share * len(values)), 1) - 1]


def typical(metric: str, unit: str, samples: Iterable[Sample], left: Iterable[Left]) -> Reading:
    """Sum samples up by their median."""
    ordered, excluded = in_order(samples), grouped(left)
    if not ordered:
        return no_data(metric, unit, MEDIAN, excluded)
    value = median([each.value for each in ordered])
    return Reading(metric, unit, value, len(ordered), MEDIAN, ordered, excluded)


def slow(metric: str, unit: str, samples: Iterable[Sample], left: Iterable[Left]) -> Reading:
    """Sum samples up by what 85 of 100 of them do not exceed."""
    ordered, excluded = in_order(samples), grouped(left)
    if not ordered:
        return no_data(metric, unit, P85, excluded)
    value = percentile([each.value for each in ordered], Fraction(85, 100))
    return Reading(metric, unit, value, len(ordered), P85, ordered, excluded)


def whether(so: object) -> Fraction:
    """Return the value of a sample that says whether something is so."""
    return YES if so else NO


def share(metric: str, samples: Iterable[Sample], left: Iterable[Left], inferred: Iterable[str] = ()) -> Reading:
    """Sum up samples that are 1 where something is so and 0 where it is not, by the share of those that are 1."""
    ordered, excluded, guessed = in_order(samples), grouped(left), tuple(sorted({*inferred}))
    part = sum(each.value == 1 for each in ordered)
    how = f"{part} of {len(ordered)}" + (f"; {len(guessed)} inferred, not recorded" if guessed else "")
    if not ordered:
        return no_data(metric, "1", "share", excluded)
    return Reading(metric, "1", Fraction(part, len(ordered)), len(ordered), how, ordered, excluded, part, guessed)


def in_order(samples: Iterable[Sample]) -> tuple[Sample, ...]:
    """Put samples in order of time, then of their objects."""
    return tuple(sorted(samples, key=lambda each: (each.at, each.object)))


def grouped(left: Iterable[Left]) -> tuple[Excluded, ...]:
    """Put together what was left out for one reason."""
    found: dict[str, set[str]] = {}
    for why, oid in left:
        found.setdefault(why, set()).add(oid)
    return tuple(Excluded(why, tuple(sorted(oids))) for why, oids in sorted(found.items()))
