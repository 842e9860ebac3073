"""Entering a result: what a decided question does to the floor, and what becomes of results that do not agree."""

from __future__ import annotations

from gitgov.ledger.ruling import Ruling
from gitgov.procedure.acts.withdraw import too_late
from gitgov.procedure.blanks import in_turn
from gitgov.procedure.calling import called_up, due
from gitgov.procedure.choosing import how_to_vote
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import object_to
from gitgov.procedure.state import Decision, Motion


def enter(floor: Floor, decision: Decision) -> Floor:
    """Decide a question, take another ballot on it, or contest it where another announcement came to another result.

    Of several that agree the first in order stands. A withdrawal that the announcement had not seen comes too late.
    """
    motion = floor.motions[decision.on]
    floor = floor.but(verdicts={**floor.verdicts, decision.id: decision})
    if (rival := motion.rival(decision)) is not None:
        return _beside(floor, motion, rival, decision)
    if decision.outcome.again:
        return _next_ballot(floor, motion, decision)
    if motion.withdrawn is not None:
        late = Ruling(floor.lineage[motion.withdrawn], (too_late(motion, motion.withdrawn),))
        floor = floor.but(out_of_order=(*floor.out_of_order, late))
    decided = motion.but(decision=decision, withdrawn=None, touched_at=decision.at, decided_mark=floor.progress + 1)
    if decision.by_proxy:
        decided = decided.but(by_proxy={each.member: each for each in decision.by_proxy})
    return _take_effect(floor.having(decided), decided)


def _beside(floor: Floor, motion: Motion, rival: Decision, decision: Decision) -> Floor:
    """Enter a result beside one that stands: where they do not agree, nothing is decided beyond contest."""
    stands, agree = motion.decision, rival.agrees(decision)
    if agree and rival is not stands:
        return floor
    if stands is None:
        contested = motion.but(decision=decision._replace(contested=True), touched_at=decision.at)
        return floor.having(contested).without(floor.adhering(motion), decision.at, "dropped")
    ends_hold = min(stands.ends_hold, decision.ends_hold)  # what was lawful once stays so
    return floor.having(
        motion.but(decision=stands._replace(contested=stands.contested or not agree, ends_hold=ends_hold))
    )


def _next_ballot(floor: Floor, motion: Motion, decision: Decision) -> Floor:
    """Keep a ballot that decided nothing, and take another: the question stays where it is, and nobody is dropped.

    Ballots that the announcement had not seen came too late for the one, and are not cast on the other.
    """
    seen = {ballot.id for ballot in decision.counted} | {each.ballot for each in decision.refused}
    what = f"ballot {decision.round} on {motion.name} was closed without it"
    late = tuple(
        Ruling(floor.lineage[ballot.id], object_to("GOV-533", what, "RONR (12th ed.) 45:36", how_to_vote(motion)))
        for ballot in motion.ballots
        if ballot.id not in seen
    )
    spoilt = (*(ruling for ruling in motion.spoilt if ruling.event.id not in seen), *late)
    next_one = motion.but(
        rounds=(*motion.rounds, decision), ballots=(), by_proxy={}, spoilt=spoilt, put_at=None, attending=None,
        resumed_at=decision.at, touched_at=decision.at, slate=motion.slate._replace(closed=True),
    )  # fmt: skip
    return floor.having(next_one).but(out_of_order=(*floor.out_of_order, *late), progress=floor.progress + 1)


def _take_effect(floor: Floor, motion: Motion) -> Floor:
    """Let a result do to the floor what it does, unless the question had gone from there by another way."""
    decision = motion.decision
    if decision is None or motion.id not in floor.stack:
        return floor
    effect = motion.row.carried if decision.outcome.carried else motion.row.lost
    motion = motion if motion.row.is_main else motion.but(stood=floor.stack)
    floor = floor if motion.row.is_main else floor.having(motion)
    floor = floor.without(floor.adhering(motion), decision.at, "dropped")
    floor = effect(floor.but(business=floor.business + 1, progress=floor.progress + 1), motion)
    floor = called_up(in_turn(floor, decision.at), decision.at)
    return due(floor, decision.at) if floor.live else floor
