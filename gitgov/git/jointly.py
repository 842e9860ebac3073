"""Whether heads go together that go by pairs: what of them more than two have changed is merged, and nothing else.

Where no head and nothing in the target takes a file away, nothing can have been moved, so that git merges each path by itself. A path
that one or two sides have changed is settled by the pairs. One that more have is merged, in the order of the heads; wherever that is not
as plain, the heads are merged whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pygit2

from gitgov.git.contents import Series, merge_series
from gitgov.git.logs import PLAINLY
from gitgov.git.repository import Repository
from gitgov.git.run import run
from gitgov.git.together import Together, merge_together
from gitgov.git.touching import Touched

_PLAIN = (pygit2.enums.FileMode.BLOB, pygit2.enums.FileMode.BLOB_EXECUTABLE)


def merge_jointly(repo: Repository, target: str, heads: Sequence[str], added: Mapping[str, Touched]) -> Together:
    """Say how far heads go upon a target, one after another, of which every pair does, the target's included; no tree is made of all."""
    if not heads:
        return Together("", 0)
    fork = str(repo.git.merge_base_octopus([target, *heads]) or "")
    below = {tip for head in heads for tip in added[head].upon}
    above = [head for head in heads if head not in below]
    if not fork or not _is_plain(above, added):
        return merge_together(repo, target, heads)
    theirs, taken = _since(repo, target, fork) if fork != target else (frozenset[str](), False)
    series = [] if taken else [*_crowded(repo, target, above, added, theirs)]
    if taken or not all(series) or (series and not merge_series(repo, [each for each in series if each])):
        return merge_together(repo, target, heads)
    return Together("", len(heads))


def _is_plain(heads: Sequence[str], added: Mapping[str, Touched]) -> bool:
    """Say whether no head merges others or takes a file away, and no two of them share a commit that the target has not."""
    commits = [oid for head in heads for oid in added[head].commits]
    return len(commits) == len({*commits}) and not any(added[head].merges or added[head].taken for head in heads)


def _crowded(
    repo: Repository, target: str, heads: Sequence[str], added: Mapping[str, Touched], theirs: Collection[str]
) -> Iterator[Series | None]:
    """Yield the versions of each path that more than two sides have changed; nothing for one that is no plain matter."""
    sides: dict[str, list[str]] = {}
    for head in heads:
        for path in added[head].files:
            sides.setdefault(path, []).append(head)
    for path, each in sides.items():
        if len(each) + (path in theirs) > 2:
            yield None if path in theirs else _series(repo, path, target, each)


def _since(repo: Repository, target: str, fork: str) -> tuple[frozenset[str], bool]:
    """Return which paths the target has changed since a commit, step by step, and whether it has taken one away."""
    how = ("--first-parent", "--diff-merges=first-parent", "--no-renames", "--name-status", "--format=")
    said = run(repo.cwd, *PLAINLY, *how, target, f"^{fork}", "--").decode(errors="replace").split("\0")
    words = [word for word in said if word.strip("\n")]
    return frozenset(words[1::2]), any("D" in word for word in words[::2])


def _series(repo: Repository, path: str, target: str, heads: Sequence[str]) -> Series | None:
    """Return the versions of a file; nothing where it is not everywhere the plain file that it was."""
    try:
        entries = [repo.git[oid].peel(pygit2.Tree)[path] for oid in (target, *heads)]
    except KeyError:
        return None
    if len({each.filemode for each in entries}) > 1 or entries[0].filemode not in _PLAIN:
        return None
    base, *versions = (str(each.id) for each in entries)
    return Series(base, tuple(versions))
