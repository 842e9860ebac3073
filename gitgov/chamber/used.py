"""Which decisions a branch has used: what they ratified is in it, by a merge, a fast-forward, a squash or a rebase."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.charter.charter import Branch
from gitgov.core.ids import Oid
from gitgov.gate.facts import Series, Step
from gitgov.git.history import Commit, first_parents, is_ancestor
from gitgov.git.merging import squashes_of

_SHAPES = {1: "squash", 2: "merge"}
"""How what came in with a step did, by how many parents that has."""


class Arrival(NamedTuple):
    """How a ratified head came in: the newest commit that brought it, where the branch had stood, and the method."""

    commit: Commit
    old: Oid | str
    method: str


def used(chamber: Chamber, ref: str, heads: Iterable[str], tip: str) -> frozenset[str]:
    """Return those of `heads` whose content `ref` has had where it stands at `tip`; what was reverted since counts."""
    wanted = frozenset(heads)
    merged = frozenset(head for head in wanted if is_ancestor(chamber.repo, head, tip))
    return merged | copied(chamber, ref, wanted - merged, tip).keys()


def copied(chamber: Chamber, ref: str, heads: Iterable[str], tip: str) -> dict[str, Arrival]:
    """Return those of `heads` that came into `ref` as other commits, squashed or rebased, each with how."""
    methods, wanted = methods_ever(chamber, ref), list(heads)
    # who fast-forwards to a branch that has merged this one leaves the copies on the side of a second parent
    everywhere = "fast-forward" in methods
    found: dict[str, Arrival] = {}
    if "rebase" in methods and wanted:
        from gitgov.git.picks import rebases_of  # noqa: PLC0415 - few bodies rebase

        rebased = rebases_of(chamber.repo, wanted, tip, everywhere=everywhere)
        found = {head: Arrival(each.newest, each.old, "rebase") for head, each in rebased.items()}
    if "squash" in methods:
        squashed = squashes_of(chamber.repo, wanted, tip, everywhere=everywhere)
        for head, each in squashed.items():
            if head not in found or found[head].old == each.parents[0]:  # else it is the last commit of a rebase
                found[head] = Arrival(each, each.parents[0], "squash")
    return found


def step_of(chamber: Chamber, ref: str, head: str, tip: str) -> Arrival | None:
    """Return how `ref`, now at `tip`, used what was ratified as `head`; nothing where it has not."""
    if not is_ancestor(chamber.repo, head, tip):
        return copied(chamber, ref, [head], tip).get(head)
    since = [each for each in first_parents(chamber.repo, tip, [head]) if is_ancestor(chamber.repo, head, each.oid)]
    if since and since[-1].parents[:1] != (head,):
        step = since[-1]
        return Arrival(step, step.parents[0], _SHAPES.get(len(step.parents), "octopus"))
    found = next(iter(first_parents(chamber.repo, head, [f"{head}^@"])), None)
    return found and Arrival(found, found.parents[0] if found.parents else "", "fast-forward")


def methods_ever(chamber: Chamber, ref: str) -> frozenset[str]:
    """Return the methods by which any charter has let content into a ref."""
    return frozenset(method for branch in branches_ever(chamber, ref) for method in branch.methods)


def branches_ever(chamber: Chamber, ref: str) -> list[Branch]:
    """Return how charters have protected a branch, the oldest first."""
    found = (step.charter.branch(ref) for step in chamber.chain.steps)
    return [branch for branch in found if branch is not None]


def had_below(
    chamber: Chamber, ref: str, steps: Sequence[Step], rebases: Mapping[tuple[str, str], Series], heads: Container[str]
) -> frozenset[tuple[str, str]]:
    """Return (step, head) of what an older rebase on the same way had brought in below its own head, when the step was made.

    Few heads are stacked so; of these git is asked as it is of what was there before.
    """
    below = {oid for line in rebases.values() for oid in line.commits[1:] if oid in heads}
    found = set()
    for at, step in enumerate(steps):
        for head in below.intersection((step.commit, *step.parents[1:], step.named)):
            length = len(rebases.get((step.commit, head), Series()).commits) or 1
            old = steps[min(at + length, len(steps)) - 1].parents[:1]
            if old and used(chamber, ref, [head], old[0]):
                found.add((step.commit, head))
    return frozenset(found)
