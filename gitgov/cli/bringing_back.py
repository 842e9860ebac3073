"""Bringing questions back: take, discharge, report, reconsider, rescind."""

from __future__ import annotations

from typing import Annotated

import typer

from gitgov.cli.acting import do, send
from gitgov.cli.moving import Typed, move_upon, plain, upon
from gitgov.cli.options import Key, Message, MotionWord, Sync
from gitgov.cli.text import clean, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.procedure.events import CommitteeReported

take = plain("take_from_table", "Move to take a question from the table.", of="")
ratify_vote = plain("ratify", "Move to make valid what was decided without a quorum.", decided="")
discharge = plain("discharge_committee", "Move to take a question out of a committee's hands.", of="")


@upon
def reconsider(
    typed: Typed,
    enter_minutes: Annotated[
        bool, typer.Option("--enter-minutes", help="To be called up on another day, not today.")
    ] = False,
) -> None:
    """Move to reconsider a vote; if you voted on the side that prevailed."""
    kind = "reconsider_enter_minutes" if enter_minutes else "reconsider"
    move_upon(kind, {"of": ""}, typed)


@upon
def rescind(
    typed: Typed,
    to: Annotated[str, typer.Option("--to", metavar="TEXT", help="Amend it as adopted, so that it reads so.")] = "",
    expunge: Annotated[
        bool, typer.Option("--expunge", help="And strike it through in the minutes; takes a majority of all members.")
    ] = False,
    part: Annotated[str, typer.Option("--part", metavar="FIELD", help="Which part is to read so; its text.")] = "",
) -> None:
    """Move to rescind a decision that has not been carried out, or to amend it as adopted."""
    if to and expunge:
        raise BadInput("what is expunged is not amended", "either --to TEXT or --expunge")
    kind = "rescind_and_expunge" if expunge else "rescind_amend_adopted"
    move_upon(kind, {"of": "", "text": to, "part": part}, typed)


def report(
    motion: MotionWord = "",
    recommend: Annotated[str, typer.Option("--recommend", metavar="WHAT", help="adopt, reject, or amend.")] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Report for a committee: the question that was referred to it is pending again as it stood."""
    if recommend not in {"", "adopt", "reject", "amend"}:
        raise BadInput(f"a committee does not recommend to {recommend!r}", "--recommend adopt, reject or amend")
    found, event, actor = do(motion, key, CommitteeReported(text=message, recommends=recommend))  # type: ignore[arg-type]
    advice = f", and recommends to {recommend} it" if recommend else ""
    say(f"{actor.name} reports on {found.name}: {clean(found.text)}{advice} ({short(event.id)})")
    send(sync=sync)
