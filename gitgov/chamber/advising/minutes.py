"""The case of minutes: what the record of a meeting, or of a motion on a floor of its own, says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.advice.advisers.minutes import ADVISER, APPROVED, OWN, RAW, WAITING, MinutesFacts, Outcome, Todo, answer
from gitgov.advice.answer import Case, Citable, told
from gitgov.chamber.indexing import listed as motions
from gitgov.chamber.meetings import find_meeting, listed, means
from gitgov.chamber.open import Chamber
from gitgov.chamber.reads import find_matter
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.instants import show_instant
from gitgov.core.visible import flat
from gitgov.procedure.floor import Floor
from gitgov.procedure.minutes.minutes import Minutes
from gitgov.procedure.minutes.prose import digest
from gitgov.procedure.minutes.reading import Reading, read_minutes
from gitgov.procedure.state import decided_at


def case(chamber: Chamber, word: str, number: int = 0) -> Case:
    """Put together what is on record of a meeting, by a name of its series (the last that was adjourned, unless a number is given), or of a motion.

    Raises `BadInput` where none of them is called so.
    """
    floor = _floor(chamber, word)
    reading = _read(floor, number)
    minutes = reading.minutes
    decided = tuple(_decided(minutes))
    there = tuple(sorted({each.member for each in minutes.there}))
    facts = MinutesFacts(
        f"meeting {minutes.meeting}, {minutes.name}" if minutes.meeting else minutes.name,
        minutes.meeting,
        minutes.thread,
        _instant(minutes.opened),
        _instant(_ended(floor, minutes)),
        minutes.closed_by,
        minutes.presided,
        there,
        tuple(minutes.absent),
        decided,
        tuple(_todo(chamber, decided)),
        tuple(map(flat, minutes.unfinished)),
        _standing(reading),
        digest(minutes),
    )
    quoted = [each.quoted for item in minutes.items for each in item.entries if each.quoted]
    entries = (each.event for item in minutes.items for each in item.entries)
    found = answer(facts)
    citable = Citable(frozenset((floor.subject, *found.cites, *entries)))
    return Case(ADVISER.name, floor.subject, flat(minutes.name), told(facts), found, {"quoted": quoted}, citable)


def _floor(chamber: Chamber, word: str) -> Floor:
    """Return the floor of the series of meetings that a word means, else of the motion."""
    if any(means(each, word) for each in listed(chamber)):
        return find_meeting(chamber, word)
    floor, found = find_matter(chamber, word)
    if floor.live:
        raise BadInput(f"{found.name} is before a meeting, which has the minutes", "git gov advise minutes MEETING")
    return floor


def _read(floor: Floor, number: int) -> Reading:
    meeting = floor.meeting
    if meeting is not None and not number:
        number = meeting.number if meeting.number == 1 or meeting.phase == "adjourned" else meeting.number - 1
    found = read_minutes(floor, number)
    if found is not None:
        return found
    if meeting is None:
        raise Undecided("the motion has no record", "git gov verify says why")
    raise BadInput(f"there has been no meeting {number}", f"the latest is {meeting.number}")


def _ended(floor: Floor, minutes: Minutes) -> int:
    """Return when a meeting was adjourned, or a motion disposed of, in seconds; 0 where it goes on."""
    main = None if minutes.meeting else floor.motions.get(floor.id)
    if main is None:
        return minutes.closed
    return 0 if main.pending else decided_at(main)


def _decided(minutes: Minutes) -> Iterator[Outcome]:
    for item in minutes.items:
        for each in item.entries:
            if each.vote is not None:
                yield Outcome(each.event, each.question, flat(each.what), each.vote.result, flat(each.vote.arithmetic))


def _todo(chamber: Chamber, decided: tuple[Outcome, ...]) -> Iterator[Todo]:
    """Yield the motions among those decided that nobody has carried out yet, oldest first."""
    carried = {each.motion for each in decided}
    for each in motions(chamber, everything=False):
        if each.settled == "carried" and each.id in carried:
            yield Todo(each.id, flat(each.text))


def _standing(reading: Reading) -> str:
    if not reading.minutes.meeting:
        return OWN
    return APPROVED if reading.approval else WAITING if reading.pending else RAW


def _instant(seconds: int) -> str:
    return show_instant(seconds) if seconds else ""
