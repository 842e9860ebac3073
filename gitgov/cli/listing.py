"""`git motion list` and `show`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.done import to_push
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.orders import breaches, lawful, told
from gitgov.chamber.reads import find_matter, listed, phase_of
from gitgov.chamber.stale import moved_to, tip_elsewhere
from gitgov.chamber.summary import Summary, summarise
from gitgov.cli.options import Json, MotionWord
from gitgov.cli.ordering import json_of as json_of_order
from gitgov.cli.rows import json_of, line
from gitgov.cli.show import whole
from gitgov.cli.show_json import whole_json
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


def show_motion(motion: MotionWord = "", as_json: Json = False) -> None:
    """Show a motion: question, debate, ballots, result."""
    chamber = open_chamber(Path())
    found = find_matter(chamber, motion)
    phase, now = phase_of(chamber, found.motion), chamber.now()
    order = lawful(chamber, found.motion.id)
    if as_json:
        give(whole_json(found, now, phase) | ({"standing_order": json_of_order(order, now)} if order else {}))
        return
    say(whole(found, now, phase))
    if order:
        say(f"\nDone already: {clean(told(order, now))}")
    if remote := to_push(chamber, summarise(found.motion, chamber.chain.charter.version)):
        say(f"\nMade here, not pushed yet: git gov enact {found.motion.name} --push {remote}")
    if tip := moved_to(chamber, found.motion):
        say(
            f"\nStale: the branch stands at {short(tip)} by now; git motion renew {found.motion.name} moves that instead."
        )
