"""What the commands of a member share: who acts, on which motion, in which words."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import typer
from pydantic import ValidationError

from gitgov.chamber.acts import Actor, act, find_actor
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.reads import Fit, find_matter
from gitgov.cli.text import read_stdin, say
from gitgov.core.errors import BadInput, GitgovError
from gitgov.ledger.event import Body, Event
from gitgov.ledger.misfits import misfit
from gitgov.procedure.state import Motion

AnyBody = TypeVar("AnyBody", bound=Body)


def do(word: str, key: str, body: Body, fit: Fit | None = None) -> tuple[Motion, Event, Actor]:
    """Record an act of the member who types upon the motion that `word` means, or one that is `fit` for it."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_matter(chamber, word, actor.name, fit=fit)
    event = act(chamber, actor, matter.floor, matter.upon(body))
    return matter.motion, event, actor


def body_from(kind: type[AnyBody], remedy: str, **said: object) -> AnyBody:
    """Read what was typed as what an act says; raises `BadInput` for words that it does not know."""
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        what, helps = misfit(error)
        raise BadInput(what, helps or remedy) from error


def my_name(chamber: Chamber) -> str:
    """Return the name of the member who types; empty for somebody who is not on the roll or has no key here."""
    try:
        return find_actor(chamber).name
    except GitgovError:
        return ""


def text_of(message: str, file: str, command: str) -> str:
    """Return the text that `-m` or `--file` gives, verbatim; raises `BadInput` unless exactly one of them is there.

    `command` is what was typed without them.
    """
    if bool(message) == bool(file):
        raise BadInput("give the text either with -m or with --file", f"{command} -m TEXT")
    if message:
        return message
    from gitgov.chamber.found import read_file  # most commands take no file

    return read_stdin() if file == "-" else read_file(file)


def exchange_lines() -> None:
    """Exchange lines with the remote; ends with 1 where anything came back."""
    from gitgov.cli.exchanging import exchange

    report = exchange("")
    if report.refused or report.faults:
        raise typer.Exit(1)


def send(*, sync: bool) -> None:
    """Exchange lines with the remote where that was asked for, or else say that nobody else has seen them."""
    if sync:
        exchange_lines()
    else:
        say("  recorded in this clone; git gov sync sends it")
