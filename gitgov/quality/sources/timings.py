"""Times of benchmarks, and how they compare with those of a baseline: what the formats of benchmarks have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from gitgov.quality.reading import Excluded, Reading, Sample, no_data
from gitgov.quality.sources.row import Metric, kept, left_out, ordered, reasons, total, upward
from gitgov.quality.sources.shape import amount, named

MEAN = Metric("benchmark_mean", "s", "Seconds of the mean round of each benchmark, added up.")
MEDIAN = Metric("benchmark_median", "s", "Seconds of the median round of each benchmark, added up.")
METRICS = (MEAN, MEDIAN)
REGRESSION = Metric(
    "performance_regression",
    "%",
    "By how much the median of a benchmark has grown since the baseline (its mean, where either file has no median): the"
    " largest growth of all benchmarks that both files have; negative where all have become faster. Computed exactly, then rounded up to twelve places.",
)


class Timing(NamedTuple):
    """A benchmark's seconds: of its mean and its median round, where the file has them; or why it says nothing."""

    name: str
    mean: Fraction | None
    median: Fraction | None
    why_not: str = ""


def timing(name: str, seconds: dict[str, Any], failed: str = "") -> Timing:
    """Read the mean and the median of a benchmark; `failed` says why it has no time all the same. Raises `BadInput`."""
    mean, median = (
        None if seconds.get(key) is None else amount(seconds[key], f"{key} of {name[:60]!r}")
        for key in ("mean", "median")
    )
    silent = "" if mean is not None or median is not None else "it has neither mean nor median"
    return Timing(name, mean, median, failed or silent)


def readings(found: Iterable[Timing]) -> tuple[Reading, ...]:
    """Read mean and median; each benchmark is a sample."""
    timings = list(found)
    out = _left_out(timings)
    told = usable(timings).values()
    return (
        total(MEAN, [Sample(each.mean, each.name) for each in told if each.mean is not None], out),
        total(MEDIAN, [Sample(each.median, each.name) for each in told if each.median is not None], out),
    )


def usable(timings: list[Timing]) -> dict[str, Timing]:
    """Return the benchmarks that say something, by their names; of a name that stands twice, neither."""
    names = Counter(each.name for each in timings)
    return {each.name: each for each in timings if not each.why_not and names[each.name] == 1}


def regression(found: Iterable[Timing], baseline: Iterable[Timing]) -> Reading:
    """Compare with a baseline, exactly: 1.05 s after 1 s is 5, not more. No data where the two have nothing in common."""
    timings, before_all = list(found), list(baseline)
    now, before = usable(timings), usable(before_all)
    both = [name for name in now if name in before]
    growths = {name: growth for name in both if (growth := _growth(now[name], before[name])) is not None}
    out = (
        *_left_out(timings),
        left_out("not in the baseline", now.keys() - before.keys()),
        left_out("only in the baseline", before.keys() - now.keys()),
        left_out("no time to compare with", set(both) - growths.keys()),
    )
    if not growths:
        return no_data(REGRESSION.name, REGRESSION.unit, "largest", kept(out))
    return _largest(growths, out)


def _largest(growths: Mapping[str, Fraction], out: Iterable[Excluded]) -> Reading:
    samples = ordered(Sample(upward(growth), named(name)) for name, growth in growths.items())
    return Reading(
        REGRESSION.name,
        REGRESSION.unit,
        max(each.value for each in samples),
        len(samples),
        "largest",
        samples,
        kept(out),
    )


def _growth(now: Timing, before: Timing) -> Fraction | None:
    """Return by how many per cent the time has grown; nothing where the baseline took no time."""
    pair = (now.median, before.median)
    if None in pair:
        pair = (now.mean, before.mean)
    after, start = pair
    return None if after is None or not start else 100 * (after - start) / start


def _left_out(timings: list[Timing]) -> list[Excluded]:
    names = Counter(each.name for each in timings)
    twice = [name for name, times in names.items() if times > 1]
    silent = [(each.why_not, each.name) for each in timings if each.why_not and names[each.name] == 1]
    return [left_out("the name stands more than once", twice), *reasons(silent)]
