"""What a measure is: its name, what it means, where that is from, and what takes it; and the facts that it is taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gitgov.quality.measures.facts import Course, GateRun, Size, Window
from gitgov.quality.measures.history import History, Step
from gitgov.quality.measures.reverting import Reverts
from gitgov.quality.measures.shipping import Delivery, Shipped
from gitgov.quality.measures.summing import Left
from gitgov.quality.reading import Reading

CUT = "the history of this clone ends there"
DORA = "DORA's software delivery metrics, dora.dev/guides/dora-metrics (2026-01-05)"


class Facts(NamedTuple):
    """All that measures are taken from, of the branch whose history it is, in a window of time.

    `replays` is by each merge what making it again came to, `sizes` by each step what it changed; `courses` are the motions to merge,
    nothing where no body was founded, and `since` the place of the first step that the body had to decide on;
    `gates` are what gates have said, on record.
    """

    history: History
    window: Window
    reverts: Reverts
    replays: Mapping[str, str] = MappingProxyType({})
    sizes: Mapping[str, Size] = MappingProxyType({})
    courses: tuple[Course, ...] | None = None
    since: int = 0
    deliveries: tuple[Delivery, ...] = ()
    gates: tuple[GateRun, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Yield the steps in the window, the oldest first."""
        return (each for each in self.history.steps if self.window.holds(each.commit.committed))

    def merges(self) -> Iterator[Step]:
        """Yield the merges in the window, the oldest first."""
        return (each for each in self.steps() if each.is_merge)


class Measure(NamedTuple):
    """A row of the table. `definition` says what is counted, `source` who defines it so; `take` takes it, as a value of `unit`."""

    name: str
    unit: str
    definition: str
    source: str
    take: Callable[[Facts], Reading]


class DeliveryMeasure(NamedTuple):
    """A row of the table of measures of each application; `take` takes it in a window of time."""

    name: str
    unit: str
    definition: str
    source: str
    take: Callable[[Delivery, Window], Reading]


def within(delivery: Delivery, window: Window) -> list[Shipped]:
    """Return what was deployed in a window of time."""
    return [each for each in delivery.shipped if window.holds(each.at)]


def unplaced(delivery: Delivery, window: Window) -> list[Left]:
    """Return what of a window of time could not be placed, and why."""
    return [(why, name) for why, name in delivery.left if window.holds(delivery.when.get(name, window.until))]


def landing(facts: Facts, course: Course) -> Step | None:
    """Return the step by which a motion's head came into its branch: the one on record, else the one that is or has the head."""
    history = facts.history
    if step := history.step_at(course.new):
        return step
    place = history.landed.get(course.head)
    return None if place is None else history.steps[place]


def landings(facts: Facts) -> dict[str, Course]:
    """Return by each step the motion that it carries out; of several, the one that was opened first."""
    found: dict[str, Course] = {}
    for course in sorted(facts.courses or (), key=lambda each: (each.opened, each.id)):
        if step := landing(facts, course):
            found.setdefault(step.commit.oid, course)
    return found


def begun_by(facts: Facts) -> dict[str, int]:
    """Return when what was squashed into one commit was begun, in seconds, by that commit: the first author date of the head that was moved."""
    found: dict[str, int] = {}
    for oid, course in landings(facts).items():
        step = facts.history.step_at(oid)
        if step is None or step.is_merge or course.head == oid:
            continue
        old = facts.history.step_at(course.old)
        brought = facts.history.range_of(course.head, step.place)
        if brought and (old is None or old.place + 1 == step.place):  # else a rebase, which keeps author dates
            found[oid] = min(each.authored for each in brought)
    return found
