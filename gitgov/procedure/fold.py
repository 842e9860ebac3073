"""The fold: from the set of a thread's events to the state of its question. Total, and blind to order of arrival."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from gitgov.charter.chain import Chain
from gitgov.core.ids import Member
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import in_order
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.acts import ACTS
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.standing import Lineage, why_not_standing
from gitgov.procedure.state import Motion


def fold(chain: Chain, events: Collection[Event]) -> Motion | tuple[Ruling, ...]:
    """Fold one thread. Returns the rulings alone where the thread was never lawfully opened."""
    lineage: Lineage = {event.id: event.parents for event in events}
    ordered = in_order(events)
    opening = next((event for event in ordered if event.opens and event.kind == "motion.moved"), None)
    if opening is None:
        return tuple(Ruling(event, (_unopened(event),)) for event in ordered)
    objections = why_not_open(chain, opening, lineage)
    if objections:
        return tuple(Ruling(event, objections if event is opening else (_unopened(event),)) for event in ordered)
    motion = open_motion(chain, opening, lineage)
    for event in ordered:
        if event is not opening:
            motion = rule(motion, event)
    return motion


def rule(motion: Motion, event: Event) -> Motion:
    """Let one event take effect, or rule it out of order."""
    objections = why_not(motion, event)
    if objections:
        return motion.but(out_of_order=(*motion.out_of_order, Ruling(event, objections)))
    return ACTS[event.kind].apply(motion, event)


def why_not(motion: Motion, event: Event) -> tuple[Objection, ...]:
    """Say why an event is out of order upon a question, or nothing: the one source of legality."""
    act = ACTS.get(event.kind)
    if act is None:
        return (
            Objection("GOV-306", f"{event.kind} is no act upon a motion that this version knows", records=(event.id,)),
        )
    if event.thread != motion.id or event.subject != motion.subject:
        return (Objection("GOV-307", f"{event.kind} {event.id[:12]} belongs to another matter", records=(event.id,)),)
    return why_not_standing(motion.chain, event, motion.lineage) or act.why_not(motion, event)


def why_not_open(chain: Chain, event: Event, lineage: Lineage) -> tuple[Objection, ...]:
    """Say why a motion is out of order when moved, or nothing."""
    if not isinstance(event.body, MotionMoved):
        return (_unopened(event),)
    if objections := why_not_standing(chain, event, lineage):
        return objections
    step = chain.step_of(event) or chain.head
    if not step.constituted:
        return (
            Objection(
                "GOV-308",
                "the body is still being founded, so no motion is in order yet",
                "RONR (12th ed.) 54:1",
                "git gov constitute, once the roll is complete",
            ),
        )
    under = replace(chain, steps=chain.steps[: chain.index[step.id] + 1])
    question = event.body.question
    return MOTIONS[question.motion].why_not(question, under)


def open_motion(chain: Chain, event: Event, lineage: Lineage) -> Motion:
    """Open a question that nothing speaks against: its rules and electorate freeze here."""
    body = event.body
    if not isinstance(body, MotionMoved):
        raise TypeError(event.kind)
    step = chain.step_of(event) or chain.head
    charter = step.charter
    rules = charter.rules[body.question.motion]
    stated = None if rules.second or charter.presiding == "chair" else event.at
    electorate = charter.electorate if rules.mover_votes else charter.electorate - {Member(event.actor)}
    return Motion(
        event.id, event.subject, event.actor, event.at, body.question, body.why, body.renews, chain, step, rules,
        electorate, lineage, stated_at=stated, touched_at=event.at,
    )  # fmt: skip


def _unopened(event: Event) -> Objection:
    return Objection(
        "GOV-309",
        f"{event.kind} {event.id[:12]} belongs to a motion that was never lawfully moved",
        records=(event.id,),
    )
