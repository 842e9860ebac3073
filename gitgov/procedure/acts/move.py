"""Make a motion upon what is before the assembly, or a further one (RONR (12th ed.) 4:4-8)."""

from __future__ import annotations

from gitgov.charter.charter import RuleSet
from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.procedure.advised import weighed
from gitgov.procedure.among import slate_of
from gitgov.procedure.blanks import in_turn
from gitgov.procedure.business import not_business
from gitgov.procedure.committee import is_known, vote_in_committee, why_not_in_committee
from gitgov.procedure.debate import freed
from gitgov.procedure.electorate import electorate_of
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.motions.ratify import rules_of_the_act
from gitgov.procedure.notice import is_noticed, why_not_unnoticed, without_notice
from gitgov.procedure.precedence import why_not_now
from gitgov.procedure.quorum import WITHOUT, no_quorum
from gitgov.procedure.renewal import why_not_again
from gitgov.procedure.rows import ActRow, MotionRow, Moving, Objections, object_to
from gitgov.procedure.standing import under
from gitgov.procedure.state import Motion
from gitgov.procedure.votes import NEEDED, secondary

SOURCE = "RONR (12th ed.) 4:4-8"
SITTING = frozenset({"recess", "adjourn", "fix_time_to_which_to_adjourn", "call_orders_of_day"})
"""What is moved only where members sit together."""


def why_not(floor: Floor, event: Event) -> Objections:
    """Object if it cannot be moved here, yields to what is pending, or does not fit the question that it applies to."""
    moving = _moving(floor, event)
    if moving is None:
        return object_to(
            "GOV-307",
            f"{event.kind} {event.id[:12]} names a question that is not on this floor",
            SOURCE,
            "git motion list",
        )
    return (
        why_not_kind(floor, moving)
        or _why_not_here(floor, moving)
        or moving.row.fits(floor, moving)
        or _why_not_unnoticed(floor, moving)
        or why_not_again(floor, moving)
    )


def why_not_kind(floor: Floor, moving: Moving) -> Objections:
    """Say why no motion of a kind is in order on this floor now, whatever it says; or nothing."""
    row, actor = moving.row, moving.event.actor
    if objections := _has_the_floor(floor, moving):
        return objections
    if row.kind in {"main", "incidental_main"} and not floor.live and not _of_this_floor(floor, moving):
        what = "a main question has a floor of its own, and this floor has its question"
        return object_to("GOV-359", what, SOURCE, f"{row.command} opens one")
    if row.name in SITTING and not floor.live:
        what = "no meeting sits here that could be interrupted, closed or kept to its agenda"
        return object_to("GOV-353", what, row.source, "git motion postpone DURATION")
    if actor not in floor.step.charter.electorate:
        what = f"{actor} was not a member when this floor was opened"
        return object_to("GOV-324", what, SOURCE, "what is moved from now on is yours to move upon as well")
    return (
        why_not_in_committee(floor, moving)
        or no_quorum(floor, row)
        or why_not_now(floor, moving)
        or row.applies(floor, moving)
    )


def _of_this_floor(floor: Floor, moving: Moving) -> bool:
    """Say whether a main motion is about something that was done on this floor, and so belongs here."""
    return getattr(moving.question, "decided", "") in floor.motions


def _why_not_unnoticed(floor: Floor, moving: Moving) -> Objections:
    """Object to a main motion of which notice had to be given before this meeting."""
    row = moving.row
    rules = floor.step.charter.rules.get(row.name, floor.rules)
    if row.vote != "charter" or not rules.notice or is_noticed(floor, row, moving.question, moving.event.at):
        return ()
    return why_not_unnoticed(rules, row)


def _has_the_floor(floor: Floor, moving: Moving) -> Objections:
    speaker = floor.meeting.speaker if floor.meeting else ""
    if not speaker or speaker == moving.event.actor or moving.row.interrupts:
        return ()
    what = f"{speaker} has the floor, and {moving.row.name} does not interrupt"
    return object_to("GOV-505", what, moving.row.source, "git gov meeting rise seeks the floor; move it then")


def _why_not_here(floor: Floor, moving: Moving) -> Objections:
    """Object to business that this meeting cannot do, and to a question that is none."""
    row, home = moving.row, floor.chain.subject
    if not floor.live or not row.is_main:
        return ()
    elsewhere = floor.subject != home == row.subject(moving.question, floor.chain)
    if row.apart or elsewhere:
        what = f"a {row.name} motion has a floor of its own, where whoever opens the ledger finds it"
        return object_to("GOV-516", what, SOURCE, f"{row.command} opens it")
    return not_business(floor, moving) or row.why_not(moving.question, under(floor.chain, floor.step))


def _moving(floor: Floor, event: Event) -> Moving | None:
    """Return what is being moved; nothing where it names a question that is not here."""
    body = event.body
    if not isinstance(body, MotionMoved):
        return None
    on = floor.motions.get(EventId(body.on)) if body.on else floor.top
    question = MOTIONS[body.question.motion].meant(body.question) or body.question
    return None if body.on and on is None else Moving(MOTIONS[question.motion], question, on, event)


def apply(floor: Floor, event: Event) -> Floor:
    """Bring the motion; where the rule presides and no second is needed, it is thereby stated."""
    moving = _moving(floor, event)
    if moving is None or not isinstance(event.body, MotionMoved):
        return floor
    motion = _made(floor, moving, event)
    if moving.row.made is not None:
        return moving.row.made(floor, motion)
    resumes_seat = floor.meeting is not None and floor.meeting.speaker == event.actor and not moving.row.interrupts
    floor = _brought(floor, motion, event)
    return freed(floor, event.at) if resumes_seat else floor


def _brought(floor: Floor, motion: Motion, event: Event) -> Floor:
    """Place a motion where its kind goes: a demand is honoured, a suggestion waits for its turn."""
    row = motion.row
    if row.vote == "demand":
        honoured = motion.but(fate="honoured")
        return row.carried(floor.having(honoured), honoured)
    if row.name == "fill_blank":
        return in_turn(floor.having(motion), event.at)
    return floor.having(motion) if motion.rules.second else floor.bringing(motion, event.at)


def _made(floor: Floor, moving: Moving, event: Event) -> Motion:
    row, question, body, charter = moving.row, moving.question, event.body, floor.step.charter
    why, renews = (body.why, body.renews) if isinstance(body, MotionMoved) else ("", "")
    rules, noticed = _rules(floor, moving)
    return Motion(
        event.id, event.subject, event.actor, event.at, row, question, why, renews, floor.step,
        weighed(rules._replace(second=needs_second(floor, row, moving.on, event.actor)), question, charter),
        electorate_of(charter, rules, question, event.actor),
        on=moving.on.id if moving.on else "", touched_at=event.at, mark=floor.progress,
        session=floor.session, noticed=noticed, slate=slate_of(question),
    )  # fmt: skip


def needs_second(floor: Floor, row: MotionRow, on: Motion | None, actor: str) -> bool:
    """Say whether a motion needs a second; not one to grant what another member has asked for, as two want that (33:2)."""
    grants = row.granting and on is not None and on.mover != actor
    return floor.rules.second and row.second and not grants


def _rules(floor: Floor, moving: Moving) -> tuple[RuleSet, bool]:
    """Return by which rules a motion is decided, and whether it relies on previous notice.

    A main one goes by the charter's rules for its kind, any other by the table's. At a meeting nobody waits: the chair
    puts the question and announces the result when members have voted. Where the rule presides, the poll is open until
    all who are there have answered.
    """
    row, question = moving.row, moving.question
    kind = row.governed_by(question, floor.chain)
    vote = vote_in_committee(floor, row) or row.eased(floor, moving) or row.vote_on(question)
    rules = floor.step.charter.rules.get(kind, floor.rules) if row.is_main else floor.rules
    wanted = rules.notice > 0 if vote == "charter" else vote in NEEDED and bool(NEEDED[vote].with_notice)
    noticed = wanted and (is_known(floor, question) or is_noticed(floor, row, question, moving.event.at))
    if vote != "charter":
        rules = secondary(rules, vote, notice=noticed)
    elif wanted and not noticed:
        rules = without_notice(rules) or rules
    rules = rules_of_the_act(floor, question) or rules
    if not floor.live:
        return rules, noticed
    rules = rules._replace(quorum=0) if row.name in WITHOUT else rules
    poll = 0 if floor.chaired else rules.poll
    return rules._replace(debate=0, notice=0, lazy=0, consent=0, poll=poll), noticed


ROW = ActRow("motion.moved", SOURCE, why_not, apply, upon=False)
