"""An event, and the table of kinds that says which body and which room it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict

from gitgov.core.ids import EventId, Member, Oid

LAW: Final = ("charter", "motions", "debate", "votes", "decisions")
"""The rooms that the law is derived from."""
ABOVE: Final = ("sprints", "metrics", "advice")
"""The rooms of those who work by the law, each of which has a law of its own."""
ROOMS: Final = (*LAW, *ABOVE)
"""The rooms in which lines lie, each a notes ref `refs/notes/gov/<room>`."""


class Body(BaseModel):
    """What an event says beyond its envelope: strict, frozen, and without unknown fields."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    @property
    def brought_key(self) -> str:
        """The public key that an event brings with it, as it may be on no roll yet; nothing, but for kinds that say so."""
        return ""


class UnknownBody(Body):
    """Stands for the body of a kind that this version does not know: kept, shown, without effect."""


UNKNOWN: Final = UnknownBody()


class Kind(NamedTuple):
    """One kind of event: its name, version, room and body."""

    name: str
    version: int
    room: str
    body: type[Body]


Kinds: TypeAlias = Mapping[tuple[str, int], Kind]


def table(*kinds: Kind) -> Kinds:
    """Build a table of kinds, keyed by name and version; two rows for one kind are a bug and raise `ValueError`."""
    rows = {(kind.name, kind.version): kind for kind in kinds}
    if len(rows) != len(kinds):
        raise ValueError("a kind stands twice in the table")
    return rows


class Event(NamedTuple):
    """A signed statement by a member, as admitted.

    `subject` is the commit that the line annotates, `thread` the id of the event that opened the matter (its own id
    if it opened it), `parents` what the actor had seen, `at` the actor's clock in seconds: shown, never ordered by.
    """

    id: EventId
    actor: Member
    at: int
    body: Body
    kind: str
    parents: tuple[EventId, ...]
    repo: EventId
    subject: Oid
    thread: EventId
    v: int
    key: str
    line: bytes

    @property
    def opens(self) -> bool:
        """Say whether this event opens its thread."""
        return self.thread == self.id


class Draft(NamedTuple):
    """An event before it is signed; `thread` and `repo` are empty where the event itself gives the id."""

    actor: str
    at: int
    body: Body
    kind: str
    parents: tuple[str, ...]
    repo: str
    subject: str
    thread: str
    v: int = 1
