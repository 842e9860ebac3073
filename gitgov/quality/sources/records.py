"""CI runs, deployments and incidents as JSON records (`recorded` has their schema): an array, or one object a line."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from statistics import median
from typing import Any

from gitgov.quality.reading import Reading, Sample, no_data
from gitgov.quality.sources.foreign import Element, Parsed, Records
from gitgov.quality.sources.recorded import FAILURE, SUCCESS, YET_TO_COME, CiRun, Recorded, recorded
from gitgov.quality.sources.row import Metric, Source, kept, ordered, reasons
from gitgov.quality.sources.shape import named

BUILDS = Metric(
    "build_success_rate",
    "%",
    "CI runs that succeeded, of those that ended in success or failure: each attempt is a run. Cancelled and skipped ones are left out.",
)
DURATION = Metric(
    "build_duration",
    "s",
    "Median of the seconds from start to finish of CI runs that ended in success or failure, each attempt by itself.",
)
DEPLOYED = Metric(
    "deployment_success_rate",
    "%",
    "Deployments that succeeded, of those that ended in success or failure; cancelled ones are left out.",
)


def told_by(parsed: Parsed) -> bool:
    """Tell them by the kind of each; a list of none is a file of none."""
    if isinstance(parsed, str | Element):
        return False
    return all(isinstance(each, dict) and "kind" in each for each in values(parsed))


def values(parsed: Any) -> list[Any]:
    """Return the records of a file, which may be one alone."""
    if isinstance(parsed, Records):
        return parsed.values
    return parsed if isinstance(parsed, list) else [parsed]


def read(parsed: Parsed, latest: int | None = None) -> tuple[Reading, ...]:
    """Read how many builds and deployments succeeded, and how long builds took; raises `BadInput`.

    What ends after the `latest` instant has not happened, and is left out.
    """
    found = _until(recorded(values(parsed)), latest)
    builds = [(each.result, _shown(each), each.finished) for each in found.runs]
    deployed = [(each.result, each.id, each.finished) for each in found.deployments]
    return _rate(BUILDS, builds), _duration(found.runs), _rate(DEPLOYED, deployed)


def _until(found: Recorded, latest: int | None) -> Recorded:
    """Give what has yet to end this as its result, which is neither success nor failure."""
    if latest is None:
        return found
    runs = (each._replace(result=YET_TO_COME) if each.finished > latest else each for each in found.runs)
    deployed = (each._replace(result=YET_TO_COME) if each.finished > latest else each for each in found.deployments)
    return found._replace(runs=tuple(runs), deployments=tuple(deployed))


def _shown(run: CiRun) -> str:
    return f"{run.commit} {run.name}".strip() + (f" attempt {run.attempt}" if run.attempt != 1 else "")


def _rate(metric: Metric, ended: Iterable[tuple[str, str, int]]) -> Reading:
    """Read the share that succeeded of results, what they are of, and when they came about."""
    listed = list(ended)
    out = kept(reasons((result, each) for result, each, _ in listed if result not in {SUCCESS, FAILURE}))
    samples = ordered(
        Sample(Fraction(result == SUCCESS), named(each), at)
        for result, each, at in listed
        if result in {SUCCESS, FAILURE}
    )
    if not samples:
        return no_data(metric.name, metric.unit, "share", out)
    part, n = sum(each.value == 1 for each in samples), len(samples)
    return Reading(metric.name, metric.unit, Fraction(100 * part, n), n, "share", samples, out, part)


def _duration(runs: Iterable[CiRun]) -> Reading:
    ended = [each for each in runs if each.result in {SUCCESS, FAILURE}]
    out = kept(reasons(("its start is not known", _shown(each)) for each in ended if each.started is None))
    samples = ordered(
        Sample(Fraction(each.finished - each.started), named(_shown(each)), each.finished)
        for each in ended
        if each.started is not None
    )
    if not samples:
        return no_data(DURATION.name, DURATION.unit, "median", out)
    value = median(each.value for each in samples)
    return Reading(DURATION.name, DURATION.unit, value, len(samples), "median", samples, out)


ROW = Source(
    "records",
    "records of CI runs, deployments and incidents, as JSON or JSON Lines",
    told_by,
    read,
    (BUILDS, DURATION, DEPLOYED),
)
