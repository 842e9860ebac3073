"""Minutes as a value: who met, what was moved and how it was disposed of, in the order of causes (RONR (12th ed.) 48:2-8).

They record what was done, not what was said: the mover's name and not the seconder's, every count with its arithmetic,
and, as each ballot here is signed, how each member voted (48:5).
"""

from __future__ import annotations

from typing import NamedTuple

from gitgov.core.ids import EventId, Member


class Vote(NamedTuple):
    """A result: the arithmetic, the members by how they voted, and ballots that did not count (member, code, why)."""

    result: str
    announced_by: Member
    arithmetic: str
    roll: tuple[tuple[str, tuple[Member, ...]], ...]
    refused: tuple[tuple[Member, str, str], ...] = ()


class Entry(NamedTuple):
    """Something that was done, in a sentence, at an instant by its author's clock; `question` is what it was about.

    `quoted` is a text that somebody wrote, verbatim.
    """

    event: EventId
    at: int
    what: str
    question: str = ""
    quoted: str = ""
    vote: Vote | None = None


class Item(NamedTuple):
    """What was done while one main question was before the assembly; `title` is that question in words."""

    title: str
    entries: tuple[Entry, ...]


class Stay(NamedTuple):
    """A member who was there, from one instant on, until another (0: to the end)."""

    member: Member
    came: int
    left: int = 0


class Minutes(NamedTuple):
    """The minutes of one meeting, or of a motion on a floor of its own, where `meeting` is 0.

    `presided` says who did, or is empty where the rule presides. `opened` and `closed` are 0 where the meeting has not
    come so far; `closed_by` is the act that adjourned it. `there` are the stays of who attended, on a motion's own floor
    of who took part; `members` all who might have. `unfinished` is what is still in the assembly's hands.
    """

    body: str
    thread: EventId
    name: str
    meeting: int = 0
    kind: str = ""
    called_for: int = 0
    presided: str = ""
    opened: int = 0
    closed: int = 0
    closed_by: str = ""
    members: tuple[Member, ...] = ()
    there: tuple[Stay, ...] = ()
    business: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    unfinished: tuple[str, ...] = ()

    @property
    def absent(self) -> tuple[Member, ...]:
        """The members who were not there at any time."""
        there = {each.member for each in self.there}
        return tuple(each for each in self.members if each not in there)
