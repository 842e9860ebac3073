"""A repository in which the past of another is played again: it reads that one's objects, and has refs of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from gitgov.git.borrowed import borrowing, reading
from gitgov.git.logged import Tagged, tags
from gitgov.git.logs import rows
from gitgov.git.paircache import FILE
from gitgov.git.places import elsewhere
from gitgov.git.repository import Repository, open_repository
from gitgov.git.throwaway import thrown_away


@contextmanager
def played_again(repo: Repository, branch: str, genesis: str) -> Iterator[Repository]:
    """Lay a bare repository without refs that borrows all objects of another, and what is remembered of them; it is thrown away.

    A branch, which it has not yet, is checked out, and the ledger that a genesis has founded is pinned. Meanwhile git's environment names no repository: children of git find this one alone.
    """
    with thrown_away() as folder, borrowing(repo, keep=False, sha256=False, below=str(folder)) as place:
        reading(place)
        with elsewhere():
            played = open_repository(place.folder)
            played.git.set_head(branch)
            played.git.config["gov.genesis"] = genesis
            with suppress(OSError):  # it is found out anew
                shutil.copyfile(repo.state / FILE, played.state / FILE)
            yield played


def point(repo: Repository, ref: str, oid: str) -> None:
    """Set a ref to an object, or let there be none where that is nothing; nobody is asked."""
    if oid:
        repo.git.references.create(ref, oid, force=True)
    elif ref in repo.git.references:
        repo.git.references.delete(ref)


def steps_to(repo: Repository, tip: str) -> list[tuple[int, str]]:
    """Return the commits along first parents down from one, oldest first, each with when it was made, in seconds."""
    found = [(int(at), oid) for at, oid in rows(repo, ("%ct", "%H"), "--first-parent", tip, "--")]
    return found[::-1]


def tags_here(repo: Repository, pattern: str = "*") -> list[Tagged]:
    """Return the tags of commits whose names fit a pattern, but for names that are no text: nobody can be told of them."""
    return [each for each in tags(repo, pattern) if _is_text(each.name)]


def _is_text(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False
