"""The teams of a charter: a tree in which a team with others below it is a scrum of scrums (Scrum@Scale Guide)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.ids import Member

MOST_LEVELS = 3
USUAL_BRANCH = "sprint/{sprint}/{team}"
MOST_TEAMS = 125
"""Teams that no other is under: 5 x 5 x 5; scrums of scrums, and scrums of those, come on top."""


class SprintRules(NamedTuple):
    """What holds for every team's sprints: the branch that they work towards, and when an impediment climbs, in seconds.

    `candidates` is the pattern of tags that mark candidates for a release; nothing where there are none. `confidence` is how
    many fingers a train has to show on average before its increment begins; 0: it is not asked.
    """

    into: str
    climbs: int
    candidates: str
    confidence: int


class Team(NamedTuple):
    """A team, or a scrum of scrums if others name it as their parent.

    Its scrum master is then the Scrum of Scrums Master, its product owner the Chief Product Owner; the members of the one
    at the top are the Executive Action Team. `points` is what a person does in a sprint without a day off, `day_off` what
    a day off takes from it; with a `focus` it is instead that share of the days that a person is there. `holidays` are days
    as ISO 8601 writes them. `branch` has slots for the sprint and the team; `packs` are the addresses of its domain packs, by name.
    """

    name: str
    parent: str
    members: tuple[Member, ...]
    product_owner: str
    scrum_master: str
    paths: tuple[str, ...]
    remote: str
    packs: tuple[tuple[str, str], ...]
    branch: str
    points: int
    day_off: int
    focus: Fraction | None
    holidays: tuple[str, ...]

    @property
    def people(self) -> frozenset[Member]:
        """All who belong to it: its members, its product owner and its scrum master."""
        leads = (Member(name) for name in (self.product_owner, self.scrum_master) if name)
        return frozenset((*self.members, *leads))

    @property
    def leads(self) -> frozenset[Member]:
        """Its product owner and its scrum master."""
        return frozenset(Member(name) for name in (self.product_owner, self.scrum_master) if name)

    def owns(self, path: str) -> bool:
        """Say whether a file is the team's: it lies below a folder, or fits a pattern, among its paths."""
        return any(path.startswith(each) if each.endswith("/") else fnmatchcase(path, each) for each in self.paths)

    def branch_of(self, sprint: str) -> str:
        """Name the team's branch of a sprint."""
        return self.branch.replace("{sprint}", sprint).replace("{team}", self.name)

    @property
    def branches(self) -> str:
        """Return a regular expression for what the branches of its sprints are called."""
        return re.escape(self.branch_of("{sprint}")).replace(re.escape("{sprint}"), "[^/]+")


Teams = Mapping[str, Team]


class Titles(NamedTuple):
    """What those of a team are called where it stands in the tree (Scrum@Scale Guide)."""

    product_owner: str
    scrum_master: str
    members: str


def titles(teams: Teams, name: str) -> Titles:
    """Return what the people of a team are called: a scrum of scrums has a Chief Product Owner, the top of a tree an Executive Action Team."""
    if not below(teams, name):
        return Titles("Product Owner", "Scrum Master", "members")
    top = teams[name].parent not in teams
    return Titles("Chief Product Owner", "Scrum of Scrums Master", "Executive Action Team" if top else "members")


def is_address(text: str) -> bool:
    """Say whether a team's remote is the address of a repository, as git writes them, rather than the name of a remote."""
    return ":" in text or text.startswith(("/", "./", "../"))


def above(teams: Teams, name: str) -> Iterator[Team]:
    """Yield the teams above one, the nearest first."""
    seen = {name}
    while name in teams and (name := teams[name].parent) and name in teams and name not in seen:
        seen.add(name)
        yield teams[name]


def related(teams: Teams, one: str, other: str) -> bool:
    """Say whether two teams are one, or one is above the other."""
    return (
        one == other
        or one in {each.name for each in above(teams, other)}
        or other in {each.name for each in above(teams, one)}
    )


def below(teams: Teams, name: str) -> tuple[Team, ...]:
    """Return the teams right below one, by name."""
    return tuple(each for _, each in sorted(teams.items()) if each.parent == name)


def whole(teams: Teams, name: str) -> Iterator[Team]:
    """Yield a team and all below it, each before those below it; nothing where there is no such team."""
    if name in teams:
        yield teams[name]
    for each in below(teams, name):
        yield from whole(teams, each.name)


def people_of(teams: Teams, name: str) -> frozenset[Member]:
    """Return everybody of a team and of those below it."""
    return frozenset().union(*(each.people for each in whole(teams, name)))


def product_owners_of(teams: Teams, name: str) -> frozenset[Member]:
    """Return who orders a team's backlog: its product owner, and the Chief Product Owners above; nobody where there is none."""
    own = [teams[name]] if name in teams else []
    return frozenset(Member(each.product_owner) for each in (*own, *above(teams, name)) if each.product_owner)


def leads_of(teams: Teams, name: str) -> frozenset[Member]:
    """Return who may plan for a team: its own product owner and scrum master, and those of the teams above it."""
    own = teams[name].leads if name in teams else frozenset()
    return own.union(*(each.leads for each in above(teams, name)))
