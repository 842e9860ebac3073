"""How much commits change against their first parent: files and lines, as git counts them whatever anybody's settings are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gitgov.git.borrowed import borrowing, scratch
from gitgov.git.replays import in_parts
from gitgov.git.repository import Repository
from gitgov.git.run import attempt

_DIFF_TREE = ("diff-tree", "--stdin", "-r", "-z", "--numstat", "--no-renames")


class Changed(NamedTuple):
    """What a commit changed against its first parent: files by name, a rename as two, and lines added and removed, of binary files none."""

    files: tuple[str, ...]
    lines: int


def changed(repo: Repository, steps: Sequence[tuple[str, str]]) -> dict[str, Changed]:
    """Return what commits changed against the first parent that is named with each; not those of which something is not here."""
    return in_parts(repo, steps, _changed)


def _changed(repo: Repository, steps: Sequence[tuple[str, str]]) -> dict[str, Changed]:
    listing = "".join(f"{oid} {parent}\n" for oid, parent in steps).encode()
    with borrowing(repo, keep=False, sha256=len(steps[0][0]) == 64, below=scratch()) as place:
        done = attempt(place.folder, *_DIFF_TREE, stdin=listing, env=place.env)
    if not done.returncode:
        return _sizes(done.stdout, [oid for oid, _ in steps])
    if len(steps) == 1:
        return {}
    middle = len(steps) // 2
    return _changed(repo, steps[:middle]) | _changed(repo, steps[middle:])


def _sizes(output: bytes, asked: Sequence[str]) -> dict[str, Changed]:
    """Read `diff-tree -z --numstat`: the id of a commit, if it changes anything, and for each file two numbers and a name."""
    files: dict[str, list[str]] = {oid: [] for oid in asked}
    lines = dict.fromkeys(asked, 0)
    here = ""
    for field in output.decode(errors="replace").split("\0")[:-1]:
        added, tab, rest = field.partition("\t")
        if not tab:
            here = field
            continue
        removed, _, path = rest.partition("\t")
        files[here].append(path)
        lines[here] += sum(int(each) for each in (added, removed) if each != "-")
    return {oid: Changed(tuple(names), lines[oid]) for oid, names in files.items()}
