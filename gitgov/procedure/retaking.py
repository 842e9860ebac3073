"""How a vote is taken, and taking one again (RONR (12th ed.) 29, 30, 45:9).

Every vote here is recorded as signed ballots, which is a roll call, unless the chair or the assembly says otherwise.
"""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.restoring import put_back
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.state import Motion

Method = Literal["voice", "rising", "counted", "roll call", "ballot"]
SIGNED: Method = "roll call"


def method_of(motion: Motion) -> str:
    """Return how the vote on a question is taken."""
    return motion.method or SIGNED


def in_words(method: str) -> str:
    """Say how a vote is taken: rising, counted, or by what."""
    return method if method in {"rising", "counted"} else f"by {method}"


def why_not_retaken(floor: Floor, target: Motion) -> Objections:
    """Object to taking a vote again that was not announced just now: before anything else was stated or said."""
    if target.decision is None:
        what = f"the result of {target.name} has not been announced"
        return object_to("GOV-334", what, "RONR (12th ed.) 29:4", "wait for the announcement, then demand it")
    later = any(each.stated_at is not None and each.mark >= target.decided_mark for each in floor.motions.values())
    if not later and floor.progress == target.decided_mark:
        return ()
    what = f"the result of {target.name} was announced before what has been done since"
    return object_to("GOV-388", what, "RONR (12th ed.) 29:4, 45:9", f"git motion reconsider {target.name}, if you may")


def retaken(floor: Floor, target: Motion, method: str, at: int) -> Floor:
    """Return this floor with the vote on a question being taken again, by another method."""
    floor = put_back(floor, target, at)
    again = floor.motions[target.id].but(
        method=method, put_at=at if floor.chaired else None, reconsidered=target.reconsidered
    )
    return floor.having(again)
