"""Why a commit is in a protected branch: the step that brought it in, and the decision behind that step."""

from __future__ import annotations

from dataclasses import dataclass

from gitgov.chamber.judge import judge_branch_from
from gitgov.chamber.moves import protected_refs
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.reads import find_motion
from gitgov.core.ids import Oid, short
from gitgov.gate.facts import RefUpdate
from gitgov.git.history import first_parents, is_ancestor, ways_to
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: `step` is the commit on the protected branch that brought `commit` in."""

    commit: str
    ref: str
    step: str
    what: str
    motion: Motion | None
    accounted: bool


def explain(chamber: Chamber, commit: Oid) -> Why:
    """Explain a commit by the protected branches here that hold it."""
    branches = {name: each for name, each in protected_refs(chamber).items() if not each[0].startswith("refs/tags/")}
    for name, (ref, tip) in branches.items():
        if is_ancestor(chamber.repo, commit, tip):
            return _brought_in(chamber, commit, name, ref, tip)
    if released := _released(chamber, commit):
        return released
    return Why(
        commit,
        "",
        "",
        f"{short(commit)} is in no protected branch here, so nothing had to let it in",
        None,
        accounted=True,
    )


def _brought_in(chamber: Chamber, commit: Oid, name: str, ref: str, tip: str) -> Why:
    start = chamber.chain.baseline.get(ref, "")
    if start and is_ancestor(chamber.repo, commit, start):
        return Why(
            commit,
            ref,
            start,
            f"{short(commit)} was in {name} before the body was founded (at {short(start)})",
            None,
            accounted=True,
        )
    descendants = ways_to(chamber.repo, commit, tip)
    on_the_way = [
        step
        for step in first_parents(chamber.repo, tip, [start] if start else [])
        if step.oid == commit or step.oid in descendants
    ]
    step = on_the_way[-1]
    old = step.parents[0] if step.parents else ""
    verdict, _ = judge_branch_from(chamber, RefUpdate(ref, old, step.oid))
    if not verdict.allowed:  # the step may be part of what a later fast-forward brought in
        verdict, _ = judge_branch_from(chamber, RefUpdate(ref, start or old, tip))
    motion = _motion(chamber, verdict.by) if verdict.allowed else None
    if motion is None:
        reasons = "; ".join(str(objection) for objection in verdict.objections)
        return Why(
            commit,
            ref,
            step.oid,
            f"{short(commit)} came into {name} with {short(step.oid)}, and NO decision accounts for it: {reasons}",
            None,
            accounted=False,
        )
    return Why(
        commit,
        ref,
        step.oid,
        f"{short(commit)} came into {name} with {short(step.oid)}, by decision of {motion.name}",
        motion,
        accounted=True,
    )


def _motion(chamber: Chamber, ids: tuple[str, ...]) -> Motion | None:
    """Fold the decision that brought a step in: the first in time of those relied on."""
    return find_motion(chamber, ids[-1]) if ids else None


def _released(chamber: Chamber, commit: Oid) -> Why | None:
    for motion in matters(chamber, commit).motions:
        if isinstance(motion.question, Release) and motion.decision and motion.decision.carried:
            return Why(
                commit,
                motion.target,
                commit,
                f"{short(commit)} was released as {motion.target} by decision of {motion.name}",
                motion,
                accounted=True,
            )
    return None
