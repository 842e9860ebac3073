"""Finding what was decided about the commits of an update: by their notes, what they merge, their trailers, or their content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gitgov.chamber.open import Chamber, invocations_here
from gitgov.chamber.pointed import Lookup
from gitgov.chamber.used import methods_ever
from gitgov.gate.facts import Step
from gitgov.git.history import Commit, clean_merges
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.merge import Merge


class Found(NamedTuple):
    """Decisions and invocations, by the commit that they are about."""

    motions: dict[str, tuple[Authority, ...]]

    def heads(self, ref: str) -> set[str]:
        """Return the heads that some motion or order would let into `ref`."""
        return {
            motion.question.head
            for motions in self.motions.values()
            for motion in motions
            if isinstance(motion.question, Merge) and motion.question.into == ref
        }


def find(chamber: Chamber, ref: str, commits: Sequence[Commit]) -> tuple[Found, tuple[Step, ...]]:
    """Find decisions by the notes on the commits, on what they merge, on what their trailers name; else by ref."""
    subjects = {oid for commit in commits for oid in (commit.oid, commit.named, *commit.parents[1:]) if oid}
    orders, lookup = invocations_here(chamber), Lookup(chamber)
    motions = {subject: about(lookup, subject, orders) for subject in subjects}
    steps, squashes = [], "squash" in methods_ever(chamber, ref)
    for commit in commits:
        named = commit.named
        if squashes and not named and len(commit.parents) == 1 and not motions.get(commit.oid):
            named = _by_content(chamber, ref, commit, lookup) or _by_order(chamber, ref, commit, orders)
            motions |= {named: about(lookup, named, orders)} if named else {}
        steps.append(Step(commit.oid, commit.parents, commit.tree, named))
    return Found(motions), tuple(steps)


def about(lookup: Lookup, commit: str, orders: Iterable[Invocation]) -> tuple[Authority, ...]:
    """Return the motions on a commit, and the standing orders that were invoked for it."""
    return (*lookup.motions(commit), *(each for each in orders if each.content == commit))


def _by_order(chamber: Chamber, ref: str, commit: Commit, orders: Iterable[Invocation]) -> str:
    """Find the standing order by which a commit was squashed without trailers."""
    heads = [each.content for each in orders if each.target == ref and chamber.repo.holds(each.content)]
    merges = clean_merges(chamber.repo, [(commit.parents[0], head) for head in heads])
    return next((head for head in heads if merges[commit.parents[0], head] == commit.tree), "")


def _by_content(chamber: Chamber, ref: str, commit: Commit, lookup: Lookup) -> str:
    """Find the decision whose squash a commit is, as a host's button makes it, without trailers.

    What waits to be carried out is tried first, then what lists show as enacted, where the decision of an old step is
    found, and only then what is undecided, for the sake of a better word.
    """
    from gitgov.chamber.reads import ask  # noqa: PLC0415 - only a squash without trailers needs sqlite
    from gitgov.chamber.summary import from_row  # noqa: PLC0415 - as above

    rows = [row for row in ask(chamber, lambda index: index.for_target(ref)) if chamber.repo.holds(row.head)]
    for pending in (1, 0, 2):
        tried = [row for row in rows if row.pending == pending]
        if not pending:
            tried = [row for row in tried if from_row(row).settled == "enacted"]
        merges = clean_merges(chamber.repo, list(dict.fromkeys((commit.parents[0], row.head) for row in tried)))
        for row in tried:
            if merges[commit.parents[0], row.head] == commit.tree:
                lookup.follow(row.head, row.subject)
                return row.head
    return ""
