"""Ask for unanimous consent, and object: if there is no objection, the question is adopted (RONR (12th ed.) 4:58-63).

Of an election it is the chair's declaration that the only nominee is elected, by acclamation (46:40).
"""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.acclamation import by_whom, why_not_acclaimed
from gitgov.procedure.acts.objections import no_member, not_immediate, not_pending, not_presiding
from gitgov.procedure.debate import why_not_over
from gitgov.procedure.floor import Floor
from gitgov.procedure.positions import Consent
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.state import Ballot, Motion
from gitgov.tally.count import Outcome, count

SOURCE = "RONR (12th ed.) 4:58-63"


def why_not_seek(floor: Floor, event: Event) -> Objections:
    """Object unless whoever presides asks it of the pending question, which nobody opposes, and may have it."""
    motion = floor.question(event)
    presides = not_presiding(floor, motion, event, SOURCE) if motion.chaired else no_member(motion, event, SOURCE)
    if objections := not_pending(floor, motion, event, SOURCE) or presides:
        return objections
    if motion.stated_at is None:
        return object_to("GOV-321", f"{motion.name} has not been stated", SOURCE, f"git motion state {motion.name}")
    return not_immediate(floor, motion, SOURCE) or _why_not_asked(floor, motion) or why_not_over(floor, motion, event)


def _why_not_asked(floor: Floor, motion: Motion) -> Objections:
    if motion.rules.ballot or motion.method == "ballot":
        who = "the charter requires" if motion.rules.ballot else "the assembly has ordered"
        what = f"{who} a ballot on {motion.name}, which no consent replaces"
        return object_to("GOV-588", what, "RONR (12th ed.) 45:20, 46:41", f"git motion put {motion.name}")
    if motion.consent is not None:
        said = f"{motion.consent.objector} objected" if motion.consent.objected else "silence will give it"
        what = f"unanimous consent to {motion.name} was asked for: {said}"
        return object_to("GOV-547", what, SOURCE, f"git vote status {motion.name}")
    if motion.put_at is not None or motion.opposed_at is not None:
        what = f"{motion.name} is being voted on" if motion.put_at is not None else f"{motion.name} is opposed"
        return object_to("GOV-547", what, SOURCE, "let the poll decide it")
    if not (floor.live or motion.rules.consent):
        what = f"the charter gives no time in which silence would be consent to {motion.row.name}"
        return object_to("GOV-547", what, SOURCE, "take the vote")
    return _why_not_all_agree(floor, motion)


def _why_not_all_agree(floor: Floor, motion: Motion) -> Objections:
    """Object to what even the votes of all who are asked could not decide so."""
    present = floor.meeting.present if floor.meeting else None
    if motion.among is not None:
        voters = motion.voters if present is None else motion.voters & present
        return why_not_acclaimed(motion.but(attending=None if present is None else len(present)), motion.among, voters)
    if present is None:
        return ()
    outcome = _if_all_agree(floor, motion)
    if outcome.carried:
        return ()
    what = f"not even all who are present could adopt {motion.name}: {outcome.arithmetic}"
    return object_to("GOV-547", what, "RONR (12th ed.) 40:6, 44:9", "take the vote when more are here")


def _if_all_agree(floor: Floor, motion: Motion) -> Outcome:
    """Count what those present would decide if all of them said aye."""
    present = floor.meeting.present if floor.meeting else frozenset()
    ayes = tuple(Ballot(motion.id, each, 0, "aye", "") for each in present & motion.voters)
    return count(motion.rules, motion.but(ballots=ayes, attending=len(present)).tally())


def seek(floor: Floor, event: Event) -> Floor:
    """Let silence be consent: for as long as the charter says, at a meeting until the chair announces it."""
    motion = floor.question(event)
    until = max(event.at + motion.rules.consent, motion.at + motion.rules.notice)
    asked = Consent(event.id, Member(event.actor), event.at, until, names=motion.slate.nominees)
    if floor.meeting is None:
        return floor.having(motion.but(consent=asked, touched_at=event.at))
    present = floor.meeting.present
    how = by_whom(motion, present) if motion.among else _if_all_agree(floor, motion).arithmetic
    asked = asked._replace(until=event.at, carries=how)
    return floor.having(motion.but(consent=asked, attending=len(present), touched_at=event.at))


def why_not_refuse(floor: Floor, event: Event) -> Objections:
    """Object unless unanimous consent was asked for, and a member objects."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE) or no_member(motion, event, SOURCE):
        return objections
    if not motion.consenting:
        what = f"nobody asks for unanimous consent to {motion.name}"
        return object_to("GOV-548", what, SOURCE, f"git vote nay {motion.name}, when it is put")
    return ()


def refuse(floor: Floor, event: Event) -> Floor:
    """Let the question take the ordinary way."""
    return floor.having(floor.question(event).unconsented(event.id, event.actor))


SEEK = ActRow("consent.sought", SOURCE, why_not_seek, seek)
REFUSE = ActRow("consent.refused", SOURCE, why_not_refuse, refuse)
