"""Pointers from the content that a meeting decides about to the meeting, whose own lines lie on another commit.

A pointer proves nothing and is no act of any thread. Who follows one folds the meeting from its lines, and takes from
it what is about that commit.
"""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.procedure.events import DecisionNoted
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.state import Motion

NOTED = "decision.noted"
MOST = 16
"""How many meetings are followed from one commit."""
SOURCE = "a decision is about exact content"


def followed(chain: Chain, pointers: Sequence[Event]) -> list[tuple[str, EventId]]:
    """Return where pointers lead, as (commit, thread): those by members, each place once, the oldest `MOST`.

    More than that nobody can have put there honestly: a keeper takes in no pointer to what is not so.
    """
    lawful = sorted(
        (event for event in pointers if not why_not_pointer(chain, event)), key=lambda each: (each.at, each.id)
    )
    places = (
        (each.body.lies_on, EventId(each.body.meeting)) for each in lawful if isinstance(each.body, DecisionNoted)
    )
    return list(dict.fromkeys(places))[:MOST]


def why_not_pointer(chain: Chain, event: Event) -> Objections:
    """Say why an event points nowhere: it is none, or its actor was no active member under the charter that it names."""
    step = chain.step_of(event)
    if not isinstance(event.body, DecisionNoted) or not event.opens or step is None:
        return object_to(
            "GOV-517", f"{event.kind} {event.id[:12]} points to no meeting", SOURCE, "git motion announce writes it"
        )
    charter = step.charter
    if charter.owners.get(event.key) == event.actor and event.actor in charter.electorate:
        return ()
    return object_to(
        "GOV-517", f"{event.kind} {event.id[:12]} is not by an active member", SOURCE, "a member announces it"
    )


def why_not_there(floor: Floor | None, event: Event) -> Objections:
    """Say why a pointer is wrong about the floor that it leads to: nothing there is about the commit that it lies on."""
    body = event.body
    known = {each.id for each in about(floor, event.subject)} if floor is not None else set()
    if isinstance(body, DecisionNoted) and body.motion in known:
        return ()
    what = f"{event.kind} {event.id[:12]} names a motion that is not here, or not about {event.subject[:12]}"
    return object_to("GOV-517", what, SOURCE, "git gov sync sends the meeting with it")


def about(floor: Floor, commit: str) -> tuple[Motion, ...]:
    """Return the main questions on a floor that are about a commit's content, wherever their lines lie."""
    return tuple(each for each in floor.mains if each.row.subject(each.question, floor.chain) == commit)


def points_from(floor: Floor, motion: Motion) -> str:
    """Return the commit that a question is about, where its lines lie on another one; else nothing."""
    subject = motion.row.subject(motion.question, floor.chain)
    return subject if subject != floor.subject else ""
