"""`git sprint review` of a team with others below it: the sum of what those have reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gitgov.chamber.acts import find_actor
from gitgov.chamber.open import Chamber
from gitgov.chamber.reviewing import Look
from gitgov.chamber.scrums import ScrumLook, look_over, record_scrum
from gitgov.chamber.sprints import Board
from gitgov.cli.reviewing import look_json
from gitgov.cli.text import columns, flat, give, instant_json, many, objection_json, paint, say


def review_all(
    chamber: Chamber, board: Board, team: str, sprint: str, key: str, *, record: bool, as_json: bool
) -> None:
    """Show what of a sprint the teams below one have done, and record it, if that is asked for."""
    look = look_over(chamber, board, team, sprint)
    if record:
        record_scrum(chamber, find_actor(chamber, key), look)
    if as_json:
        give(_json(look))
        return
    say("\n".join(_lines(look, recorded=record)))
    if record:
        say(f"sprint {look.sprint} is reviewed for all teams of {look.team}")


def _lines(look: ScrumLook, *, recorded: bool) -> Iterator[str]:
    every = (*look.reviewed, *look.waiting)
    yield f"{look.team}  review of sprint {look.sprint} of {many(len(every), 'team')}"
    yield columns([_row(each) for each in every])
    if look.counted:
        (items, of), (points, planned) = look.items, look.points
        yield f"  in all that is reviewed: {items} of {many(of, 'item')}, {points} of {planned} points planned are done"
    for each in every:
        for said in each.sprint.feedback:
            yield f"  {each.sprint.team.name}: {flat(said.body.giver)}: {flat(said.body.text)} (taken down by {said.by})"
    for objection in (*(why for each in every for why in each.objections), *look.objections):
        yield paint(f"  ! {objection}", "red")
    if look.record:
        yield f"  reviewed by {look.record.by}"
    elif look.waiting:
        yield f"  next: git sprint review {look.sprint} --team {look.waiting[0].sprint.team.name} --record"
    elif not recorded:
        yield f"  next: git sprint review {look.sprint} --team {look.team} --record, by its Scrum of Scrums Master"


def _row(look: Look) -> list[str]:
    """Show a team: how many of its items and points are done, what is not, and who has reviewed that."""
    sprint, done = look.sprint, [each for each in look.outcomes if each.done]
    left = [each.item.id for each in look.outcomes if not each.done]
    who = f"reviewed by {sprint.review.by}" if sprint.review else paint("not reviewed", "yellow")
    if not look.counted:
        return [f"  {sprint.team.name}", who, "?", "?", "what is done cannot be told here: git fetch"]
    items = f"{len(done)} of {many(len(look.outcomes), 'item')}"
    points = f"{look.points_done} of {sprint.plan.points} points"
    return [f"  {sprint.team.name}", who, items, points, f"left: {', '.join(left)}" if left else ""]


def _json(look: ScrumLook) -> dict[str, Any]:
    record, (items, of), (points, planned) = look.record, look.items, look.points
    return {
        "team": look.team, "sprint": look.sprint, "items": of, "items_done": items if look.counted else None,
        "points": planned, "points_done": points if look.counted else None,
        "teams": [look_json(each) for each in (*look.reviewed, *look.waiting)],
        "waiting": [each.sprint.team.name for each in look.waiting],
        "reviewed": {"member": record.by, "at": instant_json(record.at)} if record else None,
        "objections": [objection_json(each) for each in look.objections],
    }  # fmt: skip
