"""Which commit another one takes back, by their patches: the reverse of the one is the patch of the other."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.git.repository import Repository
from gitgov.git.run import attempt, run

_MOST_BEFORE = 500
"""Commits that touch the same files and are compared; who takes back something older says so."""
_PATCHES = ("diff-tree", "--stdin", "-p", "-r", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=a/")
"""One prefix for both sides, as a patch's id depends on it, and a reverse has them the other way round."""
MOST = 20
"""Commits that are looked into: where many say nothing, each would be compared with all the others."""


def inverses(repo: Repository, reverts: Sequence[str]) -> dict[str, str]:
    """Return by each of some commits the one before it whose patch is its reverse; those for which there is none are left out.

    At most `MOST` of them, the first, in five children whatever their number.
    """
    asked = reverts[:MOST]
    if not asked:
        return {}
    listing = "".join(f"{oid}\n" for oid in asked).encode()
    reverse = _ids(repo, run(repo.cwd, *_PATCHES, "-R", stdin=listing))
    names = run(repo.cwd, "diff-tree", "--stdin", "-r", "--no-commit-id", "--name-only", "-z", stdin=listing)
    paths = [path.decode(errors="surrogateescape") for path in dict.fromkeys(names.split(b"\0")) if path]
    if not paths:
        return {}
    how = ("--no-merges", "--topo-order", f"--max-count={_MOST_BEFORE}", *asked, "--", *paths)
    before = run(repo.cwd, "rev-list", *how, env={"GIT_LITERAL_PATHSPECS": "1"})
    patches = _ids(repo, run(repo.cwd, *_PATCHES, stdin=before))
    order = {oid: place for place, oid in enumerate(before.decode().split())}
    by_patch: dict[str, list[str]] = {}
    for oid in sorted(patches, key=lambda each: order.get(each, -1)):
        by_patch.setdefault(patches[oid], []).append(oid)
    found = {}
    for oid, patch in reverse.items():
        later = [each for each in by_patch.get(patch, ()) if order[each] > order.get(oid, -1)]
        if later:
            found[oid] = later[0]
    return found


def _ids(repo: Repository, patches: bytes) -> dict[str, str]:
    """Return the id of each patch, which depends on what it changes and not on where in the file, by its commit."""
    done = attempt(repo.cwd, "patch-id", "--stable", stdin=patches)
    rows = (row.split() for row in done.stdout.decode().splitlines())
    return {oid: patch for patch, oid in rows}
