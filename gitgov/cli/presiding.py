"""In the chair: `git motion state`, `put`, `announce`, `rule` and what else falls to who presides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, get_args

import typer

from gitgov.chamber.acts import Actor, act, find_actor, instant, tips
from gitgov.chamber.noting import note
from gitgov.chamber.open import Chamber, Matter, open_chamber
from gitgov.chamber.reads import find_matter, waiting_for
from gitgov.chamber.waiting import is_to_be_announced, is_to_be_put, is_to_be_ruled_on, is_to_be_stated
from gitgov.cli.acting import body_from, do, exchange_lines, send
from gitgov.cli.options import Key, Message, MotionWord, Sync
from gitgov.cli.show import whole
from gitgov.cli.text import clean, say, stopped
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.by_proxy import witnessed
from gitgov.procedure.choosing import how_to_vote
from gitgov.procedure.events import (
    ChairHandedOver,
    ChairRuled,
    MotionPut,
    MotionStated,
    ParagraphOpened,
)
from gitgov.procedure.paragraphs import paragraphs

RULINGS = tuple(each.replace(" ", "-") for each in get_args(ChairRuled.model_fields["ruling"].annotation))


def state_question(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """State the question: the chair opens debate."""
    found, _, _ = do(motion, key, MotionStated(), is_to_be_stated)
    say(f"It is moved{' and seconded' if found.seconder else ''} to {stopped(clean(found.text))} ({found.name})")
    send(sync=sync)


def put_question(
    motion: MotionWord = "",
    method: Annotated[
        str,
        typer.Option("--method", metavar="METHOD", help="voice, rising, counted, ballot; by roll call unless given."),
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Put the question: the chair opens the poll."""
    found, _, _ = do(motion, key, body_from(MotionPut, "--method voice", method=method), is_to_be_put)
    say(f"The question is on the motion to {clean(found.text)}. The poll is open: {how_to_vote(found)}")
    send(sync=sync)


def rule(
    motion: Annotated[
        str, typer.Argument(metavar="MOTION", help="What the ruling is upon; left out: what waits for a ruling.")
    ],
    ruling: Annotated[str, typer.Argument(metavar="RULING", help=f"One of: {', '.join(RULINGS)}.")] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Rule: the chair decides a point of order, or that a motion is out of order; any member may appeal."""
    if not ruling:  # the one word that was typed
        motion, ruling = _to_be_ruled_on(motion), motion
    words = ruling.replace("-", " ")
    body = body_from(ChairRuled, f"a ruling is {', '.join(RULINGS)}", on="", ruling=words, reason=message)
    found, event, _ = do(motion, key, body)
    say(f"The chair rules: {found.name}, to {clean(found.text)}, is {words}. ({short(event.id)})")
    send(sync=sync)


def _to_be_ruled_on(ruling: str) -> str:
    """Return the one motion that waits for such a ruling; out of order is what has not been stated yet."""
    chamber = open_chamber(Path())
    fit = is_to_be_stated if ruling == "out-of-order" else is_to_be_ruled_on
    found = [each for each in waiting_for(chamber, "", fit) if fit(each, "", chamber.now())]
    if len(found) != 1:
        names = "; ".join(f"{each.name} ({each.text})" for each in found[:8])
        what = f"more than one motion waits for a ruling: {names}" if found else "no motion waits for such a ruling"
        raise BadInput(what, f"git motion rule MOTION RULING; a ruling is {', '.join(RULINGS)}")
    return found[0].id


def open_paragraph(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Open the next paragraph to amendment; after the last one the whole."""
    matter = find_matter(open_chamber(Path()), motion)
    found, _, _ = do(matter.motion.id, key, ParagraphOpened(number=matter.motion.paragraph + 1))
    parts, number = paragraphs(found.question), found.paragraph + 1
    what = f"paragraph {number} of {len(parts)}" if number <= len(parts) else "the whole"
    say(f"{what} of {found.name} is open to amendment")
    send(sync=sync)


def hand_over(
    motion: MotionWord = "",
    to: Annotated[str, typer.Option("--to", metavar="MEMBER", help="Who presides until it is disposed of.")] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Hand the chair over until the question is disposed of, to take part in debate."""
    if not to:
        raise BadInput("to whom?", "add --to MEMBER")
    found, _, actor = do(motion, key, ChairHandedOver(to=to))
    say(f"{actor.name} hands the chair over to {to} until {found.name} is disposed of")
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
    if sync:  # a result that leaves out what others have sent meanwhile would come back
        exchange_lines()
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = find_matter(chamber, motion, actor.name, fit=is_to_be_announced)
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
