"""When commits came to a branch: with the first of its own commits (the first parents) that holds them."""

from __future__ import annotations

import re
from typing import NamedTuple

from gitgov.git.logs import PLAINLY
from gitgov.git.repository import Repository
from gitgov.git.run import run

_HEAD = re.compile(r"\x01([0-9a-f]{40,64}) (\d{1,12})((?: [0-9a-f]{40,64})*)", re.ASCII)


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
    line, at = [], tip
    while at in commits:
        line.append(at)
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
    form = f"--format=%x01%H %ct %P%x00%(trailers:key={name},valueonly,separator=%x00)"
    commits: dict[str, _Commit] = {}
    values: list[str] = []
    for word in run(repo.cwd, *PLAINLY, form, revisions, "--").decode(errors="replace").split("\0"):
        if head := _HEAD.fullmatch(word.strip(" \n")):
            values = []
            commits[head[1]] = _Commit(int(head[2]), tuple(head[3].split()), values)
        elif text := word.strip():
            values.append(text)
    return commits
