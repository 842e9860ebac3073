"""What commits and tags say of themselves, of a whole history at once: one child for the commits, one for the tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

import pygit2

from gitgov.git.logs import PLAINLY, rows, values
from gitgov.git.repository import Repository
from gitgov.git.run import run

_FIELDS = ("%H", "%P", "%T", "%at", "%ct", "%B", values("Fixes-Incident"))
_TAGS = "%(objectname)%00%(objecttype)%00%(*objectname)%00%(*objecttype)%00%(taggerdate:unix)%00%(refname)%00"
_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)


class Logged(NamedTuple):
    """A commit as it says of itself; instants are in seconds, 0 where it says none. `fixes` are values of `Fixes-Incident:`."""

    oid: str
    parents: tuple[str, ...]
    tree: str
    authored: int
    committed: int
    message: str
    fixes: tuple[str, ...]


class Tagged(NamedTuple):
    """A tag of a commit: its own object where it is annotated, and when it was made, in seconds; else nothing and the commit alone."""

    name: str
    object: str
    commit: str
    at: int | None


def logged(repo: Repository, tips: Iterable[str]) -> list[Logged]:
    """Read all commits that some commits reach, in no particular order; raises `GitFailedError` where one is not here."""
    form = f"--format={'%x00'.join(_FIELDS)}"
    listing = "".join(f"{oid}\n" for oid in dict.fromkeys(tips)).encode()
    words = iter(run(repo.cwd, *PLAINLY, form, "--stdin", stdin=listing).decode(errors="replace").split("\0")[:-1])
    return [
        Logged(oid, tuple(parents.split()), tree, _seconds(authored), _seconds(committed), message, _lines(fixes))
        for oid, parents, tree, authored, committed, message, fixes in zip(*[words] * len(_FIELDS), strict=True)
    ]


def _seconds(text: str) -> int:
    return int(text) if text.isdecimal() or _NUMBER.fullmatch(text) else 0


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split("\n")))) if text else ()


def touching(repo: Repository, tips: Sequence[str], paths: Sequence[str]) -> frozenset[str]:
    """Return the commits among all that some commits reach, merges aside, that change something below some paths.

    Paths are plain words. No history is simplified away: what was merged and thrown away by the merge counts too.
    """
    how = ("--full-history", "--no-merges", *dict.fromkeys(tips), "--", *paths)
    return frozenset(oid for (oid,) in rows(repo, ("%H",), *how))


def tags(repo: Repository, pattern: str) -> list[Tagged]:
    """Return the tags of commits whose name, after `refs/tags/`, fits a pattern, by name."""
    output = run(repo.cwd, "for-each-ref", f"--format={_TAGS}", "refs/tags/").decode(errors="surrogateescape")
    words = iter(output.split("\0")[:-1])
    found = []
    for oid, kind, peeled, what, at, ref in zip(*[words] * 6, strict=True):
        name = ref.removeprefix("refs/tags/")
        if not fnmatchcase(name, pattern):
            continue
        commit = oid.strip() if kind == "commit" else peeled if what == "commit" else _peeled(repo, oid.strip())
        if commit:
            found.append(Tagged(name, oid.strip() if kind == "tag" else "", commit, _seconds(at) if at else None))
    return sorted(found)


def _peeled(repo: Repository, oid: str) -> str:
    """Return the commit that a tag of a tag is of in the end, or nothing for any other object."""
    try:
        return str(repo.git[oid].peel(pygit2.Commit).id)
    except (KeyError, ValueError, pygit2.GitError):
        return ""
