"""Bringing a vote back as if it had not been taken: what it changed is as it was (RONR (12th ed.) 37:18-19)."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.rulings import in_force_again
from gitgov.procedure.state import Motion, was_carried

TAKING = {"postpone_indefinitely": True, "objection_to_consideration": False, "withdraw_motion": True}
"""What takes a main question from the floor for good, by which result; what sets it aside is named there."""


def put_back(floor: Floor, target: Motion, at: int) -> Floor:
    """Return this floor with a decided question pending again, with what lay below it where the vote took that away."""
    again = target.but(
        decision=None, fate="", reconsidering=False, reconsidered=True, ballots=(), spoilt=(), put_at=None,
        resumed_at=at, touched_at=at, before=None, put_by="", consent=None, vetoes=(), attending=None, polls_closed=False,
    )  # fmt: skip
    changed = floor.motions.get(EventId(target.on))
    if target.before is not None and changed is not None:  # what it had changed is as it was
        floor = floor.having(changed.but(question=target.before, inserted=changed.inserted[:-1]))
    if target.row.name == "appeal" and not was_carried(target):
        floor = in_force_again(floor, EventId(target.question.about), at)
    floor = without_orders(floor, target.id)
    if not floor.stack and took_away(floor, target):
        floor = floor.standing_again(target.stood, at)
        return floor.having(again).but(stack=target.stood)
    return floor.having(again).but(stack=(*floor.stack, target.id))


def why_not_back(floor: Floor, target: Motion) -> Objections:
    """Object to putting back what can be undone no more, or has nothing pending below it to which it would adhere."""
    if target.on and not target.row.is_main and target.on not in floor.stack and not took_away(floor, target):
        what = (
            f"{target.name} adhered to a question that is no longer pending: its vote is reconsidered with that one's"
        )
        return object_to("GOV-385", what, "RONR (12th ed.) 37:28-31", "move to reconsider the main question first")
    return target.row.still(floor, target)


def took_away(floor: Floor, target: Motion) -> bool:
    """Say whether it was this vote that took the main question from the floor, where it waits to be brought back."""
    main = floor.motions.get(target.stood[0]) if target.stood else None
    if main is None or main.decision is not None or not main.fate:
        return False
    place = floor.aside.get(main.id)
    return was_carried(target) is TAKING.get(target.row.name) if place is None else place.by == target.id


def without_orders(floor: Floor, by: EventId) -> Floor:
    """Return this floor without the orders upon debate that a vote has made."""
    for order in (each for each in floor.orders if each.by == by):
        for motion in (floor.motions[each] for each in order.covers):
            floor = floor.having(motion.but(debate_until=0))
    return floor.but(orders=tuple(each for each in floor.orders if each.by != by))
