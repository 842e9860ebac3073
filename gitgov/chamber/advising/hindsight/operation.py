"""Past acts of members upon motions: whether what each did next was among what they would have been told, and how soon.

How their clones stood nobody knows any more; so nothing else is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Final, NamedTuple

from gitgov.advice.advisers.operation import OperationFacts, command_of
from gitgov.advice.answer import Answer
from gitgov.advice.learning import Example
from gitgov.advice.marking import Became
from gitgov.chamber.advising import operation
from gitgov.chamber.advising.hindsight.past import Inquiry, Past, floors_of
from gitgov.chamber.advising.hindsight.replay import Replay, as_they_stood
from gitgov.chamber.indexing import listed
from gitgov.chamber.proposal import lands_at
from gitgov.core.ids import EventId, branch_or_tag, motion_name
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors, in_order
from gitgov.procedure.events import DecisionEnacted, MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.merge import Merge

OPERATIONS: Final[Mapping[str, str]] = {
    "ballot.cast": "git vote",
    "ballot.marked": "git vote",
    "decision.enacted": "git gov enact",
    "motion.announced": "git motion announce",
    "motion.put": "git motion put",
    "motion.seconded": "git motion second",
    "motion.stated": "git motion state",
}
"""The operation that each kind of act was, beside that of renewing a motion."""


class _Act(NamedTuple):
    """An act of a member: which operation it was, upon which motion, as that is called, and the branch that it would change, if it would one.

    `lineage` are the records of its thread.
    """

    event: Event
    operation: str
    name: str
    target: str
    lineage: Mapping[EventId, Event]


def examples(asked: Inquiry) -> list[Example]:
    """Put together what stood before members when they did something about a motion."""
    lands_at(asked.chamber, asked.ref)
    acts = [act for floor in floors_of(asked.chamber) for act in _acts(floor) if act.target in ("", asked.ref)]
    return as_they_stood(asked, sorted(acts, key=lambda each: each.event.at), partial(_example, asked.ref))


def _acts(floor: Floor) -> Iterator[_Act]:
    """Yield what was done in order on a floor, as far as it is among what a member is told, each after what it has seen."""
    refused = {each.event.id for each in floor.out_of_order}
    for event in in_order(floor.lineage.values()):
        if event.id not in refused and (found := _of(floor, event)):
            yield found


def _of(floor: Floor, event: Event) -> _Act | None:
    body = event.body
    if isinstance(body, MotionMoved):
        done, about, upon = "git motion renew" if body.renews else "", body.renews, event.id
    else:
        about = upon = EventId(getattr(body, "on", "") or event.thread)
        done = OPERATIONS.get(event.kind, "")
    if not done or upon not in floor.motions:
        return None
    target = floor.motions[upon].target
    branch = target if target.startswith("refs/heads/") else ""
    return _Act(event, done, motion_name(about), branch, floor.lineage)


def _as_it_was(past: Replay, event: Event) -> AbstractContextManager[None]:
    """Let a ref stand as the record of an act says that it stood: a branch that is renewed has gone on, what is carried out has not yet moved its target."""
    body = event.body
    if isinstance(body, DecisionEnacted):
        return past.standing(body.ref, "" if set(body.old) == {"0"} else body.old)
    question = body.question if isinstance(body, MotionMoved) else None
    if isinstance(question, Merge) and question.branch:
        return past.standing(f"refs/heads/{question.branch}", question.head)
    return nullcontext()


def _example(ref: str, past: Replay, act: _Act) -> Example:
    """Put together what a member would have been told."""
    event = act.event
    then = past.before(event.at, ancestors(event.parents, act.lineage))
    with _as_it_was(past, event):
        found = operation.wanted_of(then, listed(then, everything=False), event.actor)
    facts = OperationFacts(
        branch_or_tag(ref), then.repo.tip(ref), protected=True, wanted=found.wanted, ready=found.ready
    )
    first = ("status",) if act.operation == "git vote" else ()
    right = {command_of(act.operation, *first, act.name): 1}
    if act.operation == "git gov enact" and found.ready > 1:
        right[command_of("git gov queue")] = 1
    oldest = tuple(command_of(each.operation, *each.words) for each in found.wanted)
    case = operation.case_from(facts)
    return Example(case, Became(worth=right), event.at, Answer(case.answer.verdict, order=oldest))


PAST: Final = Past(
    "acts of members upon motions, as what waited for each of them stood then",
    examples,
)
