"""`git sprint integrate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.integrating import Integrated, integrate
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import thread_of
from gitgov.chamber.queued import Queued
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import add_to
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, Sync, TeamOption
from gitgov.cli.reviewing import BegunSprint, the_sprint
from gitgov.cli.text import explain, flat, give, objection_json, say
from gitgov.core.errors import GitgovError, Refused
from gitgov.core.ids import short
from gitgov.procedure.rows import LONGEST_LINE
from gitgov.sprints.events import ImpedimentRaised
from gitgov.sprints.sprint import Sprint


def build(
    sprint: BegunSprint = "",
    rebase: Annotated[
        bool,
        typer.Option("--rebase", help="By `git rebase --rebase-merges`, which keeps merges; else commit by commit."),
    ] = False,
    blocker: Annotated[
        bool,
        typer.Option(
            "--blocker", help="Where it does not fit together, raise that as an impediment of your team's sprint."
        ),
    ] = False,
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Build the branch integration/SPRINT: the main branch with what all teams of the sprint have had ratified, and nothing else.

    Your own work tree is not touched, and nothing moves unless all of it fits together.
    """
    chamber = open_chamber(Path())
    board = read_board(chamber)
    name = sprint or the_sprint(chamber, board, team, "", key).name
    try:
        made = integrate(chamber, board, name, rebase=rebase)
    except Refused as refusal:
        if not blocker:
            raise
        explain(refusal)  # first: whatever comes of the impediment hides no conflict
        if raised := _raised(chamber, board, (team, name, key), refusal):
            say(f"it is an impediment of sprint {raised.name} of {raised.team.name} now")
            send(sync=sync)
        raise typer.Exit(refusal.exit_code) from None
    if as_json:
        give(_json(name, made))
    else:
        _show(made, there=bool(chamber.repo.tip(made.branch)))


def _raised(chamber: Chamber, board: Board, whose: tuple[str, str, str], refusal: Refused) -> Sprint | None:
    """Raise as an impediment why the work does not fit together, unless that is in the way already, and return of which sprint.

    `whose` is the team, the sprint and the key, as they were given. Where it is refused itself, that is told beside the conflict.
    """
    team, name, key = whose
    text = flat(str(refusal))[:LONGEST_LINE]
    try:
        sprint = the_sprint(chamber, board, team, name, key)
        if text in {each.text for each in sprint.hindering}:
            return None
        add_to(chamber, find_actor(chamber, key), thread_of(board, sprint.id), ImpedimentRaised(text=text))
    except GitgovError as error:
        print("no impediment is raised of that:", file=sys.stderr)
        explain(error)
        return None
    return sprint


def _json(name: str, made: Integrated) -> dict[str, Any]:
    return {
        "sprint": name, "teams": list(made.teams), "branch": made.branch, "into": made.into, "tip": made.tip if made.brought else None,
        "brought": [{**_work_json(each.work), "stale": each.stale} for each in made.brought],
        "left": [{**_work_json(each), "objection": objection_json(each.why_not) if each.why_not else None} for each in made.left],
    }  # fmt: skip


def _work_json(work: Queued) -> dict[str, Any]:
    return {"id": work.motion.id, "name": work.motion.name, "text": work.motion.text, "head": work.head}


def _show(made: Integrated, *, there: bool) -> None:
    """Tell what an integration branch has come to hold; whether it is `there`."""
    branch, into = made.branch.removeprefix("refs/heads/"), made.into.removeprefix("refs/heads/")
    if made.brought:
        say(f"{branch} is at {short(made.tip)}: {into}, with the ratified work of {', '.join(made.teams)}")
    else:
        stands = "stays as it is" if there else "is not made"
        say(f"nothing that {', '.join(made.teams)} had ratified waits for {into}; {branch} {stands}")
    for each in made.brought:
        say(f"  {each.work.motion.name}  {flat(each.work.motion.text)}")
    for each in (each for each in made.brought if each.stale):
        ayes = sorted(ballot.member for ballot in each.work.motion.latest.values() if ballot.choice == "aye")
        approved = f"approved by {', '.join(ayes)}" if ayes else "approved"
        say(
            f"  stale: {short(each.work.head)}, as {approved}, is there as a copy: {branch} itself takes a motion of its own"
        )
    for work in made.left:
        say(f"  left: {work.motion.name}  {work.why_not}")
