"""Cast a ballot (RONR (12th ed.) 45)."""

from __future__ import annotations

from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.deciding import why_not_chair
from gitgov.procedure.acts.objections import (
    not_immediate,
    not_of_electorate,
    not_open,
    not_pending,
    not_recused,
    not_ripe,
)
from gitgov.procedure.floor import Floor
from gitgov.procedure.proxies import counted
from gitgov.procedure.rows import ActRow, object_to
from gitgov.procedure.state import Ballot
from gitgov.tally.events import BallotCast

SOURCE = "RONR (12th ed.) 45:2-8"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if the poll is not open, the voter is not of the frozen electorate, or ballots are final."""
    motion = floor.question(event)
    if (
        objections := not_pending(floor, motion, event, SOURCE)
        or not_open(motion, event.at, SOURCE)
        or not_immediate(floor, motion, SOURCE)
        or not_ripe(floor, motion)
    ):
        return objections
    if floor.meeting is not None and event.actor not in floor.meeting.present:
        what = f"{event.actor} is not present, and only members who are vote at a meeting"
        return object_to("GOV-386", what, "RONR (12th ed.) 45:56", "answer the roll first")
    if objections := not_of_electorate(motion, event, SOURCE) or not_recused(motion, event, "RONR (12th ed.) 45:4"):
        return objections
    if motion.polls_closed:
        what = f"the polls on {motion.name} are closed"
        return object_to("GOV-520", what, "RONR (12th ed.) 30:3(7)", f"git motion reopen-polls {motion.name}")
    final = not motion.rules.change_ballots or motion.method == "ballot"
    if final and event.actor in motion.latest:
        what = f"{event.actor} has voted, and ballots are final once they are cast"
        return object_to("GOV-328", what, "RONR (12th ed.) 45:8", f"git vote status {motion.name}")
    if motion.rules.reasons and isinstance(event.body, BallotCast) and not event.body.reason.strip():
        return object_to("GOV-329", "the charter asks for a reason on each ballot", SOURCE, "add -m REASON")
    if event.actor != motion.put_by:
        return ()
    return why_not_chair(counted(floor, motion, event.at, event.parents), event)


def apply(floor: Floor, event: Event) -> Floor:
    """Add the ballot; of several by one member the last in causal order counts."""
    motion = floor.question(event)
    body = event.body
    if not isinstance(body, BallotCast):
        return floor
    ballot = Ballot(event.id, event.actor, event.at, body.choice, body.reason)
    motion = motion.but(ballots=(*motion.ballots, ballot), latest={**motion.latest, event.actor: ballot})
    return floor.having(motion.unconsented(event.id, event.actor) if body.choice == "nay" else motion)


ROW = ActRow("ballot.cast", SOURCE, why_not, apply)
