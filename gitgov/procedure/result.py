"""What the ballots on a question decide, and whether its poll may be closed (RONR (12th ed.) 4:38, 45:37)."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.objection import Objection
from gitgov.procedure.acclamation import acclaimed
from gitgov.procedure.choosing import choose_among, may_close
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Ballot, Decision, Motion, Refused
from gitgov.tally.count import Outcome, Tally, count, settled

SOURCE = "RONR (12th ed.) 4:38-43"

MOST_NAMED = 8
"""How many members the arithmetic names at most."""


def attended(floor: Floor, motion: Motion) -> Motion:
    """Return a question with how many are there to answer it: at a meeting, those present, if no chair has counted them."""
    if floor.meeting is None or motion.attending is not None:
        return motion
    present = floor.meeting.present
    return motion.but(attending=len(present), absent=len(motion.voters - present - motion.latest.keys()))


def outcome_of(motion: Motion, at: int, preferred: tuple[str, ...] = ()) -> Outcome | Objection:
    """Return what is decided if the poll is closed at `at`, or say why it may not be."""
    if motion.among is not None and _by_ballots(motion, at):
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


def _by_ballots(motion: Motion, at: int) -> bool:
    """Say whether the ballots decide a choice at `at`: where silence may elect, it does unless all have voted before."""
    if motion.consenting and (motion.tally().silent or at >= (motion.silence_at or at)):
        return False
    return may_close(motion, at)


def decision_of(motion: Motion, outcome: Outcome, at: int) -> Decision:
    """Return an outcome as the decision that an announcement gives, naming every ballot."""
    counted_ones = tuple(sorted(motion.last_ballots().values(), key=lambda ballot: ballot.id))
    by_proxy = tuple(motion.by_proxy[each] for each in sorted(motion.by_proxy))
    return Decision(
        EventId(""), motion.id, at, motion.mover, outcome, counted_ones, _refused(motion), at + motion.rules.hold,
        by_proxy=by_proxy, round=motion.round,
    )  # fmt: skip


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
        if motion.among is not None:
            return None
        outcome = count(motion.rules, votes)
        return outcome if outcome.carried and not votes.silent else None
    if motion.consenting and consent is not None:
        how = (
            consent.carries
            or f"asked for at {show_instant(consent.at)}, and given by silence until {show_instant(silence)}"
        )
        if motion.among is not None:
            return acclaimed(consent, how)
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
