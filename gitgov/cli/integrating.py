"""`git sprint integrate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.integrating import Integrated, integrate
from gitgov.chamber.open import open_chamber
from gitgov.chamber.queued import Queued
from gitgov.chamber.sprints import read_board
from gitgov.cli.options import Json
from gitgov.cli.reviewing import the_sprint
from gitgov.cli.sprinting import LastSprint
from gitgov.cli.text import flat, give, objection_json, say
from gitgov.core.ids import short


def build(
    sprint: LastSprint = "",
    rebase: Annotated[
        bool,
        typer.Option("--rebase", help="By `git rebase --rebase-merges`, which keeps merges; else commit by commit."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Build the branch integration/SPRINT: the main branch with what all teams of the sprint have had ratified, and nothing else.

    Your own work tree is not touched, and nothing moves unless all of it fits together.
    """
    chamber = open_chamber(Path())
    board = read_board(chamber)
    name = sprint or the_sprint(chamber, board, "", "").name
    made = integrate(chamber, board, name, rebase=rebase)
    if as_json:
        give(_json(name, made))
    else:
        _show(made)


def _json(name: str, made: Integrated) -> dict[str, Any]:
    return {
        "sprint": name, "teams": list(made.teams), "branch": made.branch, "into": made.into, "tip": made.tip if made.brought else None,
        "brought": [{**_work_json(each.work), "stale": each.stale} for each in made.brought],
        "left": [{**_work_json(each), "objection": objection_json(each.why_not) if each.why_not else None} for each in made.left],
    }  # fmt: skip


def _work_json(work: Queued) -> dict[str, Any]:
    return {"id": work.motion.id, "name": work.motion.name, "text": work.motion.text, "head": work.head}


def _show(made: Integrated) -> None:
    branch, into = made.branch.removeprefix("refs/heads/"), made.into.removeprefix("refs/heads/")
    if made.brought:
        say(f"{branch} is at {short(made.tip)}: {into}, with the ratified work of {', '.join(made.teams)}")
    else:
        say(f"nothing that {', '.join(made.teams)} had ratified waits for {into}; {branch} stays as it is")
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
