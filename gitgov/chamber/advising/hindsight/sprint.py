"""Past sprints: how far what would have been proposed for each agrees with what it got done."""

from __future__ import annotations

from typing import Final, NamedTuple

from gitgov.advice.answer import Answer
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import sprint as advising
from gitgov.chamber.advising.hindsight.past import Inquiry, Past
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.chamber.open import Chamber
from gitgov.chamber.progress import is_here, named_since
from gitgov.chamber.proposal import lands_at
from gitgov.chamber.sprints import SPRINTS, read_board
from gitgov.sprints.sprint import Sprint


class _Ended(NamedTuple):
    """A sprint with when it was planned, in seconds, and the items that got done meanwhile."""

    at: int
    sprint: Sprint
    done: frozenset[str]


def examples(asked: Inquiry) -> list[Example]:
    """Put reviewed sprints together as their backlogs stood the second before they were planned."""
    chamber = asked.chamber
    lands_at(chamber, asked.ref)
    towards = (each for each in read_board(chamber, SPRINTS).sprints if each.plan.body.into == asked.ref)
    ended = (_Ended(each.plan.at, each, _done(chamber, each)) for each in towards if each.started)
    return as_they_stood(asked, sorted((each for each in ended if each.done), key=lambda each: each.at), _example)


def _done(chamber: Chamber, sprint: Sprint) -> frozenset[str]:
    """Return which items got done until a sprint was reviewed, planned or not, by commits; none where its review is not there or not seen."""
    if sprint.review is None or not is_here(chamber, sprint, sprint.review.body.tip):
        return frozenset()
    return named_since(chamber.repo, sprint.subject, sprint.review.body.tip)


def _example(past: Replay, ended: _Ended) -> Example | None:
    """Put a sprint together; nothing where none of what it got done was in the backlog then."""
    then, plan = past.before(ended.at), ended.sprint.plan
    case = advising.case(then, ended.sprint.team.name, plan.body.capacity)
    done = ended.done & {each["name"] for each in case.facts["items"]}
    if not done:
        return None
    planned = Answer(case.answer.verdict, order=tuple(each.id for each in plan.body.items))
    return Example(case, Became(worth=dict.fromkeys(done, 1)), plan.at, planned)


PAST: Final = Past(
    "reviewed sprints, as the backlog stood when each was planned",
    examples,
)
