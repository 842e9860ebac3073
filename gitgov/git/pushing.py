"""What a plain `git push` would push, asked of git itself without pushing anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.core.errors import Undecided
from gitgov.git.repository import Repository
from gitgov.git.run import attempt, what_helps

_MOVES = {" ": "..", "+": "..."}
"""What stands between the old and the new commit, by git's mark for a forward and a forced move."""


class Plain(NamedTuple):
    """What a push would move, as `OLD NEW REF`, and what git itself would reject, in its words.

    What only the other side holds is not told of, as a hook could not judge it either.
    """

    moves: tuple[str, ...]
    rejected: tuple[str, ...]


def would_push(repo: Repository) -> Plain:
    """Ask for a dry run, about which no hook is asked; raises `Undecided` where git would push nothing at all."""
    done = attempt(repo.cwd, "push", "--dry-run", "--porcelain", "--no-verify")
    said = done.stdout.decode(errors="surrogateescape")
    if done.returncode and not said.startswith("To "):
        error = done.stderr.decode(errors="replace").strip()
        raise Undecided(
            f"git push would not push: {error.splitlines()[0] if error else 'no message'}", what_helps(error)
        )
    address, *rows = said.splitlines() or [""]
    moves = (move for row in rows for move in _move(repo, address.removeprefix("To "), row))
    return Plain(tuple(moves), tuple(row.partition(":")[2].replace("\t", " ") for row in rows if row.startswith("!")))


def _move(repo: Repository, address: str, row: str) -> Iterator[str]:
    mark, _, rest = row.partition("\t")
    names, _, summary = rest.partition("\t")
    source, _, ref = names.rpartition(":")
    zeros = "0" * len(next(iter(repo.refs("refs/").values()), "0" * 40))
    if mark == "-":
        there = attempt(repo.cwd, "ls-remote", "--", address, ref).stdout.decode().split()
        yield f"{there[0] if there else zeros} {zeros} {ref}"
    elif mark == "*":
        yield f"{zeros} {_oid(repo, source)} {ref}"
    elif mark in _MOVES and (old := _oid(repo, summary.partition(_MOVES[mark])[0])):
        yield f"{old} {_oid(repo, source)} {ref}"


def _oid(repo: Repository, word: str) -> str:
    """Return the object that a ref or a shortened id names here, or nothing."""
    done = attempt(repo.cwd, "rev-parse", "--verify", "--quiet", "--end-of-options", word)
    return done.stdout.decode().split()[-1] if not done.returncode else ""
