"""Announce the result: close the poll over the announcement's causal past (RONR (12th ed.) 4:38, 45:37).

An announcement names every ballot that it counts and every one that it refuses. Anybody recomputes it; one that says
anything else is out of order.
"""

from __future__ import annotations

from collections.abc import Collection, Container

from gitgov.core.ids import EventId
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.acts.objections import not_immediate, not_open, not_presiding, not_ripe
from gitgov.procedure.acts.withdraw import too_late
from gitgov.procedure.blanks import in_turn
from gitgov.procedure.choosing import choose_among, how_to_vote, may_close
from gitgov.procedure.events import MotionAnnounced, ProxyVote, RefusedBallot
from gitgov.procedure.floor import Floor
from gitgov.procedure.proxies import counted
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.state import Ballot, Decision, Motion, Refused
from gitgov.tally.count import Outcome, Tally, count, settled

SOURCE = "RONR (12th ed.) 4:38-43"
MOST_NAMED = 8
"""How many members the arithmetic names at most."""


def why_not(base: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if it is too early, the actor does not preside, or the result is not the true one."""
    verdict = judge(base, event)
    return () if isinstance(verdict, Decision) else verdict


def judge(base: Floor, event: Event) -> Decision | tuple[Objection, ...]:
    """Work out what an announcement decides, or why it is out of order.

    `base` is the floor as the announcement has seen it, and nothing later or concurrent.
    """
    motion = _attended(base, counted(base, base.question(event), event.at, event.parents))
    if event.at < base.last_at:  # however many unlawful records stand between
        what = f"{event.kind} {event.id[:12]} is dated before what it has seen"
        return object_to("GOV-300", what, SOURCE, "set the clock, then announce again")
    if objections := _over(motion) or _not_ready(base, motion, event):
        return objections
    preferred = tuple(event.body.preferred) if isinstance(event.body, MotionAnnounced) else ()
    outcome = _outcome(motion, event.at, preferred)
    if isinstance(outcome, Objection):
        return (outcome,)
    # a false list is mostly of another length, and then need not be compared: many of them cost no more than they weigh
    body = event.body
    decision = _decision(motion, outcome, event.at) if _as_long(motion, event) else None
    if decision is None or not isinstance(body, MotionAnnounced) or body != body_of(decision, body.on):
        what = f"the announcement {event.id[:12]} does not state the result that its ballots give"
        return object_to("GOV-338", what, SOURCE, f"the count: {outcome.arithmetic}")
    return decision._replace(id=event.id, actor=event.actor)


def _attended(floor: Floor, motion: Motion) -> Motion:
    """Return a question with how many are there to answer it: at a meeting, those present, if no chair has counted them."""
    if floor.meeting is None or motion.attending is not None:
        return motion
    present = floor.meeting.present
    return motion.but(attending=len(present), absent=len(motion.voters - present - motion.latest.keys()))


def _over(motion: Motion) -> Objections:
    if motion.withdrawn:
        return object_to("GOV-310", f"{motion.name} has been withdrawn", SOURCE, "move it again")
    if motion.fate:
        return object_to(
            "GOV-345", f"{motion.name} is not before the assembly: it was {motion.fate}", SOURCE, "git motion floor"
        )
    if motion.decision:
        return object_to(
            "GOV-311", f"the result of {motion.name} has been announced", SOURCE, f"git motion show {motion.name}"
        )
    return ()


def _not_ready(base: Floor, motion: Motion, event: Event) -> Objections:
    presides = not_presiding(base, motion, event, SOURCE) if motion.chaired else ()
    immediate = not_immediate(base, motion, SOURCE) or not_ripe(base, motion)
    return presides or _not_put(motion, event.at) or immediate


def _not_put(motion: Motion, at: int) -> Objections:
    """Object unless the poll is open, or silence takes its place."""
    return () if motion.consenting else not_open(motion, at, SOURCE)


def _as_long(motion: Motion, event: Event) -> bool:
    body, counted = event.body, len(motion.last_ballots())
    return isinstance(body, MotionAnnounced) and (len(body.counted), len(body.refused)) == (
        counted,
        len(motion.ballots) - counted + len(motion.spoilt),
    )


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
        rounds=(*motion.rounds, decision), ballots=(), latest={}, by_proxy={}, spoilt=spoilt, put_at=None, attending=None,
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
    floor = in_turn(floor, decision.at).calling_up(decision.at)
    return floor.due(decision.at) if floor.live else floor


def apply(floor: Floor, event: Event) -> Floor:
    """Decide a question that stands as the announcement has seen it, and to which nothing is objected."""
    verdict = judge(floor, event)
    return enter(floor, verdict) if isinstance(verdict, Decision) else floor


def resolve(
    floor: Floor, motion: Motion, parents: Collection[EventId], at: int, preferred: tuple[str, ...] = ()
) -> Decision | Objection:
    """Work out the result over the past of `parents` as it stands at `at`, or say why it is too early.

    `preferred` is how whoever presides breaks a tie among many, where the question leaves that to the chair.
    """
    seen = ancestors(parents, floor.lineage)
    if motion.decision and motion.decision.id not in seen:
        motion = motion.but(decision=None)
    base = _attended(floor, counted(floor, _as_far_as(motion, seen), at, parents))
    ready = _not_put(base, at) or not_immediate(floor, base, SOURCE) or not_ripe(floor, base)
    if objections := _over(base) or ready:
        return objections[0]
    outcome = _outcome(base, at, preferred)
    return outcome if isinstance(outcome, Objection) else _decision(base, outcome, at)


def _as_far_as(motion: Motion, seen: Container[EventId]) -> Motion:
    """Return a question with what members have said of it in `seen`, and nothing else."""
    ballots = tuple(ballot for ballot in motion.ballots if ballot.id in seen)
    base = motion.but(
        ballots=ballots,
        latest={ballot.member: ballot for ballot in ballots},
        spoilt=tuple(ruling for ruling in motion.spoilt if ruling.event.id in seen),
        vetoes=tuple(
            each if each.withdrawn in seen else each._replace(withdrawn="") for each in motion.vetoes if each.id in seen
        ),
        recusals=tuple(
            each if each.ended in seen else each._replace(ended="") for each in motion.recusals if each.id in seen
        ),
    )
    consent = motion.consent
    if consent is None or (consent.id in seen and (not consent.objected or consent.objected in seen)):
        return base
    return base.but(consent=consent._replace(objected="", objector="") if consent.id in seen else None)


def _outcome(motion: Motion, at: int, preferred: tuple[str, ...] = ()) -> Outcome | Objection:
    if motion.among is not None and may_close(motion, at):
        return choose_among(motion, preferred)
    outcome = _closing(motion, motion.tally(), at)
    if outcome is not None:
        return outcome
    until = show_instant(motion.silence_at or motion.closes_at or at)
    remedy = f"git vote status {motion.name} says whose"
    if motion.consenting:
        what = f"silence is consent to {motion.name} from {until} on, and until then anybody may object"
    elif motion.standing_vetoes:
        what = f"the poll on {motion.name} is open until {until}, and until then its vetoes may be withdrawn"
    else:
        what = f"the poll on {motion.name} is open until {until}, and remaining ballots could change the result"
    return Objection("GOV-337", what, SOURCE, remedy)


def _decision(motion: Motion, outcome: Outcome, at: int) -> Decision:
    counted_ones = tuple(sorted(motion.last_ballots().values(), key=lambda ballot: ballot.id))
    by_proxy = tuple(motion.by_proxy[each] for each in sorted(motion.by_proxy))
    return Decision(
        EventId(""), motion.id, at, motion.mover, outcome, counted_ones, _refused(motion), at + motion.rules.hold,
        by_proxy=by_proxy, round=motion.round,
    )  # fmt: skip


def body_of(decision: Decision, on: str = "") -> MotionAnnounced:
    """Write a result as the body of its announcement; `on` names the question where it did not open the thread."""
    return MotionAnnounced(
        on=on,
        result="carried" if decision.outcome.carried else "again" if decision.outcome.again else "lost",
        chosen=list(decision.outcome.chosen),
        preferred=list(decision.outcome.preferred),
        counted=[ballot.id for ballot in decision.counted],
        refused=[RefusedBallot(ballot=each.ballot, code=each.code) for each in decision.refused],
        by_proxy=[
            ProxyVote(member=each.member, proxy=each.proxy, through=[*each.through], ballot=each.ballot.id)
            for each in decision.by_proxy
        ],
        arithmetic=decision.outcome.arithmetic,
    )


def _closing(motion: Motion, votes: Tally, at: int) -> Outcome | None:
    """Return the outcome if the poll may be closed at `at`, else nothing."""
    rules, opens, closes = motion.rules, motion.opens_at, motion.closes_at
    if motion.consenting:
        return _unopposed(motion, votes, at)
    if opens is None or closes is None or motion.among is not None:
        return None
    if rules.lazy and not votes.nays and not motion.standing_vetoes:
        return _unopposed(motion, votes, at)
    if at >= closes:
        return _less_vetoes(motion, count(rules, votes))
    outcome = count(rules, votes) if not votes.silent else settled(rules, votes) if rules.early else None
    return None if outcome is None or (outcome.carried and _may_be_vetoed(motion)) else _less_vetoes(motion, outcome)


def _unopposed(motion: Motion, votes: Tally, at: int) -> Outcome | None:
    """Return the outcome of a motion that nobody opposes, once the window has passed or all have carried it before."""
    silence, consent = motion.silence_at, motion.consent
    if silence is None or at < silence:
        outcome = count(motion.rules, votes)
        return outcome if outcome.carried and not votes.silent else None
    if motion.consenting and consent is not None:
        how = (
            consent.carries
            or f"asked for at {show_instant(consent.at)}, and given by silence until {show_instant(silence)}"
        )
        return Outcome(True, True, f"no objection: adopted by unanimous consent ({how})")
    answers = f"{votes.ayes} aye, {votes.abstentions} abstain"
    what = f"no nay within {show_duration(motion.rules.lazy)}: carried by lazy consensus ({answers})"
    return Outcome(True, True, what)


def _may_be_vetoed(motion: Motion) -> bool:
    """Say whether a veto stands that may be withdrawn, or somebody who may veto has not answered yet."""
    if not motion.rules.veto:
        return False
    answered = motion.latest.keys() | {veto.member for veto in motion.vetoes}
    return bool(motion.standing_vetoes or motion.may_veto - answered)


def _less_vetoes(motion: Motion, outcome: Outcome) -> Outcome:
    """Let the vetoes that stand defeat a motion, whatever the count."""
    if not motion.standing_vetoes:
        return outcome
    who = sorted({veto.member for veto in motion.standing_vetoes})
    more = f" and {len(who) - MOST_NAMED} more" if len(who) > MOST_NAMED else ""
    said = f"{outcome.arithmetic}; vetoed by {', '.join(who[:MOST_NAMED])}{more}, which defeats it"
    return Outcome(False, outcome.quorate, said)


def _refused(motion: Motion) -> tuple[Refused, ...]:
    counted = motion.last_ballots()
    superseded = [
        Refused(ballot.id, ballot.member, *_why_uncounted(motion, ballot))
        for ballot in motion.ballots
        if ballot.member not in counted or counted[ballot.member].id != ballot.id
    ]
    ruled_out = [
        Refused(ruling.event.id, ruling.event.actor, ruling.objections[0].code, ruling.objections[0].what)
        for ruling in motion.spoilt
    ]
    return tuple(sorted((*superseded, *ruled_out), key=lambda each: each.ballot))


def _why_uncounted(motion: Motion, ballot: Ballot) -> tuple[str, str]:
    if motion.latest[ballot.member].id != ballot.id:
        return "GOV-340", "changed by a later ballot of the same member"
    return "GOV-559", "its member stands aside"


ROW = ActRow("motion.announced", SOURCE, why_not, apply)
