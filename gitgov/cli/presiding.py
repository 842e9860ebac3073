"""In the chair: `git motion state`, `put` and `announce`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import Actor, act, find_actor, instant, tips
from gitgov.chamber.noting import note
from gitgov.chamber.open import Chamber, Matter, open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.acting import do, send
from gitgov.cli.options import Key, MotionWord, Sync
from gitgov.cli.show import whole
from gitgov.cli.text import clean, say
from gitgov.core.errors import Refused
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.choosing import how_to_vote
from gitgov.procedure.events import (
    MotionPut,
    MotionStated,
)
from gitgov.procedure.proxies import witnessed


def state_question(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """State the question: the chair opens debate."""
    found, _, _ = do(motion, key, MotionStated())
    say(f"It is moved{' and seconded' if found.seconder else ''} to {clean(found.text)}. ({found.name})")
    send(sync=sync)


def put_question(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Put the question: the chair opens the poll."""
    found, _, _ = do(motion, key, MotionPut())
    say(f"The question is on the motion to {clean(found.text)}. The poll is open: {how_to_vote(found)}")
    send(sync=sync)


def announce(
    motion: MotionWord = "",
    prefer: Annotated[
        list[str],
        typer.Option("--prefer", metavar="NAME", help="Break a tie that is left to the chair; repeat, best first."),
    ] = [],  # noqa: B006 - typer reads it, nobody changes it
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Announce the result: name every counted and refused ballot, and close the poll."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = find_matter(chamber, motion, actor.name)
    announce_result(chamber, actor, found, tuple(prefer))
    say(whole(find_matter(open_chamber(Path()), found.motion.id), chamber.now()))
    send(sync=sync)


def announce_result(chamber: Chamber, actor: Actor, matter: Matter, preferred: tuple[str, ...] = ()) -> Event:
    """Record the announcement that the ballots here give; raises `Refused` where it is too early.

    `preferred` breaks a tie that the question leaves to the chair.
    """
    floor, motion = matter
    decision = resolve(floor, motion, (*tips(floor), *witnessed(floor)), instant(chamber, floor), preferred)
    if isinstance(decision, Objection):
        raise Refused((decision,))
    event = act(chamber, actor, floor, body_of(decision, matter.on))
    note(chamber, actor, matter)
    return event
