"""Putting a question about a commit before the assembly: what the verbs that move main questions share."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import typer

from gitgov.chamber.acts import Actor, find_actor, move
from gitgov.chamber.meetings import seat_of
from gitgov.chamber.noting import move_there
from gitgov.chamber.open import Chamber
from gitgov.cli.text import clean, say, stopped
from gitgov.core.ids import motion_name
from gitgov.core.instants import show_duration
from gitgov.ledger.event import Event
from gitgov.procedure.choosing import how_to
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import read_back
from gitgov.procedure.opening import rules_for
from gitgov.procedure.rows import Question

Apart = Annotated[bool, typer.Option("--apart", help="On a floor of its own, also while you are present at a meeting.")]
About = Annotated[
    str, typer.Option("--about", metavar="COMMIT", help="The commit that the motion annotates; HEAD unless given.")
]
Unnoticed = Annotated[
    bool,
    typer.Option("--without-notice", help="Do not wait for previous notice; it takes the higher vote of the charter."),
]


class Seat(NamedTuple):
    """Who moves, and at which meeting; nothing where the motion has a floor of its own."""

    chamber: Chamber
    actor: Actor
    floor: Floor | None


def seat(chamber: Chamber, key: str, *, apart: bool) -> Seat:
    """Return who types, and where they move: at the meeting where they are present, unless it is to be apart."""
    actor = find_actor(chamber, key)
    return Seat(chamber, actor, None if apart else seat_of(chamber, actor.name))


def put_forward(
    seat: Seat, question: Question, subject: str, why: str, renews: str = "", *, unnoticed: bool = False
) -> Event:
    """Move a question about a commit, at a meeting or on a floor of its own, and say what comes next."""
    chamber, actor, floor = seat
    body = MotionMoved(question=question, why=why, renews=renews, unnoticed=unnoticed)
    event = move_there(chamber, actor, floor, body) if floor else move(chamber, actor, body, subject)
    where = f" at {clean(floor.meeting.name)}" if floor and floor.meeting else ""
    say(f"{motion_name(event.id)}  I move{where} to {stopped(clean(read_back(question)))}")
    if authors := getattr(question, "authors", []):
        say(f"  written by {', '.join(authors)}, who will not vote on it")
    charter = floor.step.charter if floor else chamber.chain.charter
    rules = rules_for(chamber.chain, charter, question)
    wait = 0 if floor else max(rules.debate, 0 if unnoticed else rules.notice)
    if rules.second:
        say("  it needs a second: git motion second, by another member")
    elif charter.presiding == "chair":
        say("  the chair has yet to state it: git motion state")
    else:
        say(
            f"  the poll opens in {show_duration(wait)}"
            if wait
            else f"  the poll is open: {how_to(question, motion_name(event.id))}"
        )
    return event
