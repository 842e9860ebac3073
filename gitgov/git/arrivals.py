"""When commits came to a branch: with the first of its own commits (the first parents) that holds them."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.git.logs import rows, values
from gitgov.git.repository import Repository

_LAST = 10**12 - 1


class _Commit(NamedTuple):
    """A commit as the log tells it."""

    at: int
    parents: tuple[str, ...]
    values: list[str]


def arrivals(repo: Repository, name: str, since: str, tip: str) -> dict[str, int]:
    """Return for each value of a trailer when it first came to a branch that stands at `tip`, in seconds since 1970.

    A commit arrives with the first parent that brought it in. What `since`, a commit or nothing, holds is left out.
    """
    commits = _log(repo, name, f"{since}..{tip}" if since else tip)
    line: dict[str, None] = {}
    at = tip
    while at in commits and at not in line:
        line[at] = None
        at = next(iter(commits[at].parents), "")
    found: dict[str, int] = {}
    seen: set[str] = set()
    for own in reversed(line):
        waiting = [own]
        while waiting:
            each = waiting.pop()
            if each in commits and each not in seen:
                seen.add(each)
                waiting += commits[each].parents
                for value in commits[each].values:
                    found.setdefault(value, commits[own].at)
    return found


def _log(repo: Repository, name: str, revisions: str) -> dict[str, _Commit]:
    fields = ("%H", "%ct", "%P", values(name))
    return {oid: _read(*rest) for oid, *rest in rows(repo, fields, revisions, "--")}


def _read(at: str, parents: str, said: str) -> _Commit:
    """Read a row of the log; a commit that is damaged says nothing, or anything, of when it was made."""
    found = [word for each in said.split("\n") if (word := each.strip())]
    return _Commit(min(int(at or 0), _LAST), tuple(parents.split()), found)
