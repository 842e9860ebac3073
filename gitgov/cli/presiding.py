"""In the chair: `git motion state`, `put` and `announce`."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.acts import Actor, act, find_actor, instant, tips
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
    say(f"The question is on the motion to {clean(found.text)}. The poll is open: git vote aye {found.name}")
    send(sync=sync)


def announce(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Announce the result: name every counted and refused ballot, and close the poll."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = find_matter(chamber, motion, actor.name)
    announce_result(chamber, actor, found)
    say(whole(find_matter(open_chamber(Path()), found.motion.id), chamber.now()))
    send(sync=sync)


def announce_result(chamber: Chamber, actor: Actor, matter: Matter) -> Event:
    """Record the announcement that the ballots here give; raises `Refused` where it is too early."""
    floor, motion = matter
    decision = resolve(floor, motion, (*tips(floor), *witnessed(floor)), instant(chamber, floor))
    if isinstance(decision, Objection):
        raise Refused((decision,))
    return act(chamber, actor, floor, body_of(decision, matter.on))
