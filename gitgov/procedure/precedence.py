"""Which motion is in order while which others are pending (RONR (12th ed.) 5:8-13, 6:5-8, 6:18-21)."""

from __future__ import annotations

from gitgov.core.ids import EventId, motion_name
from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.procedure.blanks import why_not_in_turn
from gitgov.procedure.floor import Floor
from gitgov.procedure.restoring import why_not_back
from gitgov.procedure.rows import Moving, Objections, Rising, object_to
from gitgov.procedure.state import Motion

BY_ORDER = frozenset({
    "postpone_indefinitely", "amend", "amend_secondary", "substitute", "commit", "postpone_to_certain_time",
    "limit_extend_debate", "previous_question",
})  # fmt: skip
"""What an order for the previous question keeps out (16:2-5)."""

DURING_A_VOTE = frozenset({
    "reconsider", "reconsider_enter_minutes", "division_of_assembly", "point_of_order", "appeal", "close_polls",
    "reopen_polls", "methods_of_voting",
})  # fmt: skip
"""What may be moved while members vote: what is about the voting itself, and the making of a motion to reconsider."""

DISPOSING = frozenset({"postpone_indefinitely", "commit", "postpone_to_certain_time", "lay_on_table"})
"""What disposes of a main question, for good or for a time."""
AMENDMENTS = frozenset({"amend", "amend_secondary", "substitute", "create_blank", "fill_blank"})
DIVIDING = frozenset({"division_of_question", "consideration_by_paragraph"})
RESHAPING = DIVIDING | {"create_blank"}
"""What goes before the question that it is about, and before no other motion upon that but to postpone it indefinitely."""
TOO_SOON = RESHAPING | {"division_of_question_demand", "fill_blank", "modify_motion"}
"""What besides the subsidiary motions changes a question, which the chair has to have stated first."""

AS_MAIN = {"recess": "recess_main", "fix_time_to_which_to_adjourn": "fix_time_main"}
"""What a privileged motion is while no question is pending (20:3, 22:4)."""
APPEAL_YIELDS = {
    (True, False): {"limit_extend_debate", "previous_question", "commit", "postpone_to_certain_time", "lay_on_table"},
    (True, True): {"limit_extend_debate", "previous_question"},
    (False, True): {"lay_on_table"},
    (False, False): set[str](),
}
"""To what a pending appeal yields besides privileged motions: by whether it is debatable, and adheres (24:3(1)-(2))."""


def why_not_now(floor: Floor, moving: Moving) -> Objections:
    """Say why a motion may not be made while these questions are pending, or nothing."""
    row, top = moving.row, floor.top
    if objections := _not_stated(floor, moving):
        return objections
    if top is None:
        return _with_nothing_pending(moving)
    if top.voting and row.name not in DURING_A_VOTE:
        return object_to(
            "GOV-351", f"members are voting on {top.name}, to {top.text}", "RONR (12th ed.) 45:6", "wait for the result"
        )
    if row.is_main:
        what = f"{top.name}, to {top.text}, is pending; a main motion is in order when nothing is"
        return object_to("GOV-350", what, "RONR (12th ed.) 10:8(1)", "dispose of it first; git motion floor says how")
    if row.kind == "bring_back":  # making it outranks everything; taking it up does not (37:9(1))
        return ()
    if row.name in {"commit", "postpone_to_certain_time"} and (order := floor.closing(top)):
        what = f"debate on {top.name} is ordered to close at {show_instant(order.until)}: {row.name} would defeat that"
        return object_to("GOV-352", what, "RONR (12th ed.) 15:11", f"git motion reconsider {motion_name(order.by)}")
    if floor.closed(top, moving.event.at) and row.name in BY_ORDER:
        what = f"the previous question has been ordered on {top.name}: {row.name} is out of order until it is exhausted"
        return object_to(
            "GOV-352", what, "RONR (12th ed.) 16:2-5", "only lay_on_table, privileged or incidental motions"
        )
    if row.kind == "incidental":
        return _against_privileged(moving, top) or _out_of_reach(floor, moving, top)
    return _by_rank(floor, moving, top)


def why_not_taken_up(floor: Floor, motion: Motion, event: Event | Rising) -> Objections:
    """Say why a motion that has been made may not be stated now: what is pending may have changed since."""
    at = event.at
    target = floor.reconsidered_by(motion)
    if target is not None:
        if floor.is_too_early(motion, at):
            what = f"{motion.name} was entered on the minutes to be called up on another day than that of its making"
            return object_to("GOV-522", what, "RONR (12th ed.) 37:47", "state it tomorrow")
        if floor.can_take_up(target):
            return why_not_back(floor, target)
        what = f"a motion to reconsider is taken up when {target.name} itself would be in order"
        return object_to("GOV-384", what, "RONR (12th ed.) 37:9(1)", "dispose first of what is pending")
    rising = Rising(motion.mover, at, motion.id, event.parents)
    moving = Moving(motion.row, motion.question, floor.motions.get(EventId(motion.on)), rising)
    return (
        _preferred(floor, motion)
        or why_not_in_turn(floor, motion)
        or why_not_now(floor, moving)
        or motion.row.applies(floor, moving)
        or motion.row.fits(floor, moving)
    )


def _preferred(floor: Floor, motion: Motion) -> Objections:
    """Object to stating a new main motion while one to take a question from the table waits (34:4)."""
    if motion.row.kind not in {"main", "incidental_main"}:
        return ()
    waiting = (each for each in floor.motions.values() if each.row.name == "take_from_table" and each.pending)
    first = next((each for each in waiting if each.stated_at is None and each.seconder), None)
    if first is None:
        return ()
    what = f"{first.name}, to {first.text}, goes before a new main motion"
    return object_to("GOV-349", what, "RONR (12th ed.) 34:4", f"git motion state {first.name}")


def _not_stated(floor: Floor, moving: Moving) -> Objections:
    """Object to disposing of a question, or to changing it, before the chair has stated it: until then it is its mover's."""
    row, on = moving.row, moving.on
    if on is None or not on.pending or on.stated_at is not None or not on.chaired:
        return ()
    if on.id in floor.parts or not (row.kind == "subsidiary" or row.name in TOO_SOON):
        return ()
    return object_to("GOV-321", f"{on.name} has not been stated", row.source, f"git motion state {on.name}")


def _with_nothing_pending(moving: Moving) -> Objections:
    row = moving.row
    if row.alone:
        return ()
    if row.kind in {"subsidiary", "privileged"}:
        main = AS_MAIN.get(row.name)
        remedy = f"move {main}, which is a main motion" if main else "it applies to a pending question"
        return object_to("GOV-353", f"nothing is pending that {row.name} could apply to", row.source, remedy)
    return ()


def _against_privileged(moving: Moving, top: Motion) -> Objections:
    """An incidental motion yields to the privileged ones, but for what arises out of them (6:20)."""
    if top.row.kind == "privileged" and moving.on is not top:
        what = f"{top.name}, to {top.text}, is privileged, and {moving.row.name} does not arise out of it"
        return object_to("GOV-354", what, "RONR (12th ed.) 6:20", f"dispose of {top.name} first")
    return ()


def _out_of_reach(floor: Floor, moving: Moving, top: Motion) -> Objections:
    """Object to reshaping a question that is not immediately pending, but for a motion to postpone it indefinitely."""
    row, on = moving.row, moving.on
    if row.name not in RESHAPING or on is None or on is top or on.id not in floor.stack:
        return ()
    if (top.row.name, top.on) == ("postpone_indefinitely", on.id):
        return ()
    what = f"{row.name} yields to {top.name}, to {top.text}, which is pending upon {on.name}"
    return object_to("GOV-356", what, "RONR (12th ed.) 12:95, 27:3(1), 28:3(1)", f"dispose of {top.name} first")


def _by_rank(floor: Floor, moving: Moving, top: Motion) -> Objections:
    row = moving.row
    if row.name in AMENDMENTS and (moving.on is top or _perfects(moving, top)):
        return ()  # it outranks its own target (6:7)
    if row.name in {"limit_extend_debate", "previous_question"} and _debated(floor, top, row.name):
        return ()  # they apply to any question that can be debated, or amended (6:8, 15:5(2), 16:5(2))
    for each in reversed(floor.pending):
        if each.row.name in {"appeal", "point_of_order"} and row.kind != "privileged":
            debatable = is_debatable(floor, each)
            adheres = len(floor.stack) > 1
            if row.name not in APPEAL_YIELDS[debatable, adheres]:
                what = f"{each.name}, to {each.text}, yields to privileged motions only, and not to {row.name}"
                return object_to("GOV-355", what, "RONR (12th ed.) 24:3(1)-(2)", f"dispose of {each.name} first")
        elif row.rank <= each.row.rank:
            what = f"{row.name} (rank {row.rank}) yields to {each.row.name} (rank {each.row.rank}), which is pending: {each.name}"
            return object_to("GOV-356", what, "RONR (12th ed.) 5:11", f"dispose of {each.name} first")
    if objections := _upon_no_main(floor, moving):
        return objections
    undebatable = not is_debatable(floor, top) and top.row.name not in DIVIDING
    if row.name in {"commit", "postpone_to_certain_time"} and undebatable:
        what = f"{row.name} is out of order while an undebatable question, {top.name}, is immediately pending"
        return object_to("GOV-357", what, "RONR (12th ed.) 13:7, 14:4(1)-(2)", f"dispose of {top.name} first")
    if row.name == "postpone_indefinitely" and len(floor.stack) > 1:
        what = f"only the main question can be postponed indefinitely, and {top.name} is immediately pending"
        return object_to("GOV-358", what, "RONR (12th ed.) 11:2", f"dispose of {top.name} first")
    return ()


def _upon_no_main(floor: Floor, moving: Moving) -> Objections:
    """Object to disposing of what is no main question, but for an appeal, which waits or is referred as one (11:2, 13:4, 17:3)."""
    row, bottom = moving.row, floor.pending[0].row
    if row.name not in DISPOSING or bottom.is_main or bottom.kind == "bring_back":
        return ()
    if bottom.name == "appeal" and row.name != "postpone_indefinitely":
        return ()
    what = f"{row.name} applies to a main question, and {floor.pending[0].name}, to {floor.pending[0].text}, is none"
    return object_to("GOV-353", what, row.source, f"vote on {floor.pending[0].name}; git motion floor says what else")


def _perfects(moving: Moving, top: Motion) -> bool:
    """Say whether an amendment is to the text that a pending substitute would replace: both are perfected (12:71)."""
    on = moving.on
    return moving.row.name == "amend_secondary" and top.row.name == "substitute" and on is not None and top.on == on.id


def is_debatable(floor: Floor, motion: Motion) -> bool:
    """Say whether a question may be debated at all, whatever has been ordered upon it."""
    if motion.row.debatable != "target":
        return motion.row.debatable == "yes"
    target = floor.reconsidered_by(motion) or floor.motions.get(EventId(motion.on))
    return target is None or is_debatable(floor, target)


def _debated(floor: Floor, top: Motion, name: str) -> bool:
    return is_debatable(floor, top) or (name == "previous_question" and top.row.amendable)
