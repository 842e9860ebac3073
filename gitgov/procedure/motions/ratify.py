"""Ratify an action taken without authority, such as under a standing order (RONR (12th ed.) 10:54-57)."""

from __future__ import annotations

from typing import Literal

from gitgov.charter.chain import Chain
from gitgov.charter.charter import RuleSet
from gitgov.core.ids import EventId, motion_name
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import OfText, Saying
from gitgov.procedure.rows import MotionRow, Moving, Objections, VoteRule, object_to
from gitgov.procedure.state import Motion, decided_at
from gitgov.tally.count import count

SOURCE = "RONR (12th ed.) 10:54-57"


class Ratify(Saying):
    """`text` says which action; or `of` is the invocation of a standing order, `decided` a question of this floor.

    What was `decided` had the votes and wanted nothing but a quorum.
    """

    motion: Literal["ratify"] = "ratify"
    of: OfText = ""
    decided: OfText = ""


def read_back(question: Ratify) -> str:
    """Read it back by what was done, else by the name under which it is on record."""
    done = question.of or question.decided
    return f"ratify: {question.text}" if question.text or not done else f"ratify {motion_name(done)}"


def _why_not(question: Ratify, chain: Chain) -> Objections:
    """Object to ratifying what the body could not have authorised: no standing order of its charter covers it."""
    if not question.of:
        return ()
    ruling = chain.invoked.get(EventId(question.of))
    if ruling is not None and not ruling.objections:
        return ()
    name = motion_name(question.of)
    why = f"is out of order: {ruling.objections[0]}" if ruling else "is no invocation of a standing order here"
    what = f"a body ratifies only what it could have authorised, and {name} {why}"
    return object_to("GOV-590", what, "RONR (12th ed.) 10:55", "move the act itself, as if nothing had been done")


def governed_by(question: Ratify, chain: Chain) -> str:
    """Name the kind of motion whose rules decide: what was done is ratified as it would have been authorised."""
    ruling = chain.invoked.get(EventId(question.of))
    return str(getattr(ruling.event.body, "act").motion) if ruling else "ratify"  # noqa: B009 - the chain knows no bodies


def _raised(question: Ratify) -> VoteRule | None:
    return "charter" if question.of else None


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
    read_back,
    kind="incidental_main",
    vote="majority",
    subject=lambda question, chain: chain.subject if question.of else "",
    why_not=_why_not,
    governed_by=governed_by,
    raised=_raised,
    fits=_fits,
    carried=_carried,
    verb="ratify",
    effect="what was decided without a quorum is valid from then on; what was done under a standing order is healed",
)
