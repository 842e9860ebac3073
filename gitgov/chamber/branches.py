"""Which branches are on their way to another, and where each of them stands: here, and as last fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.derived import as_derived
from gitgov.chamber.summary import Summary
from gitgov.core.errors import BadInput
from gitgov.git.history import apart_by, is_ancestor
from gitgov.git.refs import room_ref
from gitgov.git.remotes import of_team
from gitgov.git.repository import Repository

_USUAL = "sprint/.+"
HERE = ""
"""The name of this clone among those of remotes."""


class Branch(NamedTuple):
    """A branch that is to land: its name and tip, the motion that would merge it, if any, and whether that was carried."""

    name: str
    tip: str
    motion: str = ""
    carried: bool = False


class Stray(NamedTuple):
    """Where a branch stands otherwise than at the tip that is taken, by the remote or `HERE`, and how far these two are apart."""

    place: str
    tip: str
    ahead: int
    behind: int


class Apart(NamedTuple):
    """A branch that has gone apart: no place has all commits. Of these the one that is `taken`, and its tip; and the others."""

    name: str
    taken: str
    tip: str
    strays: tuple[Stray, ...]


class Found(NamedTuple):
    """Branches that are to land, and those of them that have gone apart."""

    branches: tuple[Branch, ...]
    apart: tuple[Apart, ...]


def branch_for_all(repo: Repository, into: str) -> Branch | None:
    """Return the branch that all land in: the one that is named, else the remote's main one, `main`, `master`, or none.

    What is checked out is not taken for it: somebody who asks stands on a branch of the sprint. It stands where it was last
    fetched, when that goes on from what is here.
    """
    if into:
        return Branch(into, repo.commit_of(repo.nearest(into)))
    theirs = [repo.main_branch] if repo.fetched("HEAD") else []
    for name in (*theirs, "main", "master"):
        with suppress(BadInput):
            here = repo.commit_of(repo.nearest(name))
            fetched = repo.fetched(name)
            return Branch(name, fetched if fetched and is_ancestor(repo, here, fetched) else here)
    return None


def named(repo: Repository, names: Sequence[str]) -> Found:
    """Return branches by name, each where it has come furthest, or any other revision as it is; raises `BadInput` for no such name.

    Of one that has gone apart ours is meant, as by git: it may be made anew here, and not pushed yet.
    """
    places = _places(repo)
    branches, apart = [], []
    for name in dict.fromkeys(names):
        ref = repo.nearest(name)
        if ref != f"refs/heads/{name}":
            branches.append(Branch(name, repo.commit_of(ref)))
            continue
        tip, strayed = stands(repo, name, {HERE: places[name][HERE], **places[name]})
        branches.append(Branch(name, tip))
        apart += strayed
    return Found(tuple(branches), tuple(apart))


def on_their_way(start: Path, repo: Repository, target: Branch | None) -> Found:
    """Return what open motions would merge into the target, then the other branches of teams' sprints, by name.

    A branch that is here and on a remote stands where the later of both does. Where neither is, what others see counts.
    """
    found = {each.name: each for each in _moved(start, repo, target)}
    apart: list[Apart] = []
    of_sprints = _of_sprints(start, repo)
    for name, places in _places(repo).items():
        if name not in found and of_sprints.fullmatch(name):
            tip, strayed = stands(repo, name, places)
            found[name] = Branch(name, tip)
            apart += strayed
    return Found(tuple(found.values()), tuple(apart))


def stands(repo: Repository, name: str, places: Mapping[str, str]) -> tuple[str, list[Apart]]:
    """Return where a branch has come furthest of all places; where none has all commits the first of them, and how they differ."""
    tips = dict.fromkeys(places.values())
    for tip in tips:
        if all(is_ancestor(repo, other, tip) for other in tips):
            return tip, []
    taken, tip = next(iter(places.items()))
    strays = (
        Stray(place, other, *apart_by(repo, other, tip))
        for place, other in places.items()
        if not is_ancestor(repo, other, tip)
    )
    return tip, [Apart(name, taken, tip, tuple(strays))]


def _places(repo: Repository) -> dict[str, dict[str, str]]:
    """Return for each branch where it stands, by remote: where teams work on their own, the usual one, others, and here."""
    found: dict[str, dict[str, str]] = {}
    for ref, tip in sorted(repo.refs("refs/").items()):
        remote, branch = repo.tracked(ref) if ref.startswith("refs/remotes/") else (HERE, ref)
        if branch.startswith("refs/heads/"):
            found.setdefault(branch.removeprefix("refs/heads/"), {})[remote] = tip
    settings, usual = repo.settings(), repo.usual_remote
    rank = {
        remote: (not remote, not of_team(settings, remote), remote != usual, remote)
        for each in found.values()
        for remote in each
    }
    return {name: dict(sorted(each.items(), key=lambda place: rank[place[0]])) for name, each in found.items()}


def _of_sprints(start: Path, repo: Repository) -> re.Pattern[str]:
    """Return what branches of sprints are called: as they usually are, and as any charter has had it for some team."""
    patterns = {_USUAL}
    if is_founded(repo):
        from gitgov.chamber.open import open_chamber  # noqa: PLC0415 - branches that are named need no law

        charters = open_chamber(start).chain.charters
        patterns.update(team.branches for charter in charters for team in charter.teams.values())
    return re.compile("|".join(sorted(patterns)))


def _moved(start: Path, repo: Repository, target: Branch | None) -> Iterator[Branch]:
    """Yield what open motions would merge into the target, as far as it is here."""
    if not is_founded(repo):
        return  # no body, no motions
    known = as_derived(start, everything=False)
    for each in known.motions if known else _by_law(start):
        if (
            each.kind == "merge"
            and repo.holds(each.head)
            and (target is None or each.target == f"refs/heads/{target.name}")
        ):
            yield Branch(each.branch or each.name, each.head, each.name, each.settled == "carried")


def is_founded(repo: Repository) -> bool:
    """Say whether a body was ever founded here, as `open_if_founded` does, without the law."""
    return bool(repo.settings().get("gov.genesis") or repo.tip(room_ref("charter")))


def _by_law(start: Path) -> Sequence[Summary]:
    """Ask the law, which takes longer to load."""
    from gitgov.chamber.indexing import listed  # noqa: PLC0415 - branches that are named need no law
    from gitgov.chamber.open import open_chamber  # noqa: PLC0415 - as above

    return listed(open_chamber(start), everything=False)
