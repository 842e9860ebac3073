"""Debate: `git motion second`, `speak` and `withdraw`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.chamber.waiting import is_mine, wants_second
from gitgov.cli.acting import do, send, text_of
from gitgov.cli.moving import Typed, move_there
from gitgov.cli.options import File, Key, Message, MotionWord, Sync, Text
from gitgov.cli.text import clean, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.procedure.events import (
    MotionSeconded,
    MotionWithdrawn,
    SpeechMade,
)


def second(motion: MotionWord = "", key: Key = "", sync: Sync = False) -> None:
    """Second a motion."""
    found, event, actor = do(motion, key, MotionSeconded(), wants_second)
    say(f"{actor.name} seconds {found.name}: {clean(found.text)} ({short(event.id)})")
    send(sync=sync)


def speak(
    motion: MotionWord = "",
    in_favour: Annotated[bool, typer.Option("--for", help="Speak for the motion.")] = False,
    against: Annotated[bool, typer.Option("--against", help="Speak against the motion.")] = False,
    message: Text = "",
    file: File = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Speak in debate, for or against."""
    if in_favour == against:
        raise BadInput("on which side do you speak?", "add --for or --against")
    side: Literal["for", "against"] = "for" if in_favour else "against"
    said = text_of(message, file, " ".join(["git motion speak", f"--{side}", *filter(None, [motion])]))
    found, event, actor = do(motion, key, SpeechMade(side=side, text=said))
    say(f"{actor.name} speaks {side} {found.name} ({short(event.id)})")
    send(sync=sync)


def withdraw(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Withdraw your motion; once the chair has stated it, ask leave to."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_matter(chamber, motion, actor.name, fit=is_mine)
    found = matter.motion
    if found.chaired and found.stated_at is not None and found.pending:
        move_there(chamber, matter, "withdraw_motion", {}, Typed(motion, message, key, sync))
        return
    event = act(chamber, actor, matter.floor, matter.upon(MotionWithdrawn(reason=message)))
    say(f"{actor.name} withdraws {found.name}: {clean(found.text)} ({short(event.id)})")
    send(sync=sync)
