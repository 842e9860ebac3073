"""A meeting as a value: how it was called, who is there, who has the floor, and how far its agenda has been taken up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from gitgov.core.ids import EventId, Member

MeetingKind = Literal["regular", "special", "adjourned"]
"""An adjourned meeting continues the session of the one before it; any other is a session of its own (8:2)."""


class Item(NamedTuple):
    """An item of the agenda; one that is set for a time (seconds) is a special order, 0 means in its turn."""

    text: str
    at: int = 0


class TakenUp(NamedTuple):
    """An item of the agenda, by its place, as the chair took it up."""

    place: int
    at: int
    by: EventId


class Attendance(NamedTuple):
    """A member came, or left."""

    member: Member
    at: int
    here: bool


class Rise(NamedTuple):
    """A member rose to seek the floor, on a side if one was said; `id` is the event."""

    id: EventId
    member: Member
    side: str = ""


class Meeting(NamedTuple):
    """A meeting of a series: its number, the session that it belongs to, whether it sits, who is there and who speaks.

    `rises` are those of the speaker, too, until the floor is given up; `recognized_at` is since when the speaker has it.
    `business` is what the call of a special meeting names, and nothing else is in order there. `notices` are those of
    its call. `continues` says to when the assembly has fixed
    the time of an adjourned meeting. `committee` are the members of one, where it is not the assembly that meets. `call` is the event that called it; instants are seconds, 0 until it comes so far.
    """

    number: int
    name: str
    kind: MeetingKind
    phase: Literal["called", "open", "recess", "adjourned"]
    session: int = 1
    call: EventId = EventId("")
    called_at: int = 0
    begins: int = 0
    business: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    agenda: tuple[Item, ...] = ()
    taken_up: tuple[TakenUp, ...] = ()
    opened_at: int = 0
    closed_at: int = 0
    present: frozenset[Member] = frozenset()
    attendance: tuple[Attendance, ...] = ()
    speaker: str = ""
    rises: tuple[Rise, ...] = ()
    recognized_at: int = 0
    continues: str = ""
    committee: tuple[Member, ...] = ()

    @property
    def seeking(self) -> tuple[Member, ...]:
        """The members who seek the floor, in the order in which they rose last."""
        return tuple(each for each in standing(self.rises) if each != self.speaker)

    def seated(self, member: str) -> Meeting:
        """Return this meeting with a member who seeks the floor no longer, nor has it."""
        rises = tuple(each for each in self.rises if each.member != member)
        return self._replace(rises=rises, speaker="" if self.speaker == member else self.speaker)

    @property
    def waiting_items(self) -> tuple[int, ...]:
        """The places of the items that have not been taken up, in their order."""
        done = {each.place for each in self.taken_up}
        return tuple(place for place in range(len(self.agenda)) if place not in done)

    def next_item(self, at: int) -> int | None:
        """Return the place of the item to be taken up at `at`: a special order whose time has come before any other.

        A special order is not taken up before its time (41:53).
        """
        waiting = self.waiting_items
        due = [place for place in waiting if 0 < self.agenda[place].at <= at]
        in_turn = [place for place in waiting if not self.agenda[place].at]
        return min(due, key=lambda place: (self.agenda[place].at, place)) if due else next(iter(in_turn), None)


def standing(rises: Iterable[Rise]) -> dict[Member, str]:
    """Return the members who have risen, in the order in which they last did, each with the side that they said then."""
    found: dict[Member, str] = {}
    for rise in rises:
        found.pop(rise.member, None)
        found[rise.member] = rise.side
    return found
