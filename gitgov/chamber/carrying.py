"""What carries a merge out: exactly what was ratified, made now or found where it was made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.chamber.accounted import check_accounted
from gitgov.chamber.acts import Actor
from gitgov.chamber.done import published
from gitgov.chamber.ground import Ground, made_upon, method_for
from gitgov.chamber.judge import judge_one
from gitgov.chamber.open import Chamber
from gitgov.chamber.used import Arrival, step_of
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.facts import RefUpdate
from gitgov.gate.signed import protection
from gitgov.git import making
from gitgov.git.history import Commit, is_ancestor
from gitgov.git.remotes import remotes
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge


class How(NamedTuple):
    """How a decision is carried out: which remote gets it, by which method, and whether the actor vouches for what stands there already."""

    remote: str = ""
    method: str = ""
    in_place: bool = False


class Enacted(NamedTuple):
    """What was done: a ref and where it came from and went; `pushed` names the remote that accepted it.

    `there` says that others see it in its place already: on a remote, or here, where there is none.
    `recorded` says that the ledger says so. `ahead` names the remote that was seen to be ahead of the branch here, on
    whose branch it is made. `measured` says what came of measuring it, where that is wanted.
    """

    ref: str
    old: str
    new: str
    method: str
    pushed: str = ""
    there: bool = False
    recorded: bool = False
    ahead: str = ""
    measured: tuple[str, ...] = ()


def absent(what: str, commit: str) -> BadInput:
    """Say that a ratified commit is not here, and how it comes: with a branch, with what is kept, or from who has it."""
    found = f"git push REMOTE {short(commit)}:refs/heads/NAME, by somebody who has it"
    return BadInput(
        f"the ratified {what} {short(commit)} is not in this clone",
        f"git fetch and git gov sync, then again; if neither brings it: {found}",
    )


def merge_for(chamber: Chamber, actor: Actor, motion: Authority, remote: str, method: str) -> Enacted:
    """Return the merge that carries a motion out: the one that others have, else the one made here, else a new one.

    Raises `Refused` where the gate would not let it in for want of a signature.
    """
    if not isinstance(question := motion.question, Merge):
        raise TypeError(motion.name)
    repo, into = chamber.repo, question.into
    if not repo.holds(question.head):
        raise absent("head", question.head)
    local = repo.tip(into)
    seen = {remote: making.fetch_branch(repo, remote, into)} if remote else published(chamber, into)
    if step := _step(chamber, question, seen.values()):
        return _there(chamber, motion, question, step, next(iter(seen)))
    name, theirs = next(iter(seen.items()), ("", ""))
    made = _step(chamber, question, [local] if local else [])
    if made and (not theirs or is_ancestor(repo, theirs, made.commit.oid)):
        return _enacted(question, made)
    old = "" if made else newest(chamber, into, local, theirs)
    if made and not old:
        raise _outdated(motion, into, name)
    if not old:
        raise apart(into, name)
    chosen = method_for(motion, question, method)
    check_accounted(chamber, into, old)
    new = made_upon(Ground(chamber, into, old, actor.signer), motion, chosen)
    if protection(motion, into).signed and (objections := judge_one(chamber, RefUpdate(into, old, new)).objections):
        raise Refused(objections)
    return Enacted(
        into,
        old,
        new,
        chosen,
        there=not (remote or remotes(chamber.settings)),
        ahead="" if remote or old == local else name,
    )


def newest(chamber: Chamber, ref: str, local: str, theirs: str) -> str:
    """Return the newer of where a branch stands here and on a remote; nothing where neither builds lawfully on the other.

    Raises `BadInput` where it stands nowhere.
    """
    if not (local and theirs):
        if local or theirs:
            return local or theirs
        raise BadInput(f"{ref} is not in this clone", "git fetch, or git branch it from the remote's; or --push REMOTE")
    if is_ancestor(chamber.repo, local, theirs):
        return theirs
    ahead = is_ancestor(chamber.repo, theirs, local)
    return local if ahead and judge_one(chamber, RefUpdate(ref, theirs, local)).allowed else ""


def _step(chamber: Chamber, question: Merge, tips: Iterable[str]) -> Arrival | None:
    steps = (step_of(chamber, question.into, question.head, tip) for tip in tips)
    return next((each for each in steps if each is not None), None)


def _there(chamber: Chamber, motion: Authority, question: Merge, arrival: Arrival, remote: str) -> Enacted:
    """Return what an enactment has made that others see, if its record is missing; raises `Refused` if it is not.

    A clone that had pushed and then failed would else make another merge than the one that its remote accepted.
    """
    step = arrival.commit
    if motion.enacted or question.head not in {step.oid, step.named}:
        what = f"{motion.name} has been used: {short(question.head)} is in {question.into} already"
        remedy = f"git pull, if {short(step.oid)} is not here yet; a new motion for anything further"
        if _is_another(chamber, question, step):
            remedy = f"the one made here is not needed: {_go_back(question.into, remote)}"
        raise Refused((Objection("GOV-106", what, remedy=remedy, records=(motion.id, step.oid)),))
    return _enacted(question, arrival)._replace(there=True)


def _is_another(chamber: Chamber, question: Merge, step: Commit) -> bool:
    """Say whether what was made here is another than the one that others have."""
    made = _step(chamber, question, [tip] if (tip := chamber.repo.tip(question.into)) else [])
    return made is not None and made.commit.oid != step.oid


def _enacted(question: Merge, arrival: Arrival) -> Enacted:
    return Enacted(question.into, arrival.old, arrival.commit.oid, arrival.method)


def apart(into: str, remote: str) -> BadInput:
    """Say that the branch here and the remote's have gone different ways, and which way leads back."""
    return BadInput(
        f"{into} here has commits that {remote} has not",
        f"git push {typed(remote, into)}, if they were ratified; else put them on a branch of their own, and move that",
    )


def _outdated(motion: Authority, into: str, remote: str) -> BadInput:
    what = f"{motion.name} was carried out here on an older {into} than {remote} has by now"
    return BadInput(what, f"{_go_back(into, remote)}; then again")


def _go_back(into: str, remote: str) -> str:
    branch = into.removeprefix("refs/heads/")
    return f"git switch {typed(branch)}, and git reset --keep {typed(f'{remote}/{branch}')}"
