"""Ratify: make valid what was done without authority in an emergency (RONR (12th ed.) 10:54-57)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.charter import RuleSet
from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import Motion, decided_at
from gitgov.tally.count import count

SOURCE = "RONR (12th ed.) 10:54-57"


class Ratify(Saying):
    """`text` says which action; or `decided` is the question on this floor that was decided without a quorum."""

    motion: Literal["ratify"] = "ratify"
    decided: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""


def _fits(floor: Floor, moving: Moving) -> Objections:
    question = moving.question
    if not question.decided:
        return ()
    target = floor.motions.get(EventId(question.decided))
    if target is None or target.decision is None:
        return object_to("GOV-375", "no such question was decided by a vote", SOURCE, "git motion list --all")
    if target.fate == "void":
        what = f"{target.name} is void: a body cannot ratify what it had no power to do"
        return object_to("GOV-528", what, "RONR (12th ed.) 10:55", "change what forbids it first, then move it anew")
    if not _wanted_a_quorum_only(target):
        what = f"{target.name} was not decided without a quorum, and so is not in want of being ratified"
        return object_to("GOV-528", what, SOURCE, f"git motion show {target.name}; move it anew")
    return ()


def _wanted_a_quorum_only(target: Motion) -> bool:
    """Say whether a question had the votes, and nothing stood against it but that too few were there."""
    decision = target.decision
    if decision is None or target.fate or decision.contested or decision.outcome.quorate or decision.carried:
        return False
    return count(target.rules._replace(quorum=0), target.tally()).carried


def rules_of_the_act(floor: Floor, question: object) -> RuleSet | None:
    """Return the rules by which the ratified act itself would have been decided, which it takes now (10:57)."""
    target = floor.motions.get(EventId(question.decided)) if isinstance(question, Ratify) and question.decided else None
    return None if target is None else target.rules


def _carried(floor: Floor, motion: Motion) -> Floor:
    """Let the decision be valid from now on."""
    question, at = motion.question, decided_at(motion)
    target = floor.motions.get(EventId(question.decided)) if isinstance(question, Ratify) else None
    if target is None or target.decision is None:
        return floor
    words = f"{target.decision.outcome.arithmetic}; ratified by {motion.name}"
    outcome = target.decision.outcome._replace(carried=True, arithmetic=words)
    valid = target.decision._replace(outcome=outcome, ends_hold=at + target.rules.hold)
    return floor.having(target.but(decision=valid))


ROW = MotionRow(
    "ratify",
    "make valid what was done in an emergency",
    SOURCE,
    Ratify,
    lambda question: f"ratify: {question.text}" if question.text else f"ratify M-{question.decided[:8]}",
    kind="incidental_main",
    vote="majority",
    fits=_fits,
    carried=_carried,
    verb="ratify",
    effect="what was decided without a quorum is valid from then on",
)
