"""Appeal: let the assembly decide instead of the chair; a tie sustains the chair (RONR (12th ed.) 24)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Of
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.rulings import overturned
from gitgov.procedure.state import Decision, Motion

SOURCE = "RONR (12th ed.) 24:3"
RULED_ON_POINTS = frozenset({"well taken", "not well taken"})
"""How the chair rules upon points of order."""
DILATORY = 3
"""After how many appeals in vain one member appeals no more in this session."""


class Appeal(Of):
    """`of` is the ruling; what is put is whether it shall stand as the judgment of the assembly."""

    motion: Literal["appeal"] = "appeal"


def _applies(floor: Floor, moving: Moving) -> Objections:
    """Object to what is plainly dilatory: after so many appeals in a row that hardly anybody wanted (39:1-4)."""
    if not floor.rulings:
        what = "the chair has not ruled on anything here"
        remedy = (
            "git motion point-of-order -m TEXT has the chair rule; where nobody presides the assembly decides the point"
        )
        return object_to("GOV-389", what, SOURCE, remedy)
    mine = [each for each in floor.motions.values() if each.row.name == "appeal" and each.mover == moving.event.actor]
    latest = [each.decision for each in mine if each.decision and each.session == floor.session][-DILATORY:]
    if len(latest) < DILATORY or not all(_plainly_sustained(each) for each in latest):
        return ()
    what = f"{moving.event.actor} has appealed {DILATORY} times in a row, and the assembly has sustained each ruling by two thirds"
    return object_to("GOV-524", what, "RONR (12th ed.) 39:1-4", "another member may appeal")


def _plainly_sustained(decision: Decision) -> bool:
    ayes = sum(each.choice == "aye" for each in decision.counted)
    nays = sum(each.choice == "nay" for each in decision.counted)
    return decision.outcome.carried and ayes >= 2 * nays


def _fits(floor: Floor, moving: Moving) -> Objections:
    ruled = floor.rulings.get(EventId(moving.question.of))
    if ruled is None:
        return object_to(
            "GOV-389", "there is no such ruling of the chair", SOURCE, "git motion floor shows the last one"
        )
    if ruled.ruling == "answered":
        what = "an answer is no ruling: act as you think right, and appeal from the ruling upon that"
        return object_to("GOV-390", what, "RONR (12th ed.) 33:5", "git motion point-of-order, once somebody acts on it")
    pending = (each for each in floor.pending if each.row.name == "appeal" and each.question == moving.question)
    if first := next(pending, None):
        what = f"an appeal from this ruling is pending: {first.name}"
        return object_to("GOV-391", what, "RONR (12th ed.) 24:8", f"vote on {first.name}")
    point = ruled.ruling in RULED_ON_POINTS
    if point and any(floor.motions[each].row.name == "appeal" for each in ruled.stack):
        what = "what the chair rules upon a point of order while an appeal is pending cannot be appealed from"
        return object_to(
            "GOV-391", what, "RONR (12th ed.) 24:3(2)", "move a motion that covers the case, when nothing is pending"
        )
    if floor.progress > ruled.progress or (floor.live and not {*floor.stack} <= {*ruled.stack}):
        what = "an appeal is made at the time of the ruling; debate or business has come since"
        return object_to("GOV-391", what, "RONR (12th ed.) 24:8", "move to reconsider, or to rescind, what came of it")
    return ()


def _lost(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    return overturned(floor, EventId(question.of), motion) if isinstance(question, Of) else floor


ROW = MotionRow(
    "appeal",
    "let the assembly decide instead of the chair",
    SOURCE,
    Appeal,
    lambda _: "let the decision of the chair stand as the judgment of the assembly",
    kind="incidental",
    rank=0,
    interrupts=True,
    debatable="target",
    amendable=False,
    vote="majority_negative_to_overturn",
    applies=_applies,
    fits=_fits,
    lost=_lost,
    verb="appeal",
    effect="the ruling stands unless a majority is against it",
)
