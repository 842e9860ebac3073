"""What the index alone answers, where nothing has changed since it was derived: no law is loaded for that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.summary import Summary, from_row
from gitgov.core.errors import GitgovError
from gitgov.core.visible import many
from gitgov.git import notetree
from gitgov.git.index import Index, open_index
from gitgov.git.objects import read_blob, tree_of
from gitgov.git.refs import room_ref
from gitgov.git.remotes import of_team, remotes
from gitgov.git.repository import Repository, open_repository

WATCHED = ("charter", "motions", "votes", "decisions")
"""The rooms that an index is derived from."""
INDEX = "index.sqlite"
PLAIN = "plain"
"""Under this name an index notes that no proxy and no standing order is in use, which time alone would change."""
STANDING = "standing"
"""Under this name an index notes where the refs stood when what was carried was last looked for in them."""
VERIFIED = "verified"
"""Under this name it notes the state of the repository in which all was verified, and there was nothing else to tell."""

_HISTORY = ("shallow", "info/grafts")
"""Files of a repository that cut its history short, or bend it."""


def in_turn(motion: Summary) -> tuple[int, bool, str, int]:
    """Order motions in a list, the oldest first: of those of one second, what renews another comes after it, and a floor keeps its own order."""
    return motion.at, bool(motion.renews), motion.floor, motion.place


def listed_in(index: Index, *, everything: bool) -> list[Summary]:
    """List the motions of an index, oldest first; the ones still to be decided or carried out, or all."""
    found = map(from_row, index.all() if everything else index.pending())
    return sorted(found, key=in_turn)


class Derived(NamedTuple):
    """The motions of a repository, by its index."""

    repo: Repository
    motions: list[Summary]


def as_derived(start: Path, *, everything: bool) -> Derived | None:
    """Return the list if the index was derived from the rooms and refs as they stand, and time does not change it.

    Nothing is returned where proxies or standing orders are in use, where what was carried may have been carried out
    since or was made here, and for an index that is absent or damaged: then the law is asked. Raises `BadInput` outside
    of a repository.
    """
    repo = open_repository(start)
    try:
        index = open_index(repo.state / INDEX)
        known = index.meta()
        if not _holds(repo, known) or any(_made_here(repo, target) for target in awaited(index)):
            return None
        if known.get(STANDING) != standing(repo, index.targets()):
            return None
        return Derived(repo, listed_in(index, everything=everything))
    except (GitgovError, ValueError, TypeError):
        return None


class Grandfathered(NamedTuple):
    """How many commits of protected branches, and how many protected tags, were there before, as far as this clone holds them.

    It is nothing to tell where that is one commit alone: every body begins with the one that its charter annotates.
    """

    commits: int
    tags: int

    def __bool__(self) -> bool:
        return self.commits > 1 or self.tags > 0

    def __str__(self) -> str:
        return f"{many(self.commits, 'commit')} and {many(self.tags, 'tag')} from before, about which nobody decided"


NOTHING = Grandfathered(0, 0)


class Verified(NamedTuple):
    """How much was verified, of which ledger, and on how many protected refs; and what was not, as it was there before."""

    genesis: str
    events: int
    motions: int
    moves: int
    refs: int
    grandfathered: Grandfathered = NOTHING


def as_verified(start: Path) -> Verified | None:
    """Return what was verified if no ref of the repository has moved since, and time does not change it.

    It relies on no more than a verification that goes on from an earlier one. Raises `BadInput` outside of a repository.
    """
    repo = open_repository(start)
    try:
        known = open_index(repo.state / INDEX).meta()
        if not _holds(repo, known) or known.get(VERIFIED) != state_of(repo):
            return None
        events, motions, moves, refs = (
            int(known[f"verified {what}"]) for what in ("events", "motions", "moves", "refs")
        )
        before = Grandfathered(*map(int, known["verified before"].split()))
        return Verified(known["genesis"], events, motions, moves, refs, before)
    except (GitgovError, ValueError, KeyError, OSError):
        return None


def state_of(repo: Repository) -> str:
    """Digest where all refs stand, which remotes they follow, and what else of this repository changes what history is."""
    followed = (each for each in repo.remotes if not of_team(repo.settings(), each))
    rows = [*(f"{oid} {ref}" for ref, oid in sorted(repo.refs("refs/").items())), *sorted(followed)]
    files = [(repo.common / name).read_bytes() for name in _HISTORY if (repo.common / name).exists()]
    return hashlib.sha256("\n".join(rows).encode(errors="surrogateescape") + b"\0" + b"\0".join(files)).hexdigest()


def _holds(repo: Repository, known: dict[str, str]) -> bool:
    """Say whether an index that was derived from what is `known` is of the ledger that the clone pins, as it stands."""
    if not known.get(PLAIN) or known.get("genesis") != repo.settings().get("gov.genesis"):
        return False
    if not all(known.get(room) == repo.tip(room_ref(room)) for room in WATCHED):
        return False
    _read_charter(repo)
    return True


def _read_charter(repo: Repository) -> None:
    """Read the charter's lines, as the law does first of all; raises `Undecided` where they are missing or damaged."""
    tree = tree_of(repo, repo.tip(room_ref("charter")))
    for subject in notetree.differing(repo, None, tree.id):
        for _, blob in notetree.find(repo, tree, subject):
            read_blob(repo, blob)


def awaited(index: Index) -> set[str]:
    """Return the refs that carried motions wait to reach."""
    return {row.target for row in index.pending() if row.pending == 1 and row.target}


def standing(repo: Repository, targets: Iterable[str]) -> str:
    """Write down where branches and tags stand, here and as last fetched from each remote: `oid refname`, a line each."""
    places = sorted(place for target in targets for place in (target, *_fetched(repo, target)))
    return "\n".join(f"{tip} {place}" for place in places if (tip := repo.tip(place)))


def _fetched(repo: Repository, target: str) -> list[str]:
    names = remotes(repo.settings()) if target.startswith("refs/heads/") else []
    return [target.replace("refs/heads/", f"refs/remotes/{name}/", 1) for name in names]


def _made_here(repo: Repository, target: str) -> bool:
    """Say whether a ref may hold here what it holds on no remote; of a tag that is here only the law can tell."""
    tip, fetched = repo.tip(target), [repo.tip(each) for each in _fetched(repo, target)]
    tag = target.startswith("refs/tags/")
    return bool(tip) and (tag or bool(fetched)) and tip not in fetched
