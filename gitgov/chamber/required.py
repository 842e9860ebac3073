"""What changes below paths for which a charter asks for a decision more, as the gate is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gitgov.chamber.open import Chamber
from gitgov.chamber.pointed import Lookup
from gitgov.chamber.used import branches_ever
from gitgov.charter.charter import Charter, Requirement
from gitgov.core.objection import Objection
from gitgov.gate.facts import Step
from gitgov.gate.required import Change, When, asked_about, why_not_required
from gitgov.git.entries import differences, entry_at
from gitgov.git.merging import clean_merges
from gitgov.git.repository import Repository
from gitgov.procedure.motions.merge import Merge

Needs = Sequence[Requirement]


def changed_on_the_way(
    chamber: Chamber, ref: str, steps: Sequence[Step], merges: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], tuple[Change, ...]]:
    """Return what changes with each step below such paths of any charter; of an octopus also with each of its heads.

    `merges` are the trees that git makes of the heads of an octopus up to each.
    """
    needs = [need for branch in branches_ever(chamber, ref) for need in branch.requires]
    if not needs:
        return {}
    return {
        (step.commit, head): changed
        for step in steps
        for head, old, new in _spans(step, merges)
        if (changed := _changed(chamber.repo, needs, old, new, step.heads[0] if len(step.parents) == 2 else ""))
    }


def _spans(step: Step, merges: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str, str]]:
    """Yield a step as nothing, with what it changes from and to; of an octopus also each of its heads so."""
    onto = step.parents[0] if step.parents else ""
    yield "", onto, step.tree
    for head in step.heads if len(step.parents) > 2 else ():
        tree = merges.get((step.parents[0], head), "")
        yield head, onto, tree
        onto = tree


def _changed(repo: Repository, needs: Needs, old: str, new: str, head: str) -> tuple[Change, ...]:
    """Return what changes from one tree to another; what a `head` has there is looked at too, if one is given."""
    found = [(each, Change(each.path, each.links)) for each in differences(repo, old, new)]
    asked = ((each, change) for each, change in found if any(asked_about(need, change) for need in needs))
    return tuple(
        change._replace(as_ratified=not head or entry_at(repo, head, each.path) == each.new) for each, change in asked
    )


def why_not_without(chamber: Chamber, question: Merge, charter: Charter, onto: str) -> Objection | None:
    """Say which decision a charter asks for is missing for what a merge would change upon a commit, or nothing.

    What conflicts is not asked.
    """
    branch = charter.branch(question.into)
    needs = branch.requires if branch else ()
    tree = tree_upon(chamber.repo, question, onto) if needs else ""
    if not tree:
        return None
    changed = _changed(chamber.repo, needs, onto, tree, question.head)
    beside = Lookup(chamber).motions(question.head) if changed else ()
    return why_not_required(question, needs, changed, beside, When(chamber.now()))


def tree_upon(repo: Repository, question: Merge, onto: str) -> str:
    """Return the tree that a merge is to have upon a commit; nothing where it conflicts, or is not here."""
    if question.resolution or not (repo.holds(question.head) and repo.holds(onto)):
        return question.resolution if repo.holds(question.resolution) else ""
    return clean_merges(repo, [(onto, question.head)])[onto, question.head]
