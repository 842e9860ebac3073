"""Who presides: the chair, a deputy after an absence, or to whom the chair was handed over (RONR (12th ed.) 43:29-30, 47:7)."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.floor import Floor
from gitgov.procedure.standing import chairs
from gitgov.procedure.state import Motion


def presiding(floor: Floor, event: Event, motion: Motion | None = None) -> frozenset[Member]:
    """Return who may preside when an event happens: over a question, or over the meeting."""
    if member := handed_to(floor) or first_of_committee(floor):
        return frozenset({Member(member)})
    step = floor.chain.step_of(event) or floor.step
    return chairs(step, event.at, floor.last_at if motion is None else motion.touched_at)


def handed_to(floor: Floor) -> str:
    """Return to whom the chair was handed over, until what was pending then is disposed of; nothing if it was not."""
    return next((each.presider for each in floor.pending if each.presider), "")


def may_have_the_chair(floor: Floor) -> frozenset[Member]:
    """Return the members of whom one presides here, as far as the record tells; nobody where the rule does."""
    if not floor.chaired:
        return frozenset()
    if member := handed_to(floor) or first_of_committee(floor):
        return frozenset({Member(member)})
    return floor.step.charter.holders("chair")


def first_of_committee(floor: Floor) -> str:
    """Return who presides where a committee meets: the first of it who is there (50:21); nobody elsewhere."""
    here = (each for each in floor.committee if floor.meeting and each in floor.meeting.present)
    return next(here, next(iter(floor.committee), ""))


def in_the_chair(floor: Floor, at: int) -> frozenset[Member]:
    """Return who may preside at a meeting as things stand at `at`, for those who look; nobody where the rule does."""
    if not floor.chaired:
        return frozenset()
    return (
        may_have_the_chair(floor)
        if handed_to(floor) or floor.committee
        else chairs(floor.chain.head, at, floor.last_at)
    )


def is_small_board(floor: Floor) -> bool:
    """Say whether the charter keeps the rules of small boards: no seconds, and who presides debates (49:21)."""
    return not floor.rules.second
