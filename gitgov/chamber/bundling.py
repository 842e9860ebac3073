"""Bundles that can be verified offline: what was asked for, with the rooms, what is protected, and what was ratified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.done import usual_remote
from gitgov.chamber.open import Chamber, seated
from gitgov.chamber.rooms import named
from gitgov.chamber.verification import Verification
from gitgov.chamber.verify import verify
from gitgov.core.errors import BadInput, Refused
from gitgov.core.objection import Objection
from gitgov.git.bundles import unpacked, write_bundle, written_aside
from gitgov.git.notes import NotesStore
from gitgov.git.refs import KEPT, NOTES


class Bundled(NamedTuple):
    """A bundle: the body that it is of, the names of its refs, its size in bytes, and what its verification found."""

    genesis: str
    refs: tuple[str, ...]
    size: int
    found: Verification


def bundle(chamber: Chamber, place: Path, words: Sequence[str] = (), sprint: str = "") -> Bundled:
    """Write a bundle of some branches and tags, of a sprint's branches, or of all that are here.

    It is laid out and verified, by itself, before it gets its name; raises `Refused` where that finds a problem, and
    `BadInput` where no file can get that name.
    """
    refs = _needed(chamber) | _asked(chamber, words, sprint)
    head = f"refs/heads/{chamber.repo.main_branch}"
    with written_aside(place) as aside:
        write_bundle(chamber.repo, aside, dict(sorted(refs.items())), head if head in refs else _first_branch(refs))
        done = examine(aside, chamber.now, chamber.chain.repo)
        if done.found.problems:
            raise Refused(tuple(_unfit(each) for each in done.found.problems[:10]))
    return done


def examine(place: Path, now: Callable[[], int], genesis: str = "") -> Bundled:
    """Verify what a bundle holds, from that alone; `genesis` is the body that it must be of."""
    with unpacked(place) as repo:
        store = NotesStore(repo, now, NOTES)
        if not store.tip("charter"):
            raise BadInput(f"{place} holds no ledger", "git gov bundle FILE makes one that does")
        if genesis:
            _check_body(store, place, genesis)
            repo.learn("gov.genesis", genesis)
        chamber = seated(repo, store, now)
        found = verify(chamber, from_scratch=True)
        return Bundled(chamber.chain.repo, tuple(sorted(repo.refs("refs/"))), place.stat().st_size, found)


def _check_body(store: NotesStore, place: Path, genesis: str) -> None:
    """Raise `Refused` where the ledger in a bundle does not begin as it should."""
    lines = (line for subject in store.subjects("charter") for line in store.lines("charter", subject))
    if genesis not in named({*lines}):
        what = f"{place} is not of the body whose genesis is {genesis}"
        raise Refused((Objection("GOV-673", what, "all else hangs on the genesis", "ask who made it"),))


def _unfit(problem: Objection) -> Objection:
    what = f"a bundle of what is here would not verify: {problem.what}"
    return Objection("GOV-670", what, "a bundle stands by itself", problem.remedy or "git gov verify", problem.records)


def _needed(chamber: Chamber) -> dict[str, str]:
    """Return what every verification needs: the rooms, what is protected as others see it, and what was ratified."""
    repo, protects = chamber.repo, chamber.chain.charter.protects
    found = {**repo.refs(NOTES), **repo.refs(KEPT)}
    remote = usual_remote(chamber)
    for prefix in (f"refs/gov/remotes/{remote}/kept/",) if remote else ():
        found |= {f"{KEPT}{remote}-{ref.removeprefix(prefix)}": oid for ref, oid in repo.refs(prefix).items()}
    return found | {ref: oid for ref, oid in _branches_and_tags(chamber).items() if protects(ref)}


def _branches_and_tags(chamber: Chamber) -> dict[str, str]:
    """Return all branches and tags by the names that they have at the usual remote; a branch stands where it does there."""
    repo, remote = chamber.repo, usual_remote(chamber)
    found: dict[str, str] = {**repo.refs("refs/heads/"), **repo.refs("refs/tags/")}
    if remote:
        there = ((repo.follows(ref, remote), oid) for ref, oid in repo.refs(f"refs/remotes/{remote}/").items())
        protects = chamber.chain.charter.protects
        found |= {ref: oid for ref, oid in there if ref and (ref not in found or protects(ref))}
    return found


def _asked(chamber: Chamber, words: Sequence[str], sprint: str) -> dict[str, str]:
    every = _branches_and_tags(chamber)
    if not words and not sprint:
        return every
    found = {}
    for word in words:
        names = [ref for ref in (word, f"refs/heads/{word}", f"refs/tags/{word}") if ref in every]
        if len(names) != 1:
            raise BadInput(
                f"{word!r} is {'a branch and a tag' if names else 'no branch or tag here'}",
                "write refs/heads/NAME or refs/tags/NAME; git fetch may bring it",
            )
        found[names[0]] = every[names[0]]
    return found | _of_sprint(chamber, every, sprint)


def _of_sprint(chamber: Chamber, every: dict[str, str], sprint: str) -> dict[str, str]:
    branches = [f"refs/heads/{team.branch_of(sprint)}" for team in chamber.chain.charter.teams.values() if sprint]
    found = {ref: every[ref] for ref in branches if ref in every}
    if sprint and not found:
        raise BadInput(
            f"no team has a branch of sprint {sprint!r} here", "git fetch; git sprint status names the sprints"
        )
    return found


def _first_branch(refs: dict[str, str]) -> str:
    return min((ref for ref in refs if ref.startswith("refs/heads/")), default="refs/heads/none")
