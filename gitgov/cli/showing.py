"""`git motion show`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gitgov.chamber.advising.resting import heard_on, in_words, rested_on
from gitgov.chamber.deriving import phase_of
from gitgov.chamber.done import to_push
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.orders import lawful, told
from gitgov.chamber.reads import find_matter
from gitgov.chamber.stale import moved_to
from gitgov.chamber.summarising import summarise
from gitgov.cli.advice_shown import on_record_json
from gitgov.cli.bringing import told_of
from gitgov.cli.options import Json, MotionWord
from gitgov.cli.ordering import json_of as json_of_order
from gitgov.cli.show import whole
from gitgov.cli.show_json import whole_json
from gitgov.cli.text import clean, give, say
from gitgov.core.ids import short
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion


def show_motion(motion: MotionWord = "", as_json: Json = False) -> None:
    """Show a motion: question, debate, ballots, result."""
    chamber = open_chamber(Path())
    found = find_matter(chamber, motion)
    phase, now = phase_of(chamber, found.motion), chamber.now()
    order = lawful(chamber, found.motion.id)
    if as_json:
        done = {"standing_order": json_of_order(order, now)} if order else {}
        give(whole_json(found, now, phase) | _advised_json(chamber, found.motion) | done)
        return
    say(whole(found, now, phase))
    if isinstance(found.motion.question, Merge) and (
        said := told_of(chamber, found.motion.question, found.motion.step.charter)
    ):
        say("\n" + "\n".join(f"{each[0].upper()}{each[1:]}" for each in said))
    for each in rested_on(chamber, found.motion):
        say(f"\nRests on {clean(each.what)}")
    if heard := heard_on(chamber, found.motion):
        say("\nAdvice on record:\n" + "\n".join(f"  {clean(in_words(each, found.motion.target))}" for each in heard))
    if order:
        say(f"\nDone already: {clean(told(order, now))}")
    summary = summarise(found.motion, chamber.chain.charter.version)
    if remote := to_push(chamber, summary):
        say(f"\nMade here, not pushed yet: git gov enact {found.motion.name} --push {remote}")
    if tip := moved_to(chamber.repo, summary):
        say(
            f"\nStale: the branch stands at {short(tip)} by now; git motion renew {found.motion.name} moves that instead."
        )


def _advised_json(chamber: Chamber, motion: Motion) -> dict[str, Any]:
    """Return what a motion rests on, and what else is on record about its content, with stable keys."""
    rests = [{"record": each.id, "what": each.what, "found": each.found} for each in rested_on(chamber, motion)]
    return {"rests_on": rests, "advice": [on_record_json(each) for each in heard_on(chamber, motion)]}
