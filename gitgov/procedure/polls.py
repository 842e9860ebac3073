"""Closing and reopening the polls of a vote that is being taken (RONR (12th ed.) 30:3, 45:34)."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Moving, Objections, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 30:3(7)"


def why_not_close(floor: Floor, moving: Moving) -> Objections:
    """Object to closing polls that are not open, or whose time the charter gives to those who are absent."""
    target = moving.on
    if target is None or not target.pending or not target.voting:
        return object_to("GOV-353", "no vote is being taken whose polls could be closed", SOURCE, "git motion list")
    if not floor.live:
        what = f"the charter gives members their time to vote on {target.name}, also those who are away"
        return object_to("GOV-392", what, "RONR (12th ed.) 25:10", f"git vote status {target.name} says when it closes")
    if target.polls_closed:
        return object_to("GOV-322", f"the polls on {target.name} are closed", SOURCE, "git motion reopen-polls")
    return ()


def why_not_reopen(_floor: Floor, moving: Moving) -> Objections:
    """Object to reopening polls that were not closed, or a vote whose result is known."""
    target = moving.on
    if target is not None and target.pending and target.polls_closed:
        return ()
    what = f"the polls on {target.name} have not been closed" if target else "no vote is being taken"
    return object_to("GOV-353", what, SOURCE, "git vote aye, while they are open; else git motion reconsider")


def close(floor: Floor, motion: Motion) -> Floor:
    """Close the polls of the question that a motion applies to."""
    return _with_polls(floor, motion, closed=True)


def reopen(floor: Floor, motion: Motion) -> Floor:
    """Let members vote again."""
    return _with_polls(floor, motion, closed=False)


def _with_polls(floor: Floor, motion: Motion, *, closed: bool) -> Floor:
    target = floor.motions.get(EventId(motion.on))
    return floor if target is None else floor.having(target.but(polls_closed=closed))
