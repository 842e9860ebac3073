"""Reading a whole ledger at once: for the index, and for verification.

Lines come through git children, signatures go to checkers, and this thread decodes and folds meanwhile. A signature
that fails strikes its event out before anything is believed.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import NamedTuple

from gitgov.chamber.kinds import admission_to
from gitgov.chamber.open import MATTERS, Chamber
from gitgov.core.errors import Undecided
from gitgov.core.ids import EventId
from gitgov.core.line import split_off
from gitgov.core.objection import Objection
from gitgov.git.checking import Checkers
from gitgov.ledger.admission import LARGEST_LINE, admit, check_signature, decode, open_line
from gitgov.ledger.event import LAW, Event
from gitgov.ledger.ruling import Ruling
from gitgov.ledger.store import Wanted, whatever
from gitgov.ledger.threads import opened_by
from gitgov.procedure.constitution import misplaced
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.pointing import NOTED
from gitgov.procedure.state import Motion

CHUNK = 500
Progress = Callable[[int], None]


class Refusal(NamedTuple):
    """A line that was not admitted, where it lies, and why."""

    room: str
    subject: str
    objection: Objection


@contextmanager
def without_collector() -> Iterator[None]:
    """Do without the cyclic garbage collector in a pass that makes many objects and no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # else the first allocation after this looks through all that the pass made
        if enabled:
            gc.enable()


class Survey:
    """All that a ledger holds: motions, threads without a lawful opening, refused lines, how many events.

    With checkers, signatures are still being checked when this is made; nothing it says is proven before `settle`.
    It is of those commits only that are `wanted`.
    """

    def __init__(self, chamber: Chamber, checkers: Checkers | None = None, wanted: Wanted = whatever) -> None:
        self._chain = chamber.chain
        self._reader = Reader(chamber, checkers, wanted)
        self._threads = self._reader.read()
        self._folded = {thread: fold(self._chain, events) for thread, events in self._threads.items()}
        self.pointers = self._reader.pointers
        self.refused = self._reader.refused
        self.events = self._reader.count

    @property
    def floors(self) -> list[Floor]:
        """The floors of the threads that were lawfully opened."""
        return [each for each in self._folded.values() if isinstance(each, Floor)]

    @property
    def motions(self) -> list[Motion]:
        """The main questions on those floors."""
        return [motion for floor in self.floors for motion in floor.mains]

    @property
    def unopened(self) -> list[Ruling]:
        """The rulings on threads that were never lawfully opened."""
        return [ruling for each in self._folded.values() if not isinstance(each, Floor) for ruling in each]

    def settle(self, progress: Progress = lambda _: None) -> bool:
        """Wait for the signatures and strike out what they do not hold; says whether anything was struck."""
        struck = False
        for refusal, event in self._reader.struck(progress):
            struck = True
            self.refused.append(refusal)
            if self._reader.struck_pointer(event):
                continue
            left = [each for each in self._threads[event.thread] if each.id != event.id]
            self._threads[event.thread] = left
            self._folded[event.thread] = fold(self._chain, left)
        return struck


def every_thread(chamber: Chamber, rooms: Sequence[str] = MATTERS, opening: str = "") -> dict[EventId, list[Event]]:
    """Read and admit every thread in some rooms, a motion's unless others are named, signatures checked, without folding it.

    With `opening`, only those that an event of this kind opens.
    """
    with Checkers(chamber.chain.keys) as checkers:
        reader = Reader(chamber, checkers, rooms=rooms, opening=opening)
        threads = reader.read()
        for _, event in reader.struck(lambda _: None):
            if not reader.struck_pointer(event):
                threads[event.thread] = [each for each in threads[event.thread] if each.id != event.id]
    return threads


class Reader:
    """One pass over the rooms: lines in, events by thread out, signatures in flight.

    With `opening`, what lies there of threads that events of other kinds open is not even decoded.
    """

    def __init__(
        self,
        chamber: Chamber,
        checkers: Checkers | None,
        wanted: Wanted = whatever,
        rooms: Sequence[str] = MATTERS,
        opening: str = "",
    ) -> None:
        self.chamber = chamber
        self.wanted = wanted
        self.rooms = rooms
        self.opening = opening
        self.admission = admission_to(chamber, rooms)
        self.checkers = checkers
        self.count = 0
        self.refused: list[Refusal] = []
        self.pointers: list[Event] = []
        self._batch: list[tuple[Event, str]] = []
        self._checks: list[tuple[list[tuple[Event, str]], Future[list[int]]]] = []

    def read(self) -> dict[EventId, list[Event]]:
        """Read all rooms; each event once, however often its line stands."""
        constitution = self.chamber.constitution
        home = constitution.chain.subject
        threads: dict[EventId, list[Event]] = {}
        seen: set[EventId] = set()
        for known in constitution.events.values() if MATTERS[0] in self.rooms else ():
            seen.add(known.id)
            if not known.kind.startswith("charter.") and self.wanted(home):
                self._sort(known, threads)
        for room, subject, line in self._lines(home):
            event = self._admit(room, subject, line)
            if event is not None and event.id not in seen:
                seen.add(event.id)
                self._sort(event, threads)
        self._send()
        self.count = len(seen)
        return threads

    def _why_astray(self, line: bytes, event: Event, subject: str) -> Objection:
        """Say what a line is that lies elsewhere than it says: a copy, if it is signed so; else it was changed."""
        sealed = open_line(line)
        changed = sealed if isinstance(sealed, Objection) else check_signature(sealed, self.admission.keys)
        return changed or misplaced(event, subject)

    def _sort(self, event: Event, threads: dict[EventId, list[Event]]) -> None:
        if event.kind == NOTED:
            self.pointers.append(event)
        else:
            threads.setdefault(event.thread, []).append(event)

    def struck_pointer(self, event: Event) -> bool:
        """Strike out an event that only points to a thread; says whether it is one."""
        if event.kind != NOTED:
            return False
        self.pointers[:] = [each for each in self.pointers if each.id != event.id]
        return True

    def _lines(self, home: str) -> Iterable[tuple[str, str, bytes]]:
        if not self.opening:
            return self._all_lines(home)
        every = list(self._all_lines(home))
        sieve = opened_by(self.opening, (line for _, _, line in every))
        return (each for each in every if sieve.holds(each[2]))

    def _all_lines(self, home: str) -> Iterator[tuple[str, str, bytes]]:
        for room in self.rooms:
            for subject, lines in self.chamber.store.every(room, self.wanted):
                if subject != home or room not in LAW:  # the constitution has read the others
                    for line in lines:
                        yield room, subject, line

    def _admit(self, room: str, subject: str, line: bytes) -> Event | None:
        # the form of a line is judged with its signature: by the checkers, before anything is believed
        sealed = (split_off(line) if len(line) <= LARGEST_LINE else None) or open_line(line)
        result = sealed if isinstance(sealed, Objection) else decode(line, sealed, self.admission)
        if isinstance(result, Objection):
            first = admit(line, self.admission)  # what a keeper says of it first, be it of the form or the signature
            self.refused.append(Refusal(room, subject, first if isinstance(first, Objection) else result))
            return None
        if result.subject != subject:
            self.refused.append(Refusal(room, subject, self._why_astray(line, result, subject)))
            return None
        self._batch.append((result, room))
        if len(self._batch) >= CHUNK:
            self._send()
        return result

    def _send(self) -> None:
        if self.checkers is not None and self._batch:
            self._checks.append((self._batch, self.checkers.submit([event.line for event, _ in self._batch])))
        self._batch = []

    def struck(self, progress: Progress) -> Iterator[tuple[Refusal, Event]]:
        """Wait for the signatures and yield the events whose own does not hold."""
        done = 0
        for batch, check in self._checks:
            for place in check.result():
                event, room = batch[place]
                yield Refusal(room, event.subject, self._why(event.line)), event
            done += len(batch)
            progress(done)

    def _why(self, line: bytes) -> Objection:
        """Say what is wrong with a line that a checker has found wanting."""
        sealed = open_line(line)
        objection = sealed if isinstance(sealed, Objection) else check_signature(sealed, self.admission.keys)
        if objection is None:
            raise Undecided("a signature was found good and bad", "git gov verify, again")
        return objection
