"""Where the work of teams crosses: what a team's branch touches that another owns, and what its commits say they depend on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from gitgov.charter.teams import Team, Teams, related

TOUCHES, DEPENDS = "touches", "depends on"


class Work(NamedTuple):
    """What a team's branch adds: the files that it changes, and the words of its trailers `Depends-On:`."""

    files: Collection[str]
    depends: Collection[str]


class Crossing(NamedTuple):
    """A team `needs` another (nothing, where nobody knows whose that is): it `touches` a path of it, or `depends on` something.

    Or it `imports` a file of it, or `pins` its repository; `where` is the file and line that does, or the path of the submodule.
    """

    team: str
    needs: str
    how: str
    what: str
    where: str = ""

    @property
    def matter(self) -> tuple[str, ...]:
        """What of it makes it another one: not the line on which it stands."""
        return self[:4]


def crossings(
    teams: Teams, work: Mapping[str, Work], items: Mapping[str, str], homes: Mapping[str, str]
) -> tuple[Crossing, ...]:
    """Return where teams depend on each other, in order; `items` has the team of each item, `homes` the remote of each team.

    A team and those above it are not apart: a scrum of scrums owns what its teams work on together.
    """
    found = {
        each
        for name, done in work.items()
        if name in teams
        for each in (*_touching(teams, teams[name], done), *_depending(teams, name, done, items, homes))
    }
    return tuple(sorted(found))


def _touching(teams: Teams, team: Team, work: Work) -> Iterator[Crossing]:
    apart = [each for each in teams.values() if not related(teams, team.name, each.name)]
    for other in apart:
        for path in other.paths:
            owner = other._replace(paths=(path,))
            if any(owner.owns(file) and not team.owns(file) for file in work.files):
                yield Crossing(team.name, other.name, TOUCHES, path)


def _depending(
    teams: Teams, team: str, work: Work, items: Mapping[str, str], homes: Mapping[str, str]
) -> Iterator[Crossing]:
    for word in work.depends:
        whose = _whose(teams, word, items, homes)
        if whose != team:
            yield Crossing(team, whose, DEPENDS, word)


def _whose(teams: Teams, word: str, items: Mapping[str, str], homes: Mapping[str, str]) -> str:
    """Return the team that a trailer means: that of an item, or that of the repository before an `@`."""
    if word in items:
        return items[word]
    place = word.partition("@")[0] if "@" in word else ""
    if place in teams:
        return place
    return next((team for team in sorted(teams) if place and place in (homes.get(team), teams[team].remote)), "")
