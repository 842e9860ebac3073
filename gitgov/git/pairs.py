"""All pairs of many commits, merged in memory: which collide, in which files and lines.

What the trees alone tell is not merged (`disjoint`), nor whole trees where both have edited some files only (`contents`); what
was merged before is remembered (`paircache`). The others go through
as many `git merge-tree --stdin` as there are processors, each in a folder of its own that is thrown away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pygit2

from gitgov.core.errors import BadInput
from gitgov.git.apart import processors
from gitgov.git.bases import Twosome, all_bases, twosomes
from gitgov.git.borrowed import SETTINGS, THROWN_AWAY, borrowing, lost, reading, scratch
from gitgov.git.collisions import Spot, read_stages, spot
from gitgov.git.contents import merge_contents
from gitgov.git.disjoint import disjoint
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt

_MOST = 4_000
"""Merges that one child makes: its folder grows with them."""
CLEAN, CONFLICT, UNRELATED, MISSING = "clean", "conflict", "unrelated", "missing"


class Meeting(NamedTuple):
    """What comes of a pair: clean, a conflict with its spots, unrelated histories, or an object that is not here."""

    verdict: str
    spots: tuple[Spot, ...] = ()
    missing: str = ""

    def swapped(self) -> Meeting:
        """Return the same as seen from the other side."""
        return self._replace(spots=tuple(each.swapped() for each in self.spots))


def merge_all(repo: Repository, tips: Collection[str], known: dict[Twosome, Meeting]) -> dict[Twosome, Meeting]:
    """Merge each pair of commits that is not `known` yet; the one with the lesser id is `one` in every spot.

    Raises `Undecided` where history is not here.
    """
    if known.keys() >= set(twosomes(tips)):
        return known
    bases = all_bases(repo, tips)
    new = {pair: found for pair, found in bases.items() if pair not in known}
    told = disjoint(repo, new)
    side_by_side = merge_contents(repo, told.edited)
    asked = [pair for pair, found in new.items() if found and pair not in told.apart and pair not in side_by_side]
    parts = [asked[start::step] for step in (_children(len(asked)),) for start in range(step)]
    with ThreadPoolExecutor(processors()) as pool:
        merged = {pair: Meeting(CONFLICT if spots else CLEAN, spots) for pair, spots in side_by_side.items()}
        merged |= {pair: met for part in pool.map(lambda part: _merge(repo, part), parts) for pair, met in part.items()}
    return {
        pair: known.get(pair) or merged.get(pair) or Meeting(CLEAN if found else UNRELATED)
        for pair, found in bases.items()
    }


def _children(merges: int) -> int:
    """Return over how many children so many merges are spread."""
    return max(processors(), -(-merges // _MOST)) if merges > 1 else merges


def _merge(repo: Repository, pairs: Sequence[Twosome]) -> dict[Twosome, Meeting]:
    """Merge pairs in one child; where an object is not here, by halves, until it is known which pair needs it."""
    listing = "".join(f"{one} {other}\n" for one, other in pairs).encode()
    arguments = (*SETTINGS, *THROWN_AWAY, "merge-tree", "--write-tree", "--no-messages", "-z", "--stdin")
    with borrowing(repo, keep=False, sha256=len(pairs[0][0]) == 64, below=scratch()) as place:
        done = attempt(place.folder, *arguments, stdin=listing, env=place.env)
        said = done.stderr.decode(errors="replace")
        if not done.returncode and not lost(said):
            return dict(zip(pairs, _meetings(reading(place), done.stdout), strict=True))
    if done.returncode == 129:
        raise BadInput("this git cannot merge many pairs at once", "git 2.39 or newer")
    if not (oid := lost(said)):
        raise GitFailedError(arguments, done.returncode, said)
    if len(pairs) == 1:
        return {pairs[0]: Meeting(MISSING, missing=oid)}
    middle = len(pairs) // 2
    return _merge(repo, pairs[:middle]) | _merge(repo, pairs[middle:])


def _meetings(git: pygit2.Repository, output: bytes) -> Iterator[Meeting]:
    """Read `merge-tree -z --stdin`: for each merge a status, a tree, the conflicting entries, and an empty field."""
    fields = iter(output.split(b"\0"))
    for status in fields:
        if not status:
            return
        tree = next(fields).decode()
        entries = list(iter(lambda: next(fields), b""))
        if status == b"1":
            yield Meeting(CLEAN)
        else:
            yield Meeting(CONFLICT, tuple(spot(git, tree, each) for each in read_stages(entries)))
