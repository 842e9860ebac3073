"""What became of what was to be merged into a branch: what was lost, what came in, and what of it was taken back later."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from gitgov.advice.answer import Case
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising.hindsight.past import Inquiry
from gitgov.chamber.analysing import culprits_until
from gitgov.chamber.measuring import Scope, facts_at
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import lands_at, merge_question
from gitgov.core.ids import short
from gitgov.procedure.motions.merge import Merge
from gitgov.quality.measures.facts import Course
from gitgov.quality.measures.history import Step
from gitgov.quality.measures.row import Facts, landings

CASES: Final = (
    "merges into the branch, and motions to merge into it that were lost; "
    "bad is what was lost, taken back later, or where a bisection ended"
)


class Outcome(NamedTuple):
    """A head that was to come upon a commit, by which branch, when that was decided, and what made it a bad case, if anything did."""

    head: str
    onto: str
    branch: str
    at: int
    why: str = ""


Put = Callable[[Chamber, Outcome, str], Case]
"""Puts a past case together as it stood, by what git knows of it: (the ledger, what became of it, the branch it was to come into)."""


def examples_by(put: Put, asked: Inquiry) -> list[Example]:
    """Put the newest past merges and lost motions of a branch together, oldest first."""
    chamber = asked.chamber
    outcomes = sorted(outcomes_of(chamber, asked.ref), key=lambda each: each.at)
    return [
        Example(put(chamber, each, asked.ref), Became(not each.why, each.why), each.at) for each in asked.each(outcomes)
    ]


def question_of(chamber: Chamber, outcome: Outcome, ref: str) -> Merge:
    """Return the question that a past case was about, by its branch, or by its head where nobody has put that on record."""
    return merge_question(chamber, outcome.branch or short(outcome.head), outcome.head, ref)


def outcomes_of(chamber: Chamber, ref: str) -> Iterator[Outcome]:
    """Yield what became of each merge into a branch: of those in its history, and of motions that the assembly lost."""
    facts = facts_of(chamber, ref)
    bad = _bad(facts, (each.commit for each in culprits_until(chamber, chamber.now())))
    by = landings(facts)
    for step in merges_in(facts):
        parents, course = step.commit.parents, by.get(step.commit.oid)
        branch = course.branch if course else ""
        yield Outcome(parents[1], parents[0], branch, step.commit.committed, bad.get(step.place, ""))
    yield from _lost(chamber, facts)


def facts_of(chamber: Chamber, ref: str) -> Facts:
    """Return what is known of a branch by now; raises `BadInput` where it is not here."""
    return facts_at(chamber, lands_at(chamber, ref), Scope(ref, until=chamber.now()))


def merges_in(facts: Facts) -> list[Step]:
    """Return the merges of a history that are of two parents which share something, and whole here, oldest first."""
    steps = facts.history.steps
    return [each for each in steps if len(each.commit.parents) == 2 and each.related and each.whole]


def _bad(facts: Facts, culprits: Iterable[str]) -> dict[int, str]:
    """Return by the place of a step what made it a bad one."""
    why = {oid: f"taken back by {short(by)}" for by, oids in facts.reverts.by.items() for oid in oids}
    why = dict.fromkeys(culprits, "a bisection ended at it") | why
    landed = facts.history.landed
    return {landed[oid]: said for oid, said in why.items() if oid in landed}


def _lost(chamber: Chamber, facts: Facts) -> Iterator[Outcome]:
    steps = facts.history.steps
    times = [each.commit.committed for each in steps]
    for course in facts.courses or ():
        place = bisect_right(times, course.opened) - 1
        if _was_lost(course) and place >= 0 and chamber.repo.holds_commit(course.head):
            onto = steps[place].commit.oid
            yield Outcome(course.head, onto, course.branch, course.decided or course.opened, "the assembly lost it")


def _was_lost(course: Course) -> bool:
    return course.decided is not None and not course.carried and not course.ordered
