"""What a merge would bring in beyond what its branch shows: commits of others that it builds on, and moved submodule pins."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.indexing import listed
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import stands_at
from gitgov.chamber.required import why_not_without
from gitgov.chamber.signed import why_not_yet
from gitgov.chamber.summary import Summary
from gitgov.charter.charter import Charter
from gitgov.core.errors import Undecided
from gitgov.core.objection import Objection
from gitgov.git.bringing import Pin, commits_between, pins_between, pins_of_merge
from gitgov.git.history import is_ancestor
from gitgov.procedure.motions.merge import Merge


class Brings(NamedTuple):
    """How many commits come in, which other motions have their heads among them, and which submodules are pinned anew.

    `why_not` says what the charter asks for that the question is under, and is missing: a signature, or a decision more.
    """

    commits: int
    under: tuple[Summary, ...]
    pins: tuple[Pin, ...]
    why_not: Objection | None = None


def brings(chamber: Chamber, question: Merge, charter: Charter) -> Brings | None:
    """Return what a merge would bring in where its branch stands now; nothing where it has, or where that is not here."""
    repo, onto = chamber.repo, stands_at(chamber, question.into)
    if not onto or not repo.holds(question.head):
        return None
    try:
        if is_ancestor(repo, question.head, onto):
            return None
        count = commits_between(repo, onto, question.head)
        under = tuple(each for each in listed(chamber, everything=False) if _is_under(chamber, each, question, onto))
        wrong = why_not_yet(chamber, question, charter, onto) or why_not_without(chamber, question, charter, onto)
        if question.resolution and repo.holds(question.resolution) and repo.holds(question.onto):
            return Brings(count, under, pins_between(repo, question.onto, question.resolution), wrong)
        return Brings(count, under, pins_of_merge(repo, onto, question.head), wrong)
    except Undecided:  # a shallow clone may not hold what it takes to tell
        return None


def _is_under(chamber: Chamber, each: Summary, question: Merge, onto: str) -> bool:
    """Say whether the head of another motion, which is still to come in, comes in with this one."""
    if each.kind != "merge" or each.target != question.into or each.head == question.head:
        return False
    repo = chamber.repo
    return (
        repo.holds(each.head) and not is_ancestor(repo, each.head, onto) and is_ancestor(repo, each.head, question.head)
    )
