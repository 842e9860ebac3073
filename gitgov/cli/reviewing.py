"""`git sprint review` and `feedback`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.meant import TO_LOOK_BACK, sprint_of
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import team_of, thread_of
from gitgov.chamber.reviewing import Look, Outcome, look_at, record_review
from gitgov.chamber.scrums import is_of_scrum
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import add_to
from gitgov.cli.acting import body_from, my_name, send
from gitgov.cli.options import Json, Key, Sync, TeamOption
from gitgov.cli.text import clean, columns, flat, give, instant_json, many, objection_json, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.sprints.outcome_events import FeedbackTaken
from gitgov.sprints.sprint import Sprint

BegunSprint = Annotated[
    str, typer.Argument(metavar="SPRINT", help="The sprint; the one under way, or else the last one, unless given.")
]


def review(
    sprint: BegunSprint = "",
    record: Annotated[
        bool, typer.Option("--record", help="Sign what is shown: the sprint is over, and what is left is open again.")
    ] = False,
    team: TeamOption = "",
    as_json: Json = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Show what of a sprint is done and what is not: from ratified merges, not from what somebody typed.

    Of a team with others below it, which has planned no sprint of that name itself, it is the sum of what those have reviewed.
    """
    chamber = open_chamber(Path())
    board = read_board(chamber)
    mine = my_team(chamber, team, key)
    if is_of_scrum(chamber.chain.charter.teams, board, mine, sprint):
        from gitgov.cli.scrum_review import review_all

        review_all(chamber, board, mine, sprint, key, record=record, as_json=as_json)
        return send(sync=sync) if record and not as_json else None
    look = look_at(chamber, board, sprint_of(board, mine, TO_LOOK_BACK, sprint))
    beside = record_review(chamber, board, find_actor(chamber, key), look) if record else None
    if as_json:
        return give(look_json(look))
    _show(look, recorded=record)
    if beside:
        say(f"  {clean(beside.told())}")
        say(f"sprint {look.sprint.name} of {look.sprint.team.name} is reviewed, and over")
        send(sync=sync)
    return None


def the_sprint(chamber: Chamber, board: Board, team: str, name: str, key: str = "") -> Sprint:
    """Return the sprint that is meant where one looks back: of the team that is named, or of the only one that the member who types is in."""
    return sprint_of(board, my_team(chamber, team, key), TO_LOOK_BACK, name)


def my_team(chamber: Chamber, team: str, key: str = "") -> str:
    """Return the team that is named, or the only one that the member who types is in."""
    return team_of(chamber, find_actor(chamber, key).name if key else my_name(chamber), team).name


def _show(look: Look, *, recorded: bool) -> None:
    sprint, plan = look.sprint, look.sprint.plan
    goal = f", for “{flat(plan.body.goal)}”" if plan.body.goal else ""
    where = f"{look.into.removeprefix('refs/heads/')} at {short(look.tip)}"
    say(f"{sprint.team.name}  review of sprint {sprint.name} ({plan.body.begins} to {plan.body.ends}) on {where}{goal}")
    if look.outcomes:
        say(columns(outcome_rows(look)))
    if look.counted:
        say(f"  {look.points_done} of {plan.points} points planned are done")
    else:
        say(
            f"  what is done cannot be told: {short(sprint.subject)} or {short(look.tip)} is not here; git fetch brings it"
        )
    for line in _further(look, recorded=recorded):
        say(line)


def outcome_rows(look: Look) -> list[list[str]]:
    """Lay out what was planned: whether it is done, its id, points and title."""
    return [[f"  {_state(each)}", each.item.id, f"{each.item.points}", flat(each.item.title)] for each in look.outcomes]


def _state(outcome: Outcome) -> str:
    if outcome.done:
        return "done"
    return f"carried over to {outcome.again}" if outcome.again else "not done"


def _further(look: Look, *, recorded: bool) -> Iterator[str]:
    sprint = look.sprint
    if look.velocity:
        least, most = min(look.velocity), max(look.velocity)
        span = f"{least}" if least == most else f"{least} to {most}"
        yield f"  velocity of {sprint.team.name}: {span} points, in {many(len(look.velocity), 'reviewed sprint')}"
    for each in sprint.feedback:
        yield f"  {flat(each.body.giver)}: {flat(each.body.text)} (taken down by {each.by})"
    for objection in look.objections:
        yield paint(f"  ! {objection}", "red")
    if sprint.review:
        yield f"  reviewed by {sprint.review.by}"
    elif not recorded:
        yield f"  next: git sprint review {sprint.name} --team {sprint.team.name} --record"


def look_json(look: Look) -> dict[str, Any]:
    """Return what a review shows with stable keys."""
    sprint, review = look.sprint, look.sprint.review
    return {
        "team": sprint.team.name, "sprint": sprint.name, "into": look.into, "tip": look.tip,
        "points": sprint.plan.points, "points_done": look.points_done if look.counted else None, "velocity": list(look.velocity),
        "items": [
            {"id": each.item.id, "title": each.item.title, "points": each.item.points, "done": each.done, "again": each.again or None}
            for each in look.outcomes
        ],
        "feedback": [
            {"from": each.body.giver, "text": each.body.text, "member": each.by, "at": instant_json(each.at)}
            for each in sprint.feedback
        ],
        "reviewed": {"member": review.by, "at": instant_json(review.at)} if review else None,
        "objections": [objection_json(each) for each in look.objections],
    }  # fmt: skip


def feedback(
    sprint: BegunSprint = "",
    giver: Annotated[str, typer.Option("--from", metavar="WHO", help="Whose feedback it is, in a line.")] = "",
    message: Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="What they said.")] = "",
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Take down what a stakeholder says of a sprint; its review lists it."""
    if not giver.strip() or not message.strip():
        raise BadInput("say whose feedback it is, and what they said", "git sprint feedback --from WHO -m TEXT")
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    found = the_sprint(chamber, board, team, sprint, key)
    body = body_from(FeedbackTaken, "write WHO in a line", giver=giver, text=message)
    add_to(chamber, actor, thread_of(board, found.id), body)
    say(f"{flat(giver)} has been heard on sprint {found.name} of {found.team.name}")
    send(sync=sync)
