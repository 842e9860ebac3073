"""The merge bases of all pairs of many commits, from one listing of what lies between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from gitgov.core.bits import bits
from gitgov.git.borrowed import lost, not_here
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt

Twosome = tuple[str, str]
"""Two commits in order of their ids."""


def twosomes(tips: Collection[str]) -> list[Twosome]:
    """Return all pairs of different commits."""
    return list(combinations(sorted(set(tips)), 2))


def all_bases(repo: Repository, tips: Collection[str]) -> dict[Twosome, tuple[str, ...]]:
    """Return the merge bases of each pair of tips: none for histories that share nothing, several where they crossed.

    A commit's children come before it, each with a mask of the tips that contain it. It is a base of two tips if it is in both
    and no child of it is. What all tips contain need not be listed, but for the newest such commit. Raises `Undecided` where
    history is not here.
    """
    names = sorted(set(tips))
    if len(names) < 2:
        return {}
    shared = attempt(repo.cwd, "merge-base", "--octopus", *names).stdout.decode().split()[:1]
    rows = "\n".join((*names, *(f"^{oid}" for oid in shared), ""))
    done = attempt(repo.cwd, "rev-list", "--topo-order", "--parents", "--stdin", stdin=rows.encode())
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        raise not_here(repo, oid) if (oid := lost(said)) else GitFailedError(("rev-list",), done.returncode, said)
    listed = done.stdout.decode().splitlines()
    parents = {oid: above for oid, *above in (row.split() for row in listed)}
    upon = _upon(parents, shared)
    found: dict[Twosome, tuple[str, ...]] = dict.fromkeys(combinations(names, 2), ())
    for oid, one, other in _forks(parents, names):
        found[names[one], names[other]] += (oid,)
    for pair, bases in found.items():
        if not any(base in upon for base in bases):
            found[pair] = (*bases, *shared)
    return found


def _forks(parents: Mapping[str, list[str]], names: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each base with the places of the two tips that it is a base of."""
    below: dict[str, list[int]] = {}
    own = {name: 1 << place for place, name in enumerate(names)}
    for oid, above in parents.items():
        kids = below.pop(oid, [])
        mask = own.get(oid, 0)
        for kid in kids:
            mask |= kid
        if kids[:1] != [mask]:
            yield from ((oid, one, other) for one, other in _met(mask, kids))
        for parent in above:
            if parent in parents:
                below.setdefault(parent, []).append(mask)


def _met(mask: int, kids: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places in a mask that no kid has both of."""
    for one in bits(mask):
        both = 0
        for kid in kids:
            if kid >> one & 1:
                both |= kid
        yield from ((one, other) for other in bits(mask & ~both & -(2 << one)))


def _upon(parents: dict[str, list[str]], shared: Collection[str]) -> set[str]:
    """Return which of the listed commits have the one that all share among their ancestors."""
    found = set(shared)
    for oid in reversed(parents):
        if any(parent in found for parent in parents[oid]):
            found.add(oid)
    return found
