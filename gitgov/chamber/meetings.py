"""Meetings: finding the one that is meant, calling the next, and the one at which a member sits."""

from __future__ import annotations

from gitgov.chamber.acts import Actor, act, recorded, signed
from gitgov.chamber.indexing import ask
from gitgov.chamber.open import Chamber, matters
from gitgov.core.errors import BadInput, Refused, Undecided
from gitgov.core.ids import EventId
from gitgov.git.index import SeriesRow
from gitgov.ledger.event import Draft, Event
from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting_events import MeetingCalled
from gitgov.procedure.opening import why_not_open


def listed(chamber: Chamber) -> list[SeriesRow]:
    """List the series of meetings, oldest first."""
    return ask(chamber, lambda index: index.series())


def meeting_floor(chamber: Chamber, row: SeriesRow) -> Floor:
    """Fold the floor of a series from its lines; raises `Undecided` where they do not make one."""
    for floor in matters(chamber, row.subject).floors:
        if floor.id == EventId(row.id):
            return floor
    raise Undecided(
        f"the meeting {row.name} cannot be read from the notes on {row.subject[:12]}", "git gov verify says why"
    )


def find_meeting(chamber: Chamber, word: str = "") -> Floor:
    """Find the meeting that a person means, and fold its floor.

    `word` is the name of one of a series, or a prefix of the series' id; nothing means the one that has been called and
    has not adjourned, else the only series. Raises `BadInput` that lists the candidates.
    """
    rows = listed(chamber)
    found = [row for row in rows if means(row, word)] if word else [row for row in rows if row.phase != "adjourned"]
    found = found or ([] if word else rows)
    if len(found) == 1:
        return meeting_floor(chamber, found[0])
    if not found:
        what = f"no meeting is called {word!r}" if word else "no meeting has been called"
        raise BadInput(what, "git gov meeting list shows them; git gov meeting call NAME calls one")
    names = "; ".join(f"{row.id[:8]} ({row.name})" for row in found[:8])
    raise BadInput(f"more than one meeting is meant: {names}", "name one of them: --meeting NAME")


def means(row: SeriesRow, word: str) -> bool:
    """Say whether a word means a series: by the name of any of its meetings, or by its id."""
    return word in row.names.split("\n") or (len(word) >= 4 and row.id.startswith(word.lower()))


def next_of(chamber: Chamber, word: str, *, new: bool) -> Floor | None:
    """Return the floor of the series of which a further meeting is called; nothing where it begins one."""
    rows = listed(chamber)
    if new or not (rows or word):
        return None
    found = [row for row in rows if means(row, word)] if word else rows
    if len(found) == 1:
        return meeting_floor(chamber, found[0])
    names = "; ".join(f"{row.id[:8]} ({row.name})" for row in rows[:8])
    raise BadInput(f"of which series? {names or 'there is none yet'}", "--series NAME, or --new begins another")


def call(chamber: Chamber, actor: Actor, body: MeetingCalled, series: Floor | None, subject: str) -> Event:
    """Call a meeting: the next of a series, or the first of a new one, whose lines will lie on `subject`."""
    if series is not None:
        return act(chamber, actor, series, body)
    parents = (chamber.chain.head.id,)
    draft = Draft(actor.name, chamber.now(), body, "meeting.called", parents, chamber.chain.repo, subject, "")
    event = signed(actor.signer, draft, chamber.admission)
    if objections := why_not_open(chamber.chain, event, {event.id: event}):
        raise Refused(objections)
    return recorded(chamber, event)


def seat_of(chamber: Chamber, member: str) -> Floor | None:
    """Return the meeting at which a member is present, in session or in recess, where main motions are moved; else nothing."""
    rows = [row for row in listed(chamber) if row.phase in {"open", "recess"}]
    floors = [floor for row in rows if _is_there(floor := meeting_floor(chamber, row), member)]
    if len(floors) < 2:
        return floors[0] if floors else None
    names = ", ".join(floor.meeting.name for floor in floors if floor.meeting)
    raise BadInput(
        f"{member} is present at more than one meeting: {names}", "git gov meeting leave, or move it --apart"
    )


def _is_there(floor: Floor, member: str) -> bool:
    return floor.meeting is not None and member in floor.meeting.present
