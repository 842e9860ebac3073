"""`git sprint pi risk` and `roam`; `sync-point`, `in-step` and `sync-points`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.increments import Which, increment_of
from gitgov.chamber.open import open_chamber
from gitgov.chamber.planning import today
from gitgov.chamber.sprints import read_board
from gitgov.charter.teams import below
from gitgov.cli.acting import body_from, my_name, send
from gitgov.cli.increments import LastIncrement, Named, OfTeam, Train, desk, holding
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.text import columns, flat, give, paint, say
from gitgov.core.ids import EventId
from gitgov.sprints.increments.events import RiskRaised, RiskRoamed, SyncPointKept, SyncPointSet
from gitgov.sprints.increments.state import Increment, SyncPoint

PointWord = Annotated[str, typer.Argument(metavar="NAME", help="What the sync point is called.")]


def risk(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What may go wrong, in a line.")],
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help="Whose risk; the train's unless given.")] = "",
    increment: Named = "",
    train: Train = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Raise a risk of a team, or of the whole train."""
    at = desk(key, Which(increment, train, team))
    event = at.add(body_from(RiskRaised, 'git sprint pi risk "What may go wrong"', text=text, team=team))
    say(f"{event.id[:8]}  a risk of {team or at.increment.train}: {flat(text)}")
    say(f"  next: git sprint pi roam owned {event.id[:8]} --owner MEMBER; or resolved, accepted, mitigated")
    send(sync=sync)


def roam(
    how: Annotated[str, typer.Argument(metavar="ROAM", help="resolved, owned, accepted or mitigated.")],
    risk_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="The risk, by a prefix of its id; the only new one of yours unless given."),
    ] = "",
    owner: Annotated[
        str, typer.Option("--owner", metavar="MEMBER", help="Who sees to it: where it is owned or mitigated.")
    ] = "",
    message: Message = "",
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say what is done about a risk: resolved, owned by a person, accepted for a reason, or mitigated by a person."""
    at, found = holding(desk(key, Which(increment)), increment, risk_id, "risk", _new)
    remedy = "git sprint pi roam owned ID --owner MEMBER; or resolved, accepted, mitigated"
    at.add(body_from(RiskRoamed, remedy, risk=found, roam=how, owner=owner, why=message))
    say(f"{found[:8]}  is {how}{f', by {owner}' if owner else ''}: {flat(at.increment.risks[found].text)}")
    send(sync=sync)


def _new(increment: Increment) -> dict[EventId, str]:
    """Name for each risk the team whose it is, or nothing where somebody has said what is done about it."""
    return {each.id: "" if each.roam else each.team or increment.train for each in increment.risks.values()}


def sync_point(
    name: PointWord,
    day: Annotated[str, typer.Argument(metavar="DAY", help="The day by whose end they are in step.")],
    teams: Annotated[
        list[str] | None,
        typer.Option("--team", metavar="TEAM", help="A team or train; all right below the train unless given."),
    ] = None,
    increment: Named = "",
    train: Train = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Set a day on which teams are to have their work in step, or move one."""
    at = desk(key, Which(increment, train))
    named = teams or [each.name for each in below(at.chamber.chain.charter.teams, at.increment.train)]
    at.add(body_from(SyncPointSet, "git sprint pi sync-point NAME 2026-12-24", point=name, day=day, teams=named))
    say(f"{name}, on {day}: {', '.join(sorted({*named}))}")
    send(sync=sync)


def in_step(name: PointWord, team: OfTeam, increment: Named = "", key: Key = "", sync: Sync = False) -> None:
    """Say that a team has its work in step with the others'."""
    at = desk(key, Which(increment))
    waiting = [each for each in at.board.increments if name in each.points and team in each.points[name].missing()]
    at = at._replace(increment=next((each for each in reversed(waiting) if increment in {"", each.name}), at.increment))
    at.add(body_from(SyncPointKept, "git sprint pi sync-points lists them", point=name, team=team))
    say(f"{team} is in step at {name}")
    send(sync=sync)


def sync_points(increment: LastIncrement = "", train: Train = "", as_json: Json = False) -> None:
    """Show the days on which teams are to have their work in step, and for whom they wait."""
    chamber = open_chamber(Path())
    found = increment_of(chamber, read_board(chamber), Which(increment, train), my_name(chamber))
    now = today(chamber).isoformat()
    points = sorted(found.points.values(), key=lambda each: (each.day, each.name))
    if as_json:
        return give([point_json(each, now) for each in points])
    if not points:
        return say(f"{found.name} of {found.train} has no sync points: git sprint pi sync-point NAME DAY")
    return say(columns([point_row(each, now) for each in points]))


def point_row(point: SyncPoint, today_is: str) -> list[str]:
    """Show a sync point in a row."""
    missing = ", ".join(point.missing())
    state = paint("overdue", "red") if point.overdue(today_is) else "kept" if not missing else "to come"
    return [point.name, point.day, state, f"waits for {missing}" if missing else "all are in step"]


def point_json(point: SyncPoint, today_is: str) -> dict[str, Any]:
    """Return a sync point with stable keys."""
    return {
        "name": point.name, "day": point.day, "teams": list(point.teams), "kept": sorted(point.kept),
        "missing": list(point.missing()), "overdue": point.overdue(today_is),
    }  # fmt: skip
