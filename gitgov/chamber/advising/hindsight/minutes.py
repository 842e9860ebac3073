"""Past meetings, and motions on floors of their own: how far what minutes left to be carried out agrees with what was carried out since."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from gitgov.advice.advisers.minutes import to_carry_out
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import minutes
from gitgov.chamber.advising.hindsight.past import Inquiry, Past, floors_of
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.chamber.indexing import listed
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import lands_at
from gitgov.chamber.summary import CARRIED_OUT
from gitgov.core.ids import EventId
from gitgov.ledger.order import ancestors
from gitgov.procedure.floor import Floor
from gitgov.procedure.minutes.reading import read_minutes


class _Ended(NamedTuple):
    """Something that has minutes: when it ended, by which record of its floor, and its number in a series, if it is a meeting."""

    at: int
    by: EventId
    number: int
    floor: Floor


def examples(asked: Inquiry) -> list[Example]:
    """Put together what minutes said as soon as they were complete, where they left anything to be carried out."""
    lands_at(asked.chamber, asked.ref)
    found = sorted((ended for floor in floors_of(asked.chamber) for ended in _ended(floor)), key=lambda each: each[:3])
    done = _carried_out(asked.chamber)
    return as_they_stood(asked, found, partial(_example, done))


def _ended(floor: Floor) -> Iterator[_Ended]:
    """Yield the meetings of a series that were adjourned, or the motion of a floor of its own that was decided."""
    if floor.meeting is None:
        main = floor.motions.get(floor.id)
        if main is not None and main.decision is not None and main.kind in CARRIED_OUT:
            yield _Ended(main.decision.at, main.decision.id, 0, floor)
        return
    for number in range(1, floor.meeting.number + 1):
        found = read_minutes(floor, number)
        if found is not None and found.minutes.closed:
            yield _Ended(found.minutes.closed, EventId(found.minutes.closed_by), number, floor)


def _carried_out(chamber: Chamber) -> frozenset[str]:
    return frozenset(each.id for each in listed(chamber, everything=True) if each.settled == "enacted")


def _example(done: frozenset[str], past: Replay, ended: _Ended) -> Example | None:
    """Put minutes together; nothing where nothing was left to be carried out, and nothing was."""
    then = past.before(ended.at, ancestors([ended.by], ended.floor.lineage))
    case = minutes.case(then, ended.floor.id, ended.number)
    since = done - _carried_out(then)
    worth = {to_carry_out(each["motion"]): 1 for each in case.facts["decided"] if each["motion"] in since}
    return Example(case, Became(worth=worth), ended.at) if worth or case.answer.order else None


PAST: Final = Past(
    "meetings that were adjourned and motions that were decided, where something was left to be carried out",
    examples,
)
