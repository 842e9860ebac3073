"""What became of past cases of a branch: what was decided and merged, what was lost, and what was taken back later."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from gitgov.advice.answer import Case
from gitgov.advice.learning import Example
from gitgov.chamber.advising import merge, review, risk
from gitgov.chamber.analysing import culprits_until
from gitgov.chamber.measuring import Scope, facts_at
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import merge_question, stands_at
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.procedure.motions.merge import Merge
from gitgov.quality.measures.facts import Course
from gitgov.quality.measures.row import Facts, landings


class Outcome(NamedTuple):
    """A head that was to come upon a commit, by which branch, when that was decided, and what made it a bad case, if anything did."""

    head: str
    onto: str
    branch: str
    at: int
    why: str = ""


Past = Callable[[Chamber, Outcome, str], Case]
"""Puts a past case together as it stood, by what git knows of it: (the ledger, what became of it, the branch it was to come into)."""
Tell = Callable[[int, int], None]


def _question(chamber: Chamber, outcome: Outcome, ref: str) -> Merge:
    return merge_question(chamber, outcome.branch or short(outcome.head), outcome.head, ref)


def _merge(chamber: Chamber, outcome: Outcome, ref: str) -> Case:
    return merge.case_upon(chamber, _question(chamber, outcome, ref), outcome.onto)


def _review(chamber: Chamber, outcome: Outcome, ref: str) -> Case:
    return review.case_upon(chamber, _question(chamber, outcome, ref), outcome.onto)


def _risk(chamber: Chamber, outcome: Outcome, _ref: str) -> Case:
    return risk.case(chamber, outcome.head, outcome.onto)


PAST: Mapping[str, Past] = {"merge": _merge, "review": _review, "risk": _risk}
"""The advisers whose past cases can be put together again."""


def examples(
    chamber: Chamber, adviser: str, ref: str, most: int, tell: Tell = lambda _done, _all: None
) -> list[Example]:
    """Put the newest past cases of a branch together, at most so many, oldest first; raises `BadInput` for an adviser without any."""
    if adviser not in PAST:
        raise BadInput(f"nobody can tell what became of advice on {adviser}", f"there is {', '.join(PAST)}")
    outcomes = sorted(outcomes_of(chamber, ref), key=lambda each: each.at)[-most:]
    found = []
    for number, each in enumerate(outcomes):
        tell(number, len(outcomes))
        found.append(Example(PAST[adviser](chamber, each, ref), not each.why, each.at, each.why))
    tell(len(outcomes), len(outcomes))
    return found


def outcomes_of(chamber: Chamber, ref: str) -> Iterator[Outcome]:
    """Yield what became of each merge into a branch: of those in its history, and of motions that the assembly lost."""
    tip = stands_at(chamber, ref)
    if not tip:
        raise BadInput(f"there is no branch {ref.removeprefix('refs/heads/')} here", "git fetch")
    facts = facts_at(chamber, tip, Scope(ref, until=chamber.now()))
    bad = _bad(facts, (each.commit for each in culprits_until(chamber, chamber.now())))
    by = landings(facts)
    for step in facts.history.steps:
        parents = step.commit.parents
        if len(parents) == 2 and step.related and step.whole:
            course = by.get(step.commit.oid)
            branch = course.branch if course else ""
            yield Outcome(parents[1], parents[0], branch, step.commit.committed, bad.get(step.place, ""))
    yield from _lost(chamber, facts)


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
