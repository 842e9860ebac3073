"""Cast a ballot (RONR (12th ed.) 45)."""

from __future__ import annotations

from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acclamation import opposes
from gitgov.procedure.acts.deciding import why_not_chair
from gitgov.procedure.acts.objections import (
    not_immediate,
    not_of_electorate,
    not_open,
    not_pending,
    not_recused,
    not_ripe,
)
from gitgov.procedure.by_proxy import counted
from gitgov.procedure.choosing import FORMS, how_to_vote, options_of
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.state import Ballot, Motion
from gitgov.tally.ballots import Form, in_words
from gitgov.tally.events import BallotCast, BallotMarked

SOURCE = "RONR (12th ed.) 45:2-8"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if the poll is not open, the voter is not of the frozen electorate, or ballots are final."""
    motion = floor.question(event)
    if (
        objections := not_pending(floor, motion, event, SOURCE)
        or _why_not_so(motion, event)
        or not_open(motion, event.at, SOURCE)
        or not_immediate(floor, motion, SOURCE)
        or not_ripe(floor, motion)
    ):
        return objections
    if objections := not_of_electorate(motion, event, SOURCE) or not_recused(motion, event, "RONR (12th ed.) 45:4"):
        return objections
    if motion.polls_closed:
        what = f"the polls on {motion.name} are closed"
        return object_to("GOV-520", what, "RONR (12th ed.) 30:3(7)", f"git motion reopen-polls {motion.name}")
    final = not motion.rules.change_ballots or motion.method == "ballot"
    if final and any(each.member == event.actor for each in motion.ballots):
        what = f"{event.actor} has voted, and ballots are final once they are cast"
        return object_to("GOV-328", what, "RONR (12th ed.) 45:8", f"git vote status {motion.name}")
    if motion.rules.reasons and not getattr(event.body, "reason", "").strip():
        return object_to("GOV-329", "the charter asks for a reason on each ballot", SOURCE, "add -m REASON")
    if event.actor != motion.put_by:
        return ()
    return why_not_chair(counted(floor, motion, event.at, event.parents), event)


def _why_not_so(motion: Motion, event: Event) -> Objections:
    """Object to a ballot that cannot answer the question: of another form, or of an earlier or later ballot on it."""
    among, body = motion.among, event.body
    if among is None:
        if isinstance(body, BallotCast):
            return ()
        what = f"{motion.name}, to {motion.text}, is decided by aye or nay"
        return object_to("GOV-531", what, SOURCE, f"git vote aye {motion.name}")
    if not isinstance(body, BallotMarked):
        what = f"{motion.name} is a choice among {', '.join(options_of(motion)) or 'members'}: nobody votes against one"
        return object_to("GOV-530", what, "RONR (12th ed.) 45:25, 46:1", how_to_vote(motion))
    if body.papers().keys() - _same_as(among.form):
        what = f"{motion.name} is voted on by {FORMS[among.form][0]}, and not so"
        return object_to("GOV-532", what, SOURCE, how_to_vote(motion))
    if body.round != motion.round:
        what = f"ballot {motion.round} is taken on {motion.name}, and this is one of ballot {body.round}"
        return object_to("GOV-533", what, "RONR (12th ed.) 46:32", f"git gov sync, then {how_to_vote(motion)}")
    return ()


def _same_as(form: Form) -> set[Form]:
    """Return the forms that are filled in alike."""
    return {"single", "approval"} if form in {"single", "approval"} else {form}


def apply(floor: Floor, event: Event) -> Floor:
    """Add the ballot; of several by one member the last in causal order counts."""
    motion = floor.question(event)
    body = event.body
    if isinstance(body, BallotCast):
        ballot = Ballot(event.id, event.actor, event.at, body.choice, body.reason)
    elif isinstance(body, BallotMarked) and motion.among is not None:
        form = motion.among.form
        paper = body.papers().get(form, ())
        ballot = Ballot(event.id, event.actor, event.at, in_words(form, paper), body.reason, paper)
    else:
        return floor
    ballots = motion.ballots + (ballot,)  # noqa: RUF005 - copies once, where unpacking copies twice; there may be thousands
    motion = motion.but(ballots=ballots)
    return floor.having(motion.unconsented(event.id, event.actor) if opposes(motion, ballot) else motion)


CAST = ActRow("ballot.cast", SOURCE, why_not, apply)
MARK = ActRow("ballot.marked", "RONR (12th ed.) 45:18-36", why_not, apply)
