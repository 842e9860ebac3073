"""The case of a branch that is to be merged: what git and the gate say of it as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.advice.advisers.merge import ADVISER, Lack, MergeFacts, answer
from gitgov.advice.answer import Case, told
from gitgov.chamber.advising.changes import citable_in, data_of
from gitgov.chamber.advising.lacking import lacks_of, unheard
from gitgov.chamber.measured import unmet
from gitgov.chamber.open import Chamber
from gitgov.chamber.pointed import Lookup
from gitgov.chamber.proposal import lands_at, mergeable
from gitgov.chamber.required import why_not_without
from gitgov.core.objection import Objection
from gitgov.core.visible import flat
from gitgov.git.diffs import change_between
from gitgov.git.merging import conflicts
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion


def case(chamber: Chamber, branch: str, into: str = "") -> Case:
    """Put together what is known of a branch that might be merged; raises `BadInput` where there is nothing to merge."""
    question = mergeable(chamber, branch, into)
    return case_at(chamber, question, lands_at(chamber, question.into))


def case_at(chamber: Chamber, question: Merge, tip: str) -> Case:
    """Put together what is known by now of a head that would come upon a tip."""
    lacks = lacks_of(_asked(chamber, question, tip))
    motion = next((each.id for each in _motions(chamber, question)), "")
    return case_upon(chamber, question, tip, lacks, motion)


def case_upon(chamber: Chamber, question: Merge, tip: str, lacks: tuple[Lack, ...] = (), motion: str = "") -> Case:
    """Put together what git alone knows of a head that would come upon a tip, with what is missing and the motion about it, if that is known."""
    change = change_between(chamber.repo, tip, question.head)
    facts = MergeFacts(
        flat(question.branch),
        question.head,
        question.into.removeprefix("refs/heads/"),
        tip,
        tuple(flat(each.message.split("\n", 1)[0]) for each in change.commits),
        len(change.files),
        sum(each.added + each.removed for each in change.files.values()),
        tuple(map(flat, conflicts(chamber.repo, tip, question.head))),
        lacks,
        motion,
    )
    found = answer(facts)
    citable = citable_in(change, tip, facts.motion)
    return Case(
        ADVISER.name,
        question.head,
        facts.branch,
        told(facts),
        found,
        data_of(change),
        citable,
        question.into,
        tip,
    )


def _motions(chamber: Chamber, question: Merge) -> Iterator[Motion]:
    """Yield what is before the assembly, or was carried, about the same head."""
    for each in Lookup(chamber).motions(question.head):
        if isinstance(each.question, Merge) and each.question.into == question.into and not each.fate:
            yield each


def _asked(chamber: Chamber, question: Merge, tip: str) -> Iterator[Objection | None]:
    yield why_not_without(chamber, question, chamber.chain.charter, tip)
    yield from unmet(chamber, question.into, question.head, tip).values()
    branch = chamber.chain.charter.branch(question.into)
    asked = (branch.advice if branch else frozenset[str]()) - {ADVISER.name}
    yield from unheard(chamber, question.head, asked, question.into, question.branch)
