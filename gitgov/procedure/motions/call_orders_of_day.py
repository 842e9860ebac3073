"""Call for the orders of the day: demand what the agenda prescribes for now (RONR (12th ed.) 18)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting import take_up
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 18:4"


class CallOrdersOfDay(Saying):
    """`text` says which order is due; what is put is whether to proceed to it."""

    motion: Literal["call_orders_of_day"] = "call_orders_of_day"


def _fits(floor: Floor, moving: Moving) -> Objections:
    meeting = floor.meeting
    if meeting is None or not meeting.agenda:
        return ()
    place = meeting.next_item(moving.event.at)
    if place is not None and (meeting.agenda[place].at or not floor.stack):
        return ()
    what = "nothing that the agenda prescribes for now is neglected"
    return object_to("GOV-514", what, SOURCE, "git gov meeting agenda shows it")


def _carried(floor: Floor, motion: Motion) -> Floor:
    at = decided_at(motion)
    place = floor.meeting.next_item(at) if floor.meeting else None
    return floor if place is None else take_up(floor, place, at, motion.id)


ROW = MotionRow(
    "call_orders_of_day",
    "demand what the agenda prescribes for now",
    SOURCE,
    CallOrdersOfDay,
    lambda question: f"proceed to the orders of the day: {question.text}".rstrip(": "),
    kind="privileged",
    rank=9,
    alone=True,
    interrupts=True,
    second=False,
    debatable="no",
    amendable=False,
    vote="two_thirds_against",
    reconsidered="no",
    verb="orders-of-the-day",
    effect="what the agenda prescribes for now is taken up",
    fits=_fits,
    carried=_carried,
)
