"""Nominate somebody in an election, while nominations are open (RONR (12th ed.) 31, 46:2-23)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.among import Slate
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.presiding import may_have_the_chair
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.standing import chairs
from gitgov.procedure.state import Motion
from gitgov.tally.events import OptionName

SOURCE = "RONR (12th ed.) 46:2-23"


class Nominate(Question):
    """`nominee` is nominated in the election that it is moved on."""

    motion: Literal["nominate"] = "nominate"
    nominee: OptionName


def why_no_election(moving: Moving) -> Objections:
    """Object unless a motion applies to an election that is still to be decided."""
    election = moving.on
    if election is not None and isinstance(election.question, Elect) and election.pending:
        return ()
    return object_to(
        "GOV-534", f"there is no election that {moving.row.name} could apply to", SOURCE, "git motion elect OFFICE"
    )


def of_election(floor: Floor, motion: Motion, **changes: object) -> Floor:
    """Return the floor with the slate of the election changed that a motion applies to."""
    election = floor.motions.get(EventId(motion.on))
    return floor if election is None else floor.having(election.but(slate=election.slate._replace(**changes)))  # type: ignore[arg-type]


def _applies(_floor: Floor, moving: Moving) -> Objections:
    election = moving.on
    objections = why_no_election(moving)
    if election is None or objections or not (election.slate.closed or election.voting):
        return objections
    what = f"nominations for {election.name}, to {election.text}, are closed"
    reopen = "" if election.voting else f"git motion reopen-nominations {election.name}; "
    remedy = f"{reopen}every ballot may name any member"
    return object_to("GOV-535", what, "RONR (12th ed.) 31:5, 46:18", remedy)


def _fits(floor: Floor, moving: Moving) -> Objections:
    election, nominee = moving.on, moving.question.nominee
    if election is None:
        return ()
    slate = election.slate
    if nominee not in election.step.charter.electorate:
        what = f"{nominee} was no active member when {election.name} was moved"
        return object_to("GOV-536", what, "RONR (12th ed.) 46:2", "git gov member list shows who is")
    if nominee in slate.nominees:
        return object_to("GOV-536", f"{nominee} has been nominated", "RONR (12th ed.) 46:8", "speak for the nominee")
    return _why_not_by(floor, moving, slate)


def _why_not_by(floor: Floor, moving: Moving, slate: Slate) -> Objections:
    """Object to a nomination by somebody who is not to nominate, as the assembly has decided."""
    event = moving.event
    chair = may_have_the_chair(floor) if floor.committee else chairs(floor.step, event.at, floor.last_at)
    able = {"floor": None, "chair": chair, "committee": slate.committee}[slate.by]
    if able is None or event.actor in able:
        return ()
    what = (
        f"nominations are made by {'the chair' if slate.by == 'chair' else 'a committee'} ({', '.join(sorted(able))})"
    )
    return object_to("GOV-540", what, "RONR (12th ed.) 31:3-5", "ask one of them")


def _made(floor: Floor, nomination: Motion) -> Floor:
    """Put the nominee on the list; there is no vote on it. It is an objection to electing the others by acclamation."""
    election, question = floor.motions.get(EventId(nomination.on)), nomination.question
    floor = floor.having(nomination.but(fate="made"))
    if election is None or not isinstance(question, Nominate):
        return floor
    floor = floor.having(election.unconsented(nomination.id, nomination.mover))
    return of_election(floor, nomination, nominees=(*election.slate.nominees, question.nominee))


ROW = MotionRow(
    "nominate",
    "nominate a member in an election",
    SOURCE,
    Nominate,
    lambda question: f"nominate {question.nominee}",
    kind="incidental",
    rank=0,
    second=False,
    amendable=False,
    vote="none",
    reconsidered="no",
    applies=_applies,
    fits=_fits,
    made=_made,
    verb="nominate",
    effect="the member stands in the election",
)
