"""The integration of a sprint: a branch upon the target of exactly what its teams have had ratified, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.progress import TRAILER, phase_of
from gitgov.chamber.queued import Queued, lined_up, queued, replaced
from gitgov.chamber.sprints import Board
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import flat, typed
from gitgov.git.history import fork, is_ancestor
from gitgov.git.integrating import (
    Clash,
    Named,
    aside,
    author_of,
    authors_since,
    merge_upon,
    pick_upon,
    put_branch,
    rebase_upon,
    same_work,
)
from gitgov.git.worktrees import trailers
from gitgov.procedure.motions.merge import Merge
from gitgov.sprints.sprint import Sprint


class Brought(NamedTuple):
    """A carried merge whose content is on the integration branch; `stale` says that what was approved is there as a copy only."""

    work: Queued
    stale: bool


class Integrated(NamedTuple):
    """What was integrated: the teams, the branch and its new `tip` upon `into`, what came in, and what cannot yet."""

    teams: tuple[str, ...]
    branch: str
    into: str
    tip: str
    brought: tuple[Brought, ...]
    left: tuple[Queued, ...]


Put = Callable[[str, Queued, list[Queued]], str | Clash]
"""Puts work upon a tip, after other work that is there already."""


def integrate(chamber: Chamber, board: Board, name: str, *, rebase: bool) -> Integrated:
    """Build `integration/NAME` anew: by picks, or by rebases that keep merges.

    Nothing moves unless all of it fits together. Raises `Refused` at the first commit that conflicts, with who should talk.
    """
    sprints = [
        each for each in board.sprints if each.name == name and phase_of(chamber, each) not in {"planned", "moved"}
    ]
    if not sprints:
        raise BadInput(f"no team has committed itself to sprint {name}", f"git sprint commit {name} --team TEAM")
    into, target = target_tip(chamber)
    branch = f"refs/heads/integration/{name}"
    if chamber.chain.charter.protects(branch):
        raise BadInput(f"{branch} is protected, and takes ratified merges alone", "git gov charter show")
    work = [each for each in queued(chamber, into) if _is_of(chamber, each, sprints, target)]
    old = replaced(chamber, work)
    work = [each for each in work if each.id not in old]
    ready = lined_up(chamber.repo, target, [each for each in work if not each.why_not])
    with aside(chamber.repo, target) if rebase and ready else nullcontext(Path()) as place:
        tip = _together(chamber, ready, target, _by_rebase(chamber, place, target) if rebase else _by_picks(chamber))
    stood = chamber.repo.tip(branch)
    if stood and same_work(chamber.repo, target, [each.head for each in ready], stood, tip):
        tip = stood
    if ready:
        put_branch(chamber.repo, branch, f"refs/gov/integrated/{name}", tip)
    brought = tuple(Brought(each, not is_ancestor(chamber.repo, each.head, tip)) for each in ready)
    left = tuple(each for each in work if each.why_not)
    return Integrated(tuple(each.team.name for each in sprints), branch, into, tip, brought, left)


def _is_of(chamber: Chamber, work: Queued, sprints: Collection[Sprint], target: str) -> bool:
    """Say whether work is of some sprints: it is their teams' branch, or its commits name an item that they have planned."""
    question, repo = work.motion.question, chamber.repo
    if not isinstance(question, Merge) or (repo.holds(work.head) and is_ancestor(repo, work.head, target)):
        return False
    if question.branch.removeprefix("refs/heads/") in {each.team.branch_of(each.name) for each in sprints}:
        return True
    items = {item.id for each in sprints for item in each.plan.body.items}
    return repo.holds(work.head) and not items.isdisjoint(trailers(repo, TRAILER, target, work.head))


def _together(chamber: Chamber, ready: Collection[Queued], target: str, put: Put) -> str:
    """Put one work after another upon the target; raises `Refused` at the first commit that conflicts."""
    tip, before = target, list[Queued]()
    for each in ready:
        named = _named(each)
        made = merge_upon(chamber.repo, tip, each.head, named) if named else put(tip, each, before)
        if isinstance(made, Clash):
            raise Refused((_why_not_together(chamber, each, made, tip),))
        tip = made
        before.append(each)
    return tip


def _named(work: Queued) -> Named | None:
    """Return the tree that a motion names for its merge, which nothing but a merge has."""
    question = work.motion.question
    if not isinstance(question, Merge) or not question.resolution:
        return None
    return Named(question.branch, question.resolution, question.onto)


def _by_picks(chamber: Chamber) -> Put:
    return lambda tip, work, before: pick_upon(chamber.repo, tip, work.head, [each.head for each in before])


def _by_rebase(chamber: Chamber, place: Path, target: str) -> Put:
    def put(tip: str, work: Queued, before: list[Queued]) -> str | Clash:
        below = [each.head for each in before if is_ancestor(chamber.repo, each.head, work.head)]
        return rebase_upon(chamber.repo, place, tip, work.head, below[-1] if below else target)

    return put


def _why_not_together(chamber: Chamber, work: Queued, clash: Clash, tip: str) -> Objection:
    repo, motion, files = chamber.repo, work.motion, ", ".join(map(flat, clash.files))
    others = authors_since(repo, fork(repo, clash.commit, tip), tip, clash.files) if clash.files else []
    people = list(dict.fromkeys([author_of(repo, clash.commit), *others]))
    talk = f"{' and '.join(people)} should talk" if len(people) > 1 else f"{people[0]} knows both sides"
    if named := _named(work):
        why = f"in which it conflicts otherwise: {files}" if files else "in which it does not conflict"
        what = f"{motion.name} ({motion.text}) names a resolution upon {short(named.onto)}, and goes upon {short(tip)}, {why}; nothing has moved"
        branch = typed(named.branch.removeprefix("refs/heads/"))
        remedy = f"{talk}; merge {branch} into {short(tip)}, then git motion merge {branch} --resolution COMMIT"
        return Objection("GOV-629", what, remedy=remedy, records=(motion.id,))
    what = f"{short(clash.commit)} of {motion.name} ({motion.text}) conflicts in {files}; nothing has moved"
    if clash.held == clash.commit:
        what = f"{short(clash.commit)} of {motion.name} ({motion.text}) is a merge in which more was made by hand than git makes again upon {short(tip)}: {files}; nothing has moved"
    elif clash.held:
        what = f"{short(clash.commit)} of {motion.name} ({motion.text}) conflicts in {files}, of which {short(clash.held)} has resolved another conflict; nothing has moved"
    return Objection("GOV-629", what, remedy=f"{talk}; then git motion renew {motion.name}", records=(motion.id,))
