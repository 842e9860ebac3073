"""What a meeting in the room is made of: values; spans are in seconds, instants in seconds since 1970."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from gitgov.core.objection import Objection

SOURCE = "docs/sprints.md, In the room"
MOST: Final = 100
"""How many there may be of anything: points, people, tallies, actions, ..."""
Objections = tuple[Objection, ...]


class Move(NamedTuple):
    """Something that the facilitator has typed, and when: `said` are its words by what they are."""

    at: int
    verb: str
    said: Mapping[str, str]


class Point(NamedTuple):
    """A point of the agenda: `planned` is its time-box, `extended` what was added to it, `spent` what it took before `since`.

    `fate` is `waiting`, `now`, `done` or `skipped`.
    """

    title: str
    owner: str
    kind: str
    planned: int
    extended: int = 0
    spent: int = 0
    since: int = 0
    fate: str = "waiting"

    @property
    def box(self) -> int:
        """What it may take."""
        return self.planned + self.extended

    def taken(self, now: int) -> int:
        """Return what it has taken until now."""
        return self.spent + (max(0, now - self.since) if self.fate == "now" else 0)


class Person(NamedTuple):
    """Somebody who is there: how often, and for how long, that one has spoken."""

    name: str
    turns: int = 0
    spoken: int = 0


class Turn(NamedTuple):
    """Somebody who wants to speak, by number; a `direct` response goes before all others."""

    person: int
    direct: bool


class Speaking(NamedTuple):
    """Who speaks, by number, and since when."""

    person: int
    since: int


class Tally(NamedTuple):
    """A question to all: what each has chosen, by number; nobody sees it before it is `shown`."""

    question: str
    kind: str
    options: tuple[str, ...]
    ballots: Mapping[int, str]
    shown: bool = False


class Action(NamedTuple):
    """What somebody is to do, until which day, and what it is about: a motion or an item."""

    text: str
    owner: str
    due: str = ""
    link: str = ""


class Carried(NamedTuple):
    """An action that an earlier meeting has left open: which, by the id of its record and its number there."""

    room: str
    number: int
    action: Action
    done: bool = False


class Parked(NamedTuple):
    """What was put off: `fate` is empty, `dropped`, `scheduled` (for when, in `why`) or `action`."""

    text: str
    fate: str = ""
    why: str = ""


@dataclass(frozen=True)
class Gathering:
    """A meeting: `at` is the instant of the last move, `ended` that of its end, if it has one."""

    team: str
    title: str
    opened: int
    at: int
    carried: tuple[Carried, ...] = ()
    points: tuple[Point, ...] = ()
    people: tuple[Person, ...] = ()
    queue: tuple[Turn, ...] = ()
    speaking: Speaking | None = None
    tallies: tuple[Tally, ...] = ()
    actions: tuple[Action, ...] = ()
    parked: tuple[Parked, ...] = ()
    decisions: tuple[str, ...] = ()
    ended: int | None = None

    @property
    def current(self) -> int | None:
        """The number of the point that is under way."""
        return next((number for number, each in enumerate(self.points) if each.fate == "now"), None)

    @property
    def following(self) -> int | None:
        """The number of the point that comes next: the first that waits after the current one, or else at all."""
        waiting = [number for number, each in enumerate(self.points) if each.fate == "waiting"]
        here = -1 if self.current is None else self.current
        return next((number for number in waiting if number > here), waiting[0] if waiting else None)

    @property
    def hidden(self) -> Tally | None:
        """The tally that goes on, if one does."""
        return self.tallies[-1] if self.tallies and not self.tallies[-1].shown else None

    @property
    def in_line(self) -> tuple[Turn, ...]:
        """Who wants to speak, in the order in which they do: direct responses, who has not spoken yet, then as they came."""
        return tuple(sorted(self.queue, key=lambda each: (not each.direct, self.people[each.person].turns > 0)))

    @property
    def unsettled(self) -> tuple[int, ...]:
        """The numbers of what is parked still."""
        return tuple(number for number, each in enumerate(self.parked) if not each.fate)


def object_about(code: str, what: str, remedy: str) -> Objections:
    """State a single objection to a move."""
    return (Objection(code, what, SOURCE, remedy),)
