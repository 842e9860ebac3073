"""`git sprint plan` and `commit`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.meant import TO_PREPARE, sprint_of
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import (
    Wish,
    commitment_to,
    drawn_up,
    outdated,
    record_plan,
    team_of,
)
from gitgov.chamber.pool import proposal_for, value_of
from gitgov.chamber.replanning import as_planned
from gitgov.chamber.reviewing import carried_over
from gitgov.chamber.sprints import SPRINTS, read_board
from gitgov.chamber.stale import lacking_here
from gitgov.cli.acting import send
from gitgov.cli.options import Key, Message, Sync, TeamOption
from gitgov.cli.putting import Apart, put_forward, seat
from gitgov.cli.text import flat, many, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.visible import typed
from gitgov.sprints.dependencies import told
from gitgov.sprints.events import PlannedItem, SprintPlanned
from gitgov.sprints.proposal import Proposal
from gitgov.sprints.sprint import Sprint

SprintWord = Annotated[
    str,
    typer.Argument(
        metavar="SPRINT",
        help="What the sprint is called; unless given, the one planned last that has not begun. Of one that is planned, what you do not say stays as planned.",
    ),
]
PlannedSprint = Annotated[
    str, typer.Argument(metavar="SPRINT", help="The sprint; the one planned last that has not begun unless given.")
]
AnyTeam = Annotated[str, typer.Option("--team", metavar="TEAM", help="Only this team's.")]


def plan(
    sprint: SprintWord = "",
    items: Annotated[
        list[str] | None, typer.Option("--item", metavar="ID[:POINTS]", help="An item to take on; may be repeated.")
    ] = None,
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Take on what is proposed: the greatest value that fits.")
    ] = False,
    goal: Annotated[str, typer.Option("--goal", metavar="TEXT", help="The sprint goal.")] = "",
    begins: Annotated[
        str, typer.Option("--begins", metavar="DAY", help="The first day; today unless given or planned.")
    ] = "",
    ends: Annotated[
        str, typer.Option("--ends", metavar="DAY", help="The last day; two weeks on unless given or planned.")
    ] = "",
    away: Annotated[
        list[str] | None,
        typer.Option("--away", metavar="MEMBER=DAYS", help="Days that a member is not there; may be repeated."),
    ] = None,
    capacity: Annotated[
        int | None,
        typer.Option(
            "--capacity",
            metavar="N",
            min=0,
            max=5000,
            help="How many points can be done, instead of what people and days give.",
        ),
    ] = None,
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Plan a team's sprint, or plan it anew before it begins."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    mine = team_of(chamber, actor.name, team)
    wish = as_planned(board, mine, Wish(sprint, items or (), goal, begins, ends, _days(away or []), capacity))
    body = drawn_up(chamber, board, mine, wish._replace(items=()) if proposed else wish)
    proposal = proposal_for(board, mine.name, body.capacity, carried_over(chamber, board, mine.name))
    if proposed:
        body = drawn_up(chamber, board, mine, wish._replace(items=proposal.items))
    event = record_plan(chamber, board, actor, body)
    _tell_plan(body, nothing=proposed and not proposal.items)
    _tell(mine.name, proposal, [each.id for each in body.items], value_of(board, body))
    warn_if_behind(chamber)
    _tell_unestimated(body.items)
    for each in board.sprints:
        if (each.team.name, each.name) == (mine.name, body.sprint):
            _tell_outdated(chamber, each, event.id)
    _tell_next(body)
    send(sync=sync)


def _tell_plan(body: SprintPlanned, *, nothing: bool) -> None:
    """Say what is planned, and where `nothing` could be proposed, why that is so."""
    points = sum(each.points for each in body.items)
    say(
        f"sprint {body.sprint} of {body.team}, {body.begins} to {body.ends}: {points} of {body.capacity} points in {many(len(body.items), 'item')}"
    )
    if nothing:
        say(
            f"  nothing is proposed: no open item of {body.team} that fits has a value; git sprint item list --team {body.team}"
        )


def _tell_next(body: SprintPlanned) -> None:
    command = f"git sprint commit {body.sprint} --team {body.team}, and the team votes"
    say(f"  next: {command if body.items else f'git sprint plan {body.sprint} --team {body.team} --item ID:POINTS'}")


def _tell_unestimated(items: Iterable[PlannedItem]) -> None:
    """Say which items take nothing of what can be done, as nobody has estimated them."""
    if names := [each.id for each in items if not each.points]:
        say(f"  without an estimate: {', '.join(names)}; --item {names[0]}:POINTS gives one")


def _tell_outdated(chamber: Chamber, sprint: Sprint, plan: str) -> None:
    """Name the motions that still wait for their vote, though nothing could begin by them."""
    for each in outdated(chamber, sprint, plan):
        say(f"  {each.name} is about a plan that was replaced: git motion withdraw {each.name}, by {each.mover}")


def warn_if_behind(chamber: Chamber) -> None:
    """Say that the main branch here is older than that on which sprints begin."""
    ref, repo = chamber.chain.charter.sprints.into, chamber.repo
    if lacking := lacking_here(repo, ref):
        name = ref.removeprefix("refs/heads/")
        what = f"{name} here is {many(lacking, 'commit')} behind {repo.usual_remote}/{name}, on which sprints begin"
        say(f"  {paint(flat(f'warning: {what}: git switch {typed(name)}, then git pull'), 'yellow')}")


def _days(away: list[str]) -> dict[str, int]:
    found = {}
    for word in away:
        name, _, days = word.partition("=")
        if not (days.isascii() and days.isdigit() and len(days) < 4):
            raise BadInput(f"not a member and days: {word!r}", "write --away bob=2")
        found[name] = int(days)
    return found


def _tell(team: str, proposal: Proposal, chosen: list[str], value: int) -> None:
    """Say what would have been proposed, where something else was chosen that is not worth more, and what cannot be, as it waits for itself."""
    if proposal.items and sorted(chosen) != list(proposal.items) and proposal.value >= value:
        told_as = f"{', '.join(proposal.items)} ({many(proposal.points, 'point')}, value {proposal.value})"
        say(f"  proposed: {told_as}; git sprint plan --team {team} --proposed takes that instead")
    for circle in proposal.circles:
        say(f"  left out: {told(circle)}; take a dependency away, and they can be proposed")


def commit(
    sprint: PlannedSprint = "",
    team: TeamOption = "",
    message: Message = "",
    apart: Apart = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move that a team commits itself to its plan; its own people vote."""
    chamber = open_chamber(Path())
    place = seat(chamber, key, apart=apart)
    mine = team_of(chamber, place.actor.name, team).name
    board = read_board(chamber, SPRINTS)
    found = sprint_of(board, mine, TO_PREPARE, sprint)
    put_forward(place, commitment_to(chamber, board, found), found.subject, message)
    _tell_outdated(chamber, found, found.plan.id)
    send(sync=sync)
