"""Which decisions a branch has used: what they ratified is in it, by a merge, a fast-forward or a squash."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.chamber.open import Chamber
from gitgov.git.history import Commit, first_parents, is_ancestor, squashes_of


def used(chamber: Chamber, ref: str, heads: Iterable[str], tip: str) -> frozenset[str]:
    """Return those of `heads` whose content `ref` has had where it stands at `tip`; what was reverted since counts."""
    wanted = frozenset(heads)
    merged = frozenset(head for head in wanted if is_ancestor(chamber.repo, head, tip))
    return merged | squashed(chamber, ref, wanted - merged, tip).keys()


def squashed(chamber: Chamber, ref: str, heads: Iterable[str], tip: str) -> dict[str, Commit]:
    """Return those of `heads` that were squashed into `ref`, each with the commit that did it."""
    methods = methods_ever(chamber, ref)
    if "squash" not in methods:
        return {}
    # who fast-forwards to a branch that has merged this one leaves the squash on the side of a second parent
    return squashes_of(chamber.repo, heads, tip, everywhere="fast-forward" in methods)


def step_of(chamber: Chamber, ref: str, head: str, tip: str) -> Commit | None:
    """Return the step by which `ref`, now at `tip`, used what was ratified as `head`; nothing where it has not."""
    if not is_ancestor(chamber.repo, head, tip):
        return squashed(chamber, ref, [head], tip).get(head)
    since = [each for each in first_parents(chamber.repo, tip, [head]) if is_ancestor(chamber.repo, head, each.oid)]
    if since and since[-1].parents[:1] != (head,):
        return since[-1]
    return next(iter(first_parents(chamber.repo, head, [f"{head}^@"])), None)


def methods_ever(chamber: Chamber, ref: str) -> frozenset[str]:
    """Return the methods by which any charter has let content into a ref."""
    branches = (step.charter.branch(ref) for step in chamber.chain.steps)
    return frozenset(method for branch in branches if branch is not None for method in branch.methods)
