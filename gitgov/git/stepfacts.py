"""Facts of steps that never change, each asked of git once: what making a merge again comes to, what a step changed, what it takes back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from gitgov.git.inverses import MOST, inverses
from gitgov.git.paircache import PairCache
from gitgov.git.replays import CLEAN, CONFLICT, EVIL, Made, replay
from gitgov.git.repository import Repository
from gitgov.git.sizes import Changed, changed

_REPLAY, _SIZE, _INVERSE = "replay", "size", "inverse"


def replayed(repo: Repository, cache: PairCache, merges: Sequence[Made]) -> dict[str, str]:
    """Say of each merge what making it again comes to, by its commit."""
    known = {oid: said for oid, said in cache.facts(_REPLAY).items() if said in {CLEAN, CONFLICT, EVIL}}
    found = replay(repo, [each for each in merges if each.oid not in known])
    if new := {oid: said for oid, said in found.items() if said in {CLEAN, CONFLICT, EVIL}}:
        cache.note(_REPLAY, new)
    both = known | found
    return {each.oid: both[each.oid] for each in merges}


def sized(repo: Repository, cache: PairCache, steps: Sequence[tuple[str, str]]) -> dict[str, Changed]:
    """Return what each step changed against the first parent that is named with it, by its commit."""
    wanted = {oid for oid, _ in steps}
    known = {oid: size for oid, said in cache.facts(_SIZE).items() if oid in wanted and (size := _size(said))}
    found = changed(repo, [each for each in steps if each[0] not in known])
    if found:
        cache.note(_SIZE, {oid: json.dumps([each.lines, *each.files]) for oid, each in found.items()})
    return known | found


def _size(said: str) -> Changed | None:
    """Read a row; nothing where it does not make sense."""
    try:
        lines, *files = json.loads(said)
    except (ValueError, TypeError):
        return None
    sound = isinstance(lines, int) and all(isinstance(each, str) for each in files)
    return Changed(tuple(files), lines) if sound else None


def taken_back(repo: Repository, cache: PairCache, reverts: Sequence[str]) -> dict[str, str]:
    """Return by each of some reverts the commit that it takes back by its patch; those for which there is none are left out."""
    known = cache.facts(_INVERSE) if reverts else {}
    asked = [oid for oid in reverts if oid not in known][:MOST]
    if asked:
        found = inverses(repo, asked)
        cache.note(_INVERSE, {oid: found.get(oid, "") for oid in asked})
        known |= found
    return {oid: known[oid] for oid in reverts if known.get(oid)}
