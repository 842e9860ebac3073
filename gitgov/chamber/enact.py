"""Carrying a decision out: the merge, the tag or the charter exactly as ratified, and the record of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gitgov.chamber.acts import Actor, act, charter_event, tips
from gitgov.chamber.done import is_adopted
from gitgov.chamber.found import baseline
from gitgov.chamber.judge import judge_one
from gitgov.chamber.open import Chamber, by_thread, reopened
from gitgov.chamber.survey import every_thread
from gitgov.chamber.sync import sync
from gitgov.chamber.used import used
from gitgov.charter.events import Adopted, Covered
from gitgov.charter.read import read
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import EventId, short
from gitgov.core.objection import Objection
from gitgov.gate.decide import decide_tag, why_not_ratified
from gitgov.gate.facts import RefUpdate, TagFacts
from gitgov.git import making
from gitgov.git.history import is_ancestor
from gitgov.git.transfer import push_refs
from gitgov.ledger.order import heads
from gitgov.procedure.events import DecisionEnacted
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion

MOST_HEADS = 4000
"""How many heads one line names; below `MOST_PARENTS`, which also counts the charter and the decision."""


@dataclass(frozen=True, slots=True)
class Enacted:
    """What was done: a ref and where it came from and went; `pushed` names the remote that accepted it."""

    ref: str
    old: str
    new: str
    method: str
    pushed: str = ""


def enact(chamber: Chamber, actor: Actor, motion: Motion, *, remote: str = "", method: str = "") -> Enacted:
    """Carry out a carried motion; with `remote`, the evidence goes there first and the ref after it."""
    if objection := why_not_ratified(motion, chamber.now()):
        raise Refused((objection,))
    match motion.question:
        case CharterChange():
            return _adopt(chamber, actor, motion, remote)
        case Merge():
            return _carry_out(chamber, actor, motion, remote, lambda: _merge(chamber, motion, remote, method))
        case Release():
            return _carry_out(chamber, actor, motion, remote, lambda: _release(chamber, actor, motion))
        case _:
            raise BadInput(
                f"{motion.name} ({motion.text}) took effect when it was announced", "there is nothing to carry out"
            )


def _carry_out(chamber: Chamber, actor: Actor, motion: Motion, remote: str, make: Callable[[], Enacted]) -> Enacted:
    """Make what was ratified, push it where asked, and only then move the refs here."""
    if remote:
        sync(chamber.repo, chamber.now, remote)
    done = make()
    if remote:
        push_refs(chamber.repo, remote, [f"{done.new}:{done.ref}"])
    if done.ref.startswith("refs/tags/"):
        making.make_ref(chamber.repo, done.ref, done.new)
    else:
        making.move_branch(chamber.repo, done.ref, chamber.repo.tip(done.ref), done.new)
    _record(chamber, actor, motion, done)
    if remote:
        sync(chamber.repo, chamber.now, remote)
    return replace(done, pushed=remote)


def _record(chamber: Chamber, actor: Actor, motion: Motion, done: Enacted) -> None:
    decision = motion.decision
    if decision is not None and not motion.enacted:
        body = DecisionEnacted(decision=decision.id, ref=done.ref, old=done.old or "0" * len(done.new), new=done.new)
        act(reopened(chamber), actor, motion, body)


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
            "put them on a branch of their own: they need a motion too",
        )
    if used(chamber, question.into, [question.head], old):
        raise Refused(
            (
                Objection(
                    "GOV-106",
                    f"{motion.name} has been used: {short(question.head)} is in {question.into} already",
                    records=(motion.id,),
                ),
            )
        )
    chosen = _method(motion, question, method)
    return Enacted(question.into, old, _made(chamber, motion, question, old, chosen), chosen)


def _method(motion: Motion, question: Merge, method: str) -> str:
    branch = motion.step.charter.branch(question.into)
    allowed = branch.methods if branch else frozenset()
    chosen = method or next(each for each in ("merge", "squash", "fast-forward") if each in allowed)
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


def _release(chamber: Chamber, actor: Actor, motion: Motion) -> Enacted:
    repo, question = chamber.repo, motion.question
    if not isinstance(question, Release):
        raise BadInput(f"{motion.name} is no release")
    if not repo.holds(question.commit):
        raise BadInput(f"the ratified commit {short(question.commit)} is not in this clone", "git fetch, then again")
    held = repo.tip(question.tag)
    if held:
        verdict = judge_one(chamber, RefUpdate(question.tag, "0" * len(held), held))
        if not verdict.allowed:
            raise Refused(verdict.objections)
        return Enacted(question.tag, "", held, "tag")
    name = question.tag.removeprefix("refs/tags/")
    signed = TagFacts(True, name, question.commit, actor.signer.public.fingerprint, chamber.now())
    wanted = RefUpdate(question.tag, "0" * len(question.commit), question.commit)
    verdict = decide_tag(wanted, signed, {question.commit: (motion,)}, chamber.chain.charter)
    if not verdict.allowed:
        raise Refused(verdict.objections)
    return Enacted(
        question.tag, "", making.signed_tag(repo, actor.signer, name, question.commit, message(motion)), "tag"
    )


def _adopt(chamber: Chamber, actor: Actor, motion: Motion, remote: str) -> Enacted:
    """Bring a carried charter into force: a step that covers every thread seen here."""
    question, decision = motion.question, motion.decision
    if not isinstance(question, CharterChange) or decision is None:
        raise BadInput(f"{motion.name} is no change of the charter")
    if is_adopted(chamber, motion):
        raise Refused((Objection("GOV-106", f"{motion.name} is in force already", records=(motion.id,)),))
    if remote:
        sync(chamber.repo, chamber.now, remote)
        chamber = reopened(chamber)
    old = chamber.chain.charter.version
    refs = baseline(chamber.repo, read(question.text), chamber.chain.baseline)
    body = Adopted(charter=question.text, decision=decision.id, motion=motion.id, refs=refs)
    chamber, covering = _cover(chamber, actor, (*uncovered(chamber), *tips(motion)))
    charter_event(chamber, actor, body, (*covering, *tips(motion), decision.id))
    if remote:
        sync(chamber.repo, chamber.now, remote)
    return Enacted("charter", f"version {old}", f"version {old + 1}", "charter", remote)


def _cover(chamber: Chamber, actor: Actor, heads_seen: Sequence[EventId]) -> tuple[Chamber, tuple[EventId, ...]]:
    """Return what a step names to cover these heads: the heads themselves, or parts where they are too many for a line."""
    found = tuple(dict.fromkeys(heads_seen))
    if len(found) <= MOST_HEADS:
        return chamber, found
    parts = [
        charter_event(chamber, actor, Covered(), found[at : at + MOST_HEADS]).id
        for at in range(0, len(found), MOST_HEADS)
    ]
    return reopened(chamber), tuple(parts)


def uncovered(chamber: Chamber) -> tuple[EventId, ...]:
    """Return the heads of every thread here that no charter step has covered yet."""
    covered = frozenset().union(*(step.past for step in chamber.chain.steps))
    events = [event for thread in every_thread(chamber).values() for event in thread]
    found = (head for each in by_thread(events).values() for head in heads(each))
    return tuple(head for head in found if head not in covered)
