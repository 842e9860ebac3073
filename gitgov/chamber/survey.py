"""Reading a whole ledger at once: for the index, and for verification.

Lines come through git children, signatures go to threads (verification releases the interpreter's lock), and this
thread decodes and folds meanwhile. A signature that fails strikes its event out before anything is believed.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from gitgov.chamber.open import MATTERS, Chamber
from gitgov.core.ids import EventId
from gitgov.core.line import Sealed
from gitgov.core.objection import Objection
from gitgov.core.sshkeys import PublicKey
from gitgov.ledger.admission import check_signature, decode, open_line
from gitgov.ledger.event import Event
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.fold import fold
from gitgov.procedure.state import Motion

CHUNK = 500
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not admitted, where it lies, and why."""

    room: str
    subject: str
    objection: Objection


@dataclass(slots=True)
class Survey:
    """All that a ledger holds: motions, threads without a lawful opening, refused lines, and how many events."""

    motions: list[Motion] = field(default_factory=list)
    unopened: list[Ruling] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    events: int = 0


@contextmanager
def without_collector() -> Iterator[None]:
    """Do without the cyclic garbage collector in a pass that makes many objects and no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def survey(chamber: Chamber, *, signatures: bool, progress: Progress = lambda _: None) -> Survey:
    """Read, admit and fold everything; without `signatures` the result is a view that proves nothing."""
    with without_collector(), ThreadPoolExecutor(2) as pool:
        reader = _Reader(chamber, pool if signatures else None, progress)
        threads = reader.read()
        found = Survey(refused=reader.refused, events=reader.count)
        folded = {thread: fold(chamber.chain, events) for thread, events in threads.items()}
        for refusal, event in reader.struck():
            found.refused.append(refusal)
            threads[event.thread] = [each for each in threads[event.thread] if each.id != event.id]
            folded[event.thread] = fold(chamber.chain, threads[event.thread])
    for result in folded.values():
        if isinstance(result, Motion):
            found.motions.append(result)
        else:
            found.unopened.extend(result)
    return found


def every_thread(chamber: Chamber) -> dict[EventId, list[Event]]:
    """Read and admit every motion's thread, signatures checked, without folding it."""
    with ThreadPoolExecutor(2) as pool:
        reader = _Reader(chamber, pool, lambda _: None)
        threads = reader.read()
        for _, event in reader.struck():
            threads[event.thread] = [each for each in threads[event.thread] if each.id != event.id]
    return threads


class _Reader:
    """One pass over the rooms: lines in, events by thread out, signatures in flight."""

    def __init__(self, chamber: Chamber, pool: ThreadPoolExecutor | None, progress: Progress) -> None:
        self.chamber = chamber
        self.admission = chamber.admission
        self.pool = pool
        self.progress = progress
        self.count = 0
        self.refused: list[Refusal] = []
        self._batch: list[tuple[Sealed, Event, str]] = []
        self._checks: list[Future[list[tuple[Refusal, Event]]]] = []

    def read(self) -> dict[EventId, list[Event]]:
        """Read all rooms; each event once, however often its line stands."""
        constitution = self.chamber.constitution
        home = constitution.chain.subject
        threads: dict[EventId, list[Event]] = {}
        seen: set[EventId] = set()
        for known in constitution.events.values():
            seen.add(known.id)
            if not known.kind.startswith("charter."):
                threads.setdefault(known.thread, []).append(known)
        for room, subject, line in self._lines(home):
            event = self._admit(room, subject, line)
            if event is not None and event.id not in seen:
                seen.add(event.id)
                threads.setdefault(event.thread, []).append(event)
        self._send()
        self.count = len(seen)
        return threads

    def _lines(self, home: str) -> Iterator[tuple[str, str, bytes]]:
        for room in MATTERS:
            for subject, lines in self.chamber.store.every(room):
                if subject != home:
                    for line in lines:
                        yield room, subject, line

    def _admit(self, room: str, subject: str, line: bytes) -> Event | None:
        sealed = open_line(line)
        result = sealed if isinstance(sealed, Objection) else decode(line, sealed, self.admission)
        if isinstance(result, Objection):
            self.refused.append(Refusal(room, subject, result))
            return None
        if result.subject != subject:
            self.refused.append(
                Refusal(
                    room,
                    subject,
                    Objection(
                        "GOV-208",
                        f"record {result.id[:12]} lies on {subject[:12]}, but speaks of {result.subject[:12]}",
                        records=(result.id,),
                    ),
                )
            )
            return None
        if self.pool is not None and isinstance(sealed, Sealed):
            self._batch.append((sealed, result, room))
            if len(self._batch) >= CHUNK:
                self._send()
        return result

    def _send(self) -> None:
        if self.pool is not None and self._batch:
            self._checks.append(self.pool.submit(_check, self._batch, self.chamber.chain.keys))
            self._batch = []

    def struck(self) -> Iterator[tuple[Refusal, Event]]:
        """Wait for the signatures and yield the events whose own does not hold."""
        done = 0
        for check in self._checks:
            yield from check.result()
            done += CHUNK
            self.progress(done)


def _check(batch: list[tuple[Sealed, Event, str]], keys: Mapping[str, PublicKey]) -> list[tuple[Refusal, Event]]:
    return [
        (Refusal(room, event.subject, objection), event)
        for sealed, event, room in batch
        if (objection := check_signature(sealed, keys)) is not None
    ]
