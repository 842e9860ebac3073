"""Carrying a decision out: the merge, the tag or the charter exactly as ratified, and the record of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gitgov.chamber.acts import Actor, act
from gitgov.chamber.adopt import adopt
from gitgov.chamber.done import tips_of
from gitgov.chamber.judge import judge_one
from gitgov.chamber.open import Chamber, Matter, reopened, the_matter
from gitgov.chamber.sync import sync
from gitgov.chamber.used import step_of
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate, TagFacts
from gitgov.gate.ratified import why_not_ratified
from gitgov.gate.tag import decide_tag
from gitgov.git import making
from gitgov.git.history import is_ancestor
from gitgov.git.transfer import push_refs
from gitgov.procedure.events import DecisionEnacted
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion

METHODS = ("merge", "squash", "fast-forward")
"""The ways to carry a merge out, the one that goes before the others where the charter allows several first."""


class Enacted(NamedTuple):
    """What was done: a ref and where it came from and went; `pushed` names the remote that accepted it.

    `found` says that the ref stood there already, here or on a remote, so that only what was left was done.
    """

    ref: str
    old: str
    new: str
    method: str
    pushed: str = ""
    found: bool = False


def enact(chamber: Chamber, actor: Actor, matter: Matter, *, remote: str = "", method: str = "") -> Enacted:
    """Carry out a carried motion; with `remote`, the evidence goes there first and the ref after it."""
    check_method(matter.motion, method)
    if remote:
        chamber = met(chamber, remote)
        matter = the_matter(chamber, matter.motion.id, matter.motion.subject)
    motion = matter.motion
    if objection := why_not_ratified(motion, chamber.now()):
        raise Refused((objection,))
    match motion.question:
        case CharterChange():
            return _adopt(chamber, actor, matter, remote)
        case Merge():
            return _carry_out(chamber, actor, matter, remote, _merge(chamber, motion, remote, method))
        case Release():
            return _carry_out(chamber, actor, matter, remote, _release(chamber, actor, motion, remote))
        case _:
            raise BadInput(
                f"{motion.name} ({motion.text}) took effect when it was announced", "there is nothing to carry out"
            )


def check_method(motion: Motion, method: str) -> None:
    """Raise `BadInput` for a method that there is not, and `Refused` for one that the charter does not allow."""
    if method and method not in METHODS:
        raise BadInput(f"there is no method {method!r}", f"--method is one of {', '.join(METHODS)}")
    if method and isinstance(motion.question, Merge):
        _method(motion, motion.question, method)


def met(chamber: Chamber, remote: str, so_far: str = "") -> Chamber:
    """Sync, and open the ledger as it then is; raises `Refused` with the reasons where a line comes back.

    `so_far` says what has been done already, and is put before the reasons.
    """
    report = sync(chamber.repo, chamber.now, remote)
    if report.refused:
        raise Refused(tuple(each._replace(what=f"{so_far}{each.what}") for each in report.refused))
    return reopened(chamber)


def _carry_out(chamber: Chamber, actor: Actor, matter: Matter, remote: str, made: Enacted) -> Enacted:
    """Push what was made where that was asked for, and only then move the refs here and record it.

    Whatever could keep a ref here from moving is looked for before the push: a remote takes nothing back.
    """
    repo, is_tag = chamber.repo, made.ref.startswith("refs/tags/")
    local = repo.tip(made.ref)
    moves = not local or (not is_tag and not is_ancestor(repo, made.new, local))
    if moves and not is_tag:
        making.check_movable(repo, made.ref, local, made.new)
    if remote:
        if is_tag or not made.found:
            push_refs(repo, remote, [f"{made.new}:{made.ref}"])
        _record(chamber, actor, matter, made)  # whatever befalls the refs here, there it is done
    if is_tag:
        making.make_ref(repo, made.ref, made.new)
    elif moves:
        making.move_branch(repo, made.ref, local, made.new)
    if not remote:
        _record(chamber, actor, matter, made)
    else:
        met(chamber, remote, f"{made.ref} is at {short(made.new)} on {remote}, but: ")
    return made._replace(pushed=remote)


def _record(chamber: Chamber, actor: Actor, matter: Matter, done: Enacted) -> None:
    decision = matter.motion.decision
    if decision is not None and not matter.motion.enacted:
        body = DecisionEnacted(decision=decision.id, ref=done.ref, old=done.old or "0" * len(done.new), new=done.new)
        act(chamber, actor, matter.floor, body)


def _merge(chamber: Chamber, motion: Motion, remote: str, method: str) -> Enacted:
    repo, question = chamber.repo, motion.question
    if not isinstance(question, Merge):
        raise BadInput(f"{motion.name} is no merge")
    if not repo.holds(question.head):
        raise BadInput(f"the ratified head {short(question.head)} is not in this clone", "git fetch, then again")
    local = repo.tip(question.into)
    old = making.fetch_branch(repo, remote, question.into) if remote else local
    if not old:
        raise BadInput(
            f"{question.into} is not in this clone", "git fetch, or git branch it from the remote's; or --push REMOTE"
        )
    if local and local != old and not is_ancestor(repo, local, old):
        raise BadInput(
            f"{question.into} here has commits that {remote} has not",
            f"git push {remote} {question.into}, if they were ratified; else put them on a branch of their own, and move that",
        )
    if found := _found(chamber, motion, question, [old] if remote else tips_of(chamber, question.into)):
        return found
    chosen = _method(motion, question, method)
    return Enacted(question.into, old, _made(chamber, motion, question, old, chosen), chosen)


def _found(chamber: Chamber, motion: Motion, question: Merge, tips: Sequence[str]) -> Enacted | None:
    """Return what an enactment that was interrupted has made, if its record is missing; raises `Refused` if it is not.

    A clone that had pushed and then failed would else make another merge than the one that its remote accepted.
    """
    steps = (step_of(chamber, question.into, question.head, tip) for tip in tips)
    step = next((each for each in steps if each is not None), None)
    if step is None:
        return None
    forward = step.oid == question.head
    if motion.enacted or not (forward or step.named == question.head):
        what = f"{motion.name} has been used: {short(question.head)} is in {question.into} already"
        remedy = f"git pull, if {short(step.oid)} is not here yet; a new motion for anything further"
        raise Refused((Objection("GOV-106", what, remedy=remedy, records=(motion.id, step.oid)),))
    method = "fast-forward" if forward else "merge" if len(step.parents) == 2 else "squash"
    return Enacted(question.into, step.parents[0] if step.parents else "", step.oid, method, found=True)


def _method(motion: Motion, question: Merge, method: str) -> str:
    branch = motion.step.charter.branch(question.into)
    allowed = branch.methods if branch else frozenset()
    chosen = method or next((each for each in METHODS if each in allowed), "merge")
    if chosen not in allowed:
        raise Refused(
            (
                Objection(
                    "GOV-105",
                    f"the charter does not let a {chosen} into {question.into}; allowed: {', '.join(sorted(allowed))}",
                    records=(motion.id,),
                ),
            )
        )
    return chosen


def _made(chamber: Chamber, motion: Motion, question: Merge, old: str, method: str) -> str:
    repo = chamber.repo
    if method == "fast-forward":
        if not is_ancestor(repo, old, question.head):
            raise Refused(
                (
                    Objection(
                        "GOV-107",
                        f"{short(question.head)} does not build on {short(old)}, so {question.into} cannot be fast-forwarded to it",
                        remedy="rebase the branch, and git motion renew",
                        records=(motion.id,),
                    ),
                )
            )
        return question.head
    tree = making.merged_tree(repo, old, question.head)
    if not tree:
        raise Refused(
            (
                Objection(
                    "GOV-107",
                    f"{short(question.head)} does not merge cleanly into {short(old)}",
                    remedy=f"merge {question.into} into {question.branch}, then git motion renew {motion.name}",
                    records=(motion.id,),
                ),
            )
        )
    parents = [old] if method == "squash" else [old, question.head]
    return making.commit(repo, tree, parents, message(motion))


def message(motion: Motion) -> str:
    """Write the message of a commit or tag that carries a motion out, with the trailers by which it is found again."""
    decision = motion.decision
    trailers = [f"Motion: {motion.id}", f"Decision: {decision.id if decision else ''}"]
    if isinstance(motion.question, Merge):
        trailers.append(f"Ratified-Head: {motion.question.head}")
    title = motion.text[0].upper() + motion.text[1:]
    why = f"\n{motion.why.strip()}\n" if motion.why.strip() else ""
    return f"{title}\n{why}\n" + "\n".join(trailers) + "\n"


def _release(chamber: Chamber, actor: Actor, motion: Motion, remote: str) -> Enacted:
    repo, question = chamber.repo, motion.question
    if not isinstance(question, Release):
        raise BadInput(f"{motion.name} is no release")
    if not repo.holds(question.commit):
        raise BadInput(f"the ratified commit {short(question.commit)} is not in this clone", "git fetch, then again")
    if remote:
        making.fetch_tag(repo, remote, question.tag)
    if held := repo.tip(question.tag):
        verdict = judge_one(chamber, RefUpdate(question.tag, "0" * len(held), held))
        if not verdict.allowed:
            raise Refused(verdict.objections)
        return Enacted(question.tag, "", held, "tag", found=True)
    name = question.tag.removeprefix("refs/tags/")
    signed = TagFacts(True, name, question.commit, actor.signer.public.fingerprint, chamber.now())
    wanted = RefUpdate(question.tag, "0" * len(question.commit), question.commit)
    verdict = decide_tag(wanted, signed, {question.commit: (motion,)}, chamber.chain.charter)
    if not verdict.allowed:
        raise Refused(verdict.objections)
    return Enacted(
        question.tag, "", making.signed_tag(repo, actor.signer, name, question.commit, message(motion)), "tag"
    )


def _adopt(chamber: Chamber, actor: Actor, matter: Matter, remote: str) -> Enacted:
    """Bring a carried charter into force; with `remote`, only what it takes in counts as done."""
    old = chamber.chain.charter.version
    adopt(chamber, actor, matter, remote)
    if remote:
        chamber = met(chamber, remote)
    return Enacted("charter", f"version {old}", f"version {old + 1}", "charter", remote)
