"""Opening a floor: by a main motion that has it for itself, the call of a meeting, or what is to be ratified."""

from __future__ import annotations

from gitgov.charter.chain import Chain, Step
from gitgov.charter.charter import Charter, RuleSet
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.meet import called, why_not_called
from gitgov.procedure.advised import weighed
from gitgov.procedure.among import slate_of
from gitgov.procedure.committee import sitting_under
from gitgov.procedure.electorate import electorate_of, why_nobody_votes
from gitgov.procedure.events import MotionMoved, OrderInvoked
from gitgov.procedure.floor import Floor
from gitgov.procedure.invocation import before_the_assembly
from gitgov.procedure.meeting_events import MeetingCalled
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.notice import why_not_unnoticed, without_notice
from gitgov.procedure.rows import Objections, Question, object_to
from gitgov.procedure.standing import Lineage, under, why_not_standing
from gitgov.procedure.state import Motion

OPENINGS = frozenset({"motion.moved", "meeting.called", "order.invoked"})
"""The kinds of event that open a thread."""


def why_not_open(chain: Chain, event: Event, lineage: Lineage) -> Objections:
    """Say why a motion is out of order when moved, or a meeting when called, or nothing."""
    if isinstance(event.body, OrderInvoked):
        ruling = chain.invoked.get(event.id)  # whoever has the lines on the charter's commit has ruled upon them all
        return (unopened(event),) if ruling is None else ruling.objections
    if not isinstance(event.body, MotionMoved | MeetingCalled):
        return (unopened(event),)
    if objections := why_not_standing(chain, event, lineage):
        return objections
    step = chain.step_of(event) or chain.head
    if not step.constituted:
        what = "the body is still being founded, so no motion is in order yet"
        return (Objection("GOV-308", what, "RONR (12th ed.) 54:1", "git gov constitute, once the roll is complete"),)
    if isinstance(event.body, MeetingCalled):
        return why_not_called(event, None, step)
    return _why_not_moved(chain, step, event, event.body)


def _why_not_moved(chain: Chain, step: Step, event: Event, body: MotionMoved) -> Objections:
    question, row = body.question, MOTIONS[body.question.motion]
    if row.kind not in {"main", "incidental_main"} or body.on:
        what = f"{row.name} applies to a question: it is moved on that question's floor"
        return (Objection("GOV-353", what, row.source, "git motion list shows what is pending", (event.id,)),)
    if row.at_meetings:
        what = f"{row.name} is about the record of a meeting, and is moved at a later one of the same series"
        return object_to("GOV-570", what, row.source, "git gov meeting minutes")
    subject = row.subject(question, chain)
    if subject and event.subject != subject:
        what = f"the motion lies on {event.subject[:12]}, but what it asks for is about {subject[:12]}"
        return (Objection("GOV-344", what, "a decision is about exact content", records=(event.id,)),)
    rules = rules_for(chain, step.charter, question)
    if body.unnoticed and (objections := why_not_unnoticed(rules, row)):
        return objections
    voters = electorate_of(step.charter, rules, question, event.actor)
    return row.why_not(question, under(chain, step)) or why_nobody_votes(voters, event)


def rules_for(chain: Chain, charter: Charter, question: Question) -> RuleSet:
    """Return by which of the charter's rules a main motion is decided, as advice and risk weigh in."""
    rules = charter.rules.get(MOTIONS[question.motion].governed_by(question, chain), charter.rules["main"])
    return weighed(rules, question, charter)


def open_floor(chain: Chain, event: Event, lineage: Lineage) -> Floor:
    """Open a floor that nothing speaks against: its rules and electorate freeze here."""
    body, step = event.body, chain.step_of(event) or chain.head
    charter = step.charter
    if isinstance(body, MeetingCalled):
        meeting = called(event)
        step = sitting_under(step, meeting.committee) if meeting.committee else step
        rules = step.charter.rules["main"]
        return Floor(event.id, event.subject, chain, step, rules, lineage, {}, last_at=event.at, meeting=meeting)
    if isinstance(body, OrderInvoked):
        motion = before_the_assembly(event, step)
        return Floor(
            event.id,
            event.subject,
            chain,
            step,
            motion.rules,
            lineage,
            {event.id: motion},
            (event.id,),
            last_at=event.at,
        )
    if not isinstance(body, MotionMoved):
        raise TypeError(event.kind)
    row = MOTIONS[body.question.motion]
    rules = rules_for(chain, charter, body.question)
    noticed = rules.notice > 0 and not body.unnoticed
    if body.unnoticed:
        rules = without_notice(rules) or rules
    stated = None if rules.second or charter.presiding == "chair" else event.at
    motion = Motion(
        event.id, event.subject, event.actor, event.at, row, body.question, body.why, body.renews, step, rules,
        electorate_of(charter, rules, body.question, event.actor), stated_at=stated, noticed=noticed,
        touched_at=event.at, slate=slate_of(body.question),
    )  # fmt: skip
    stack = () if stated is None else (event.id,)
    return Floor(event.id, event.subject, chain, step, rules, lineage, {event.id: motion}, stack, last_at=event.at)


def unopened(event: Event) -> Objection:
    """Object to what belongs to a thread without a lawful opening."""
    what = f"{event.kind} {event.id[:12]} belongs to a motion that was never lawfully moved"
    return Objection("GOV-309", what, records=(event.id,))
