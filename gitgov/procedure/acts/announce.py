"""Announce the result: close the poll over the announcement's causal past (RONR (12th ed.) 4:38, 45:37).

An announcement names every ballot that it counts and every one that it refuses. Anybody recomputes it; one that says
anything else is out of order.
"""

from __future__ import annotations

from collections.abc import Collection, Container

from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.acts.objections import not_immediate, not_open, not_presiding, not_ripe
from gitgov.procedure.by_proxy import counted
from gitgov.procedure.events import MotionAnnounced, ProxyVote, RefusedBallot
from gitgov.procedure.floor import Floor
from gitgov.procedure.result import attended, decision_of, outcome_of
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.state import Decision, Motion

SOURCE = "RONR (12th ed.) 4:38-43"


def why_not(base: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if it is too early, the actor does not preside, or the result is not the true one."""
    verdict = judge(base, event)
    return () if isinstance(verdict, Decision) else verdict


def judge(base: Floor, event: Event) -> Decision | tuple[Objection, ...]:
    """Work out what an announcement decides, or why it is out of order.

    `base` is the floor as the announcement has seen it, and nothing later or concurrent.
    """
    motion = attended(base, counted(base, base.question(event), event.at, event.parents))
    if event.at < base.last_at:  # however many unlawful records stand between
        what = f"{event.kind} {event.id[:12]} is dated before what it has seen"
        return object_to("GOV-300", what, SOURCE, "set the clock, then announce again")
    if objections := _over(motion) or _not_ready(base, motion, event):
        return objections
    preferred = tuple(event.body.preferred) if isinstance(event.body, MotionAnnounced) else ()
    outcome = outcome_of(motion, event.at, preferred)
    if isinstance(outcome, Objection):
        return (outcome,)
    # a false list is mostly of another length, and then need not be compared: many of them cost no more than they weigh
    body = event.body
    decision = decision_of(motion, outcome, event.at) if _as_long(motion, event) else None
    if decision is None or not isinstance(body, MotionAnnounced) or body != body_of(decision, body.on):
        what = f"the announcement {event.id[:12]} does not state the result that its ballots give"
        return object_to("GOV-338", what, SOURCE, f"the count: {outcome.arithmetic}")
    return decision._replace(id=event.id, actor=event.actor)


def _over(motion: Motion) -> Objections:
    if motion.withdrawn:
        return object_to("GOV-310", f"{motion.name} has been withdrawn", SOURCE, "move it again")
    if motion.fate:
        return object_to(
            "GOV-345", f"{motion.name} is not before the assembly: it was {motion.fate}", SOURCE, "git motion floor"
        )
    if motion.decision:
        return object_to(
            "GOV-311", f"the result of {motion.name} has been announced", SOURCE, f"git motion show {motion.name}"
        )
    return ()


def _not_ready(base: Floor, motion: Motion, event: Event) -> Objections:
    presides = not_presiding(base, motion, event, SOURCE) if motion.chaired else ()
    immediate = not_immediate(base, motion, SOURCE) or not_ripe(base, motion)
    return presides or _not_put(motion, event.at) or immediate


def _not_put(motion: Motion, at: int) -> Objections:
    """Object unless the poll is open, or silence takes its place."""
    return () if motion.consenting else not_open(motion, at, SOURCE)


def _as_long(motion: Motion, event: Event) -> bool:
    body, counted = event.body, len(motion.last_ballots())
    return isinstance(body, MotionAnnounced) and (len(body.counted), len(body.refused)) == (
        counted,
        len(motion.ballots) - counted + len(motion.spoilt),
    )


def resolve(
    floor: Floor, motion: Motion, parents: Collection[EventId], at: int, preferred: tuple[str, ...] = ()
) -> Decision | Objection:
    """Work out the result over the past of `parents` as it stands at `at`, or say why it is too early.

    `preferred` is how whoever presides breaks a tie among many, where the question leaves that to the chair.
    """
    seen = ancestors(parents, floor.lineage)
    if motion.decision and motion.decision.id not in seen:
        motion = motion.but(decision=None)
    base = attended(floor, counted(floor, _as_far_as(motion, seen), at, parents))
    ready = _not_put(base, at) or not_immediate(floor, base, SOURCE) or not_ripe(floor, base)
    if objections := _over(base) or ready:
        return objections[0]
    outcome = outcome_of(base, at, preferred)
    return outcome if isinstance(outcome, Objection) else decision_of(base, outcome, at)


def _as_far_as(motion: Motion, seen: Container[EventId]) -> Motion:
    """Return a question with what members have said of it in `seen`, and nothing else."""
    ballots = tuple(ballot for ballot in motion.ballots if ballot.id in seen)
    base = motion.but(
        ballots=ballots,
        spoilt=tuple(ruling for ruling in motion.spoilt if ruling.event.id in seen),
        vetoes=tuple(
            each if each.withdrawn in seen else each._replace(withdrawn="") for each in motion.vetoes if each.id in seen
        ),
        recusals=tuple(
            each if each.ended in seen else each._replace(ended="") for each in motion.recusals if each.id in seen
        ),
    )
    consent = motion.consent
    if consent is None or (consent.id in seen and (not consent.objected or consent.objected in seen)):
        return base
    return base.but(consent=consent._replace(objected="", objector="") if consent.id in seen else None)


def body_of(decision: Decision, on: str = "") -> MotionAnnounced:
    """Write a result as the body of its announcement; `on` names the question where it did not open the thread."""
    return MotionAnnounced(
        on=on,
        result="carried" if decision.outcome.carried else "again" if decision.outcome.again else "lost",
        chosen=list(decision.outcome.chosen),
        preferred=list(decision.outcome.preferred),
        counted=[ballot.id for ballot in decision.counted],
        refused=[RefusedBallot(ballot=each.ballot, code=each.code) for each in decision.refused],
        by_proxy=[
            ProxyVote(member=each.member, proxy=each.proxy, through=[*each.through], ballot=each.ballot.id)
            for each in decision.by_proxy
        ],
        arithmetic=decision.outcome.arithmetic,
    )


ROW = ActRow("motion.announced", SOURCE, why_not)
