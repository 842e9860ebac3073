"""The secretary: follows a floor act by act, and writes down what each of them did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gitgov.core.ids import EventId, Member
from gitgov.core.visible import flat
from gitgov.procedure.events import ChairRuled, MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting_events import MeetingCalled
from gitgov.procedure.minutes import telling
from gitgov.procedure.minutes.minutes import Entry, Item, Minutes, Stay
from gitgov.procedure.minutes.moment import Moment

POINTS = frozenset({"point_of_order", "appeal"})
"""Recorded however they end, with the reasons of the chair (48:4(9))."""


ORDER = "Order of business"
"""The title of what was done while no main question was before the assembly."""


def take(moments: Iterable[Moment], number: int = 0) -> Minutes | None:
    """Write the minutes of a floor, or of its meeting `number`; nothing where there was no such meeting."""
    notes, floor = Notes(), None
    for moment in moments:
        if moment.number <= number:
            notes, floor = notes.having(moment), moment.after
    return notes.minutes(floor) if floor is not None and notes.number == number else None


class Note(NamedTuple):
    """An entry under the main question that was before the assembly; `before` are the notes taken before it."""

    main: str
    entry: Entry
    before: Note | None


class Notes(NamedTuple):
    """What a secretary has written down of the meeting that sits, so far; of one after the other where there are several.

    `moved` are the questions moved at it, `ruled` those that the chair has ruled upon; `gone` are stays that have ended.
    """

    head: Minutes | None = None
    number: int = 0
    last: Note | None = None
    moved: frozenset[str] = frozenset()
    ruled: frozenset[str] = frozenset()
    there: Mapping[Member, Stay] = MappingProxyType({})
    gone: tuple[Stay, ...] = ()

    def having(self, moment: Moment) -> Notes:
        """Return these notes with what an event did, if it did anything; at the next meeting, new ones."""
        notes = self if self.head is not None and moment.number == self.number else Notes(_head(moment), moment.number)
        if not moment.lawful:
            return notes.happened(moment)
        event, notes = moment.event, notes.attended(moment)
        if isinstance(event.body, MotionMoved):
            entry = Entry(event.id, event.at, telling.moved(moment.after.motions[event.id]), event.id)
            notes = notes._replace(moved=notes.moved | {event.id}).noting(moment, entry)
        if isinstance(event.body, ChairRuled):
            entry = telling.ruled(event, event.body, moment.after)
            notes = notes._replace(ruled=notes.ruled | {entry.question}).noting(moment, entry)
        for entry in (*telling.noticed(moment), *telling.taken_up(moment)):
            notes = notes.noting(moment, entry)
        phase = moment.phase
        if phase == "open":
            notes = notes.opened(moment)
        notes = notes.happened(moment)
        if phase == "recess":
            return notes.noting(moment, Entry(event.id, event.at, "The meeting took a recess."))
        if phase == "adjourned" and notes.head is not None:
            return notes._replace(head=notes.head._replace(closed=event.at, closed_by=event.id))
        return notes

    def minutes(self, floor: Floor) -> Minutes | None:
        """Write the minutes as far as they have come; `floor` is as it stands then."""
        if self.head is None:
            return None
        kept = [
            (main, telling.worded(floor, entry))
            for main, entry in self._entries()
            if self._recorded(floor, entry.question)
        ]
        there = tuple(sorted((*self.gone, *self.there.values()), key=lambda each: (each.member, each.came)))
        main = floor.motions.get(floor.id)
        return self.head._replace(
            name=self.head.name if main is None else f"{main.name}, to {flat(main.text)}",
            there=there, items=tuple(_items(floor, kept)), unfinished=tuple(telling.unfinished(floor)),
        )  # fmt: skip

    def _entries(self) -> list[tuple[str, Entry]]:
        found, note = [], self.last
        while note is not None:
            found.append((note.main, note.entry))
            note = note.before
        return found[::-1]

    def _recorded(self, floor: Floor, question: str) -> bool:
        """Say whether minutes record a question: if it came before the assembly, and a secondary one if it was not lost."""
        motion = floor.motions.get(EventId(question))
        if motion is None or motion.id == floor.id or motion.id in self.ruled or motion.row.name in POINTS:
            return True
        if motion.stated_at is None or (motion.withdrawn and motion.id in self.moved):
            return False  # 48:4(6)
        if motion.row.kind not in {"subsidiary", "privileged", "incidental"}:
            return True
        lost = motion.decision is not None and not motion.decision.outcome.carried  # 48:4(7)
        return not lost and self._recorded(floor, motion.on)

    def noting(self, moment: Moment, entry: Entry) -> Notes:
        """Write down an entry, under the main question that is before the assembly."""
        return self._replace(last=Note(_main(moment, entry.question), entry, self.last))

    def happened(self, moment: Moment) -> Notes:
        """Write down what became of questions, by whatever act or by the time that has come."""
        notes, changes = self, moment.changed
        for entries in (telling.of_vote, telling.consequences):
            for before, after in changes:
                for entry in entries(moment, before, after):
                    notes = notes.noting(moment, entry)
        return notes

    def attended(self, moment: Moment) -> Notes:
        """Note who came and who left; on a motion's own floor, who took part."""
        event, meeting = moment.event, moment.after.meeting
        if meeting is None:
            first = {} if event.actor in self.there else {event.actor: Stay(event.actor, event.at)}
            return self._replace(there={**self.there, **first}) if first else self
        before = None if moment.before is None else moment.before.meeting
        if before is not None and before.present is meeting.present:
            return self
        there = {each: stay for each, stay in self.there.items() if each in meeting.present}
        gone = tuple(stay._replace(left=event.at) for each, stay in self.there.items() if each not in meeting.present)
        there |= {each: Stay(each, event.at) for each in sorted(meeting.present - self.there.keys())}
        return self._replace(there=there, gone=(*self.gone, *gone))

    def opened(self, moment: Moment) -> Notes:
        """Note the call to order at the head, and one after a recess where it came."""
        event = moment.event
        if self.head is not None and not self.head.opened:
            presided = event.actor if moment.after.chaired else ""
            return self._replace(head=self.head._replace(opened=event.at, presided=presided))
        what = f"The meeting was called to order again by {event.actor}."
        return self.noting(moment, Entry(event.id, event.at, what))


def _head(moment: Moment) -> Minutes:
    floor, body = moment.after, moment.event.body
    charter = floor.step.charter
    head = Minutes(flat(charter.name), floor.id, "", members=tuple(sorted(charter.electorate)))
    if isinstance(body, MeetingCalled):
        return head._replace(
            name=flat(body.name), meeting=moment.number, kind=body.kind, called_for=body.begins,
            business=tuple(map(flat, body.business)), notices=tuple(map(flat, body.notices)),
        )  # fmt: skip
    return head._replace(opened=moment.event.at)


def _main(moment: Moment, question: str) -> str:
    """Return the main question that an entry belongs to: the pending one, else the one that it is about."""
    stacks = (moment.after.stack, () if moment.before is None else moment.before.stack)
    motion = moment.after.motions.get(EventId(question))
    if motion is not None and (motion.row.is_main or not motion.on):
        return motion.id
    return next((stack[0] for stack in stacks if stack), question)


def _items(floor: Floor, notes: Iterable[tuple[str, Entry]]) -> Iterator[Item]:
    """Group entries that follow each other under one main question."""
    title, gathered = "", list[Entry]()
    last: str | None = None
    for main, entry in notes:
        if main != last:
            if gathered:
                yield Item(title, tuple(gathered))
            motion = floor.motions.get(EventId(main))
            title = ORDER if motion is None else _capital(flat(motion.text))
            gathered, last = [], main
        gathered.append(entry)
    if gathered:
        yield Item(title, tuple(gathered))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
