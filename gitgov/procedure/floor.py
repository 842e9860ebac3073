"""The floor: what one thread has before the assembly, and everything that was done there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gitgov.charter.chain import Chain, Step
from gitgov.charter.charter import RuleSet
from gitgov.core.ids import EventId, Member, Oid
from gitgov.ledger.event import Event
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.entries import Aside, Notice, Order, Ruled
from gitgov.procedure.sitting import Meeting
from gitgov.procedure.state import Decision, Motion, decided_at

if TYPE_CHECKING:  # only a meeting has them
    from gitgov.procedure.minutes.minutes import Minutes

DAY = 86_400
FEW = 32
"""How many heads a meeting keeps: one that has more knows nobody who has seen them all."""
NO_EVENT = frozenset({EventId("")})
QUARTER = 92 * DAY
"""A quarterly time interval, at its longest (9:7)."""


@dataclass(frozen=True)
class Floor:
    """A thread as far as it has been folded.

    `lineage` holds every event of the thread, lawful or not, `count` says how many of them this state has taken in, and
    `last_at` is the latest date among those. `motions` are the questions by the ids of the events that moved them, `stack`
    those of them that are pending: the main one first, the immediately pending one last. `rules` are those that main motions
    follow here. `verdicts` are the results of all lawful announcements by theirs. `business` counts the questions disposed
    of, `progress` also the speeches. `parts` are those of a question that was divided which are still to come; `entered`
    says that a motion to reconsider was entered on the minutes here.

    At meetings `heads` are events such that whoever has seen them has seen all that this state has taken in: as a rule
    those that no other names as a parent.

    `meeting` is the one that was called last, `earlier` are those of its series before it. `minuted` remembers the minutes
    of meetings by the announcements that have closed them, once somebody has asked: what those have seen never changes.
    """

    id: EventId
    subject: Oid
    chain: Chain
    step: Step
    rules: RuleSet
    lineage: Mapping[EventId, Event]
    motions: Mapping[EventId, Motion]
    stack: tuple[EventId, ...] = ()
    count: int = 1
    last_at: int = 0
    verdicts: Mapping[EventId, Decision] = field(default_factory=dict)
    out_of_order: tuple[Ruling, ...] = ()
    orders: tuple[Order, ...] = ()
    aside: Mapping[EventId, Aside] = field(default_factory=dict)
    business: int = 0
    progress: int = 0
    rulings: Mapping[EventId, Ruled] = field(default_factory=dict)
    parts: tuple[EventId, ...] = ()
    entered: bool = False
    heads: frozenset[EventId] = field(default=frozenset(), compare=False, repr=False)
    meeting: Meeting | None = None
    notices: tuple[Notice, ...] = ()
    minuted: dict[EventId, Minutes] = field(default_factory=dict, compare=False, repr=False)
    earlier: tuple[Meeting, ...] = ()

    def but(self, **changes: object) -> Floor:
        """Return this floor with some fields changed; as `dataclasses.replace`, at a tenth of its cost."""
        changed = object.__new__(Floor)
        changed.__dict__.update(self.__dict__, **changes)
        return changed

    def having_seen(self, event: Event) -> Floor:
        """Return this floor having taken in one more event, lawful or not."""
        count, last_at = self.count + 1, max(self.last_at, event.at)
        if self.meeting is None:
            return self.but(count=count, last_at=last_at)
        return self.but(count=count, last_at=last_at, heads=_heads(self.heads, event))

    def has_been_seen(self, parents: Collection[EventId]) -> bool:
        """Say whether an act with these parents certainly has seen all that was done here; where not, its ancestors tell."""
        return self.heads.issubset(parents)

    def having(self, motion: Motion) -> Floor:
        """Return this floor with a question as it stands now."""
        return self.but(motions={**self.motions, motion.id: motion})

    def stating(self, motion: Motion, at: int) -> Floor:
        """Return this floor with a question stated: it is immediately pending now."""
        return self.having(motion.but(stated_at=at, touched_at=at)).but(stack=(*self.stack, motion.id))

    def bringing(self, motion: Motion, at: int) -> Floor:
        """Return this floor with a motion made: seconded, where it has to be.

        To have moved to reconsider a vote suspends it. Where the rule presides the question is thereby stated, unless
        others come before it.
        """
        floor, target = self.having(motion), self.reconsidered_by(motion)
        if target is not None:
            entered = self.entered or motion.row.name == "reconsider_enter_minutes"
            floor = floor.having(target.but(reconsidering=True)).but(entered=entered)
        waits = target is not None and (self.is_too_early(motion, at) or not self.can_take_up(target))
        if self.chaired or waits or motion.row.vote == "none":
            return floor
        return floor.stating(motion, at)

    def reconsidered_by(self, motion: Motion) -> Motion | None:
        """Return the question whose vote a motion would have reconsidered, if it is such a motion."""
        return self.motions.get(EventId(motion.question.about)) if motion.row.suspends else None

    def can_take_up(self, target: Motion) -> bool:
        """Say whether a motion to reconsider may be taken up: it has the rank of the motion whose vote it is (37:9(1)).

        An incidental one has none, and yields to privileged motions but for what it arises out of (6:20). Where that vote
        took the main question away, that is to be pending again, and so nothing else.
        """
        if target.stood and target.stood[0] not in {target.id, *self.stack}:
            return not self.stack
        if target.row.kind == "incidental":
            return self.top is None or self.top.row.kind != "privileged" or self.top.id == target.on
        return all(0 < each.row.rank < target.row.rank for each in self.pending)

    def is_too_early(self, motion: Motion, at: int) -> bool:
        """Say whether a motion was entered on the minutes so that it is not taken up on the day of its making (37:47)."""
        return motion.row.name == "reconsider_enter_minutes" and self.same_day(motion.at, at)

    def same_day(self, earlier: int, at: int) -> bool:
        """Say whether two instants lie on one day: in this meeting, else in the same day of the charter's since the opening."""
        if self.meeting is not None:
            return earlier >= self.meeting.opened_at
        day = self.rules.day
        return not day or (earlier - self.opened_at) // day == (at - self.opened_at) // day

    def without(self, ids: Collection[EventId], at: int, fate: str = "") -> Floor:
        """Return this floor with questions gone from the pending ones; what is pending now takes up again.

        `fate` is what became of those of them that are neither decided nor withdrawn.
        """
        motions = dict(self.motions)
        if fate:
            gone = (motion for each in ids if (motion := motions[each]).pending)
            motions |= {motion.id: motion.but(fate=fate) for motion in gone}
        for target in filter(None, (self.reconsidered_by(self.motions[each]) for each in ids)):
            if target.reconsidering:  # nothing more is asked about that vote, unless the assembly has just answered
                motions[target.id] = motions[target.id].but(reconsidering=False)
        stack = tuple(each for each in self.stack if each not in ids)
        if stack and stack != self.stack:
            motions[stack[-1]] = motions[stack[-1]].but(resumed_at=at)
        return self.but(motions=motions, stack=stack).with_orders_in_force()

    def with_orders_in_force(self) -> Floor:
        """Return this floor without orders upon debate that are exhausted: whatever they covered has been disposed of."""
        if not self.orders:
            return self
        alive = {*self.stack, *(each for aside in self.aside.values() for each in aside.stack)}
        return self.but(orders=tuple(each for each in self.orders if not each.covers.isdisjoint(alive)))

    def set_aside(self, place: Aside, motion: Motion) -> Floor:
        """Return this floor with all that is pending set aside, by the adoption of `motion`."""
        return self.laid_aside(place, decided_at(motion))

    def laid_aside(self, place: Aside, at: int) -> Floor:
        """Return this floor with all that is pending set aside."""
        if not place.stack:
            return self
        gone = {each: self.motions[each].but(fate=place.how, touched_at=at) for each in place.stack}
        return self.but(motions={**self.motions, **gone}, stack=(), aside={**self.aside, place.stack[0]: place})

    def take_back(self, main: EventId, at: int) -> Floor:
        """Return this floor with a question pending again that was set aside, as it stood then."""
        place = self.aside.get(main)
        if place is None:
            return self
        back = {each: self.motions[each].but(fate="", touched_at=at) for each in place.stack}
        back[place.stack[-1]] = back[place.stack[-1]].but(resumed_at=at)
        aside = {each: other for each, other in self.aside.items() if each != main}
        return self.but(motions={**self.motions, **back}, stack=place.stack, aside=aside)

    def standing_again(self, stood: tuple[EventId, ...], at: int) -> Floor:
        """Return this floor with questions pending again as they stood before a vote took them away."""
        back = {each: self.motions[each].but(fate="", touched_at=at) for each in stood if self.motions[each].fate}
        aside = {each: place for each, place in self.aside.items() if each != stood[0]}
        return self.but(motions={**self.motions, **back}, stack=stood, aside=aside)

    @property
    def session(self) -> int:
        """The number of the session on this floor, which an adjourned meeting continues; 0 on a motion's own."""
        return self.meeting.session if self.meeting is not None else 0

    @property
    def committee(self) -> tuple[Member, ...]:
        """The members of the committee that meets here; nobody where it is the assembly's floor."""
        return self.meeting.committee if self.meeting is not None else ()

    @property
    def live(self) -> bool:
        """Say whether this floor is a meeting's, where one thing is done after another."""
        return self.meeting is not None

    def progress_at(self, event_id: EventId) -> int:
        """Return how far things had gone when an act was done; as far as now, for one that left no mark."""
        motion, ruled, verdict = self.motions.get(event_id), self.rulings.get(event_id), self.verdicts.get(event_id)
        if motion is not None:
            return motion.mark
        if verdict is not None:
            return self.motions[verdict.on].decided_mark
        return ruled.progress if ruled is not None else self.progress

    @property
    def opened_at(self) -> int:
        """When the thread was opened, in seconds."""
        return self.lineage[self.id].at

    @property
    def mains(self) -> tuple[Motion, ...]:
        """The main questions, in the order in which they were moved."""
        return tuple(motion for motion in self.motions.values() if motion.row.kind in {"main", "incidental_main"})

    @property
    def main(self) -> Motion:
        """The question that opened the thread."""
        return self.motions[self.id]

    @property
    def pending(self) -> tuple[Motion, ...]:
        """The pending questions, the main one first."""
        return tuple(self.motions[each] for each in self.stack)

    @property
    def top(self) -> Motion | None:
        """The question immediately pending."""
        return self.motions[self.stack[-1]] if self.stack else None

    @property
    def chaired(self) -> bool:
        """Say whether a chair presides, rather than the rule."""
        return self.step.charter.presiding == "chair"

    def adhering(self, motion: Motion) -> tuple[EventId, ...]:
        """Return a pending question with all that came to be pending after it."""
        return self.stack[self.stack.index(motion.id) :] if motion.id in self.stack else (motion.id,)

    def closed(self, motion: Motion, at: int) -> Order | None:
        """Return the order that has closed debate upon a question by `at`, if there is one."""
        upon = (each for each in self.orders if motion.id in each.covers)
        return next((each for each in upon if each.kind == "previous_question" or 0 < each.until <= at), None)

    def closing(self, motion: Motion) -> Order | None:
        """Return the order that closes debate upon a question at a set time, if there is one."""
        return next((each for each in self.orders if each.until and motion.id in each.covers), None)

    def question(self, event: Event) -> Motion:
        """Return the question that an event is about; it names one that is on this floor."""
        return self.motions[about(event)]


def _heads(heads: frozenset[EventId], event: Event) -> frozenset[EventId]:
    """Return the heads of what has been seen with one more event."""
    return heads.difference(event.parents) | {event.id} if len(heads) < FEW else NO_EVENT


def about(event: Event) -> EventId:
    """Return the id of the question that an event is about: the one it names, else the one that opened its thread."""
    return EventId(getattr(event.body, "on", "") or event.thread)


def rules_upon(floor: Floor, event: Event) -> RuleSet:
    """Return the rules of the question that an event is about; the floor's, where it is about none."""
    motion = floor.motions.get(about(event))
    return floor.rules if motion is None else motion.rules
