"""Moving again what was moved before (RONR (12th ed.) 38; 10:26, 9:11)."""

from __future__ import annotations

from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Moving, Objections, object_to
from gitgov.procedure.state import Motion, was_carried

AFTER_PROGRESS = frozenset({
    "commit", "postpone_to_certain_time", "limit_extend_debate", "previous_question", "lay_on_table", "recess", "adjourn",
})  # fmt: skip
"""What may be moved again as soon as debate or business has made it a new question (38:7)."""
AFTER_BUSINESS = frozenset({"take_from_table", "call_orders_of_day"})
"""What may be moved again as soon as some other business has been done (34:7, 18:8)."""
ONCE_A_SESSION = frozenset({"postpone_indefinitely", "amend", "amend_secondary", "substitute", "suspend_rules"})
"""What the assembly has decided for this session, besides main questions (38:3, 25:6)."""
IN_CONTROL = frozenset({"tabled", "postponed", "referred"})


def why_not_again(floor: Floor, moving: Moving) -> Objections:
    """Object to a question that the assembly has disposed of in this session, or still has in its hands."""
    row = moving.row
    if not (row.is_main or row.name in AFTER_PROGRESS | AFTER_BUSINESS | ONCE_A_SESSION):
        return ()
    asked = vars(moving.question)  # compared as it is: many motions of one kind cost no more than they weigh
    for motion in floor.motions.values():
        same = motion.kind == row.name and vars(motion.question) == asked and motion.id != moving.event.id
        if same and (objections := _why_not_again(floor, moving, motion)):
            return objections
    return ()


def _why_not_again(floor: Floor, moving: Moving, earlier: Motion) -> Objections:
    row = moving.row
    if not row.is_main and moving.on is not None and earlier.on != moving.on.id:
        return ()  # upon another question it is another one
    if earlier.fate in IN_CONTROL:
        what = f"this question is {earlier.fate} as {earlier.name}: the assembly still has it in its hands"
        return object_to("GOV-396", what, "RONR (12th ed.) 10:26(5), 9:11", "bring that one back")
    finished = earlier.decision is not None or earlier.fate in {"postponed indefinitely", "dismissed"}
    lost = finished and not (earlier.decision and earlier.decision.outcome.carried)
    if earlier.session != floor.session or not (lost or (row.kind == "main" and _stands(earlier))):
        return ()
    if row.name in AFTER_PROGRESS and floor.progress > earlier.decided_mark:
        return ()
    if row.name in AFTER_BUSINESS and any(each.decided_mark > earlier.decided_mark for each in floor.motions.values()):
        return ()
    what = f"the assembly has disposed of this question in this session, as {earlier.name}"
    return object_to("GOV-395", what, "RONR (12th ed.) 38:3", "move to reconsider that vote; or renew it next session")


def _stands(earlier: Motion) -> bool:
    """Say whether a question was adopted in words of its own, and is so: to adopt it again would change nothing."""
    return was_carried(earlier) and not earlier.fate and "text" in type(earlier.question).model_fields
