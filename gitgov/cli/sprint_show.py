"""`git sprint show`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.meant import GOING, each_team, sprint_of
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import team_of
from gitgov.chamber.sprint_record import SprintRecord, record_of
from gitgov.chamber.sprints import Board, read_board
from gitgov.cli.acting import my_name
from gitgov.cli.going import impediment_line, improvement_line
from gitgov.cli.options import Json
from gitgov.cli.retrospective import improvement_json, observation_lines
from gitgov.cli.reviewing import look_json, outcome_rows
from gitgov.cli.sprinting import AnyTeam
from gitgov.cli.standings import impediment_json
from gitgov.cli.text import columns, flat, give, instant_json, many, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.instants import show_instant
from gitgov.procedure.state import Motion
from gitgov.sprints.sprint import Sprint

AllSprints = Annotated[
    str,
    typer.Argument(
        metavar="SPRINT",
        help="The sprint, of all teams; your team's one under way unless given, or else its next or last.",
    ),
]


def show(sprint: AllSprints = "", team: AnyTeam = "", as_json: Json = False) -> None:
    """Show what is on record of a sprint: its plan, the vote, the start, what is done, and what came of it.

    By its name alone it is shown of each team that has planned one of that name.
    """
    chamber = open_chamber(Path())
    board = read_board(chamber)
    found = [record_of(chamber, board, each) for each in _meant(chamber, board, sprint, team)]
    if as_json:
        return give([_json(each) for each in found])
    return say("\n\n".join("\n".join(_lines(each, chamber.now())) for each in found))


def _meant(chamber: Chamber, board: Board, name: str, team: str) -> list[Sprint]:
    """Return the sprints that are meant, by team; raises `BadInput`."""
    if team or not name:
        return [sprint_of(board, team_of(chamber, my_name(chamber), team).name, GOING, name)]
    found = each_team((each for each in board.sprints if each.name == name), GOING)
    if not found:
        raise BadInput(f"no team has planned a sprint {name}", "git sprint status lists them")
    return [*found.values()]


def _lines(record: SprintRecord, now: int) -> Iterator[str]:
    sprint, plan = record.sprint, record.sprint.plan
    goal = f", for “{flat(plan.body.goal)}”" if plan.body.goal else ""
    days = f"{plan.body.begins} to {plan.body.ends}"
    yield f"{sprint.team.name}  sprint {sprint.name} ({days}): {paint(record.phase, 'bold')}{goal}"
    anew = f", anew {many(len(sprint.plans) - 1, 'time')}" if sprint.plans[1:] else ""
    yield f"  planned by {plan.by} at {show_instant(plan.at)}{anew}: {plan.points} of {plan.body.capacity} points"
    people = ", ".join(f"{each}{_away(plan.body.away.get(each, 0))}" for each in sprint.team.members)
    yield f"  people: {people or 'nobody'}"
    if record.look.outcomes:
        yield columns(outcome_rows(record.look))
    if record.look.counted:
        yield f"  {record.look.points_done} of {plan.points} points are done"
    yield from (f"  {_decision(each, now)}" for each in record.motions)
    if record.starter:
        yield f"  started by {record.starter} at {show_instant(sprint.started_at)}"
    yield from _course(record, now)


def _away(days: int) -> str:
    return f" (away for {many(days, 'day')})" if days else ""


def _decision(motion: Motion, now: int) -> str:
    """Say what became of a motion to commit the team, and how it was counted."""
    decision = motion.decision
    counted = f" at {show_instant(decision.at)}: {decision.outcome.arithmetic}" if decision else ""
    return f"{motion.name}, moved by {motion.mover}, {motion.phase(now)}{counted}"


def _course(record: SprintRecord, now: int) -> Iterator[str]:
    """Tell what was said while the sprint was under way, and what came of it."""
    sprint = record.sprint
    if sprint.standups:
        people = ", ".join(sorted({each.by for each in sprint.standups}))
        yield f"  {many(len(sprint.standups), 'standup')}, of {people}"
    if gone := [each for each in sprint.impediments if each.removed_by]:
        yield f"  {many(len(gone), 'impediment')} removed"
    yield from (f"  {impediment_line(impediment_json(each), now)}" for each in record.hindering)
    for said in sprint.feedback:
        yield f"  {flat(said.body.giver)}: {flat(said.body.text)} (taken down by {said.by})"
    if sprint.review:
        yield f"  reviewed by {sprint.review.by} at {show_instant(sprint.review.at)}"
    yield from (paint(f"  ! {each}", "red") for each in record.look.objections)
    if sprint.observations or record.courses:
        yield "  retrospective:"
    yield from (f"  {line}" for line in observation_lines(sprint))
    yield from (f"  {improvement_line(improvement_json(each))}" for each in record.courses)


def _json(record: SprintRecord) -> dict[str, Any]:
    sprint, plan = record.sprint, record.sprint.plan
    return {
        **look_json(record.look),
        "phase": record.phase, "goal": plan.body.goal, "begins": plan.body.begins, "ends": plan.body.ends,
        "capacity": plan.body.capacity, "away": plan.body.away, "members": list(sprint.team.members), "commit": sprint.subject,
        "plan": plan.id, "plans": [{"id": each.id, "member": each.by, "at": instant_json(each.at)} for each in sprint.plans],
        "motions": [_motion_json(each) for each in record.motions], "motion": sprint.motion or None,
        "started": {"member": record.starter, "at": instant_json(sprint.started_at)} if record.starter else None,
        "standups": [{"member": each.by, "at": instant_json(each.at), **each.body.model_dump()} for each in sprint.standups],
        "impediments": [impediment_json(each) for each in record.hindering],
        "removed": [
            {"id": each.id, "text": each.text, "member": each.removed_by, "at": instant_json(each.removed_at)}
            for each in sprint.impediments if each.removed_by
        ],
        "observations": [
            {"id": each.id, "member": each.by, **each.body.model_dump(), "votes": sorted(each.backers)}
            for each in sprint.observations
        ],
        "improvements": [improvement_json(each) for each in record.courses],
        "packs": [each.body.model_dump() for each in sprint.packs],
    }  # fmt: skip


def _motion_json(motion: Motion) -> dict[str, Any]:
    decision = motion.decision
    outcome = {"carried": decision.outcome.carried, "arithmetic": decision.outcome.arithmetic} if decision else None
    at = instant_json(decision.at) if decision else None
    return {"id": motion.id, "name": motion.name, "mover": motion.mover, "decided_at": at, "outcome": outcome}
