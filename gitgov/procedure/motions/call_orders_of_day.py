"""Call for the orders of the day: demand what the agenda prescribes for now (RONR (12th ed.) 18)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class CallOrdersOfDay(Saying):
    """`text` says which order is due; what is put is whether to proceed to it."""

    motion: Literal["call_orders_of_day"] = "call_orders_of_day"


ROW = MotionRow(
    "call_orders_of_day",
    "demand what the agenda prescribes for now",
    "RONR (12th ed.) 18:4",
    CallOrdersOfDay,
    lambda question: f"proceed to the orders of the day: {question.text}".rstrip(": "),
    kind="privileged",
    rank=9,
    interrupts=True,
    second=False,
    debatable="no",
    amendable=False,
    vote="two_thirds_against",
    reconsidered="no",
    verb="orders-of-the-day",
    effect="what the agenda prescribes for now is taken up",
)
