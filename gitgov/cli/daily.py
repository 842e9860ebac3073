"""`git sprint standup`, `unblock` and `status`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.meant import GOING, sprint_of
from gitgov.chamber.open import open_chamber, reopened
from gitgov.chamber.planning import team_of, thread_of
from gitgov.chamber.sprints import SPRINTS, read_board
from gitgov.chamber.threads import add_to
from gitgov.cli.acting import send
from gitgov.cli.options import Key, Message, Sync, TeamOption
from gitgov.cli.text import flat, say
from gitgov.core.errors import BadInput
from gitgov.core.naming import means
from gitgov.sprints.events import ImpedimentRaised, ImpedimentRemoved, StandupGiven


def standup(
    done: Annotated[str, typer.Option("--done", "--yesterday", metavar="TEXT", help="What you have done.")] = "",
    following: Annotated[str, typer.Option("--next", "--today", metavar="TEXT", help="What you do next.")] = "",
    blockers: Annotated[
        list[str] | None, typer.Option("--blocker", metavar="TEXT", help="What is in your way; may be repeated.")
    ] = None,
    report: Annotated[
        bool,
        typer.Option(
            "--report", help="Instead, show who of all teams, or of --team, has stood up today and who has not."
        ),
    ] = False,
    team: TeamOption = "",
    as_json: Annotated[bool, typer.Option("--json", help="With --report, print JSON with stable keys.")] = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say what you have done, what you do next, and what is in the way."""
    if report:
        from gitgov.cli.rollcalls import report as show

        show(team, as_json=as_json)
        return
    if not (done or following or blockers):
        raise BadInput("nothing was said", "git sprint standup --done TEXT --next TEXT --blocker TEXT")
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    mine = team_of(chamber, actor.name, team).name
    bodies = [StandupGiven(done=done, next=following)] if done or following else []
    for body in (*bodies, *(ImpedimentRaised(text=text) for text in blockers or ())):
        board = read_board(chamber, SPRINTS)
        found = sprint_of(board, mine, GOING)
        add_to(chamber, actor, thread_of(board, found.id), body)
        chamber = reopened(chamber)
    say(f"{actor.name} stood up in sprint {found.name} of {mine}")
    send(sync=sync)


def unblock(
    impediment: Annotated[
        str,
        typer.Argument(
            metavar="WORD", help="The impediment, by its words or the beginning of its id; the only one unless given."
        ),
    ] = "",
    message: Message = "",
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say that an impediment is out of the way."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber, SPRINTS)
    open_ones = [
        (sprint, each) for sprint in board.sprints for each in sprint.hindering if team in {"", sprint.team.name}
    ]
    found = [pair for pair in open_ones if not impediment or means(impediment, pair[1].id, pair[1].text)]
    if len(found) != 1:
        many = "no impediment is" if not found else f"{len(found)} impediments are"
        named = f" called {impediment!r}" if impediment else " in the way"
        raise BadInput(f"{many}{named}", "git sprint status lists them")
    sprint, each = found[0]
    add_to(chamber, actor, thread_of(board, sprint.id), ImpedimentRemoved(impediment=each.id, how=message))
    say(f"{each.id[:8]} is out of the way: {flat(each.text)}")
    send(sync=sync)
