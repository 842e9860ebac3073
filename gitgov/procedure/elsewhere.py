"""What another body has decided, folded from lines of its own ledger by its own charter: pure, and with no other roll than its own."""

from __future__ import annotations

from functools import lru_cache

from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import EventId
from gitgov.core.instants import show_instant
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import Event
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion


def why_not_carried(genesis: str, lines: tuple[str, ...], motion_id: str, head: str, at: int) -> str:
    """Say in words why these lines do not show that the body of a genesis had carried the merge of a head at `at`; or nothing."""
    motion = _folded(genesis, lines, motion_id)
    if isinstance(motion, str):
        return motion
    question, decision = motion.question, motion.decision
    if not isinstance(question, Merge) or question.head != head:
        return f"{motion.name} is about other content"
    if decision is None or not decision.carried or decision.contested or motion.fate or motion.reconsidering:
        return f"{motion.name} is not carried, or does not stand"
    return f"{motion.name} is on hold until {show_instant(decision.ends_hold)}" if at < decision.ends_hold else ""


@lru_cache(maxsize=64)
def _folded(genesis: str, lines: tuple[str, ...], motion_id: str) -> Motion | str:
    """Fold the motion from the lines, of which each must be signed by somebody on the roll; a text says what is wrong with them."""
    from gitgov.procedure.constitution import constitute, find_genesis  # noqa: PLC0415 - it folds acts, of which this is part of one
    from gitgov.procedure.events import ALL_KINDS  # noqa: PLC0415 - as above
    from gitgov.procedure.matters import gathered  # noqa: PLC0415 - as above

    raw = [line.encode() for line in lines]
    try:
        first = find_genesis(raw, genesis or "none")
    except (BadInput, Undecided):
        return f"the genesis {genesis[:12]} that the charter names is not among them"
    constitution = constitute(first, raw)
    reading = Admission(first.id, constitution.chain.keys, ALL_KINDS)
    found = [*constitution.events.values()]
    for line, _ in constitution.refused:
        result = admit(line, reading)
        if not isinstance(result, Event):
            return result.what
        found.append(result)
    for floor in gathered(constitution.chain, found).floors:
        if motion := floor.motions.get(EventId(motion_id)):
            return motion
    return f"no motion {motion_id[:12]} was lawfully moved there"
