"""The kinds of event by which a meeting is called, opened and held."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.forms import MemberName
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.rows import LONGEST_LINE, ONE_LINE


class AgendaItem(Body):
    """An item of an agenda; one with a time (seconds) is a special order, 0 means in its turn."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_LINE, pattern=ONE_LINE)]
    at: int = 0


class MeetingCalled(Body):
    """A meeting is called: at `begins` (seconds), with this `agenda`, and notice of what is going to be moved there.

    A special meeting is for its `business` alone. The first of a series opens the floor that all of them share. Where it is
    a `committee` that meets, these are its members, of whom the first who is there presides; nobody named means the assembly.
    """

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
    kind: Literal["regular", "special", "adjourned"] = "regular"
    begins: int = 0
    business: list[Annotated[str, Field(max_length=LONGEST_LINE, pattern=ONE_LINE)]] = Field(default=[], max_length=200)
    notices: list[Annotated[str, Field(max_length=LONGEST_LINE, pattern=ONE_LINE)]] = Field(default=[], max_length=200)
    agenda: list[AgendaItem] = Field(default=[], max_length=200)
    committee: list[MemberName] = Field(default=[], max_length=100)


class MeetingOpened(Body):
    """The chair calls the meeting to order, at its beginning or after a recess."""


class RollAnswered(Body):
    """A member is there, or leaves."""

    here: bool = True


class ItemTaken(Body):
    """The chair takes up an item of the agenda, by its number, which begins at 1."""

    place: Annotated[int, Field(ge=1, le=1000)]


KINDS: Kinds = table(
    Kind("meeting.called", 1, "motions", MeetingCalled),
    Kind("meeting.opened", 1, "motions", MeetingOpened),
    Kind("roll.answered", 1, "motions", RollAnswered),
    Kind("item.taken", 1, "motions", ItemTaken),
)
