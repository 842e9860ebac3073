"""Measurements of a commit as they are recorded: a thread each, in which nothing else happens."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from gitgov.core.amounts import parse_amount, show_amount
from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.quality.dated import why_not_dated
from gitgov.quality.events import Measured, MeasuresTaken
from gitgov.threads.rows import Family, Objections, Seen, object_to

_NEAR = Fraction(1, 10**8)
"""What has no short form is recorded to nine places."""
SOURCE = "a measurement says what was found, and nothing that does not follow from it"


@dataclass(frozen=True)
class Taken:
    """Who measured what of the commit `subject`, and when."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: MeasuresTaken


def _why_not_taken(seen: Seen, event: Event) -> Objections:
    body: MeasuresTaken = event.body  # type: ignore[assignment]
    charter = seen.step(event).charter
    measurers = frozenset().union(*(charter.holders(role) for role in charter.quality.measurers))
    if charter.quality.measurers and event.actor not in measurers:
        what = f"{event.actor} does not measure here: {' or '.join(sorted(measurers)) or 'nobody'} does"
        return object_to("GOV-704", what, SOURCE, event, "git gov charter show; [quality] names the roles")
    if early := why_not_dated(seen, event, {each.ctq for each in body.measures}):
        return early
    names = [each.metric for each in body.measures]
    if twice := next((each for each in names if names.count(each) > 1), ""):
        return object_to("GOV-706", f"{twice} is measured twice in one record", SOURCE, event, "record each once")
    return next((found for each in body.measures if (found := _why_not_so(each, event))), ())


def _why_not_so(measured: Measured, event: Event) -> Objections:
    """Object to a measurement whose numbers do not fit each other, or whose judgement does not follow from them."""
    how = "git quality measure --record does not write that"
    if (measured.part is not None and measured.part > measured.n) or _is_of_nothing(measured):
        what = f"{measured.metric} counts {measured.part or 'something'} of {measured.n} observations"
        return object_to("GOV-707", what, SOURCE, event, how)
    if wrong := _share_is_not(measured):
        what = f"{measured.metric} is said to be {measured.value} {measured.unit}, and {measured.part} of {measured.n} is {wrong}"
        return object_to("GOV-707", what, SOURCE, event, how)
    if bool(measured.ctq) != bool(measured.judged) or (measured.ctq and measured.judged != judged(measured)):
        said = measured.judged or "not judged"
        what = f"{measured.metric} is said to be {said}, and by its numbers it is {judged(measured)}"
        return object_to("GOV-705", what, SOURCE, event, how)
    return ()


def _is_of_nothing(measured: Measured) -> bool:
    """Say whether a value comes from no observation; that nothing happened in a time is seen, by the time, and so is a frequency of 0."""
    frequency = measured.unit.startswith("/") and measured.value == "0"
    return bool(measured.value) and not measured.n and not frequency


def _share_is_not(measured: Measured) -> str:
    """Return what the share is that a measurement counts, where its value is another one."""
    whole = {"%": 100, "1": 1}.get(measured.unit)
    if whole is None or measured.part is None or not measured.n or not measured.value:
        return ""
    share = Fraction(whole * measured.part, measured.n)
    return "" if abs(share - parse_amount(measured.value)) < _NEAR else show_amount(share)


def judged(measured: Measured) -> str:
    """Say whether a value lies within the limits that are recorded with it; both belong to them."""
    if not measured.value:
        return "no data"
    value = parse_amount(measured.value)
    below = measured.lower and value < parse_amount(measured.lower)
    above = measured.upper and value > parse_amount(measured.upper)
    return "missed" if below or above else "met"


def _opened(_seen: Seen, event: Event) -> Taken:
    return Taken(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


FAMILY = Family("measures.taken", "measurement", _why_not_taken, _opened, {})
