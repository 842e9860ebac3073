"""Past sets of branches that were open at the same time: how many of them git merges one after another, in an order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from functools import partial
from typing import Final, NamedTuple

from gitgov.advice.answer import Answer
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import integration
from gitgov.chamber.advising.hindsight.merges import facts_of, merges_in
from gitgov.chamber.advising.hindsight.past import Inquiry, Past
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.core.ids import branch_or_tag, short
from gitgov.git.repository import Repository
from gitgov.quality.measures.history import Step
from gitgov.quality.measures.row import Facts

IN_A_ROW, LEAST = 60, 3
"""Branches of so many merges in a row are a set, as far as they were open before the first of these; so few of them at least."""


class _Set(NamedTuple):
    """The heads of branches in the order in which they came in, the commit that all of them were open beside, and when the first came in."""

    at: int
    base: str
    heads: tuple[str, ...]


def examples(asked: Inquiry) -> list[Example]:
    """Put sets of branches together that were open at the same time, and came into a branch."""
    facts = facts_of(asked.chamber, asked.ref)
    return as_they_stood(asked, [*_sets(facts)], partial(_example, asked.chamber.repo, asked.ref))


def _sets(facts: Facts) -> Iterator[_Set]:
    """Yield the sets of a history, oldest first, the last of them ending at its last merge."""
    merges = merges_in(facts)
    first = len(merges) % IN_A_ROW
    parts = [merges[:first], *(merges[place : place + IN_A_ROW] for place in range(first, len(merges), IN_A_ROW))]
    for part in filter(None, parts):
        place = part[0].place
        base = facts.history.steps[place - 1].commit
        heads = [step.commit.parents[1] for step in part if _was_open(facts, step, place)]
        if len(heads) >= LEAST:
            yield _Set(part[0].commit.committed, base.oid, tuple(heads))


def _was_open(facts: Facts, step: Step, place: int) -> bool:
    """Say whether a branch was begun upon what was in before a place: one that follows another, as the next part of a line that goes on does, was not."""
    own, landed = {each.oid for each in step.brought}, facts.history.landed
    return bool(own) and all(
        parent in own or landed.get(parent, place) < place for each in step.brought for parent in each.parents
    )


def _example(repo: Repository, ref: str, past: Replay, found: _Set) -> Example:
    past.before(found.at)
    names = tuple(map(short, found.heads))
    with ExitStack() as open_ones:
        open_ones.enter_context(past.standing(ref, found.base))
        for name, head in zip(names, found.heads, strict=True):
            open_ones.enter_context(past.standing(f"refs/heads/{name}", head))
        case = integration.case(past.repo.cwd, names, branch_or_tag(ref))

    def tried(answer: Answer) -> Fraction:
        gone = len(answer.order) - integration.conflicts_in(repo, case, answer.order)
        return Fraction(gone, len(found.heads))

    return Example(case, Became(), found.at, Answer(case.answer.verdict, order=names), tried)


PAST: Final = Past(
    "branches that were open at the same time, out of every 60 that came in in a row; each order is tried by merging one after another",
    examples,
)
