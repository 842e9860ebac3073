"""The five figures by which a body may see whether governing pays: each with its target, and green, red, or no data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from gitgov.core.amounts import parse_amount
from gitgov.core.ids import EventId
from gitgov.core.visible import many
from gitgov.quality.measured import Taken
from gitgov.quality.measures import decided_share, gate_pass_rate, lead_time, records_per_change
from gitgov.quality.measures.deployment_frequency import DAILY
from gitgov.quality.measures.facts import Window
from gitgov.quality.measures.row import Facts
from gitgov.quality.measures.shipping import Delivery
from gitgov.quality.reading import Reading

State = Literal["green", "red", "no data"]
DAYS: Final = 14
PASSED: Final = Fraction(999, 1_000)
LESS: Final = Fraction(1, 2)


class Kpi(NamedTuple):
    """A figure: what was read, the target in words, how it stands; `objects` are those that fall short, `said` is what else belongs to it."""

    name: str
    reading: Reading
    target: str
    state: State
    said: str = ""
    objects: tuple[str, ...] = ()
    baseline: str = ""


class Baseline(NamedTuple):
    """What coordinating a change cost before: how many records, as a record says."""

    record: EventId
    value: Fraction


def baseline_of(taken: Taken) -> Baseline | None:
    """Return the baseline that a record of measurements gives, or nothing."""
    found = (each.value for each in taken.body.measures if each.metric == records_per_change.NAME and each.value)
    value = next(found, "")
    return Baseline(taken.id, parse_amount(value)) if value and parse_amount(value) > 0 else None


def kpis(facts: Facts, baseline: Baseline | None) -> tuple[Kpi, ...]:
    """Take all of them, deployments by application."""
    return (*(_deployed(each, facts.window) for each in facts.deliveries), *_of_branch(facts), _effort(facts, baseline))


def _of_branch(facts: Facts) -> Iterator[Kpi]:
    took = lead_time.MEASURE.take(facts)
    yield Kpi(took.metric, took, f"< {DAYS} d", _state(took, took.value is not None and took.value < DAYS))
    passed = gate_pass_rate.MEASURE.take(facts)
    failed = tuple(each.object for each in passed.samples if not each.value)
    enough = passed.value is not None and passed.value >= PASSED
    yield Kpi(passed.metric, passed, ">= 99.9 %", _state(passed, enough), objects=failed)
    decided = decided_share.MEASURE.take(facts)
    bypassed = tuple(each.object for each in decided.samples if not each.value)
    said = f"{len(bypassed)} came in without a vote" if bypassed else ""
    yield Kpi(decided.metric, decided, "100 %", _state(decided, not bypassed), said, bypassed)


def _state(reading: Reading, good: bool) -> State:  # noqa: FBT001 - a state in the making
    return "no data" if reading.value is None else "green" if good else "red"


def _deployed(delivery: Delivery, window: Window) -> Kpi:
    """Ask for daily deployments without downtime: the seconds in which an incident on record was open, whichever."""
    reading, down = DAILY.take(delivery, window), downtime(delivery, window)
    ending = f"/{delivery.application.name}" if delivery.application.name else ""
    good = reading.value is not None and reading.value >= 1 and not down
    told = tuple(each.id for each in delivery.incidents if _open(each.at, each.closed, window))
    said = f"{down} s of downtime in {many(len(told), 'incident')} on record" if told else "no incident on record"
    return Kpi(f"deployment_frequency{ending}", reading, ">= 1 /d without downtime", _state(reading, good), said, told)


def downtime(delivery: Delivery, window: Window) -> int:
    """Return for how many seconds of a window at least one incident on record was open."""
    spans = sorted((each.at, window.until if each.closed is None else each.closed) for each in delivery.incidents)
    return sum(end - begin for begin, end in _apart(spans, window))


def _apart(spans: Iterable[tuple[int, int]], window: Window) -> Iterator[tuple[int, int]]:
    """Yield the parts of spans, in order of time, that lie in a window and in none before."""
    here = window.since
    for begin, end in spans:
        begins, ends = max(begin, here), min(end, window.until)
        if begins < ends:
            yield begins, ends
            here = ends


def _open(begin: int, end: int | None, window: Window) -> bool:
    return begin <= window.until and (end is None or end >= window.since)


def _effort(facts: Facts, baseline: Baseline | None) -> Kpi:
    """Compare the records that a change takes with a baseline on record; without one nothing is claimed."""
    reading, target = records_per_change.MEASURE.take(facts), "half of a recorded baseline"
    if baseline is None:
        return Kpi(reading.metric, reading, target, "no data", "no baseline is named, so nothing is claimed")
    good = reading.value is not None and reading.value <= baseline.value * LESS
    return Kpi(reading.metric, reading, target, _state(reading, good), baseline=baseline.record)
