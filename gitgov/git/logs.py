"""The log of git as rows of as many fields as were asked for, whatever anybody's settings are and whatever commits say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gitgov.git.repository import Repository
from gitgov.git.run import run

_OURS = ("-c", "trailer.separators=:", "-c", "log.follow=false")
PLAINLY = (*_OURS, "log", "-z", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8")
"""How every child that reads a log begins; somebody's own settings may be of other separators, and show signatures."""


def values(name: str) -> str:
    """Return the field that has the values of a trailer, one a line: unfolded, none of them can have a line's end in it."""
    return f"%(trailers:key={name},valueonly,unfold,separator=%x0a)"


def rows(repo: Repository, fields: Sequence[str], *which: str) -> Iterator[tuple[str, ...]]:
    """Return some fields of each commit in the log, told apart by their place alone: no NUL can be in any of them."""
    form = f"--format={'%x00'.join(fields)}"
    said = run(repo.cwd, *PLAINLY, form, *which, env={"GIT_LITERAL_PATHSPECS": "1"})
    words = iter(said.decode(errors="replace").split("\0")[:-1])
    return zip(*[words] * len(fields), strict=False)


def people_in(repo: Repository, commit: str, most: int = 1_000) -> frozenset[str]:
    """Return the names of authors and committers that the newest commits of a history give."""
    found = rows(repo, ("%an", "%cn"), f"--max-count={most}", commit, "--")
    return frozenset(name for row in found for name in row if name.strip())
