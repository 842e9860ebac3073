"""Every kind of event that any room knows, the law's and those of the rooms above it; looked up where lines are received."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from gitgov.chamber.open import Chamber
from gitgov.ledger.admission import Admission
from gitgov.ledger.event import LAW, Event, Kinds
from gitgov.procedure.events import ALL_KINDS

if TYPE_CHECKING:
    from gitgov.threads.rows import Families


@cache
def every_kind() -> Kinds:
    """Return the kinds of all rooms."""
    from gitgov.advice.events import KINDS as OF_ADVICE  # noqa: PLC0415 - a vote does without
    from gitgov.quality.kinds import KINDS as OF_METRICS  # noqa: PLC0415 - as above
    from gitgov.sprints.kinds import KINDS as OF_SPRINTS  # noqa: PLC0415 - as above

    return {**ALL_KINDS, **OF_SPRINTS, **OF_METRICS, **OF_ADVICE}


@cache
def every_family() -> Families:
    """Return the kinds of threads in all rooms above procedure."""
    from gitgov.advice.families import FAMILIES as OF_ADVICE  # noqa: PLC0415 - as above
    from gitgov.quality.families import FAMILIES as OF_METRICS  # noqa: PLC0415 - as above
    from gitgov.sprints.families import FAMILIES as OF_SPRINTS  # noqa: PLC0415 - as above

    return {**OF_SPRINTS, **OF_METRICS, **OF_ADVICE}


def admission_to(chamber: Chamber, rooms: Collection[str]) -> Admission:
    """Return what the lines of some rooms are judged against."""
    return chamber.admission if frozenset(LAW).issuperset(rooms) else chamber.admission._replace(kinds=every_kind())


def room_of(event: Event) -> str:
    """Name the room in which an event lies."""
    known = ALL_KINDS.get((event.kind, event.v)) or every_kind()[event.kind, event.v]
    return known.room


def is_above(event: Event) -> bool:
    """Say whether an event lies in a room above procedure."""
    return (event.kind, event.v) not in ALL_KINDS and (event.kind, event.v) in every_kind()
