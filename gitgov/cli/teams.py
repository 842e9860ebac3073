"""`git sprint teams`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gitgov.chamber.open import open_chamber
from gitgov.chamber.planning import capacity_of
from gitgov.charter.teams import Team, Teams, above, below, titles, whole
from gitgov.cli.options import Json
from gitgov.cli.text import give, many, paint, say

_TWO_WEEKS = ("2026-01-05", "2026-01-18")


def teams(as_json: Json = False) -> None:
    """Show the tree of teams: who is in them and in which role, what they own, what they can do, and where they work."""
    known = open_chamber(Path()).chain.charter.teams
    tops = [each.name for _, each in sorted(known.items()) if each.parent not in known]
    tree = [each for top in tops for each in whole(known, top)]
    if as_json:
        give([_json(known, each) for each in tree])
        return
    if not tree:
        say("the charter has no teams: git motion charter FILE, with [teams.NAME]")
    for each in tree:
        depth = "  " * _level(known, each)
        say(f"{depth}{paint(each.name, 'bold')}")
        for row in _rows(known, each):
            say(f"{depth}  {row}")


def _level(known: Teams, team: Team) -> int:
    return sum(1 for _ in above(known, team.name))


def _rows(known: Teams, team: Team) -> Iterator[str]:
    called = titles(known, team.name)
    if team.product_owner:
        yield f"{called.product_owner}: {team.product_owner}"
    if team.scrum_master:
        yield f"{called.scrum_master}: {team.scrum_master}"
    if team.members:
        yield f"{called.members}: {', '.join(team.members)}"
        yield _in_words(team)
    if team.holidays:
        yield f"holidays: {', '.join(team.holidays)}"
    if team.paths:
        yield f"owns: {', '.join(team.paths)}"
    yield f"branch: {team.branch_of('SPRINT')}"
    if team.remote:
        yield f"remote: {team.remote}"
    for name, address in team.packs:
        yield f"domain pack {name}: {address}"


def _in_words(team: Team) -> str:
    if team.focus is None:
        return f"capacity: {many(_capacity(team), 'point')} a sprint, {team.day_off} less for a day off"
    return f"capacity: {many(_capacity(team), 'day')} in two weeks, {team.focus} of those that its members are there"


def _capacity(team: Team) -> int:
    """Return what a team can do in two weeks of which nobody is away."""
    return capacity_of(team._replace(holidays=()), *_TWO_WEEKS, {})


def _json(known: Teams, team: Team) -> dict[str, Any]:
    called = titles(known, team.name)
    return {
        "team": team.name, "parent": team.parent, "level": _level(known, team),
        "teams": [each.name for each in below(known, team.name)],
        "members": list(team.members), "product_owner": team.product_owner, "scrum_master": team.scrum_master,
        "titles": called._asdict(), "paths": list(team.paths), "branch": team.branch, "holidays": list(team.holidays),
        "points": team.points, "day_off": team.day_off, "focus": str(team.focus) if team.focus else None,
        "capacity": _capacity(team), "remote": team.remote,
        "packs": dict(team.packs),
    }  # fmt: skip
