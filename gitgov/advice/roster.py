"""Who takes on what a sprint needs of each skill: as much of it as can be covered, nobody beyond capacity, the same for everybody.

Skills are taken in order of their names. Where those who have one are taken already, what they do of another goes on to somebody else
as far as that is possible (augmenting paths: Ford and Fulkerson 1956, shortest first), so that no other assignment covers more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gitgov.core.errors import BadInput
from gitgov.core.ids import Member
from gitgov.core.visible import flat

Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$")]
Amount = Annotated[int, Field(ge=0, le=100_000, strict=True)]


class Able(BaseModel):
    """What somebody can do: skills, and how much in all, in the unit of what is needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    skills: Annotated[list[Name], Field(max_length=100)] = []
    capacity: Amount


class Roster(BaseModel):
    """People by name, and how much is needed of each skill."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    people: Annotated[dict[Name, Able], Field(max_length=500)]
    needed: Annotated[dict[Name, Amount], Field(max_length=100)]


class Share(NamedTuple):
    """How much of a skill somebody takes on."""

    member: str
    skill: str
    amount: int


class Assigned(NamedTuple):
    """Who takes on what, in order of names, and how much of which skills nobody covers."""

    shares: tuple[Share, ...] = ()
    missing: tuple[tuple[str, int], ...] = ()


NOBODY = Assigned()


def read_roster(text: str, members: frozenset[Member]) -> Roster:
    """Read a roster from JSON; raises `BadInput` for one that is none, and for people who are not `members`."""
    try:
        found = Roster.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = flat(".".join(map(str, first["loc"])))
        what = f"not a roster{f', at {where}' if where else ''}: {first['msg']}"
        how = '{"people": {"alice": {"skills": ["sql"], "capacity": 5}}, "needed": {"sql": 3}}'
        raise BadInput(what, f"write {how}") from error
    if strangers := sorted(found.people.keys() - members):
        raise BadInput(f"no active members: {flat(', '.join(strangers))}", "git gov member list")
    return found


def assign(roster: Roster) -> Assigned:
    """Assign people to what is needed. O(skills x people) for each of at most as many shifts of work."""
    left = {name: roster.people[name].capacity for name in sorted(roster.people)}
    able = {skill: [name for name in left if skill in roster.people[name].skills] for skill in sorted(roster.needed)}
    work: dict[tuple[str, str], int] = {}
    missing = {}
    for skill in able:
        wanted = roster.needed[skill]
        while wanted and (way := _way(skill, able, left, work)):
            wanted -= _shift(way, wanted, left, work)
        if wanted:
            missing[skill] = wanted
    shares = (Share(name, skill, amount) for (name, skill), amount in sorted(work.items()) if amount)
    return Assigned(tuple(shares), tuple(missing.items()))


def _way(
    skill: str, able: Mapping[str, list[str]], left: Mapping[str, int], work: Mapping[tuple[str, str], int]
) -> list[str]:
    """Return the shortest way to somebody with capacity left: a skill, who has it, what that one does already, who has that, and so on."""
    of: dict[str, str] = {}  # for who was met, the skill that led there
    by: dict[str, str] = {}  # for each skill beside the first, who does it and led there
    skills = [skill]
    for here in skills:
        for name in able[here]:
            if name in of:
                continue
            of[name] = here
            if left[name]:
                return _back(skill, name, of, by)
            further = [each for each in able if each != skill and each not in by and work.get((name, each))]
            by.update(dict.fromkeys(further, name))
            skills += further
    return []


def _back(skill: str, name: str, of: Mapping[str, str], by: Mapping[str, str]) -> list[str]:
    way = [of[name], name]
    while way[0] != skill:
        way = [of[by[way[0]]], by[way[0]], *way]
    return way


def _shift(way: list[str], wanted: int, left: dict[str, int], work: dict[tuple[str, str], int]) -> int:
    """Move as much work as possible along a way: each on it takes on what stands before, and hands on what stands after."""
    hands = [(way[place + 1], way[place + 2]) for place in range(0, len(way) - 2, 2)]
    amount = min(wanted, left[way[-1]], *(work[each] for each in hands))
    for place in range(0, len(way), 2):
        taken = (way[place + 1], way[place])
        work[taken] = work.get(taken, 0) + amount
    for each in hands:
        work[each] -= amount
    left[way[-1]] -= amount
    return amount
