"""Objections that several acts share."""

from __future__ import annotations

from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.blanks import why_not_filled
from gitgov.procedure.floor import Floor
from gitgov.procedure.paragraphs import why_not_gone_through
from gitgov.procedure.presiding import presiding
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.sitting import Meeting
from gitgov.procedure.state import Motion

LATER = "what is moved from now on is open to every member"
OTHERS = "git vote status says who votes"
PHASES = {"called": "it has yet to be called to order", "recess": "it is in recess", "adjourned": "it has adjourned"}


def not_in_session(meeting: Meeting, event: Event) -> Objections:
    """Object unless the meeting sits, and the actor is there."""
    if meeting.phase != "open":
        what = f"the meeting {meeting.name} is not in session: {PHASES[meeting.phase]}"
        return object_to(
            "GOV-504", what, "RONR (12th ed.) 3:16, 8:2", "the chair calls it to order: git gov meeting open"
        )
    if event.actor not in meeting.present:
        what = f"{event.actor} is not present at the meeting {meeting.name}"
        return object_to("GOV-386", what, "RONR (12th ed.) 45:56", "git gov meeting here answers the roll")
    return ()


def not_pending(floor: Floor, motion: Motion, event: Event, source: str) -> Objections:
    """Object unless the question is still to be decided, as far as the event has seen.

    What is concurrent with an announcement stands beside it, late and uncounted, so that any other announcement made
    meanwhile is judged by its own past.
    """
    if motion.withdrawn:
        return object_to("GOV-310", f"{motion.name} has been withdrawn", source, "move it again")
    if motion.fate:
        return object_to(
            "GOV-345", f"{motion.name} is not before the assembly: it was {motion.fate}", source, "git motion floor"
        )
    if motion.decision and any(
        verdict.on == motion.id and not verdict.outcome.again
        for each in ancestors(event.parents, floor.lineage) & floor.verdicts.keys()
        for verdict in (floor.verdicts[each],)
    ):
        result = "carried" if motion.decision.outcome.carried else "lost"
        return object_to(
            "GOV-311",
            f"{motion.name} has been decided: the result ({result}) was announced",
            source,
            f"git motion show {motion.name}",
        )
    return ()


def not_immediate(floor: Floor, motion: Motion, source: str) -> Objections:
    """Object unless the question is the one immediately pending."""
    top = floor.top
    if top is None or top.id == motion.id:
        return ()
    what = f"the question immediately pending is {top.name}, to {top.text}; {motion.name} comes after it"
    return object_to("GOV-346", what, source, f"git motion show {top.name}")


def not_ripe(floor: Floor, motion: Motion) -> Objections:
    """Object to voting on a question that is still being put together: by paragraphs, or with a blank to be filled."""
    return why_not_gone_through(motion) or why_not_filled(floor, motion)


def not_presiding(floor: Floor, motion: Motion, event: Event, source: str) -> Objections:
    """Object unless the actor presides: a chair, or a deputy once the chair has been absent long enough."""
    if not motion.chaired:
        return object_to(
            "GOV-312", "nobody presides here: the rule states and puts the question", source, "git motion floor"
        )
    members = presiding(floor, event, motion)
    if event.actor in members:
        return ()
    who = ", ".join(sorted(members)) or "nobody"
    what = f"{event.actor} does not preside: the chair does ({who})"
    return object_to("GOV-313", what, source, f"ask {who}; git motion show {motion.name} says what waits")


def not_open(motion: Motion, at: int, source: str) -> Objections:
    """Object unless the poll is open at `at`."""
    opens = motion.opens_at
    if opens is not None and at >= opens:
        return ()
    if motion.rules.second and not motion.seconder:
        return object_to(
            "GOV-314", f"{motion.name} has not been seconded", "RONR (12th ed.) 4:9", f"git motion second {motion.name}"
        )
    if opens is None:
        act = "state" if motion.stated_at is None else "put"
        what = f"the poll on {motion.name} is not open: the chair has yet to {act} it"
        remedy = f"git motion {act} {motion.name} (by the chair)"
        if act == "put" and motion.among is not None and motion.among.elects and motion.consent is None:
            remedy += "; or git motion consent, for the only nominee"
        return object_to("GOV-315", what, source, remedy)
    return object_to(
        "GOV-316",
        f"the poll on {motion.name} opens at {show_instant(opens)}",
        source,
        f"git motion speak --for -m TEXT {motion.name}",
    )


def no_member(motion: Motion, event: Event, source: str) -> Objections:
    """Object unless the actor was a member when the question was moved."""
    if event.actor not in motion.step.charter.electorate:
        return object_to("GOV-324", f"{event.actor} was not a member when {motion.name} was moved", source, LATER)
    return ()


def not_of_electorate(motion: Motion, event: Event, source: str) -> Objections:
    """Object unless the actor is one of those who vote on the question; the charter may keep some from it."""
    actor, rules = event.actor, motion.rules
    if actor in motion.electorate:
        return ()
    if actor not in motion.step.charter.electorate:
        return object_to("GOV-326", f"{actor} was not a member when {motion.name} was moved", source, LATER)
    if actor == motion.mover and not rules.mover_votes:
        what = "the charter separates duties: the mover of this motion does not vote on it"
        return object_to("GOV-327", what, source, OTHERS)
    if rules.chair_votes == "never" and actor in motion.step.charter.holders("chair"):
        return object_to(
            "GOV-555", f"the charter says that the chair does not vote: {actor} holds that role", source, OTHERS
        )
    if team := getattr(motion.question, "team", ""):
        what = f"{actor} is not of {team}, whose own people decide what it commits itself to"
        return object_to("GOV-615", what, "Scrum Guide (2020), Sprint Planning", OTHERS)
    as_whom = "seconder of this motion" if actor == motion.seconder else "author of what is to be merged"
    return object_to(
        "GOV-556", f"the charter separates duties: {actor}, {as_whom}, does not vote on it", source, OTHERS
    )


def not_recused(motion: Motion, event: Event, source: str) -> Objections:
    """Object to somebody who stands aside from the question."""
    if event.actor not in motion.recused:
        return ()
    what = f"{event.actor} stands aside from {motion.name}"
    return object_to("GOV-553", what, source, f"git vote recuse --withdraw {motion.name}, if the interest is gone")
