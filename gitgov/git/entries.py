"""The entries in which two trees differ, by git's objects alone: no setting, attribute or `.gitmodules` hides any.

`git diff` leaves out a submodule of which `.gitmodules` says `ignore = all`, and that file is what others wrote.
"""

from __future__ import annotations

from typing import NamedTuple

import pygit2

from gitgov.core.errors import Undecided
from gitgov.git.repository import Repository

LINK = 0o160000
_TREE = 0o040000


class Entry(NamedTuple):
    """What a tree has at a path: the mode and the object; 0 and nothing where it has none."""

    mode: int = 0
    oid: str = ""


NONE = Entry()


class Difference(NamedTuple):
    """A path, and what two trees have there. Bytes of it that are no UTF-8 are shown as such."""

    path: str
    old: Entry
    new: Entry

    @property
    def links(self) -> bool:
        """Say whether a submodule is there in one of them only."""
        return (self.old.mode == LINK) != (self.new.mode == LINK)


def differences(repo: Repository, old: str, new: str) -> tuple[Difference, ...]:
    """Return where two commits or trees differ, by path, folders by what is in them; `old` may be nothing.

    What is not here, as in a shallow clone, counts as an empty tree, so that all is taken to have changed. Raises
    `Undecided` where an object is damaged.
    """
    found, left = list[Difference](), [(b"", _tree(repo, old), _tree(repo, new))]
    while left:  # and no recursion: whoever pushes says how deep folders are
        above, olds, news = left.pop()
        for name in {*olds, *news}:
            before, after = olds.get(name, NONE), news.get(name, NONE)
            if before == after:
                continue
            was, now = (NONE if each.mode == _TREE else each for each in (before, after))
            if was != now:
                found.append(Difference((above + name).decode(errors="surrogateescape"), was, now))
            if _TREE in (before.mode, after.mode):
                left.append((above + name + b"/", _below(repo, before), _below(repo, after)))
    return tuple(sorted(found))


def entry_at(repo: Repository, commit: str, path: str) -> Entry:
    """Return what a commit has at a path; nothing where it has none, or is not here."""
    rows, here = _tree(repo, commit), NONE
    for name in path.encode(errors="surrogateescape").split(b"/"):
        here = rows.get(name, NONE)
        rows = _below(repo, here)
    return here


def _below(repo: Repository, entry: Entry) -> dict[bytes, Entry]:
    return _tree(repo, entry.oid) if entry.mode == _TREE else {}


def _tree(repo: Repository, oid: str) -> dict[bytes, Entry]:
    if not oid or not repo.holds(oid):
        return {}
    try:
        rows = repo.git[oid].peel(pygit2.Tree)
        return {each.raw_name or b"": Entry(int(each.filemode), str(each.id)) for each in rows}
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise Undecided(
            f"tree {oid} is damaged: {error}", "git fsck names what is, and git fetch --refetch brings it"
        ) from error
