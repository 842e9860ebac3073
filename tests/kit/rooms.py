"""A thread in a room above procedure, and the body that it belongs to: for tests of such a room's law."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.chamber.kinds import every_family, every_kind
from gitgov.core.ids import EventId
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import Body as EventBody
from gitgov.ledger.event import Draft, Event
from gitgov.ledger.order import heads
from gitgov.procedure.floor import Floor
from gitgov.threads.fold import Thread, fold
from tests.kit.assembly import Body
from tests.kit.charters import Draft as Charter
from tests.kit.lines import START, signed
from tests.kit.questions import oid

KINDS = every_kind()
KIND_OF = {kind.body: kind for kind in KINDS.values()}
SUBJECT = oid("base")


class Room:
    """Each act is a signed line that is admitted."""

    def __init__(self, charter: Charter) -> None:
        self.body = Body.found(charter)
        self.events: list[Event] = []

    def act(
        self, who: str, body: EventBody, *, at: int = 60, subject: str = SUBJECT, seen: Iterable[Event] | None = None
    ) -> Event:
        """Does something, having seen all that was done, or just what is named and what that descends from."""
        kind, chain = KIND_OF[type(body)], self.body.chain
        opening = self.events[0].id if self.events else ""
        parents = (*(heads(self.events) if seen is None else (each.id for each in seen)), chain.head.id)
        draft = Draft(who, START + at, body, kind.name, parents, chain.repo, subject, opening, kind.version)
        event = admit(signed(draft, who), Admission(chain.repo, chain.keys, KINDS))
        assert isinstance(event, Event), event
        self.events.append(event)
        return event

    def thread(self, events: Iterable[Event] | None = None) -> Thread:
        """Folds the thread, or some of its events."""
        return fold(self.body.chain, every_family(), list(self.events if events is None else events), self.floor_of)

    def floor_of(self, motion: str) -> Floor | None:
        """Finds the floor of a motion of the body."""
        held = {event.id for event in self.body.events.values()}
        return self.body.floor(EventId(motion)) if motion in held else None

    def codes(self) -> list[str]:
        """Returns why what is out of order is so."""
        return [each.objections[0].code for each in self.thread().out_of_order]
