"""Threads in the rooms above procedure: reading them from their notes, and adding to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from gitgov.chamber.acts import Actor, recorded, signed
from gitgov.chamber.kinds import admission_to, every_family, every_kind, room_of
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.survey import Progress, Reader, Refusal, every_thread
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import EventId
from gitgov.core.line import NotALineError, unseal
from gitgov.git.checking import Checkers
from gitgov.ledger.admission import admit
from gitgov.ledger.event import ABOVE, Body, Draft, Event
from gitgov.ledger.order import heads
from gitgov.ledger.ruling import Ruling
from gitgov.ledger.store import Wanted, whatever
from gitgov.procedure.floor import Floor
from gitgov.threads.fold import Thread, fold, why_not
from gitgov.threads.rows import FloorOf

_FEW = 50
_KIND_OF = {kind.body: kind for kind in every_kind().values() if kind.room in ABOVE}


def threads_of(chamber: Chamber, threads: Iterable[Collection[Event]]) -> list[Thread]:
    """Fold threads; the motions on a commit are read once, and only where a sprint there has begun."""
    decisions = Decisions(chamber)
    return [fold(chamber.chain, every_family(), events, decisions.on(events)) for events in threads if events]


class Surveyed(NamedTuple):
    """What a verification finds in a room: how many events, lines that were refused, what is out of order, the threads."""

    events: int
    refused: tuple[Refusal, ...]
    rulings: tuple[Ruling, ...]
    threads: tuple[Thread, ...]


def survey(chamber: Chamber, room: str, wanted: Wanted = whatever, progress: Progress = lambda _: None) -> Surveyed:
    """Read a room, or what lies there on the commits that are `wanted`, every signature checked, and fold it."""
    with Checkers(chamber.chain.keys) as checkers:
        reader = Reader(chamber, checkers, wanted, (room,))
        threads = reader.read()
        for refusal, event in reader.struck(progress):
            reader.refused.append(refusal)
            threads[event.thread] = [each for each in threads[event.thread] if each.id != event.id]
    folded = threads_of(chamber, threads.values())
    rulings = (ruling for thread in folded for ruling in thread.out_of_order)
    return Surveyed(reader.count, tuple(reader.refused), tuple(rulings), tuple(folded))


class Decisions:
    """Finds floors on commits, each commit's notes being read once, when first asked for."""

    def __init__(self, chamber: Chamber) -> None:
        self._chamber = chamber
        self._read: dict[str, dict[str, Floor]] = {}

    def on(self, events: Collection[Event]) -> FloorOf:
        """Return what finds the floors of motions on the commit that the thread of these events was opened on.

        What names the thread and lies on another commit, which anybody may write, does not choose it.
        """
        subject = next((each for each in events if each.opens), next(iter(events))).subject
        return lambda motion: self._floors(subject).get(motion)

    def _floors(self, subject: str) -> dict[str, Floor]:
        if subject not in self._read:
            floors = matters(self._chamber, subject).floors
            self._read[subject] = {each: floor for floor in floors for each in floor.motions}
        return self._read[subject]


def thread_on(chamber: Chamber, room: str, thread: EventId, subject: str, floor_of: FloorOf) -> Thread:
    """Fold one thread from the notes of its commit, and from what waits in the inbox."""
    reading, needle = admission_to(chamber, (room,)), f'"thread":"{thread}"'.encode()
    lines = dict.fromkeys([*chamber.store.lines(room, subject), *chamber.waiting])
    found = [admit(line, reading) for line in lines if needle in line or opens(line, thread)]
    events = [each for each in found if isinstance(each, Event) and (each.thread, each.subject) == (thread, subject)]
    return fold(chamber.chain, every_family(), events, floor_of)


def threads_at(chamber: Chamber, room: str, subject: str) -> list[Thread]:
    """Fold all threads of a room on one commit from its notes, and from what waits in the inbox."""
    reading, needle = admission_to(chamber, (room,)), f'"subject":"{subject}"'.encode()
    lines = dict.fromkeys([*chamber.store.lines(room, subject), *(each for each in chamber.waiting if needle in each)])
    found: dict[EventId, list[Event]] = {}
    for line in lines:
        event = admit(line, reading)
        if isinstance(event, Event) and event.subject == subject and room_of(event) == room:
            found.setdefault(event.thread, []).append(event)
    return threads_of(chamber, found.values())


def threads_about(chamber: Chamber, room: str, commits: Collection[str]) -> list[Thread]:
    """Fold the threads of a room on some commits: a few notes are read one by one, else the whole room."""
    if not chamber.store.tip(room) and not chamber.waiting:
        return []
    if len(commits) <= _FEW or chamber.waiting:
        return [thread for each in commits for thread in threads_at(chamber, room, each)]
    wanted = frozenset(commits)
    events = every_thread(chamber, (room,)).values()
    return threads_of(chamber, (each for each in events if each and each[0].subject in wanted))


def opens(line: bytes, thread: EventId) -> bool:
    """Say whether a line holds the event with which a thread begins."""
    try:
        return unseal(line).id == thread
    except NotALineError:
        return False


def open_thread(chamber: Chamber, actor: Actor, body: Body, subject: str) -> Event:
    """Open a thread about a commit: ask the law, sign, append."""
    return recorded(chamber, opening(chamber, actor, body, subject))


def opening(chamber: Chamber, actor: Actor, body: Body, subject: str) -> Event:
    """Sign what opens a thread about a commit, without putting it on record; raises `Refused`."""
    return drawn_up(chamber, actor, Thread(every_family()), body, subject)


def add_to(chamber: Chamber, actor: Actor, thread: Thread, body: Body) -> Event:
    """Do something in a thread: ask the law, sign, append."""
    return recorded(chamber, adding(chamber, actor, thread, body))


def adding(chamber: Chamber, actor: Actor, thread: Thread, body: Body) -> Event:
    """Sign what is done in a thread, without putting it on record; raises `Refused`."""
    if thread.state is None:
        raise BadInput("nobody has lawfully opened that")
    return drawn_up(chamber, actor, thread, body, thread.state.subject)


def drawn_up(chamber: Chamber, actor: Actor, thread: Thread, body: Body, subject: str) -> Event:
    """Sign an act that is in order in a thread, without putting it on record; raises `Refused`."""
    events, kind = thread.events, _KIND_OF[type(body)]
    opening = thread.state.id if thread.state else ""
    parents = (*heads(events.values()), chamber.chain.head.id)
    at = max(chamber.now(), *(each.at for each in events.values())) if events else chamber.now()
    draft = Draft(actor.name, at, body, kind.name, parents, chamber.chain.repo, subject, opening, kind.version)
    event = signed(actor.signer, draft, admission_to(chamber, (kind.room,)))
    events[event.id] = event
    if objections := why_not(chamber.chain, thread, event, Decisions(chamber).on([event]), now=True):
        raise Refused(objections)
    return event
