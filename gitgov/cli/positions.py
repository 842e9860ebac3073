"""What a member says of a question besides voting: `git vote veto`, `recuse` and `object`; `git motion consent` asks for silence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.chamber.waiting import is_consenting, may_have_consent
from gitgov.cli.acting import do, send
from gitgov.cli.options import Key, Message, MotionWord, Sync
from gitgov.cli.text import clean, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.instants import show_duration
from gitgov.procedure.events import ConsentRefused, ConsentSought, NoticeGiven
from gitgov.procedure.motions import asked, read_back
from gitgov.tally.events import RecusalDeclared, RecusalEnded, VetoEntered, VetoWithdrawn

Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take yours back.")]


def veto(
    motion: MotionWord = "", message: Message = "", withdraw: Withdraw = False, key: Key = "", sync: Sync = False
) -> None:
    """Veto a motion, with a reason, where the charter gives you that; or take a veto back."""
    body = VetoWithdrawn(reason=message) if withdraw else VetoEntered(reason=message)
    found, event, actor = do(motion, key, body)
    done = f"{actor.name} withdraws the veto against" if withdraw else f"{actor.name} vetoes"
    say(f"{done} {found.name}: {clean(found.text)} ({short(event.id)})")
    if not withdraw:
        say(f"  it defeats the motion unless you take it back: git vote veto --withdraw {found.name}")
    send(sync=sync)


def recuse(
    motion: MotionWord = "", message: Message = "", withdraw: Withdraw = False, key: Key = "", sync: Sync = False
) -> None:
    """Stand aside from a motion because of an interest in it, and say which; or take that back."""
    if withdraw and message:
        raise BadInput("taking it back needs no reason", "leave out -m")
    found, event, actor = do(motion, key, RecusalEnded() if withdraw else RecusalDeclared(reason=message))
    done = "no longer stands aside" if withdraw else "stands aside"
    say(f"{actor.name} {done} from {found.name}: {clean(found.text)} ({short(event.id)})")
    send(sync=sync)


def object_to_consent(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Object to unanimous consent, so that a vote is taken; it is no nay, and needs no reason."""
    found, event, actor = do(motion, key, ConsentRefused(), is_consenting)
    say(f"{actor.name} objects: {found.name} takes the ordinary way ({short(event.id)})")
    send(sync=sync)


def notice(
    motion: MotionWord = "",
    discharge: Annotated[
        bool, typer.Option("--discharge", help="Of discharging the committee that has it, not of rescinding it.")
    ] = False,
    text: Annotated[
        str, typer.Option("--text", metavar="TEXT", help="Of amending it as adopted, so that it reads so.")
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Give previous notice that you will move to rescind a decision, which then takes a majority only."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    floor, found = find_matter(chamber, motion, actor.name)
    kind = "discharge_committee" if discharge else "rescind_amend_adopted"
    question = asked({"motion": kind, "of": found.id} | ({"text": text} if text else {}))
    event = act(chamber, actor, floor, NoticeGiven(question=question))
    say(f"{actor.name} gives notice of moving to {clean(read_back(question))} ({short(event.id)})")
    wait = floor.rules.notice
    say(
        f"  it counts in {show_duration(wait)}"
        if wait
        else "  the charter knows no notice of such a motion: it helps nothing"
    )
    send(sync=sync)


def consent(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Ask for unanimous consent: if nobody objects, the motion is adopted, or the only nominee elected, without a vote."""
    found, event, _ = do(motion, key, ConsentSought(), may_have_consent)
    if found.among:
        names = ", ".join(found.slate.nominees)
        say(
            f"If nobody else is nominated, and there is no objection, {names} {'is' if len(found.slate.nominees) == 1 else 'are'} elected by acclamation. ({short(event.id)})"
        )
        say(f"  who nominates another: git motion nominate MEMBER {found.name}")
    else:
        say(f"If there is no objection, the motion to {clean(found.text)} is adopted. ({short(event.id)})")
    say(f"  who objects: git vote object {found.name}; git vote status {found.name} says until when")
    send(sync=sync)
