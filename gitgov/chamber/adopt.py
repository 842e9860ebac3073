"""Bringing a carried charter into force: the step, and what it covers."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.chamber.acts import Actor, charter_event, tips
from gitgov.chamber.baseline import held_by_keeper, rows
from gitgov.chamber.done import is_adopted
from gitgov.chamber.open import THREADS, Chamber, Matter, reopened
from gitgov.chamber.survey import every_thread
from gitgov.charter.chain import newly_protected
from gitgov.charter.events import Adopted, Covered
from gitgov.charter.read import read
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.order import heads
from gitgov.procedure.matters import by_thread
from gitgov.procedure.motions.charter import CharterChange

MOST_HEADS = 4000
"""How many heads one line names; below `MOST_PARENTS`, which also counts the charter and the decision."""


def adopt(chamber: Chamber, actor: Actor, matter: Matter, remote: str = "") -> None:
    """Record the step that brings a carried charter into force; it covers every thread seen here.

    What it newly protects stands where `remote` says, or whichever remote keeps the ledger.
    """
    motion = matter.motion
    question, decision = motion.question, motion.decision
    if not isinstance(question, CharterChange) or decision is None:
        raise BadInput(f"{motion.name} is no change of the charter")
    if is_adopted(chamber, motion):
        raise Refused((Objection("GOV-106", f"{motion.name} is in force already", records=(motion.id,)),))
    new = newly_protected(chamber.chain, read(question.text))
    refs = rows(held_by_keeper(chamber.repo, remote), new)
    body = Adopted(charter=question.text, decision=decision.id, motion=motion.id, refs=refs)
    chamber, covering = _cover(chamber, actor, (*uncovered(chamber), *tips(matter.floor)))
    charter_event(chamber, actor, body, (*covering, *tips(matter.floor), decision.id))


def _cover(chamber: Chamber, actor: Actor, heads_seen: Sequence[EventId]) -> tuple[Chamber, tuple[EventId, ...]]:
    """Return what a step names to cover these heads: the heads themselves, or parts where they are too many for a line."""
    found = tuple(dict.fromkeys(heads_seen))
    if len(found) <= MOST_HEADS:
        return chamber, found
    parts = [
        charter_event(chamber, actor, Covered(), found[at : at + MOST_HEADS]).id
        for at in range(0, len(found), MOST_HEADS)
    ]
    return reopened(chamber), tuple(parts)


def uncovered(chamber: Chamber) -> tuple[EventId, ...]:
    """Return the heads of every thread here that no charter step has covered yet."""
    covered = frozenset().union(*(step.past for step in chamber.chain.steps))
    events = [event for thread in every_thread(chamber, THREADS).values() for event in thread]
    found = (head for each in by_thread(events).values() for head in heads(each))
    return tuple(head for head in found if head not in covered)
