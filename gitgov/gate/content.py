"""Whether content is exactly what a decision ratified, by the method by which it comes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from gitgov.core.ids import motion_name, short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.facts import Series, Step
from gitgov.gate.ratified import object_about
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.merge import Merge

if TYPE_CHECKING:  # what is ordered asks about decisions by this gate
    from gitgov.gate.ordered import Ahead


def why_not_merged(step: Step, expected: str, motion: Authority, method: str) -> Objection | None:
    """Say why a commit is not the ratified merge or squash, or nothing; `expected` is the tree of git's own clean merge."""
    question = motion.question
    if not isinstance(question, Merge):
        return None
    if question.resolution:
        if objection := why_not_resolved(motion, step.parents[0], method):
            return objection
        expected = question.resolution
    elif not expected:
        return object_about(
            "GOV-107",
            f"{short(question.head)} does not merge cleanly into {short(step.parents[0])}, and {motion.name} names no resolution",
            f"merge {typed(into(question))} into {typed(question.branch)}, push it, git motion renew {motion.name}; or move it with --resolution",
            motion,
        )
    if step.tree == expected:
        return None
    whose = f"{motion.name} names" if question.resolution else "git's own merge gives"
    return object_about(
        "GOV-108",
        f"{short(step.commit)} contains something else than the merge that {motion.name} ratified: its tree is {short(step.tree)}, {whose} {short(expected)}",
        f"git gov enact {motion.name} makes exactly the ratified merge",
        motion,
    )


def why_not_resolved(motion: Authority, onto: str, method: str) -> Objection | None:
    """Say why the resolution that a motion names may not be made upon a commit by a method, or nothing."""
    question = motion.question
    if not isinstance(question, Merge) or not question.resolution:
        return None
    if isinstance(motion, Invocation):
        what = f"{motion.name} invokes a standing order, which lets git's own merge in and names no tree"
        return object_about("GOV-166", what, f"git motion merge {typed(question.branch)} --resolution COMMIT", motion)
    if method != "merge":
        what = f"{motion.name} names the tree of a merge, which no {method} shows"
        return object_about("GOV-115", what, f"git gov enact {motion.name} --method merge", motion)
    if onto == question.onto:
        return None
    what = f"{motion.name} names a resolution upon {short(question.onto)}, and {into(question)} stands at {short(onto)}"
    remedy = f"resolve it again upon {short(onto)}, then git motion merge {typed(question.branch)} --resolution COMMIT"
    return object_about("GOV-116", what, remedy, motion)


def why_not_rebased(steps: Sequence[Step], series: Series, motion: Authority) -> Objection | None:
    """Say why the newest of these steps do not make a ratified series again, one commit for each, or nothing."""
    if objection := why_not_resolved(motion, "", "rebase"):
        return objection
    if not series.commits:
        return why_not_in_line(motion)
    for step, commit, tree in zip(steps, series.commits, series.trees, strict=False):
        if len(step.parents) != 1:
            what = f"{short(step.commit)} is no commit of a rebase, where {motion.name} ratified {short(commit)}"
            return object_about("GOV-117", what, _exactly(motion), motion)
        if not tree:
            return why_not_picked(motion, commit, step.parents[0])
        if step.tree != tree:
            what = f"{short(step.commit)} is not what git makes of {short(commit)}, which {motion.name} ratified, upon {short(step.parents[0])}"
            return object_about("GOV-117", what, _exactly(motion), motion)
    missing = len(series.commits) - min(len(series.trees), len(steps))
    if missing > 0:
        what = f"{motion.name} ratified a series of {len(series.commits)}, and the oldest {missing} are missing here"
        return object_about("GOV-117", what, _exactly(motion), motion)
    return None


def _exactly(motion: Authority) -> str:
    return f"git gov enact {motion.name} --method rebase makes exactly the ratified series"


def why_not_in_line(motion: Authority) -> Objection:
    """Object to the rebase of what adds no single line of commits: it has merges in it, or is there already."""
    head = short(motion.question.head) if isinstance(motion.question, Merge) else ""
    what = f"what {motion.name} ratified as {head} adds no single line of commits, so that it cannot be rebased"
    return object_about("GOV-118", what, f"git gov enact {motion.name}, by another method", motion)


def why_not_picked(motion: Authority, commit: str, onto: str) -> Objection:
    """Object to a rebase in which git finds a conflict."""
    what = f"{short(commit)}, which {motion.name} ratified, conflicts upon {short(onto)}"
    return object_about("GOV-119", what, f"rebase the branch, push it, git motion renew {motion.name}", motion)


def why_not_forward(motion: Authority) -> Objection | None:
    """Say why a ratified head may not itself become the tip, or nothing: a named resolution is no fast-forward."""
    return why_not_resolved(motion, "", "fast-forward")


def why_not_after(motion: Authority, had: Collection[str] | None, ahead: Sequence[Ahead] = ()) -> Objection | None:
    """Say why what was to come after something else may not come in yet, or nothing.

    `had` are heads that the branch has had so far; nothing where that cannot be told, as with a fast-forward. `ahead` is
    what ratified sequences put before it, besides what the motion itself names.
    """
    question = motion.question
    if not isinstance(question, Merge):
        return None
    wanted = [(head, "") for head in question.after]
    wanted += [(each.head, f", by the sequence of {motion_name(each.by)}") for each in ahead]
    missing = next(((head, whose) for head, whose in wanted if had is None or head not in had), None)
    if missing is None:
        return None
    head, whose = missing
    if had is None:
        what = f"{motion.name} is to come after {short(head)}{whose}, and a fast-forward does not show what came before"
        return object_about("GOV-120", what, f"git gov enact {motion.name} makes a merge", motion)
    what = f"{motion.name} is to come after {short(head)}{whose}, which is not in {into(question)} yet"
    another = "; git sprint sequence --move puts another order before the assembly" if whose else ""
    return object_about("GOV-120", what, f"carry that out first, then git gov enact {motion.name}{another}", motion)


def into(question: Merge) -> str:
    """Name the branch that a merge opens, as people say it."""
    return question.into.removeprefix("refs/heads/")
