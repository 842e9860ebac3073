"""Reconsider: bring a vote back as if it had not been taken (RONR (12th ed.) 37)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import DAY, Floor
from gitgov.procedure.motions.forms import Of
from gitgov.procedure.renewal import AFTER_PROGRESS
from gitgov.procedure.restoring import put_back, why_not_back
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import Decision, Motion, decided_at, was_carried

SOURCE = "RONR (12th ed.) 37:9"
TWO_DAYS = 2 * DAY
"""The day of the vote and the next one, at a meeting; where none sits, the charter says how long (37:10(b))."""


class Reconsider(Of):
    """`of` is the question whose vote is to be reconsidered."""

    motion: Literal["reconsider", "reconsider_enter_minutes"] = "reconsider"


def why_not_reconsider(floor: Floor, moving: Moving) -> Objections:
    """Object unless that vote may be reconsidered, now, by this member."""
    target = floor.motions.get(EventId(moving.question.of))
    if target is None or target.decision is None or target.decision.contested:
        return object_to("GOV-375", "no such question was decided by a vote", SOURCE, "git motion list --all")
    return _why_not_vote(floor, target) or _why_not_mover(floor, moving, target)


def _why_not_vote(floor: Floor, target: Motion) -> Objections:
    carried = was_carried(target)
    allowed = target.row.reconsidered in {"yes", "conditional", "affirmative" if carried else "negative"}
    if not allowed:
        vote = "an affirmative" if carried else "a negative"
        what = f"{vote} vote on {target.row.name} cannot be reconsidered"
        return object_to("GOV-377", what, target.row.source, f"{target.row.command} moves it again, if in order")
    if not carried and target.row.name in AFTER_PROGRESS and floor.progress > target.decided_mark:
        what = f"debate or business has made {target.row.name} a new question since"
        return object_to("GOV-381", what, "RONR (12th ed.) 38:7", f"{target.row.command} moves it again")
    if objections := why_not_back(floor, target):
        return objections
    if target.enacted:
        what = f"{target.name} has been carried out, which cannot be undone"
        return object_to("GOV-376", what, "RONR (12th ed.) 37:9(2)", "move a further change, such as a revert")
    if target.fate in {"rescinded", "expunged", "void"}:
        what = f"{target.name} is {target.fate}, and stands no longer"
        return object_to("GOV-375", what, SOURCE, "reconsider that vote, or move the question anew")
    if target.reconsidering:
        return object_to("GOV-378", f"a motion to reconsider {target.name} has been made", SOURCE, "take it up")
    if target.reconsidered and not floor.committee:
        what = f"{target.name} has been reconsidered once; a vote is not reconsidered again"
        return object_to("GOV-379", what, "RONR (12th ed.) 37:17", "rescind it, if it was carried")
    return ()


def _why_not_mover(floor: Floor, moving: Moving, target: Motion) -> Objections:
    decision, event = target.decision, moving.event
    if decision is None:
        return ()
    if floor.committee:
        return _why_not_member(event.actor, decision, target)
    if event.actor not in decision.prevailing:
        side = ", ".join(decision.outcome.chosen) or ("aye" if decision.outcome.carried else "nay")
        what = f"{event.actor} did not vote on the prevailing side ({side}) of {target.name}"
        return object_to(
            "GOV-380", what, "RONR (12th ed.) 37:10(a)", "somebody who did may move it; anybody may second"
        )
    window = TWO_DAYS if floor.live else target.rules.reconsider
    if event.at > decided_at(target) + window:
        what = f"the vote on {target.name} was taken too long ago"
        return object_to("GOV-381", what, "RONR (12th ed.) 37:10(b)", "rescind it, if it was carried; or move it anew")
    return ()


def _why_not_member(actor: str, decision: Decision, target: Motion) -> Objections:
    """Object to one who lost that vote; any other of a committee may move it, at any time and as often as wanted (37:35)."""
    if actor not in decision.losing:
        return ()
    what = f"{actor} voted on the side that lost on {target.name}"
    return object_to("GOV-380", what, "RONR (12th ed.) 37:35(2)", "any other member of the committee may move it")


def reconsidered(floor: Floor, motion: Motion) -> Floor:
    """Put the question back where it stood just before the vote, with what lay below it if that is pending."""
    question = motion.question
    target = floor.motions.get(EventId(question.of)) if isinstance(question, Of) else None
    if target is None:
        return floor
    return put_back(floor, target, decided_at(motion))


def stands(floor: Floor, motion: Motion) -> Floor:
    """Let the vote stand: what was suspended takes effect."""
    question = motion.question
    target = floor.motions.get(EventId(question.of)) if isinstance(question, Of) else None
    return floor if target is None else floor.having(target.but(reconsidering=False, reconsidered=True))


ROW = MotionRow(
    "reconsider",
    "bring a vote back as if it had not been taken",
    SOURCE,
    Reconsider,
    lambda question: f"reconsider the vote on M-{question.of[:8]}",
    kind="bring_back",
    rank=0,
    interrupts=True,
    debatable="target",
    amendable=False,
    vote="majority",
    reconsidered="no",
    suspends=True,
    fits=why_not_reconsider,
    carried=reconsidered,
    lost=stands,
    verb="reconsider",
    effect="the question is pending again as it stood just before that vote, which counts for nothing; to move it suspends the vote",
)
