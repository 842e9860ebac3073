"""`git motion list`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.done import to_push
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.orders import breaches, told
from gitgov.chamber.reads import listed
from gitgov.chamber.stale import tip_elsewhere
from gitgov.chamber.summary import Summary
from gitgov.cli.options import Json
from gitgov.cli.rows import json_of, line
from gitgov.cli.text import clean, columns, give, paint, say
from gitgov.core.ids import short


def list_motions(
    everything: Annotated[bool, typer.Option("--all", "-a", help="Also those that are decided and done.")] = False,
    as_json: Json = False,
    names: Annotated[bool, typer.Option("--short", help="Only names and branches, a line each.")] = False,
) -> None:
    """List the open motions."""
    chamber = open_chamber(Path())
    now, found = chamber.now(), listed(chamber, everything=everything)
    if as_json:
        give([json_of(each, now) for each in found])
        return
    if names:
        say("\n".join(f"{each.name}\t{clean(each.branch or each.target or each.kind)}" for each in found))
        return
    in_breach = [f"in breach: {each.name}  {clean(told(each, now))}" for each in breaches(chamber)]
    if in_breach:
        say(paint("\n".join(in_breach), "red"))
    if not found:
        say("no open motions" if not everything else "no motions yet: git motion merge BRANCH moves one")
        return
    say(columns([line(each, now, _mark(chamber, each)) for each in found]))
    if any(not each.verified for each in found):
        say("\nsignatures of some were not checked for this list: git gov verify checks all")


def _mark(chamber: Chamber, each: Summary) -> str:
    """Say what the refs here add to a motion: that its branch has moved on, or that the merge of it waits for a push."""
    tip = tip_elsewhere(chamber, each.branch, each.head) if each.branch and each.pending == 2 else ""
    return f"stale: {short(tip)}" if tip else "not pushed yet" if to_push(chamber, each) else ""
