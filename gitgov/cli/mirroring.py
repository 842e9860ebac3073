"""`git gov mirror`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.mirroring import Mirror, plan_of, why_not_mirrored
from gitgov.chamber.mirroring import mirror as carry_out
from gitgov.chamber.open import open_chamber
from gitgov.cli.options import Json
from gitgov.cli.text import clean, give, many, say
from gitgov.core.errors import Refused
from gitgov.core.ids import short

MOST_SHOWN = 20


def mirror(
    remote: Annotated[str, typer.Argument(metavar="REMOTE", help="The remote.")],
    motion: Annotated[
        str, typer.Option("--motion", metavar="MOTION", help="The process decision that allows it: then it is done.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show what `git push --mirror` would delete, overwrite or give away there; with a decision, do what that allows.

    A process decision allows it with the line `mirror to ADDRESS`: then branches, tags and notes that are new there or have moved
    forward are pushed, and nothing is lost. What is to be deleted or overwritten is allowed only by the line that this command
    proposes, which names exactly that. What is only tracked here is never pushed.
    """
    chamber = open_chamber(Path())
    plan = plan_of(chamber, remote)
    done = carry_out(chamber, remote, motion) if motion else None
    if as_json:
        give(_json(done or plan, done=bool(done)))
    else:
        _show(done or plan, done=bool(done))
    if done is None and not plan.harmless and (objection := why_not_mirrored(plan, None, chamber.now())):
        raise Refused((objection,))


def _show(plan: Mirror, *, done: bool) -> None:
    """Show a plan, or what was done of it."""
    would = "" if done else "would be "
    gone = [f"{ref} ({short(old)})" for ref, old in plan.deletes.items()]
    over = [f"{ref} ({short(old)}, here {short(new)})" for ref, (old, new) in plan.overwrites.items()]
    _list(f"{would}deleted there", gone)
    _list(f"{would}overwritten there", over)
    _list("would be given away: only tracked or used here", [] if done else list(plan.leaks))
    _list("grown on both sides, which git gov sync unites", list(plan.rooms))
    _list("new there, or further", list(plan.adds))
    if not (plan.deletes or plan.overwrites or plan.adds):
        say(f"{clean(plan.url)} has all that is here")
    sys.stdout.flush()  # before what is refused


def _list(what: str, refs: list[str]) -> None:
    if refs:
        say(f"{many(len(refs), 'ref')} {what}:")
    for each in refs[:MOST_SHOWN]:
        say(f"  {clean(each)}")
    if len(refs) > MOST_SHOWN:
        say(f"  and {len(refs) - MOST_SHOWN} more (--json shows all)")


def _json(plan: Mirror, *, done: bool) -> dict[str, Any]:
    return {
        "done": done,
        "url": plan.url,
        "deletes": dict(plan.deletes),
        "overwrites": {ref: {"old": old, "new": new} for ref, (old, new) in plan.overwrites.items()},
        "adds": {ref: {"old": old or None, "new": new} for ref, (old, new) in plan.adds.items()},
        "leaks": list(plan.leaks),
        "rooms": list(plan.rooms),
        "sentence": plan.sentence,
    }
