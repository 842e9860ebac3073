"""The notes store: rooms as notes refs, written by compare-and-swap.

Stock `git notes append` loses updates under concurrency; this writer takes a lock of ours, builds the new tree itself,
and sets the ref only if nobody moved it meanwhile. libgit2 fires no hooks: whoever writes here has asked the law.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pygit2

from gitgov.core.errors import Undecided
from gitgov.git import bulk, notetree
from gitgov.git.lock import Intent, writing
from gitgov.git.objects import read_blob, tree_of
from gitgov.git.refs import NOTES
from gitgov.git.repository import Repository
from gitgov.git.run import left_behind
from gitgov.ledger.admission import LARGEST_OF_ALL
from gitgov.ledger.store import Entry, Wanted, whatever

TRIES = 50
SHORTEST = 200
"""Bytes that no signed line has less of: its ids, key and signature alone take more."""
_ROOMY = 64 * 1024
_MOST = LARGEST_OF_ALL + 1
_LONG = re.compile(rb"^[^\n]{%d,}" % SHORTEST, re.MULTILINE)
_SHORT = re.compile(rb"^[^\n]{1,%d}$" % (SHORTEST - 1), re.MULTILINE)
RECEIPT_KEY = "gov.receiptkey"
"""Where git's settings name the private key with which the keeper of a ledger signs receipts."""


class NotesStore(NamedTuple):
    """A `ledger.store.Store` in a git repository; `now` stamps the notes commits, which order nothing.

    `prefix` is where the rooms' refs live: the local rooms, or a remote's as last fetched. `receipts` says whether its
    commits are signed where the repository has a keeper's key.
    """

    repo: Repository
    now: Callable[[], int]
    prefix: str = NOTES
    receipts: bool = True

    def append(self, entries: Sequence[Entry]) -> int:
        """Add lines and return how many were new; all rooms change together."""
        if not entries:
            return 0
        for _ in range(TRIES):
            with writing(self.repo.state, self.repo.common) as intent, _disk():
                new, moves = self._build(entries)
                if not moves or swap(self.repo, intent, moves):
                    return new
        raise busy(self.repo, moves, "nothing was recorded")

    def adopt(self, tips: Mapping[str, str], leaving: Callable[[bytes], bool] = lambda _: False) -> None:
        """Make each room what a notes commit holds (nothing: an empty room), with the lines that only it has on top.

        The caller has checked every line of those commits. Own lines for which `leaving` holds are left out.
        """
        for _ in range(TRIES):
            with writing(self.repo.state, self.repo.common) as intent, _disk():
                moves = {}
                for room, tip in tips.items():
                    old = self.tip(room)
                    if old != tip:
                        moves[self.prefix + room] = (old, self._upon(room, tip, leaving))
                moves = {ref: move for ref, move in moves.items() if move[0] != move[1]}
                if not moves or swap(self.repo, intent, moves):
                    return
        raise busy(self.repo, moves, "nothing was changed")

    def _upon(self, room: str, tip: str, leaving: Callable[[bytes], bool]) -> str:
        own = [
            Entry(room, subject, line)
            for subject in self.changed(room, tip)
            for line in self.lines(room, subject)
            if not leaving(line)
        ]
        return self.upon(tip, own)

    def upon(self, tip: str, entries: Sequence[Entry]) -> str:
        """Write a notes commit that adds the lines of one room to those of `tip`, and return it; no ref moves."""
        tree, new = self._with_lines(tree_of(self.repo, tip) if tip else None, entries)
        if not new or tree is None:
            return tip
        return self._commit(tree, tip, new)

    def lines(self, room: str, subject: str) -> tuple[bytes, ...]:
        """Return the lines on one subject in one room."""
        return tuple(
            line
            for _, blob in notetree.find(self.repo, self._tree(room), subject)
            for line in split(read_blob(self.repo, blob))
        )

    def every(self, room: str, wanted: Wanted = whatever) -> Iterable[tuple[str, tuple[bytes, ...]]]:
        """Yield (subject, lines) of a whole room, or for the subjects that are wanted of it, through git children."""
        rows = [row for row in bulk.note_blobs(self.repo, self.prefix + room) if wanted(row[0])]
        contents = bulk.blobs(self.repo, [blob for _, blob in rows])
        return ((subject, split(content)) for (subject, _), content in zip(rows, contents, strict=True))

    def subjects(self, room: str) -> Iterator[str]:
        """Yield the subjects that have lines in a room."""
        tree = self._tree(room)
        return notetree.differing(self.repo, None, tree.id if tree is not None else None)

    def tip(self, room: str) -> str:
        """Return the room's notes commit, or nothing."""
        return self.repo.tip(self.prefix + room)

    def changed(self, room: str, since: str) -> Iterator[str]:
        """Yield the subjects whose notes differ from those at the notes commit `since`."""
        old = tree_of(self.repo, since) if since and self.repo.holds(since) else None
        new = self._tree(room)
        return notetree.differing(self.repo, old.id if old is not None else None, new.id if new is not None else None)

    def _commit(self, tree: pygit2.Tree, parent: str, new: int) -> str:
        """Write a notes commit in gitgov's own name, as the lines say who wrote them; signed, where it is a receipt."""
        who = pygit2.Signature("gitgov", "gitgov@localhost", self.now(), 0)
        parents: list[str | pygit2.Oid] = [pygit2.Oid(hex=parent)] if parent else []
        message = f"gitgov: {new} new"
        if not self.receipts or RECEIPT_KEY not in self.repo.settings():
            return str(self.repo.git.create_commit(None, who, who, message, tree.id, parents))
        from gitgov.git.receipts import sign_commit  # noqa: PLC0415 - only a keeper signs

        content = self.repo.git.create_commit_string(who, who, message, tree.id, parents)
        return sign_commit(self.repo, str(content))

    def _tree(self, room: str) -> pygit2.Tree | None:
        tip = self.tip(room)
        return tree_of(self.repo, tip) if tip else None

    def _build(self, entries: Sequence[Entry]) -> tuple[int, dict[str, tuple[str, str]]]:
        """Write the objects for an append; return how many lines are new and ref -> (old, new)."""
        moves: dict[str, tuple[str, str]] = {}
        total = 0
        for room in dict.fromkeys(entry.room for entry in entries):
            old = self.tip(room)
            tree = tree_of(self.repo, old) if old else None
            tree, new = self._with_lines(tree, [entry for entry in entries if entry.room == room])
            if new and tree is not None:
                moves[self.prefix + room] = (
                    old,
                    self._commit(tree, old, new),
                )
            total += new
        return total, moves

    def _with_lines(self, tree: pygit2.Tree | None, entries: Sequence[Entry]) -> tuple[pygit2.Tree | None, int]:
        repo, total = self.repo.git, 0
        by_subject: dict[str, dict[bytes, None]] = {}
        for entry in entries:
            by_subject.setdefault(entry.subject, {})[entry.line] = None
        for subject, wanted in by_subject.items():
            places = list(notetree.find(self.repo, tree, subject))
            old = b"".join(ended(read_blob(self.repo, blob)) for _, blob in places[:1])
            held = {line for _, blob in places for line in split(read_blob(self.repo, blob))}
            new = [line for line in wanted if line not in held]
            if new:
                path = places[0][0] if places else notetree.new_path(subject)
                blob = repo.create_blob(old + b"".join(line + b"\n" for line in new))
                tree = repo[notetree.put(repo, tree, path, blob)]  # type: ignore[assignment]
            total += len(new)
        return tree, total


@contextmanager
def _disk() -> Iterator[None]:
    """Say plainly that something could not be written; git moves no ref then."""
    try:
        yield
    except (OSError, pygit2.GitError) as error:
        raise Undecided(f"cannot write to the repository: {error}", "nothing was recorded; check the disk") from error


def split(content: bytes) -> tuple[bytes, ...]:
    """Take a note apart into its set of lines; `git notes append` puts blank ones between, and may repeat one.

    Of rubbish only so much is kept as to say that it is there, or a note could take a hundred times its size to read:
    of a line that is too long more than may be, and of many that are too short for a record, the first.
    """
    crowded = len(content) > _ROOMY and content.count(b"\n") * SHORTEST > len(content)
    lines = _long_enough(content) if crowded else content.split(b"\n")
    return tuple(dict.fromkeys(line[:_MOST] for line in lines if line))


def _long_enough(content: bytes) -> list[bytes]:
    short = _SHORT.search(content)
    return [*([short[0]] if short else []), *_LONG.findall(content)]


def ended(content: bytes) -> bytes:
    """Return a note's content with its last line ended."""
    return content if content.endswith(b"\n") or not content else content + b"\n"


def swap(repo: Repository, intent: Intent, moves: Mapping[str, tuple[str, str]]) -> bool:
    """Move refs from old to new together, or none if any stands elsewhere by now.

    An empty `old` creates, an empty `new` deletes. The caller holds the writer's lock.
    """
    intent.announce(list(moves))
    locked = False
    try:
        with repo.git.transaction() as transaction:
            for ref in moves:
                transaction.lock_ref(ref)
            intent.locked(list(moves))
            locked = True
            if any(repo.tip(ref) != old for ref, (old, _) in moves.items()):
                intent.done()
                return False
            for ref, (_, new) in moves.items():
                if new:
                    transaction.set_target(ref, pygit2.Oid(hex=new), None, "gitgov")
                else:
                    transaction.remove(ref)
    except pygit2.GitError as error:
        if not locked:  # else what libgit2 has left, as on a full disk, goes with the next writer
            intent.done()
        if "lock" in str(error):
            return False
        raise Undecided(f"cannot move {', '.join(moves)}: {error}", "nothing was recorded") from error
    intent.done()
    return True


def busy(repo: Repository, refs: Iterable[str], so_far: str) -> Undecided:
    """Say what keeps refs from being moved: a lock that lies beside one of them, or another program."""
    places = [*(repo.common / f"{ref}.lock" for ref in refs), repo.common / "packed-refs.lock"]
    if lock := next((each for each in places if each.exists()), None):
        return Undecided(f"cannot write to the repository: {lock} is there", f"{so_far}; {left_behind(lock)}")
    return Undecided(f"another program keeps moving {', '.join(refs)}", f"{so_far}; try again")


def drop(repo: Repository, refs: Collection[str]) -> None:
    """Delete refs of ours that only track something; raises `Undecided` if another writer is at them."""
    moves = {ref: (repo.tip(ref), "") for ref in refs}
    if moves:
        with writing(repo.state, repo.common) as intent:
            if not swap(repo, intent, moves):
                raise busy(repo, moves, "nothing was deleted")
