"""The kinds of threads in the advice room: a proposal, and a compiled program, in which nothing else happens."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import filterfalse
from types import MappingProxyType

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.events import AdviceProposed, ProgramCompiled
from gitgov.advice.operations import is_operation
from gitgov.core.ids import EventId, Member
from gitgov.core.visible import flat
from gitgov.ledger.event import Event
from gitgov.threads.rows import Families, Family, Objections, Seen, object_to

SOURCE = "advice never acts, and is never less careful than its facts"


@dataclass(frozen=True)
class Proposal:
    """Who proposed what about the commit `subject`, and when."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: AdviceProposed


@dataclass(frozen=True)
class Program:
    """A compiled program, as somebody put it on record."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: ProgramCompiled


def _why_not_proposed(_seen: Seen, event: Event) -> Objections:
    body: AdviceProposed = event.body  # type: ignore[assignment]
    adviser = ADVISERS.get(body.adviser)
    if adviser is None:
        return object_to("GOV-750", f"there is no adviser {body.adviser}", SOURCE, event, "update gitgov")
    said = [body.verdict, body.floor, *filter(None, [body.model_said])]
    if strange := next((each for each in said if each not in adviser.levels), ""):
        what = f"{adviser.name} has no verdict {strange}: {', '.join(adviser.levels)}"
        return object_to("GOV-751", what, SOURCE, event)
    floor = max(said[1:], key=adviser.levels.index)
    if body.verdict != floor:
        what = f"{adviser.name} is said to come to {body.verdict}, and by its facts and the model it is {floor}"
        return object_to("GOV-752", what, SOURCE, event)
    if what := _why_not_heard(body):
        return object_to("GOV-753", what, SOURCE, event)
    if body.choice and body.choice not in adviser.choices:
        what = f"{adviser.name} has no {body.choice} to choose: {', '.join(adviser.choices) or 'it chooses nothing'}"
        return object_to("GOV-745", what, SOURCE, event)
    if body.choice and body.verdict == adviser.levels[-1] and body.choice != adviser.choices[-1]:
        what = f"{body.verdict} goes with {adviser.choices[-1]}, and {body.choice} is chosen"
        return object_to("GOV-745", what, SOURCE, event)
    if adviser.name == "operation" and (strange := next(filterfalse(is_operation, body.order), "")):
        what = f"{flat(strange)!r} is no operation that may be proposed: git gov advise operation knows a list of them"
        return object_to("GOV-745", what, SOURCE, event, "update gitgov, where that is older than the proposal")
    return ()


def _why_not_heard(body: AdviceProposed) -> str:
    """Say what contradicts itself in what a model is told to have said; nothing where nothing does."""
    told = body.provenance
    if not (body.model_said or body.remark):
        return ""
    if not told.profile:
        return "a model is said to have spoken, and which is not"
    if told.fell_back:
        return "a model is said to have spoken, and not to have been heard"
    return "a model is said to have spoken, and not to have been asked" if told.unsent else ""


def _why_not_compiled(_seen: Seen, event: Event) -> Objections:
    body: ProgramCompiled = event.body  # type: ignore[assignment]
    if body.adviser not in ADVISERS:
        return object_to("GOV-750", f"there is no adviser {body.adviser}", SOURCE, event, "update gitgov")
    if hashlib.sha256(body.state.encode()).hexdigest() != body.digest:
        return object_to("GOV-754", "a compiled program has another digest than it says", SOURCE, event)
    if not _is_object(body.state):
        return object_to(
            "GOV-754", "a compiled program is no JSON object, so that nothing could read it", SOURCE, event
        )
    return ()


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _proposed(_seen: Seen, event: Event) -> Proposal:
    return Proposal(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


def _compiled(_seen: Seen, event: Event) -> Program:
    return Program(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


FAMILIES: Families = {
    family.opening: family
    for family in (
        Family("advice.proposed", "proposal", _why_not_proposed, _proposed, MappingProxyType({}), advising=True),
        Family(
            "program.compiled", "compiled program", _why_not_compiled, _compiled, MappingProxyType({}), advising=True
        ),
    )
}
