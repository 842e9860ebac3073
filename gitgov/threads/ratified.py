"""A beginning by a decision: what a motion must be about, and have come to, so that what it ratified may begin."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.ledger.event import Event
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Motion
from gitgov.threads.rows import Objections, Seen, object_to


class Ratified(NamedTuple):
    """What an event relies on: a decision on a motion of a kind about exactly this plan; and how that is said.

    `whole` says that nobody has ratified the plan, `remedy` what helps, `part` what the motion is about.
    """

    motion: str
    decision: str
    plan: str
    kind: type[Question]
    whole: str
    part: str
    remedy: str
    source: str

    def moved(self, seen: Seen) -> Motion | None:
        """Return the motion, if it is about exactly this plan."""
        motion = seen.motion(self.motion)
        about = motion is not None and isinstance(motion.question, self.kind)
        return motion if motion and about and getattr(motion.question, "plan", "") == self.plan else None


def why_not_ratified(seen: Seen, event: Event, by: Ratified) -> Objections:
    """Object to a beginning without a decision: the one that it names, as it was announced, whatever became of it later."""
    motion, decision = by.moved(seen), seen.decided(by.motion, by.decision)
    if motion is None:
        return object_to("GOV-608", by.whole, by.source, event, by.remedy)
    if decision is None or not decision.carried:
        return _not_carried(motion, event, by)
    if event.at < decision.ends_hold:
        what = f"{motion.name} is still on hold"
        return object_to("GOV-609", what, by.source, event, f"git motion show {motion.name}")
    return ()


def why_not_ratified_now(seen: Seen, event: Event, by: Ratified) -> Objections:
    """Object to a beginning by a decision that does not stand any more: to be reconsidered, contested, rescinded."""
    motion = by.moved(seen)
    stands = motion and motion.decision and motion.decision.carried and not motion.reconsidering and not motion.fate
    return () if motion is None or stands else _not_carried(motion, event, by)


def _not_carried(motion: Motion, event: Event, by: Ratified) -> Objections:
    what = f"{motion.name}, that {by.part}, has not been carried"
    if motion.pending:
        voting = f"git vote aye {motion.name}, by those whom it asks; then git motion announce {motion.name}"
        return object_to("GOV-608", what, by.source, event, voting)
    return object_to("GOV-608", what, by.source, event, f"git motion show {motion.name}")
