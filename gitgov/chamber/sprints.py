"""The room of sprints: reading its threads from their notes, and adding to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from gitgov.chamber.acts import Actor, recorded, signed
from gitgov.chamber.kinds import admission_to, every_kind
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.survey import Progress, Reader, Refusal, every_thread
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import EventId
from gitgov.core.line import NotALineError, unseal
from gitgov.git.checking import Checkers
from gitgov.ledger.admission import admit
from gitgov.ledger.event import Body, Draft, Event
from gitgov.ledger.order import heads
from gitgov.ledger.ruling import Ruling
from gitgov.ledger.store import Wanted, whatever
from gitgov.procedure.floor import Floor
from gitgov.sprints.backlog import Item
from gitgov.sprints.facilitating.held import Held
from gitgov.sprints.fold import Thread, fold, why_not
from gitgov.sprints.increments.state import Increment
from gitgov.sprints.rows import FloorOf
from gitgov.sprints.sprint import Sprint

ROOM = "sprints"
_KIND_OF = {kind.body: kind for kind in every_kind().values() if kind.room == ROOM}


class Board(NamedTuple):
    """All that the room holds: the backlog, the sprints, the increments and the meetings, each oldest first."""

    items: tuple[Item, ...]
    sprints: tuple[Sprint, ...]
    threads: tuple[Thread, ...]
    increments: tuple[Increment, ...] = ()
    held: tuple[Held, ...] = ()

    @property
    def wanted(self) -> dict[str, Item]:
        """The items that nobody has dropped, by name; of several of one name, which clones may add apart, the first."""
        found: dict[str, Item] = {}
        for each in self.items:
            if not each.dropped_by:
                found.setdefault(each.name, each)
        return found

    @property
    def repeated(self) -> list[str]:
        """The names that several wanted items have, in order."""
        found = Counter(each.name for each in self.items if not each.dropped_by)
        return sorted(name for name, number in found.items() if number > 1)


def read_board(chamber: Chamber) -> Board:
    """Read and fold the whole room, signatures checked."""
    threads = threads_of(chamber, every_thread(chamber, (ROOM,)).values())
    states = [each.state for each in threads]
    items = [each for each in states if isinstance(each, Item)]
    sprints = [each for each in states if isinstance(each, Sprint)]
    return Board(
        tuple(sorted(items, key=lambda each: (each.at, each.name, each.id))),
        tuple(sorted(sprints, key=lambda each: (each.plans[0].at, each.id))),
        tuple(threads),
        tuple(sorted((each for each in states if isinstance(each, Increment)), key=lambda each: (each.at, each.id))),
        tuple(sorted((each for each in states if isinstance(each, Held)), key=lambda each: (each.body.ended, each.id))),
    )


def threads_of(chamber: Chamber, threads: Iterable[Collection[Event]]) -> list[Thread]:
    """Fold threads; the motions on a commit are read once, and only where a sprint there has begun."""
    decisions = Decisions(chamber)
    return [fold(chamber.chain, events, decisions.on(events)) for events in threads if events]


class Surveyed(NamedTuple):
    """What a verification finds in the room: how many events, lines that were refused, what is out of order, the sprints."""

    events: int
    refused: tuple[Refusal, ...]
    rulings: tuple[Ruling, ...]
    sprints: tuple[Sprint, ...]


def survey(chamber: Chamber, wanted: Wanted = whatever, progress: Progress = lambda _: None) -> Surveyed:
    """Read the room, or what lies there on the commits that are `wanted`, every signature checked, and fold it."""
    with Checkers(chamber.chain.keys) as checkers:
        reader = Reader(chamber, checkers, wanted, (ROOM,))
        threads = reader.read()
        for refusal, event in reader.struck(progress):
            reader.refused.append(refusal)
            threads[event.thread] = [each for each in threads[event.thread] if each.id != event.id]
    folded = threads_of(chamber, threads.values())
    rulings = (ruling for thread in folded for ruling in thread.out_of_order)
    sprints = (thread.state for thread in folded if isinstance(thread.state, Sprint))
    return Surveyed(reader.count, tuple(reader.refused), tuple(rulings), tuple(sprints))


class Decisions:
    """Finds floors on commits, each commit's notes being read once, when first asked for."""

    def __init__(self, chamber: Chamber) -> None:
        self._chamber = chamber
        self._read: dict[str, dict[str, Floor]] = {}

    def on(self, events: Collection[Event]) -> FloorOf:
        """Return what finds the floors of motions on the commit that these events lie on."""
        subject = next(iter(events)).subject
        return lambda motion: self._floors(subject).get(motion)

    def _floors(self, subject: str) -> dict[str, Floor]:
        if subject not in self._read:
            floors = matters(self._chamber, subject).floors
            self._read[subject] = {each: floor for floor in floors for each in floor.motions}
        return self._read[subject]


def thread_on(chamber: Chamber, thread: EventId, subject: str, floor_of: FloorOf) -> Thread:
    """Fold one thread from the notes of its commit, and from what waits in the inbox."""
    reading, needle = admission_to(chamber, (ROOM,)), f'"thread":"{thread}"'.encode()
    lines = dict.fromkeys([*chamber.store.lines(ROOM, subject), *chamber.waiting])
    found = [admit(line, reading) for line in lines if needle in line or opens(line, thread)]
    events = [each for each in found if isinstance(each, Event) and (each.thread, each.subject) == (thread, subject)]
    return fold(chamber.chain, events, floor_of)


def opens(line: bytes, thread: EventId) -> bool:
    """Say whether a line holds the event with which a thread begins."""
    try:
        return unseal(line).id == thread
    except NotALineError:
        return False


def open_thread(chamber: Chamber, actor: Actor, body: Body, subject: str) -> Event:
    """Open a thread about a commit: ask the law, sign, append."""
    return recorded(chamber, drawn_up(chamber, actor, Thread(), body, subject))


def add_to(chamber: Chamber, actor: Actor, thread: Thread, body: Body) -> Event:
    """Do something in a thread: ask the law, sign, append."""
    if thread.state is None:
        raise BadInput("nobody has lawfully opened that")
    return recorded(chamber, drawn_up(chamber, actor, thread, body, thread.state.subject))


def drawn_up(chamber: Chamber, actor: Actor, thread: Thread, body: Body, subject: str) -> Event:
    """Sign an act that is in order in a thread, without putting it on record; raises `Refused`."""
    events, kind = thread.events, _KIND_OF[type(body)]
    opening = thread.state.id if thread.state else ""
    parents = (*heads(events.values()), chamber.chain.head.id)
    at = max(chamber.now(), *(each.at for each in events.values())) if events else chamber.now()
    draft = Draft(actor.name, at, body, kind.name, parents, chamber.chain.repo, subject, opening, kind.version)
    event = signed(actor.signer, draft, admission_to(chamber, (ROOM,)))
    events[event.id] = event
    if objections := why_not(chamber.chain, thread, event, Decisions(chamber).on([event]), now=True):
        raise Refused(objections)
    return event
