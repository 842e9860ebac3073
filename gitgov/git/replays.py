"""Merges of history, made again: whether git makes each by itself, and whether it makes the same of it.

As `clean_merges` does, where nobody's settings take part; many at once, by as many children as there are processors. What is made
is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from gitgov.core.errors import BadInput
from gitgov.git.apart import processors
from gitgov.git.borrowed import SETTINGS, THROWN_AWAY, borrowing, lost, scratch
from gitgov.git.merging import outcomes
from gitgov.git.repository import Repository
from gitgov.git.run import attempt

CLEAN, CONFLICT, EVIL, UNTOLD = "clean", "conflict", "evil", "untold"
_MERGE_TREE = ("merge-tree", "--write-tree", "--no-messages", "--name-only", "--stdin")
_MOST = 2_000
"""What one child does: its folder grows with the merges that it makes."""
Of = TypeVar("Of")
Told = TypeVar("Told")


class Made(NamedTuple):
    """A merge: its two parents, and the tree that it has."""

    oid: str
    one: str
    other: str
    tree: str


def replay(repo: Repository, merges: Sequence[Made]) -> dict[str, str]:
    """Make merges again, and say what comes of each, by its commit; `UNTOLD` where something that takes part is not here."""
    return in_parts(repo, merges, _replayed)


def _replayed(repo: Repository, merges: Sequence[Made]) -> dict[str, str]:
    """Make merges in one child; where it cannot make one of them, by halves, until it is known which."""
    listing = "".join(f"{each.one} {each.other}\n" for each in merges).encode()
    with borrowing(repo, keep=False, sha256=len(merges[0].oid) == 64, below=scratch()) as place:
        done = attempt(place.folder, *SETTINGS, *THROWN_AWAY, *_MERGE_TREE, stdin=listing, env=place.env)
    if done.returncode == 129:
        raise BadInput("this git cannot merge many pairs at once", "git 2.39 or newer")
    if not done.returncode and not lost(done.stderr.decode(errors="replace")):
        found = zip(merges, outcomes(done.stdout, len(merges)), strict=True)
        return {each.oid: _outcome(each, tree) for each, (tree, _) in found}
    if len(merges) == 1:
        return {merges[0].oid: UNTOLD}
    middle = len(merges) // 2
    return _replayed(repo, merges[:middle]) | _replayed(repo, merges[middle:])


def _outcome(made: Made, tree: str) -> str:
    if not tree:
        return CONFLICT
    return CLEAN if tree == made.tree else EVIL


def in_parts(
    repo: Repository, asked: Sequence[Of], answer: Callable[[Repository, Sequence[Of]], dict[str, Told]]
) -> dict[str, Told]:
    """Answer questions about a repository in several parts at once, each of which children answer, and put the answers together."""
    size = min(_MOST, -(-len(asked) // processors())) or 1
    parts = [asked[start : start + size] for start in range(0, len(asked), size)]  # neighbours share objects
    with ThreadPoolExecutor(processors()) as pool:
        answers = pool.map(lambda part: answer(repo, part), parts)
        return {oid: told for each in answers for oid, told in each.items()}
