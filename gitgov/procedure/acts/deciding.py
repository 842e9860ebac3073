"""The chair's vote where it decides: only when it affects the result, and after the others (RONR (12th ed.) 4:56, 44:12)."""

from __future__ import annotations

from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.state import Ballot, Motion
from gitgov.tally.count import count
from gitgov.tally.events import BallotCast

SOURCE = "RONR (12th ed.) 44:12"


def why_not_chair(motion: Motion, event: Event) -> Objections:
    """Object to a ballot of who has put the question, unless it comes last, alone, and changes the result.

    Where the charter lets the chair vote as everybody does, nothing.
    """
    body = event.body
    if motion.rules.chair_votes != "deciding" or not isinstance(body, BallotCast):
        return ()
    if event.actor in motion.latest:
        return object_to(
            "GOV-555", f"{event.actor} has voted, and the chair has one vote", SOURCE, "announce the result"
        )
    closes, waiting = motion.closes_at or event.at, sorted(motion.voters - motion.latest.keys() - {event.actor})
    if waiting and event.at < closes:
        what = f"the chair votes after the others, and {', '.join(waiting[:8])} may vote until {show_instant(closes)}"
        return object_to("GOV-555", what, SOURCE, f"git vote status {motion.name}")
    ballot = Ballot(event.id, event.actor, event.at, body.choice, body.reason)
    before = count(motion.rules, motion.tally())
    after = count(motion.rules, motion.but(ballots=(*motion.ballots, ballot)).tally())
    if before.carried != after.carried:
        return ()
    what = f"the chair votes only when that affects the result, which is {'carried' if before.carried else 'lost'} either way"
    return object_to("GOV-555", what, SOURCE, f"git motion announce {motion.name}; the count: {before.arithmetic}")
