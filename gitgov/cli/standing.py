"""`git gov status`: what is open, and what waits for whom."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.reads import listed
from gitgov.chamber.stale import tip_elsewhere
from gitgov.chamber.summary import Summary
from gitgov.chamber.unsent import unsent, untaken
from gitgov.cli.acting import my_name
from gitgov.cli.options import Json
from gitgov.cli.show import json_of
from gitgov.cli.text import clean, give, many, paint, say
from gitgov.core.ids import short
from gitgov.core.instants import show_duration


def status(as_json: Json = False) -> None:
    """Show what waits for you, what is open, deadlines, and what is missing for a quorum."""
    chamber = open_chamber(Path())
    now, open_ones = chamber.now(), listed(chamber, everything=False)
    me = my_name(chamber)
    mine = [each for each in open_ones if _waits_for(chamber, each, me, now)]
    waiting = unsent(chamber)
    if as_json:
        give(
            {
                "member": me,
                "charter": chamber.chain.charter.version,
                "waiting_for_me": [json_of(each, now) for each in mine],
                "open": [json_of(each, now) for each in open_ones],
                "unsent": waiting,
            }
        )
        return
    charter = chamber.chain.charter
    say(
        f"{clean(charter.name)}, charter version {charter.version}, {len(charter.electorate)} members; you are {me or 'not on the roll with the key configured here'}"
    )
    if untaken(chamber):
        say(paint("no remote has taken this ledger, as its genesis came back: git gov sync says why", "red"))
    if waiting:
        say(f"{many(waiting, 'line')} not sent yet: git gov sync")
    if mine:
        say(paint("\nWaiting for you:", "bold"))
        for each in mine:
            say(f"  {each.name}  {clean(each.text)}\n      {_waits_for(chamber, each, me, now)}")
    others = [each for each in open_ones if each not in mine]
    if others:
        say(paint("\nOpen:", "bold"))
        for each in others:
            say(f"  {each.name}  {clean(each.text)}\n      {_standing(each, now)}")
    if not open_ones:
        say("nothing is open")


def _waits_for(chamber: Chamber, each: Summary, me: str, now: int) -> str:
    """Say what a motion wants of a member, or nothing."""
    phase, presides = each.phase(now), me in chamber.chain.charter.holders("chair")
    if not me:
        return ""
    if each.settled == "moved" and each.needs_second:
        return "" if each.mover == me else f"it wants a second: git motion second {each.name}"
    if each.chaired and presides and phase in {"moved", "seconded"}:
        return f"the chair states it: git motion state {each.name}"
    if each.chaired and presides and phase == "debate":
        return f"the chair puts it: git motion put {each.name}"
    if phase == "voting" and me in each.silent:
        return f"your vote: git vote aye {each.name}; {_standing(each, now)}"
    if phase == "voting" and not each.silent and (presides or not each.chaired):
        return f"all have voted: git motion announce {each.name}"
    stale = (
        tip_elsewhere(chamber, each.branch, each.head)
        if each.branch and each.mover == me and phase != "carried"
        else ""
    )
    if stale:
        return f"stale, the branch stands at {short(stale)}: git motion renew {each.name}"
    if phase == "carried" and (each.ends_hold or 0) <= now:
        return f"carried: git gov enact {each.name}" if each.mover == me else ""
    return ""


def _standing(each: Summary, now: int) -> str:
    phase = each.phase(now)
    parts = [phase]
    if phase == "debate" and each.opens_at is not None:
        parts.append(f"the poll opens in {show_duration(each.opens_at - now)}")
    if phase == "voting":
        parts.append(f"{each.ayes} aye, {each.nays} nay, {each.abstentions} abstain")
        if each.missing:
            parts.append(f"{each.missing} more for a quorum")
        if each.closes_at is not None:
            parts.append(
                f"closes in {show_duration(each.closes_at - now)}"
                if now < each.closes_at
                else "time is up: git motion announce"
            )
        if each.silent:
            parts.append(f"not yet: {', '.join(each.silent[:8])}")
    return "; ".join(parts)
