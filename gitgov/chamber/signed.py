"""Collecting who signed what would come into a branch, where the charter of a decision about it asks for signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gitgov.chamber.open import Chamber
from gitgov.chamber.used import branches_ever
from gitgov.charter.charter import Charter
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate, Signature, Signatures, Step
from gitgov.gate.signed import brought_by, protection, why_not_brought
from gitgov.git.history import added
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge

Motions = Mapping[str, Sequence[Authority]]


def signatures_of(chamber: Chamber, update: RefUpdate, steps: Sequence[Step], motions: Motions) -> Signatures:
    """Return who signed what comes in by those steps that a decision asks about, and by those older that belong to them."""
    if not any(branch.signed for branch in branches_ever(chamber, update.ref)):
        return Signatures()
    places = [at for at, step in enumerate(steps) if _asking(update.ref, step, motions)]
    if not places:
        return Signatures()
    ends = [update.new, *(step.named for step in steps if step.named and chamber.repo.holds(step.named))]
    parents = _added(chamber, ends, "" if update.creates else update.old)
    brought = brought_by(steps, parents)
    asked = steps[: max(_reach(update.ref, steps, at, motions) for at in places)]
    beside = (brought[step.commit, head] for step in asked for head in step.heads)
    commits = dict.fromkeys(
        oid for each in ([step.commit for step in asked], *beside) for oid in each if oid in parents
    )
    return Signatures(_made(chamber, commits), brought, chamber.chain.charters)


def why_not_yet(chamber: Chamber, question: Merge, charter: Charter, onto: str) -> Objection | None:
    """Say which commit that a merge would bring in upon another is not signed as a charter asks, or nothing."""
    branch = charter.branch(question.into)
    if branch is None or "commits" not in branch.signed:
        return None
    made = _made(chamber, _added(chamber, [question.head], onto))
    return why_not_brought(question, branch, Signatures(made, charters=chamber.chain.charters))


def _made(chamber: Chamber, commits: Iterable[str]) -> dict[str, Signature]:
    from gitgov.git.signatures import signatures  # noqa: PLC0415 - few bodies ask for signatures

    return signatures(chamber.repo, commits, chamber.chain.pgp_keys)


def _added(chamber: Chamber, ends: Iterable[str], old: str) -> dict[str, tuple[str, ...]]:
    """Return what these commits add to another, without what some branch held when it was first protected."""
    stood = (oid for name, oid in chamber.chain.baseline.items() if name.startswith("refs/heads/"))
    without = dict.fromkeys(oid for oid in (*stood, old) if oid and chamber.repo.holds(oid))
    return added(chamber.repo, dict.fromkeys(ends), without)


def _asking(ref: str, step: Step, motions: Motions) -> list[Authority]:
    """Return the decisions that may be about a step and ask for signatures."""
    heads = dict.fromkeys((step.commit, *step.parents[1:], step.named))
    return [each for head in heads for each in motions.get(head, ()) if protection(each, ref).signed]


def _reach(ref: str, steps: Sequence[Step], at: int, motions: Motions) -> int:
    """Return before which place the last step is that may belong to one; of a fast-forward or a rebase any may."""
    methods = frozenset[str]().union(*(protection(each, ref).methods for each in _asking(ref, steps[at], motions)))
    alone = len(steps[at].parents) == 1 and "rebase" in methods
    forward = steps[at].commit in motions and "fast-forward" in methods
    return len(steps) if alone or forward else at + 1
