"""`git sprint standup`, `unblock` and `status`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.improving import overdue
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.chamber.planning import sprint_of, team_of, thread_of
from gitgov.chamber.progress import Progress, Standing, progress_of
from gitgov.chamber.sprints import add_to, read_board
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.retrospective import improvement_json, told
from gitgov.cli.sprinting import TeamOption
from gitgov.cli.text import clean, flat, give, instant_json, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.instants import show_duration
from gitgov.sprints.events import ImpedimentRaised, ImpedimentRemoved, StandupGiven
from gitgov.sprints.sprint import Impediment, Sprint


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
        board = read_board(chamber)
        found = sprint_of(board, mine)
        add_to(chamber, actor, thread_of(board, found.id), body)
        chamber = reopened(chamber)
    say(f"{actor.name} stood up in sprint {found.name} of {mine}")
    send(sync=sync)


def unblock(
    impediment: Annotated[
        str, typer.Argument(metavar="ID", help="The impediment, by a prefix of its id; the only one unless given.")
    ] = "",
    message: Message = "",
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say that an impediment is out of the way."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    open_ones = [
        (sprint, each) for sprint in board.sprints for each in sprint.hindering if team in {"", sprint.team.name}
    ]
    found = [pair for pair in open_ones if pair[1].id.startswith(impediment.lower())]
    if len(found) != 1:
        many = "no impediment is" if not found else f"{len(found)} impediments are"
        named = f" called {impediment!r}" if impediment else " in the way"
        raise BadInput(f"{many}{named}", "git sprint status lists them")
    sprint, each = found[0]
    add_to(chamber, actor, thread_of(board, sprint.id), ImpedimentRemoved(impediment=each.id, how=message))
    say(f"{each.id[:8]} is out of the way: {flat(each.text)}")
    send(sync=sync)


def status(team: TeamOption = "", as_json: Json = False) -> None:
    """Show how the last sprint of each team goes: from ratified merges, not from what somebody typed."""
    chamber = open_chamber(Path())
    board = read_board(chamber)
    last = {each.team.name: each for each in board.sprints if team in {"", each.team.name}}
    found = [progress_of(chamber, each) for _, each in sorted(last.items())]
    late = {name: [*overdue(chamber, board, name)] for name in last}
    if as_json:
        return give(
            [{**_json(each), "overdue": [*map(improvement_json, late[each.sprint.team.name])]} for each in found]
        )
    if not found:
        say("no sprint is planned: git sprint plan NAME --team TEAM")
    for each in found:
        _show(chamber, each)
        for course in late[each.sprint.team.name]:
            say(told(course))
    return None


def _show(chamber: Chamber, progress: Progress) -> None:
    sprint, plan = progress.sprint, progress.sprint.plan
    goal = f", for “{flat(plan.body.goal)}”" if plan.body.goal else ""
    say(
        f"{sprint.team.name}  sprint {sprint.name} ({plan.body.begins} to {plan.body.ends}): {paint(progress.phase, 'bold')}{goal}"
    )
    if progress.counted:
        say(f"  {progress.points_done} of {plan.points} points done; {plan.body.capacity} can be done")
    else:
        say(f"  what is done cannot be told: commit {sprint.subject[:12]} is not here; git fetch brings it")
    for item in plan.body.items:
        say(f"  [{'x' if item.id in progress.done else ' '}] {item.id} {flat(item.title)} ({item.points})")
    for said in _latest(sprint):
        say(f"  {said}")
    for each in progress.hindering:
        say(f"  {impediment_line(chamber, each)}")


def impediment_line(chamber: Chamber, standing: Standing) -> str:
    """Tell an impediment: how old it is in hours, and with whom it is by now."""
    found, who = standing.impediment, f"{standing.with_team}: {standing.waits_for}"
    age = show_duration(max(0, chamber.now() - found.at) // 3600 * 3600)
    return f"{paint('!', 'red')} {found.id[:8]} {flat(found.text)} ({age}; with {who})"


def _latest(sprint: Sprint) -> list[str]:
    """Tell what each member said last."""
    last = {each.by: each.body for each in sprint.standups}
    return [
        clean(f"{who}: {body.done or '-'}; next {body.next or '-'}".replace("\n", " "))
        for who, body in sorted(last.items())
    ]


def _json(progress: Progress) -> dict[str, Any]:
    sprint, plan = progress.sprint, progress.sprint.plan
    return {
        "team": sprint.team.name, "sprint": sprint.name, "phase": progress.phase, "goal": plan.body.goal,
        "begins": plan.body.begins, "ends": plan.body.ends, "capacity": plan.body.capacity, "points": plan.points,
        "points_done": progress.points_done if progress.counted else None, "motion": sprint.motion or None,
        "items": [{**each.model_dump(), "done": each.id in progress.done} for each in plan.body.items],
        "standups": [{"member": each.by, "at": instant_json(each.at), **each.body.model_dump()} for each in sprint.standups],
        "impediments": [impediment_json(each) for each in progress.hindering],
        "packs": [each.body.model_dump() for each in sprint.packs],
    }  # fmt: skip


def impediment_json(standing: Standing) -> dict[str, Any]:
    """Return an impediment with stable keys."""
    found: Impediment = standing.impediment
    return {
        "id": found.id, "member": found.by, "raised_at": instant_json(found.at), "text": found.text,
        "item": found.item, "with": standing.with_team,
    }  # fmt: skip
