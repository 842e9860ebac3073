"""What an act did to a question, in the sentences of minutes."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.core.ids import EventId, Member, short
from gitgov.core.instants import show_instant
from gitgov.core.visible import flat
from gitgov.ledger.event import Event
from gitgov.procedure.entries import Aside
from gitgov.procedure.events import ChairRuled
from gitgov.procedure.floor import Floor, about
from gitgov.procedure.minutes.minutes import Entry, Vote
from gitgov.procedure.minutes.moment import Moment
from gitgov.procedure.motions import read_back
from gitgov.procedure.state import Ballot, Decision, Motion

CHOICES = ("aye", "nay", "abstain")
FATES = {
    "tabled": "was laid on the table",
    "postponed": "was postponed",
    "referred": "was referred",
    "dropped": "fell with it",
    "dismissed": "was not considered",
    "void": "is void",
    "unfinished": "is unfinished business",
    "died": "fell to the ground",
}
"""What became of a question without a vote upon it, in words; else it `was` what its fate says."""


def moved(motion: Motion) -> str:
    """Say who moved what; the seconder's name is not recorded (48:4(6))."""
    asks = motion.row.vote in {"chair_rules", "demand", "none"}
    return f"{motion.mover} {'asked' if asks else 'moved'} to {flat(motion.text)} ({motion.name})."


def ruled(event: Event, body: ChairRuled, floor: Floor) -> Entry:
    """Return the entry of a ruling, with the reasons of the chair (48:4(9))."""
    motion = floor.motions[about(event)]
    words = {"submitted": "submitted to the assembly"}.get(body.ruling, body.ruling)
    return Entry(
        event.id, event.at, f"The chair, {event.actor}, ruled upon {motion.name}: {words}.", motion.id, body.reason
    )


def of_vote(moment: Moment, before: Motion | None, after: Motion) -> Iterator[Entry]:
    """Yield each ballot that decided nothing, the result of a question that has one now, or that it is contested by now."""
    event, was = moment.event, None if before is None else before.decision
    for ballot in after.rounds[0 if before is None else len(before.rounds) :]:
        what = f"Ballot {ballot.round} on {after.name}, to {flat(after.text)}, decided nothing, and another was taken."
        yield Entry(ballot.id, ballot.at, what, after.id, vote=_vote(ballot, ballot.word))
    decision = after.decision
    if decision is None or decision is was:
        return
    if was is None:
        word = "carried" if decision.outcome.carried else "lost"
        what = f"{after.name}, to {flat(after.text)}, was {word}."
        yield Entry(decision.id, decision.at, what, after.id, _wording(after), _vote(decision, word))
    elif decision.contested and not was.contested:
        what = f"{event.actor} announced another result of {after.name}: it is contested."
        yield Entry(event.id, event.at, what, after.id)


def _vote(decision: Decision, word: str) -> Vote:
    by: dict[str, list[Member]] = {choice: [] for choice in CHOICES}
    for ballot in sorted(decision.counted, key=_by_member):
        by.setdefault(ballot.choice, []).append(ballot.member)
    refused = ((each.member, each.code, flat(each.what)) for each in decision.refused if each.code != "GOV-340")
    roll = tuple((choice, tuple(members)) for choice, members in by.items() if members)
    return Vote(word, decision.actor, flat(decision.outcome.arithmetic), roll, tuple(sorted(refused)))


def _by_member(ballot: Ballot) -> tuple[str, str]:
    return ballot.member, ballot.id


def _wording(motion: Motion) -> str:
    """Return the whole text of a question where its words do not say it already; of a charter they name the version."""
    text = getattr(motion.question, "text", "") or getattr(motion.question, "strategy", "")
    return "" if motion.kind == "charter" or text.strip() in motion.text else text


def worded(floor: Floor, entry: Entry) -> Entry:
    """Return the entry of a motion with its wording, where no result gives that."""
    motion = floor.motions.get(EventId(entry.question))
    if motion is None or entry.event != motion.id or motion.decision is not None:
        return entry
    return entry._replace(quoted=_wording(motion))


def consequences(moment: Moment, before: Motion | None, after: Motion) -> Iterator[Entry]:
    """Yield what became of a question that was there before, other than by a vote upon it."""
    if before is None:
        return
    event = moment.event
    yield from (Entry(event.id, event.at, what, after.id) for what in _became(moment, before, after))
    for veto in after.vetoes[len(before.vetoes) :]:
        yield Entry(event.id, event.at, f"{veto.member} vetoed {after.name}.", after.id, veto.reason)
    for recusal in after.recusals[len(before.recusals) :]:
        yield Entry(event.id, event.at, f"{recusal.member} stood aside from {after.name}.", after.id, recusal.reason)


def _became(moment: Moment, before: Motion, after: Motion) -> Iterator[str]:
    floor, was = moment.after, moment.before
    if after.withdrawn and not before.withdrawn:
        yield f"{_named(after)} was withdrawn."
    if before.decision is not None and after.decision is None:
        yield f"The vote on {after.name} is as if it had not been taken."
    if after.reconsidering and not before.reconsidering:
        yield f"The vote on {after.name} was thereby suspended."
    if after.question is not before.question:
        yield f"{after.name} now reads: to {flat(after.text)}."
    waits = after.fate == "unfinished"  # as the minutes of the meeting before say
    if after.fate and after.fate != before.fate and not waits and about(moment.event) != after.id:
        yield f"{_named(after)} {_fate(floor.aside.get(after.id), after.fate)}."
    if was is not None and before.fate and after.id in floor.stack and after.id not in was.stack:
        yield f"{_named(after)} was again before the assembly."
    for each in after.enacted[len(before.enacted) :]:
        ref, old, new = flat(each.ref), short(each.old), short(each.new)
        yield f"{each.member} carried {after.name} out: {ref} went from {old} to {new}."


def noticed(moment: Moment) -> Iterator[Entry]:
    """Yield the previous notices that an event gave (48:4(8))."""
    event, before = moment.event, () if moment.before is None else moment.before.notices
    for notice in moment.after.notices[len(before) :]:
        what = f"{notice.member} gave notice of a motion to {flat(read_back(notice.question))}."
        yield Entry(event.id, event.at, what)


def taken_up(moment: Moment) -> Iterator[Entry]:
    """Yield the items of the agenda that an event took up."""
    event, meeting, before = (
        moment.event,
        moment.after.meeting,
        None if moment.before is None else moment.before.meeting,
    )
    if meeting is None or before is None or meeting.number != before.number:
        return
    for each in meeting.taken_up[len(before.taken_up) :]:
        what = f"Item {each.place + 1} of the agenda was taken up: {flat(meeting.agenda[each.place].text)}."
        yield Entry(event.id, event.at, what)


def _named(motion: Motion) -> str:
    return f"{motion.name}, to {flat(motion.text)},"


def _fate(place: Aside | None, fate: str) -> str:
    words = FATES.get(fate, f"was {fate}")
    if place is None:
        return words
    if place.until:
        return f"{words} to {show_instant(place.until)}"
    return f"{words} to {flat(place.committee)}" if place.committee else words


def unfinished(floor: Floor) -> Iterator[str]:
    """Yield the questions that are still in the assembly's hands (48:4(6))."""
    yield from (f"{each.name}, to {flat(each.text)}, is pending" for each in floor.pending)
    for main, place in floor.aside.items():
        motion = floor.motions[main]
        yield f"{motion.name}, to {flat(motion.text)}, {_fate(place, place.how)}"
