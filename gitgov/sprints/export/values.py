"""What is exported: the backlog, sprints and dates as plain values, whoever gathered them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.sprints.dependencies import circles

OPEN, PLANNED, DOING, DONE = "open", "planned", "under way", "done"
"""How far a card has come: in nobody's plan, planned, in a sprint that has begun, done."""


class Card(NamedTuple):
    """An item of the backlog: its id, size, what it needs, how far it has come, and the sprint that it is in, if any."""

    id: str
    title: str
    team: str = ""
    points: int = 0
    value: int = 0
    needs: tuple[str, ...] = ()
    state: str = OPEN
    sprint: str = ""


class Obstacle(NamedTuple):
    """What is in the way, and the team that has to remove it by now."""

    id: str
    text: str
    with_team: str


class Slate(NamedTuple):
    """A team's sprint: its days as ISO 8601 writes them, both of them in it, and what it took on."""

    team: str
    sprint: str
    phase: str
    goal: str
    begins: str
    ends: str
    capacity: int
    cards: tuple[Card, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def points(self) -> int:
        """The points of all that was taken on."""
        return sum(each.points for each in self.cards)

    @property
    def points_done(self) -> int:
        """The points of what is done."""
        return sum(each.points for each in self.cards if each.state == DONE)


class Occasion(NamedTuple):
    """Whole days in a calendar: `stamp` is when it was recorded, in seconds, and `revision` how often it was changed."""

    uid: str
    title: str
    begins: str
    ends: str
    stamp: int
    text: str = ""
    revision: int = 0


class Part(NamedTuple):
    """Rows of text under a title."""

    title: str
    rows: tuple[str, ...]


class Chapter(NamedTuple):
    """What is told of an increment or a meeting: what it is in a line, and its parts."""

    title: str
    about: str
    parts: tuple[Part, ...]


class Picture(NamedTuple):
    """All that a format may show; what it has no place for it leaves out.

    `graph` is what waits for what, where that is not just what the cards need.
    """

    title: str
    cards: tuple[Card, ...] = ()
    slates: tuple[Slate, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    graph: tuple[Card, ...] = ()


class Arrow(NamedTuple):
    """One item needs another: `first` comes before `then`; one that waits for itself in the end goes `round` in a circle."""

    first: str
    then: str
    round: bool


class Graph(NamedTuple):
    """Items with what they need: `teams` are the cards by team, `strangers` what is needed and in no backlog."""

    teams: tuple[tuple[str, tuple[Card, ...]], ...]
    strangers: tuple[str, ...]
    arrows: tuple[Arrow, ...]


def graph(cards: Iterable[Card]) -> Graph:
    """Return the graph of some items, in the order of their ids."""
    found = {each.id: each for each in sorted(cards)}
    needs = {name: sorted(set(each.needs)) for name, each in found.items()}
    ring = {name: place for place, circle in enumerate(circles(needs)) for name in circle}
    arrows = [
        Arrow(first, then, round=first in ring and ring[first] == ring.get(then))
        for then, before in needs.items()
        for first in before
    ]
    strangers = sorted({each.first for each in arrows} - found.keys())
    teams = sorted({each.team for each in found.values()})
    grouped = tuple((team, tuple(each for each in found.values() if each.team == team)) for team in teams)
    return Graph(grouped, tuple(strangers), tuple(sorted(arrows)))
