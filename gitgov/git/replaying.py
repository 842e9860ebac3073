"""A repository in which the past of another is played again: it reads that one's objects, and has refs of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from gitgov.git.borrowed import borrowing, reading, scratch
from gitgov.git.logs import rows
from gitgov.git.paircache import FILE
from gitgov.git.places import elsewhere
from gitgov.git.repository import Repository, open_repository


@contextmanager
def played_again(repo: Repository, branch: str, genesis: str) -> Iterator[Repository]:
    """Lay a bare repository without refs that borrows all objects of another, and what is remembered of them; it is thrown away.

    A branch, which it has not yet, is checked out, and the ledger that a genesis has founded is pinned. Meanwhile git's environment names no repository: children of git find this one alone.
    """
    with borrowing(repo, keep=False, sha256=False, below=scratch()) as place:
        reading(place)
        if (repo.common / "shallow").exists():
            shutil.copyfile(repo.common / "shallow", place.folder / "shallow")
        with elsewhere():
            played = open_repository(place.folder)
            played.git.set_head(branch)
            played.git.config["gov.genesis"] = genesis
            with suppress(OSError):  # it is found out anew
                shutil.copyfile(repo.state / FILE, played.state / FILE)
            yield played


def point(repo: Repository, ref: str, oid: str) -> None:
    """Set a ref to an object, or delete it where that is nothing; nobody is asked."""
    if oid:
        repo.git.references.create(ref, oid, force=True)
    else:
        repo.git.references.delete(ref)


def steps_to(repo: Repository, tip: str) -> list[tuple[int, str]]:
    """Return the commits along first parents down from one, oldest first, each with when it was made, in seconds."""
    found = [(int(at), oid) for at, oid in rows(repo, ("%ct", "%H"), "--first-parent", tip, "--")]
    return found[::-1]
