"""A row of the table of sources: how a format is told from others, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

from gitgov.quality.reading import Excluded, Reading, Sample, no_data
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.shape import named

PLACES = 12


class Metric(NamedTuple):
    """A metric that a source gives: its name, its unit (one of `UNITS`), and what exactly is counted, for people."""

    name: str
    unit: str
    definition: str


class Source(NamedTuple):
    """A format of files that tools write.

    `told_by` says of parsed bytes whether they are of this format; `read` gives one reading for each metric of `gives`,
    in that order, and raises `BadInput`.
    """

    name: str
    what: str
    told_by: Callable[[Parsed], bool]
    read: Callable[[Any], tuple[Reading, ...]]
    gives: tuple[Metric, ...]


def share(metric: Metric, yes: Iterable[str], no: Iterable[str], excluded: Iterable[Excluded] = ()) -> Reading:
    """Read the share of those in `yes` among all, in per cent; no data where there are none."""
    samples = (*(Sample(Fraction(1), named(each)) for each in yes), *(Sample(Fraction(0), named(each)) for each in no))
    part, n = sum(int(each.value) for each in samples), len(samples)
    if not n:
        return no_data(metric.name, metric.unit, "share", kept(excluded))
    return Reading(
        metric.name, metric.unit, Fraction(100 * part, n), n, "share", ordered(samples), kept(excluded), part
    )


def number(metric: Metric, found: Iterable[str], n: int | None, excluded: Iterable[Excluded] = ()) -> Reading:
    """Read how many there are, of `n` that were looked at; no data where nothing was looked at (`n` of nothing or 0)."""
    if not n:
        return no_data(metric.name, metric.unit, "count", kept(excluded))
    samples = ordered(Sample(Fraction(1), named(each)) for each in found)
    return Reading(metric.name, metric.unit, Fraction(len(samples)), n, "count", samples, kept(excluded))


def upward(value: Fraction) -> Fraction:
    """Round up to twelve places, as many as an amount in a record has.

    What is above a limit of so many places stays above it, and what is not stays so.
    """
    return Fraction(ceil(value * 10**PLACES), 10**PLACES)


def total(metric: Metric, samples: Iterable[Sample], excluded: Iterable[Excluded] = ()) -> Reading:
    """Read the sum of samples, each rounded up to twelve places; no data where there are none."""
    found = ordered(Sample(upward(each.value), named(each.object), each.at) for each in samples)
    if not found:
        return no_data(metric.name, metric.unit, "sum", kept(excluded))
    value = sum((each.value for each in found), Fraction(0))
    return Reading(metric.name, metric.unit, value, len(found), "sum", found, kept(excluded))


def left_out(why: str, objects: Iterable[str]) -> Excluded:
    """Say why some were left out, in order of their names."""
    return Excluded(why, tuple(sorted(map(named, objects))))


def reasons(pairs: Iterable[tuple[str, str]]) -> list[Excluded]:
    """Group what was left out by why: pairs of a reason and an object, in order of the reasons."""
    found: dict[str, list[str]] = {}
    for why, each in pairs:
        found.setdefault(named(why), []).append(each)
    return [left_out(why, found[why]) for why in sorted(found)]


def kept(excluded: Iterable[Excluded]) -> tuple[Excluded, ...]:
    """Keep the reasons for which something was left out."""
    return tuple(each for each in excluded if each.objects)


def ordered(samples: Iterable[Sample]) -> tuple[Sample, ...]:
    """Put samples in order of time, then of what they were observed on."""
    return tuple(sorted(samples, key=lambda each: (each.at, each.object, each.value)))
