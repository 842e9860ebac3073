"""Receipts, read again: when the keeper took each record in, and whether it should have.

What is asked on receipt (`procedure.receipt`) can be seen only then. Where the keeper signs what it takes in, it can be
seen for ever: by when each record was there, and so which were dated back, and which were there and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.rooms import changes, lines_at, named
from gitgov.core.ids import EventId
from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.git.history import is_ancestor
from gitgov.git.notes import NotesStore
from gitgov.git.receipts import Link, last_signed, links, read_link
from gitgov.ledger.event import ROOMS, Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.floor import Floor, about, rules_upon
from gitgov.procedure.receipt import why_not_backdated, why_not_now

RULE = "the keeper answers for what it takes in, and when"
ANSWERS = frozenset({"ballot.cast", "ballot.marked", "veto.entered", "recusal.declared", "consent.refused"})
"""What an announcement must have seen if it had arrived."""


@dataclass(slots=True)
class Receipts:
    """When records were taken in, by their ids, as far as that is newly read: seconds, or nothing without a receipt.

    `subjects` are the commits that they lie on, `read` is up to which receipt each room was read. `lacking` counts what has
    none although the room had receipts before.
    """

    at: dict[str, int | None] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)
    read: dict[str, str] = field(default_factory=dict)
    problems: list[Objection] = field(default_factory=list)
    lacking: int = 0

    @property
    def notices(self) -> Iterator[str]:
        """Say what has no receipt."""
        if self.lacking:
            yield f"{many(self.lacking, 'record')} without a receipt of the keeper: git gov sync sends what is only here"

    def before(self, one: EventId, other: int) -> bool:
        """Say whether a record had been taken in before an instant; what is not new had."""
        at = self.at.get(one, 0)
        return at is not None and at < other


def read_receipts(chamber: Chamber, since: Mapping[str, str]) -> Receipts:
    """Read the receipts after those of an earlier reading, by room; nothing where no charter names a keeper's key."""
    found, keys = Receipts(), chamber.chain.keepers
    for room in ROOMS if keys else ():
        start = found.read[room] = since.get(room, "")
        latest = read_link(chamber.repo, start).at if start else 0
        for link in links(chamber.repo, chamber.store.tip(room), start):
            for subject, before, after in changes(chamber.repo, link.parent, link.commit):
                new = named(after - before)
                found.at.update(dict.fromkeys(new, link.at if link.signed else None))
                found.subjects.add(subject)
                found.lacking += len(new) if found.read[room] and not link.signed else 0
            if objection := _why_false(room, link, keys, latest):
                found.problems.append(objection)
            elif link.signed:
                latest, found.read[room] = link.at, link.commit
    return found


def _why_false(room: str, link: Link, keys: frozenset[str], latest: int) -> Objection | None:
    if not link.signed:
        return None
    where = f"receipt {link.commit[:12]} of {room}"
    if link.signer not in keys:
        what = (
            f"{where} is signed by {link.signer}, a key of no keeper"
            if link.signer
            else f"{where} is not signed by the key it shows"
        )
        return Objection("GOV-248", what, RULE, "git gov charter show names the keeper's keys", (link.commit,))
    if link.at < latest:
        what = f"{where} is dated {show_instant(link.at)}, before the one that it follows, {show_instant(latest)}"
        return Objection("GOV-247", what, RULE, "ask who keeps the server about its clock", (link.commit,))
    return None


def why_not_taken(floors: Iterable[Floor], receipts: Receipts, skew: int) -> Iterator[Objection]:
    """Object to records that the keeper took in although they were dated otherwise, or left out what had arrived."""
    for floor in floors if receipts.at else ():
        for event in floor.lineage.values():
            at = receipts.at.get(event.id)
            if at is not None:
                yield from _untimely(floor, event, at, skew)
                yield from _left_out(floor, event, at, receipts)


def _untimely(floor: Floor, event: Event, at: int, skew: int) -> Iterator[Objection]:
    for each in why_not_now(event, at, skew) or why_not_backdated(event, rules_upon(floor, event), at, skew):
        yield _taken(event, at, each.what)


def _left_out(floor: Floor, event: Event, at: int, receipts: Receipts) -> Iterator[Objection]:
    if event.id not in floor.verdicts:
        return
    seen = ancestors(event.parents, floor.lineage)
    ruled_out = {ruling.event.id for ruling in floor.out_of_order}
    left_out = [
        each
        for each in floor.lineage.values()
        if each.kind in ANSWERS and each.id not in seen | ruled_out
        if about(each) == floor.verdicts[event.id].on and receipts.before(each.id, at)
    ]
    if left_out:
        who = ", ".join(sorted({each.actor for each in left_out}))
        found = _taken(event, at, f"the announcement leaves out what had arrived before, by {who}")
        yield found._replace(records=(event.id, *(each.id for each in left_out)))


def _taken(event: Event, at: int, what: str) -> Objection:
    said = (
        f"the keeper took in {event.kind} {event.id[:12]} on {show_instant(at)}, which it should have sent back: {what}"
    )
    return Objection("GOV-246", said, RULE, "ask who keeps the server; move the question again", (event.id,))


def two_histories(chamber: Chamber, theirs: NotesStore, other: str) -> Iterator[Objection]:
    """Object to two receipts of one room of which neither follows from the other: the keeper showed two histories."""
    keys = chamber.chain.keepers
    for room in ROOMS if keys else ():
        here, there = (last_signed(chamber.repo, tip, keys) for tip in (chamber.store.tip(room), theirs.tip(room)))
        if here and there and not _one_way(chamber, here, there):
            what = f"the keeper signed two histories of {room}: {_said(here)} here, and {_said(there)} at {other}"
            remedy = "keep both clones as they are: the two receipts prove it"
            yield Objection("GOV-249", what, RULE, remedy, (here.commit, there.commit))


def _one_way(chamber: Chamber, one: Link, other: Link) -> bool:
    """Say whether one of two receipts follows from the other."""
    return is_ancestor(chamber.repo, one.commit, other.commit) or is_ancestor(chamber.repo, other.commit, one.commit)


def _said(link: Link) -> str:
    return f"{link.commit[:12]} of {show_instant(link.at)}, by {link.signer}"


def receipt_of(chamber: Chamber, room: str, subject: str, record: str) -> Link | None:
    """Return the receipt of a record: the notes commit that brought it, if a keeper signed that.

    Rooms only grow, so that it is found by halves: O(log n) looks.
    """
    keys = chamber.chain.keepers
    chain = links(chamber.repo, chamber.store.tip(room)) if keys else []
    low, high = 0, len(chain)
    while low < high:
        middle = (low + high) // 2
        if record in named(lines_at(chamber.repo, chain[middle].commit, subject)):
            high = middle
        else:
            low = middle + 1
    return chain[low] if low < len(chain) and chain[low].signer in keys else None


class Dated(NamedTuple):
    """A record, the commit that it is of, and the instant that it gives for itself, in seconds."""

    record: str
    subject: str
    at: int


def late(chamber: Chamber, room: str, records: Iterable[Dated]) -> dict[str, int]:
    """Return by how many seconds records arrived after they are dated, where that is more than clocks may differ.

    Nothing where no keeper signs receipts. O(log n) looks each.
    """
    skew, found = chamber.chain.charter.clock_skew, dict[str, int]()
    for each in records if chamber.chain.keepers else ():
        receipt = receipt_of(chamber, room, each.subject, each.record)
        if receipt and receipt.at > each.at + skew:
            found[each.record] = receipt.at - each.at
    return found
