"""An increment as its thread has made it: values only."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from gitgov.core.canonical import dumps
from gitgov.core.ids import EventId, Member
from gitgov.sprints.increments.events import IncrementPlanned


class Iteration(NamedTuple):
    """Some weeks of an increment, its first and its last day; `planning` for the last one, in which no feature stands."""

    number: int
    begins: str
    ends: str
    planning: bool


class Objective(NamedTuple):
    """What a team means to reach; a `value` of 0 says that nobody has set it, no `actual` that nobody has judged it."""

    team: str
    name: str
    text: str
    committed: bool
    value: int = 0
    actual: int | None = None


class Feature(NamedTuple):
    """An item in an iteration of a team."""

    team: str
    item: str
    title: str
    points: int
    iteration: int
    needs: tuple[str, ...]


class Dependency(NamedTuple):
    """What one team needs from another; `committed` is 0 as long as the provider has promised nothing."""

    id: EventId
    by: Member
    consumer: str
    provider: str
    what: str
    need_by: int
    feature: str
    item: str
    committed: int = 0
    owner: str = ""
    settled: str = ""

    @property
    def late(self) -> bool:
        """Say whether it is promised for later than it is needed."""
        return not self.settled and self.committed > self.need_by

    @property
    def status(self) -> str:
        """Say how it stands: open, late, promised, delivered or dropped."""
        return self.settled or ("late" if self.late else "promised" if self.committed else "open")

    @property
    def unresolved(self) -> bool:
        """Say whether somebody has to see to it: nothing is promised, or it is promised for too late."""
        return self.status in {"open", "late"}


class Risk(NamedTuple):
    """What may go wrong; `roam` is empty as long as nobody has said what is done about it."""

    id: EventId
    by: Member
    text: str
    team: str
    roam: str = ""
    owner: str = ""
    why: str = ""


class Ballot(NamedTuple):
    """So many fingers of a member."""

    id: EventId
    by: Member
    fingers: int
    why: str


class Vote(NamedTuple):
    """A vote of confidence in a plan, by its digest. `counted` is empty until it is closed.

    `asked` are the teams of which somebody has to be heard.
    """

    id: EventId
    at: int
    plan: str
    ballots: tuple[Ballot, ...] = ()
    counted: Mapping[Member, int] = MappingProxyType({})
    closed: bool = False
    asked: tuple[str, ...] = ()

    def mean(self) -> Fraction:
        """Return the mean of what was counted, 0 where nothing was."""
        return mean(self.counted.values())


def mean(fingers: Collection[int]) -> Fraction:
    """Return the mean of some ballots, 0 where there are none."""
    return Fraction(sum(fingers), max(1, len(fingers)))


class SyncPoint(NamedTuple):
    """A day on which teams are to be in step, and which of them say that they are."""

    name: str
    day: str
    teams: tuple[str, ...]
    kept: Mapping[str, Member] = MappingProxyType({})

    def missing(self) -> tuple[str, ...]:
        """Return the teams that have not said it."""
        return tuple(each for each in self.teams if each not in self.kept)

    def overdue(self, today: str) -> bool:
        """Say whether its day is over and somebody is missing."""
        return self.day < today and bool(self.missing())


@dataclass(frozen=True)
class Increment:
    """A program increment: its frame, what was planned in it, and what has come of it."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: IncrementPlanned
    objectives: Mapping[tuple[str, str], Objective] = field(default_factory=dict)
    features: Mapping[str, Feature] = field(default_factory=dict)
    dependencies: Mapping[EventId, Dependency] = field(default_factory=dict)
    risks: Mapping[EventId, Risk] = field(default_factory=dict)
    votes: tuple[Vote, ...] = ()
    points: Mapping[str, SyncPoint] = field(default_factory=dict)
    started: EventId | None = None
    started_at: int = 0
    motion: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.body.increment

    @property
    def train(self) -> str:
        """The team whose increment it is: a scrum of scrums."""
        return self.body.team

    @property
    def iterations(self) -> tuple[Iteration, ...]:
        """Its iterations with their days; the last one is for innovation and planning."""
        return iterations_of(self.body)

    @property
    def plan(self) -> str:
        """The digest of what is ratified: the frame, objectives, features and dependencies; SHA-256 of canonical JSON."""
        rows: dict[str, Any] = {
            "frame": self.body.model_dump(mode="json"),
            "objectives": [list(self.objectives[key]._replace(actual=None)) for key in sorted(self.objectives)],
            "features": [_listed(self.features[key]) for key in sorted(self.features)],
            "dependencies": [
                list(self.dependencies[key])
                for key in sorted(self.dependencies)
                if self.dependencies[key].settled != "dropped"
            ],
        }
        return hashlib.sha256(dumps(rows)).hexdigest()


def iterations_of(body: IncrementPlanned) -> tuple[Iteration, ...]:
    """Count the days of iterations out."""
    first, days = date.fromisoformat(body.begins), 7 * body.weeks
    found = []
    for number in range(body.iterations):
        begins = first + timedelta(days=number * days)
        ends = begins + timedelta(days=days - 1)
        found.append(Iteration(number + 1, begins.isoformat(), ends.isoformat(), number + 1 == body.iterations))
    return tuple(found)


def _listed(feature: Feature) -> list[Any]:
    return [*feature[:-1], list(feature.needs)]
