"""Past sprints: how far what would have been proposed for each agrees with what it got done."""

from __future__ import annotations

from typing import Final, NamedTuple

from gitgov.advice.answer import Answer
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import sprint as advising
from gitgov.chamber.advising.hindsight.merges import tip_of
from gitgov.chamber.advising.hindsight.past import Asked, Past
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.chamber.open import Chamber
from gitgov.chamber.progress import is_here, reached
from gitgov.chamber.sprints import SPRINTS, read_board
from gitgov.sprints.sprint import Sprint


class _Ended(NamedTuple):
    """A sprint with when it was planned, in seconds, and the items that it got done."""

    at: int
    sprint: Sprint
    done: frozenset[str]


def examples(asked: Asked) -> list[Example]:
    """Put reviewed sprints together as their backlogs stood the second before they were planned."""
    chamber = asked.chamber
    tip_of(chamber, asked.ref)
    towards = (each for each in read_board(chamber, SPRINTS).sprints if each.plan.body.into == asked.ref)
    ended = (_Ended(each.plan.at, each, frozenset(_done(chamber, each))) for each in towards if each.started)
    return as_they_stood(asked, sorted((each for each in ended if each.done), key=lambda each: each.at), _example)


def _done(chamber: Chamber, sprint: Sprint) -> set[str]:
    """Return which of its items a reviewed sprint got done, by commits; nothing where its review is not there or not seen."""
    if sprint.review is None or not is_here(chamber, sprint, sprint.review.body.tip):
        return set()
    return {*reached(chamber, sprint, sprint.review.body.tip)} & {each.id for each in sprint.plan.body.items}


def _example(past: Replay, ended: _Ended) -> Example | None:
    """Put a sprint together; nothing where none of what it got done was in the backlog then."""
    then, plan = past.before(ended.at), ended.sprint.plan
    case = advising.case(then, ended.sprint.team.name, plan.body.capacity)
    if ended.done.isdisjoint(each["name"] for each in case.facts["items"]):
        return None
    planned = Answer(case.answer.verdict, order=tuple(each.id for each in plan.body.items))
    return Example(case, Became(worth=dict.fromkeys(ended.done, 1)), plan.at, planned)


PAST: Final = Past(
    "reviewed sprints, as the backlog stood when each was planned",
    examples,
)
