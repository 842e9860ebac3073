"""Mistakes about teams: trees that are none, strangers, and parts of the repository that two teams own."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from gitgov.charter.across import Table, active_members, rows, table, texts
from gitgov.charter.mistakes import Mistake, at
from gitgov.charter.teams import MOST_LEVELS, MOST_TEAMS, USUAL_BRANCH


def why_no_tree(data: Table, text: str) -> Iterator[Mistake]:
    """Find what voids a charter: teams under no team or under themselves, too many, and people who are not on the roll."""
    teams = table(data.get("teams"))
    parents = {name: table(team).get("parent") for name, team in teams.items()}
    if (count := len(teams.keys() - {each for each in parents.values() if isinstance(each, str)})) > MOST_TEAMS:
        yield at(text, ("teams",), f"there are {count} teams, more than {MOST_TEAMS}", "form several bodies")
    for name, parent in parents.items():
        if isinstance(parent, str) and (wrong := _wrong_parent(name, parents)):
            yield at(text, ("teams", name, "parent"), *wrong)
    active = {*active_members(data)}
    for name, team in teams.items():
        for entry in ("members", "product_owner", "scrum_master"):
            for who in texts(table(team).get(entry)):
                if who not in active:
                    what = f"{who} is not an active member"
                    yield at(text, ("teams", name, entry), what, f"add [members.{who}], or name another")
    yield from _why_no_branches(data, text)


def _wrong_parent(name: str, parents: Table) -> tuple[str, str] | None:
    """Say what is wrong with the way from a team to the top."""
    way = [name]
    while isinstance(parent := parents.get(way[-1]), str):
        if parent not in parents:
            return (f"there is no team {parent!r}", "add it, or remove the parent") if way == [name] else None
        if parent in way:
            return f"it would be above itself: {' under '.join([*way, parent])}", "take one of them out of the ring"
        way.append(parent)
    if len(way) > MOST_LEVELS:
        return f"it lies {len(way)} levels deep, {' under '.join(way)}", f"have {MOST_LEVELS} levels at most"
    return None


def _why_no_branches(data: Table, text: str) -> Iterator[Mistake]:
    """Find branches of sprints that would be protected, and those that two teams could have in common."""
    protected = [each for _, row in rows(data.get("branches")) if isinstance(each := row.get("name"), str)]
    ways: dict[tuple[str, ...], str] = {}
    for name, team in table(data.get("teams")).items():
        if not isinstance(branch := table(team).get("branch", USUAL_BRANCH), str):
            continue
        way = branch.replace("{team}", name)
        example = way.replace("{sprint}", "S1")
        if by := next((each for each in protected if fnmatchcase(example, each)), None):
            yield at(text, ("teams", name, "branch"), f"{example} would be protected, by {by!r}", "name it otherwise")
        parts = tuple(way.split("/"))
        if twin := next((ways[each] for each in ways if _could_be_one(parts, each)), None):
            what = f"{twin}'s branch of one sprint could be this of another: {branch!r}"
            yield at(text, ("teams", name, "branch"), what, "let all teams have one pattern")
        ways[parts] = name


def _could_be_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(a == b or "{sprint}" in {a, b} for a, b in zip(one, other, strict=True))


def why_nobodys(data: Table, text: str) -> Iterator[Mistake]:
    """Find teams that could not work: without people or leads, with a path or a person that another has."""
    teams = {name: table(team) for name, team in table(data.get("teams")).items()}
    above = {team.get("parent") for team in teams.values()}
    owner: dict[str, str] = {}
    for name, team in teams.items():
        if name not in above and not texts(team.get("members")):
            yield at(text, ("teams", name, "members"), "nobody is in the team", "name its members")
        if not team.get("product_owner") and not team.get("scrum_master"):
            own = "it has neither a product owner nor a scrum master of its own"  # those above could plan for it
            what = own if team.get("parent") else "nobody could plan its sprints"
            yield at(text, ("teams", name), what, "name its product_owner and its scrum_master")
        for index, path in enumerate(texts(team.get("paths"))):
            first = owner.setdefault(path, name)
            if first != name:
                yield at(text, ("teams", name, "paths", index), f"is {first}'s too", "let one team own it")
