"""What is in order now, and what is not and why: the law asked about every kind of motion, before anybody moves one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from gitgov.core.ids import EventId, Member
from gitgov.procedure.acts.move import why_not_kind
from gitgov.procedure.acts.put import why_not_put
from gitgov.procedure.calling import due
from gitgov.procedure.debate import Limits, limits_upon, recognition, speeches_today, why_not_debate
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.renewal import why_not_again
from gitgov.procedure.rows import MotionRow, Moving, Objections, Rising, object_to
from gitgov.procedure.state import Motion

NAMED = frozenset({"of", "decided"})
"""The fields by which a question names what was done before."""
OF_ANOTHER_KIND = frozenset({"GOV-372", "GOV-374", "GOV-375"})
"""What is said of a question that a kind of motion is not for at all: about any other there is more to say."""


class Choice(NamedTuple):
    """A kind of motion: upon which question it would be moved, about which ones it can be, and why it is out of order."""

    row: MotionRow
    on: Motion | None
    of: tuple[EventId, ...]
    objections: Objections


class Debater(NamedTuple):
    """A member in debate: how many speeches are left today (nothing: any number), and why none may be made now."""

    member: Member
    left: int | None
    limits: Limits
    objections: Objections


def choices(floor: Floor, actor: Member, at: int) -> list[Choice]:
    """Ask of each kind of motion whether a member may move it at `at`; O(kinds x questions)."""
    floor = due(floor, at)
    return [_choice(floor, row, Rising(actor, at)) for row in MOTIONS.values()]


def _choice(floor: Floor, row: MotionRow, rising: Rising) -> Choice:
    if NAMED & row.question.model_fields.keys():
        return _about(floor, row, rising)
    places = _places(floor, row)
    found = [Choice(row, on, (), _why_not(floor, Moving(row, _plain(row), on, rising))) for on in places]
    return next((each for each in found if not each.objections), found[0])


def _places(floor: Floor, row: MotionRow) -> list[Motion | None]:
    """Return the questions that a motion may be moved upon: the one immediately pending, or a vote just announced."""
    decided = [each for each in floor.motions.values() if each.decision] if row.kind == "incidental" else []
    return [floor.top, *decided[-1:]]


def _about(floor: Floor, row: MotionRow, rising: Rising) -> Choice:
    """Ask about what was done here: a motion of this kind names it."""
    tried = {each: _why_not(floor, Moving(row, _named(row, each), floor.top, rising)) for each in _done(floor)}
    fitting = tuple(each for each, objections in tried.items() if not objections)
    if fitting:
        return Choice(row, floor.top, fitting, ())
    optional = not any(
        row.question.model_fields[each].is_required() for each in NAMED & row.question.model_fields.keys()
    )
    bare = why_not_kind(floor, Moving(row, None, floor.top, rising))
    if bare or optional:
        return Choice(row, floor.top, (), bare)
    latest = [*tried.values()][::-1]
    told = [each for each in latest if each[0].code not in OF_ANOTHER_KIND] or latest
    nothing = object_to("GOV-375", "there is nothing here that it could be about", row.source, "git motion list --all")
    return Choice(row, floor.top, (), next(iter(told), nothing))


def _done(floor: Floor) -> Iterator[EventId]:
    """Yield what was done here that a motion may be about: rulings, and questions that are no longer pending."""
    yield from floor.rulings
    yield from (each.id for each in floor.motions.values() if each.decision or each.fate)


def _named(row: MotionRow, event_id: EventId) -> Any:
    values: dict[str, Any] = dict.fromkeys(NAMED & row.question.model_fields.keys(), event_id)
    return row.question.model_construct(None, motion=row.name, **values)


def _plain(row: MotionRow) -> Any:
    """Return the question itself, where motions of a kind all say the same."""
    return row.question.model_construct(None, motion=row.name) if len(row.question.model_fields) == 1 else None


def _why_not(floor: Floor, moving: Moving) -> Objections:
    if moving.question is None:
        return why_not_kind(floor, moving)
    row = moving.row
    return why_not_kind(floor, moving) or row.fits(floor, moving) or why_not_again(floor, moving)


def debaters(floor: Floor, at: int) -> list[Debater]:
    """Return who may speak on the question immediately pending, in the order in which they are recognized.

    At a meeting those who seek the floor, else every member, who has not spoken today before who has.
    """
    floor = due(floor, at)
    motion = floor.top
    if motion is None or motion.stated_at is None:
        return []
    members = recognition(floor, Rising("", at)) if floor.live else sorted(floor.step.charter.electorate)
    found = [_debater(floor, motion, member, at) for member in members]
    return found if floor.live else sorted(found, key=lambda each: len(speeches_today(floor, motion, each.member, at)))


def putting(floor: Floor, at: int) -> Objections | None:
    """Say why whoever presides may not put the question immediately pending now; nothing where nobody is to put one."""
    floor = due(floor, at)
    top = floor.top
    return why_not_put(floor, top, Rising("", at)) if top is not None and top.chaired and top.put_at is None else None


def _debater(floor: Floor, motion: Motion, member: Member, at: int) -> Debater:
    limits = limits_upon(floor, motion, member)
    made = len(speeches_today(floor, motion, member, at))
    left = max(0, limits.speeches - made) if limits.speeches else None
    return Debater(member, left, limits, why_not_debate(floor, motion, member, at))
