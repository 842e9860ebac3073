"""`git sprint start`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.laying import Begun, Laid, Place, begin_all, lay_out
from gitgov.chamber.meant import GOING, sprint_of
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.packs import Ground, Pack, lay_packs
from gitgov.chamber.planning import start, team_of
from gitgov.chamber.sprints import SPRINTS, read_board
from gitgov.cli.acting import send
from gitgov.cli.options import Key, Sync, TeamOption
from gitgov.cli.sprinting import warn_if_behind
from gitgov.cli.text import flat, many, paint, say
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import short
from gitgov.core.visible import typed
from gitgov.sprints.sprint import Sprint

StartedSprint = Annotated[
    str,
    typer.Argument(
        metavar="SPRINT",
        help="The sprint; unless given, the one under way, or else the one planned last that has not begun.",
    ),
]


def begin(
    sprint: StartedSprint = "",
    team: TeamOption = "",
    everyone: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Of all teams that have committed themselves to it and that you lead; makes the branches of all that have begun, work trees of your own teams only.",
        ),
    ] = False,
    no_worktree: Annotated[bool, typer.Option("--no-worktree", help="Only record that it begins.")] = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Start a sprint that the team has committed itself to; lays out the team's branch and work tree here."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber, SPRINTS)
    if everyone and (team or no_worktree or not sprint):
        raise BadInput("--all starts a sprint of all teams, by its name", "git sprint start SPRINT --all")
    if everyone:
        _tell_all(chamber, actor, begin_all(chamber, board, actor, sprint), sync=sync)
        return
    found = sprint_of(board, team_of(chamber, actor.name, team).name, GOING, sprint)
    event = start(chamber, board, actor, found)
    say(f"sprint {found.name} of {found.team.name} {'begins' if event else 'is under way'}")
    warn_if_behind(chamber)
    if event or sync:
        send(sync=sync)
    if not no_worktree and not chamber.repo.bare:
        _tell_packs(_laid_out(chamber, actor, found), sync=sync)


def _tell_all(chamber: Chamber, actor: Actor, begun: list[Begun], *, sync: bool) -> None:
    """Say which sprints have begun, and why others have not; then lay out what is the actor's own."""
    warn_if_behind(chamber)
    for each in begun:
        say(f"sprint {each.sprint.name} of {each.sprint.team.name} {_state(each)}")
        for objection in each.objections:
            say(f"  {flat(str(objection))}")
        if each.laid:
            say(f"  {_made(each.laid)}")
            _tell_pushed(each.laid, f"git switch {typed(each.laid.name)}, then git")
    if sync or any(each.event for each in begun):
        send(sync=sync)
    own = [each.sprint for each in begun if each.own and not chamber.repo.bare]
    _tell_packs([pack for each in own for pack in _laid_out(chamber, actor, each)], sync=sync)


def _state(begun: Begun) -> str:
    if begun.event:
        return "begins"
    if begun.sprint.review:
        return "is over"
    return "has not begun" if begun.objections else "is under way"


def _laid_out(chamber: Chamber, actor: Actor, sprint: Sprint) -> list[Pack]:
    """Lay a sprint's branch, work tree and packs out, and say what was made; returns the packs."""
    laid, place = lay_out(chamber, sprint)
    say(f"  {_made(laid)}, {'checked out in' if place.new else 'and in'} {place.path}")
    _tell_pushed(laid, f"git -C {typed(str(place.path))}")
    _tell_work(sprint, place)
    return lay_packs(chamber, actor, Ground(sprint, place.path, laid.behind > 0))


def _made(laid: Laid) -> str:
    return f"{laid.name} {'made' if laid.new else 'is there'}"


def _tell_pushed(laid: Laid, command: str) -> None:
    """Say how a branch stands to what the team has pushed of it; what brings that here begins with a command."""
    if laid.strange:
        say(f"  {flat(laid.pushed)} does not go on from where the sprint began: left alone")
    elif laid.new and laid.pushed:
        say(f"  it goes on from {flat(laid.pushed)}, which it follows")
    elif laid.ahead and laid.behind:
        what = f"it has gone apart from {laid.pushed}: {many(laid.ahead, 'commit')} only here, {laid.behind} only there"
        say(f"  {paint(flat(f'warning: {what}: {command} pull --rebase'), 'yellow')}")
    elif laid.behind:
        what = f"it is {many(laid.behind, 'commit')} behind {laid.pushed}"
        say(f"  {paint(flat(f'warning: {what}: {command} pull'), 'yellow')}")


def _tell_work(sprint: Sprint, place: Place) -> None:
    if not place.new:
        return
    if place.whole and len(place.whole) < len(sprint.team.paths):
        say(f"  all of the project is in it: {flat(', '.join(place.whole))} names no folder, so that it is not sparse")
    if items := sprint.plan.body.items:
        say(f"  next: work there; commits that finish an item say so in a last line, as Item: {items[0].id}")


def _tell_packs(packs: list[Pack], *, sync: bool) -> None:
    """Say which commits the team's domain packs are pinned to; ends with 3 where one cannot be had."""
    for each in packs:
        say(f"  {each.path}: {paint(flat(each.error), 'red') if each.error else f'pinned to {short(each.commit)}'}")
        if each.other:
            what = f"{short(each.other)} is on record, and the team's branch here is not what was pushed"
            say(f"    {paint(f'warning: {what}', 'yellow')}")
    if any(each.recorded for each in packs):
        send(sync=sync)
    if not all(each.commit for each in packs):
        raise Undecided("not all domain packs are there", "the same command again adds those that are missing")
