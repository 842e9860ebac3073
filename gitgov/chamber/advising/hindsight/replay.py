"""The past of a ledger, played again: what had been signed, merged and tagged by an instant, and nothing that came later.

It is as each line, commit and tag says of its own time. Before the body was founded its first charter is read as if it had been there, so that
the history of a repository that is older than its body can be looked at too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from gitgov.advice.learning import Example
from gitgov.chamber.advising.hindsight.past import Found, Inquiry
from gitgov.chamber.open import Chamber, seated
from gitgov.chamber.proposal import stands_at
from gitgov.chamber.trunk import named_in, trunk_of
from gitgov.core import canonical
from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_instant
from gitgov.core.line import NotALineError, unseal
from gitgov.git.history import committed_at
from gitgov.git.notes import NotesStore
from gitgov.git.replaying import played_again, point, steps_to, tags_here
from gitgov.git.repository import Repository
from gitgov.ledger.event import ROOMS
from gitgov.ledger.store import Entry


class _Signed(NamedTuple):
    """A line with its record's id, and when it says that it was signed, in seconds."""

    at: int
    id: str
    entry: Entry


class _Moved(NamedTuple):
    """When a ref came to hold an object, in seconds."""

    at: int
    ref: str
    oid: str


class Replay:
    """A repository that is taken from one instant to a later one, and never back."""

    def __init__(self, repo: Repository, signed: list[_Signed], moved: list[_Moved]) -> None:
        self.repo = repo
        self._now = 0
        self._signed = deque(sorted(signed, key=lambda each: each.at))
        self._moved = deque(sorted(moved, key=lambda each: each.at))
        self._by_id = {each.id: each.entry for each in signed}

    def before(self, instant: int, seen: Iterable[str] = ()) -> Chamber:
        """Return the ledger as it stood when the clock came to an instant, in seconds, with records of that second that are known to have been `seen`."""
        entries = [self._by_id[each] for each in seen if each in self._by_id]
        return self._at(instant - 1, instant, entries)

    def until(self, instant: int) -> Chamber:
        """Return the ledger as it stood at the end of an instant, in seconds."""
        return self._at(instant, instant, [])

    @contextmanager
    def standing(self, ref: str, oid: str) -> Iterator[None]:
        """Let a ref hold something else for a while, or nothing."""
        stood = self.repo.tip(ref)
        point(self.repo, ref, oid)
        try:
            yield
        finally:
            point(self.repo, ref, stood)

    def _at(self, last: int, now: int, entries: list[Entry]) -> Chamber:
        self._now = now
        while self._signed and self._signed[0].at <= last:
            entries.append(self._signed.popleft().entry)
        held: dict[str, str] = {}
        while self._moved and self._moved[0].at <= last:
            step = self._moved.popleft()
            held[step.ref] = step.oid
        for ref, oid in held.items():
            point(self.repo, ref, oid)
        store = NotesStore(self.repo, lambda: self._now, receipts=False)
        store.append(entries)
        return seated(self.repo, store, lambda: self._now)


@contextmanager
def played(chamber: Chamber, ref: str) -> Iterator[Replay]:
    """Lay the past of a ledger out from its beginning, with a branch that is asked about, in a place that is thrown away.

    Meanwhile only that repository may be asked through children of git.
    """
    signed, moved = [*_signed(chamber)], [*_branches(chamber, ref), *_tags(chamber)]
    trunk = f"refs/heads/{trunk_of(chamber)}"
    with played_again(chamber.repo, trunk, chamber.chain.repo) as repo:
        yield Replay(repo, signed, moved)


def as_they_stood(
    asked: Inquiry, found: Sequence[Found], put: Callable[[Replay, Found], Example | None]
) -> list[Example]:
    """Put past cases together, which come in order of time; what cannot be any more, as a branch is gone, is left out and told."""
    examples = []
    with played(asked.chamber, asked.ref) as past:
        for each in asked.each(found):
            try:
                examples.append(put(past, each))
            except BadInput as why:
                asked.left_out(why)
    return [each for each in examples if each]


def _signed(chamber: Chamber) -> Iterator[_Signed]:
    """Yield each line of the rooms with its date; what is no line of a ledger is left out."""
    for room in ROOMS:
        for subject, lines in chamber.store.every(room):
            for line in lines:
                with suppress(NotALineError, canonical.NotCanonicalError, BadInput, TypeError, KeyError):
                    yield _dated(Entry(room, subject, line), chamber.chain.repo)


def _dated(entry: Entry, genesis: str) -> _Signed:
    """Read when a line says that it was signed; what founded the body was there from the beginning."""
    sealed = unseal(entry.line)
    said: Any = canonical.parse(sealed.event)
    return _Signed(0 if sealed.id == genesis else parse_instant(said["at"]), sealed.id, entry)


def _branches(chamber: Chamber, asked: str) -> Iterator[_Moved]:
    """Yield where the branches stood that a charter has named, the main one and the one asked about, by their commits along first parents."""
    names = {trunk_of(chamber), asked.removeprefix("refs/heads/")}
    for charter in chamber.chain.charters:
        names |= {charter.sprints.into.removeprefix("refs/heads/"), *named_in(charter)}
    for ref in sorted(f"refs/heads/{each}" for each in names):
        tip, latest = stands_at(chamber, ref), 0
        for at, oid in steps_to(chamber.repo, tip) if tip else ():
            latest = max(latest, at)  # who dates a commit back does not bring it in before the one below it
            yield _Moved(latest, ref, oid)


def _tags(chamber: Chamber) -> Iterator[_Moved]:
    for each in tags_here(chamber.repo):
        if chamber.repo.holds_commit(each.commit):
            at = each.at or committed_at(chamber.repo, each.commit)
            yield _Moved(at, f"refs/tags/{each.name}", each.object or each.commit)
