"""The ledger as a journal, and single records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import orjson

from gitgov.chamber.kinds import is_above
from gitgov.chamber.open import THREADS, Chamber, Matter
from gitgov.chamber.sentences import asked, sentence
from gitgov.chamber.survey import every_thread, without_collector
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name
from gitgov.core.line import NAMESPACE, NotALineError, Sealed, seal, unseal
from gitgov.core.objection import Objection
from gitgov.core.sshsig import armour
from gitgov.ledger.admission import keys_for
from gitgov.ledger.event import ROOMS, Event
from gitgov.ledger.order import in_order
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.floor import Floor, about
from gitgov.procedure.fold import fold


class Entry(NamedTuple):
    """A record in a sentence; `motion` names the question that it is about, or nothing.

    `objections` say why it is out of order, where it is.
    """

    id: str
    at: int
    member: str
    kind: str
    motion: str
    text: str
    objections: tuple[str, ...] = ()


def journal(chamber: Chamber) -> list[Entry]:
    """Tell all records in a sentence each, by time and then cause."""
    threads = every_thread(chamber, THREADS)
    charter = [event for event in chamber.constitution.events.values() if event.kind.startswith("charter.")]
    return _told([charter, *threads.values()], [*chamber.chain.out_of_order, *_rulings(chamber, threads.values())])


def _rulings(chamber: Chamber, threads: Collection[Collection[Event]]) -> Iterator[Ruling]:
    ours = [events for events in threads if is_above(next(iter(events)))]
    if ours:
        from gitgov.chamber.threads import threads_of  # noqa: PLC0415 - many bodies have none

        yield from (ruling for thread in threads_of(chamber, ours) for ruling in thread.out_of_order)
    with without_collector():
        for events in (each for each in threads if each not in ours):
            found = fold(chamber.chain, events)
            yield from found.out_of_order if isinstance(found, Floor) else found


def journal_of(matter: Matter) -> list[Entry]:
    """Tell what was done about one question, and about those that were moved upon it or about it."""
    events = list(matter.floor.lineage.values())
    told = _told([events], matter.floor.out_of_order)
    if matter.motion.id == matter.floor.id:
        return told
    kept = {each.id for each in matter.concerning}
    wanted = {event.id for event in events if event.id in kept or about(event) in kept}
    return [each for each in told if each.id in wanted]


def _told(threads: Iterable[Collection[Event]], rulings: Iterable[Ruling]) -> list[Entry]:
    unlawful = {ruling.event.id: ruling.objections for ruling in rulings}
    events = [event for thread in threads for event in in_order(thread)]
    questions: dict[str, str] = {event.id: words for event in events if (words := asked(event))}
    return [
        _entry(event, questions, unlawful.get(event.id, ())) for event in sorted(events, key=lambda event: event.at)
    ]


def _entry(event: Event, questions: dict[str, str], objections: Sequence[Objection]) -> Entry:
    question = event.id if event.id in questions else about(event)
    motion = motion_name(question) if question in questions else ""
    said = tuple(str(each) for each in objections)
    return Entry(event.id, event.at, event.actor, event.kind, motion, sentence(event, questions), said)


class Record(NamedTuple):
    """A line as it lies in the ledger, with its signature in armour where the key is on the roll."""

    id: str
    key: str
    room: str
    subject: str
    payload: bytes
    pretty: str
    armoured: str


def find_record(chamber: Chamber, word: str) -> Record:
    """Find a record by a prefix of its id; O(ledger). Raises `BadInput` for none or several."""
    prefix = word.removeprefix("M-").removeprefix("P-").lower()
    if len(prefix) < 4 or not all(char in "0123456789abcdef" for char in prefix):
        raise BadInput(f"not a record's id: {word!r}", "give at least four hexadecimal digits; git gov log shows ids")
    found = {
        sealed.id: (room, subject, sealed)
        for room, subject, sealed in sealed_in(chamber)
        if sealed.id.startswith(prefix)
    }
    if len(found) != 1:
        raise BadInput(
            f"{'no record begins' if not found else f'{len(found)} records begin'} with {prefix}",
            "git gov log shows ids",
        )
    room, subject, sealed = next(iter(found.values()))
    key = keys_for(seal(*sealed), sealed, chamber.admission).get(sealed.key)
    armoured = armour(key, NAMESPACE, sealed.signature) if key else ""
    pretty = orjson.dumps(orjson.loads(sealed.event), option=orjson.OPT_INDENT_2).decode()
    return Record(sealed.id, sealed.key, room, subject, sealed.event, pretty, armoured)


def sealed_in(chamber: Chamber) -> list[tuple[str, str, Sealed]]:
    """Return every line of the rooms, with the room and the commit that it lies on. O(ledger)."""
    rows = []
    for room in ROOMS:
        for subject, lines in chamber.store.every(room):
            for line in lines:
                try:
                    rows.append((room, subject, unseal(line)))
                except NotALineError:
                    continue
    return rows
