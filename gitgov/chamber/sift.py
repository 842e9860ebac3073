"""Receiving lines: which of them a keeper of the ledger takes in, and why not the others.

The same sieve serves the server's inbox, a direct push to the rooms, and a clone that fetches: admission, then the
law, then what may be asked on receipt. A bad line is set aside with its reason and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from gitgov.chamber.acts import entry
from gitgov.chamber.baseline import Held, held_here, why_not_rows
from gitgov.chamber.done import why_not_in_place, why_not_undone
from gitgov.chamber.kinds import every_kind, is_above
from gitgov.chamber.law_first import law_first
from gitgov.chamber.open import THREADS, Chamber, matters
from gitgov.chamber.survey import every_thread
from gitgov.charter.chain import Chain, fold_chain, with_matters
from gitgov.charter.chain import why_not as why_not_chain
from gitgov.charter.events import Adopted, Revised
from gitgov.core.ids import EventId, Member
from gitgov.core.objection import Objection
from gitgov.gate.ratified import why_not_against
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.ledger.order import heads
from gitgov.ledger.store import Entry
from gitgov.procedure.constitution import why_not_adopt
from gitgov.procedure.events import DecisionNoted, OrderInvoked
from gitgov.procedure.floor import Floor, rules_upon
from gitgov.procedure.fold import rule, why_not
from gitgov.procedure.invocation import content_of
from gitgov.procedure.matters import by_thread
from gitgov.procedure.motions.sprint import Sprint as Commitment
from gitgov.procedure.opening import open_floor, why_not_open
from gitgov.procedure.orders import why_not_left_out, with_orders
from gitgov.procedure.pointing import NOTED, why_not_pointer, why_not_there
from gitgov.procedure.proxies import PREFIX, with_proxies
from gitgov.procedure.proxies import why_not as why_not_proxy
from gitgov.procedure.receipt import why_not_backdated, why_not_barrier, why_not_beside, why_not_now, why_not_received

if TYPE_CHECKING:  # few lines are of the rooms above
    from gitgov.chamber.room_sift import RoomSieve


@dataclass(slots=True)
class Sifted:
    """Events to take in, in causal order, and lines to send back, each with its first objection."""

    taken: list[Event] = field(default_factory=list)
    refused: list[tuple[bytes, Objection]] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """Where the lines that are taken in go."""
        return [entry(event) for event in self.taken]


def sift(
    chamber: Chamber, lines: Iterable[bytes], *, on_receipt: bool = True, held: Callable[[], Held] | None = None
) -> Sifted:
    """Judge lines against what the chamber holds; lines that it holds already are passed over.

    `held` says where the refs of the ledger's keeper stand, if that is not this repository.
    """
    keepers = held or (lambda: held_here(chamber.repo))
    return _Sieve(chamber, keepers, on_receipt=on_receipt).sift(dict.fromkeys(lines))


class _Sieve:
    """A pass over new lines, with the floors and the charters as they grow."""

    def __init__(self, chamber: Chamber, held: Callable[[], Held], *, on_receipt: bool) -> None:
        self.chamber = chamber
        self.held = cache(held)
        self.on_receipt = on_receipt
        self.chain: Chain = chamber.chain
        self.home = dict(chamber.constitution.events)
        self.held_on: dict[str, dict[EventId, Floor]] = {}  # read once: who moves much on one commit makes no more work
        self.floors: dict[tuple[EventId, str], Floor | None] = {}
        self.tips: dict[tuple[EventId, str], dict[EventId, Member]] = {}
        self.above: RoomSieve | None = None
        self.result = Sifted()

    def sift(self, lines: Collection[bytes]) -> Sifted:
        waiting = list(lines)
        while waiting:
            known = len(self.chain.keys)
            events, unknown = self._admit(waiting)
            for event in law_first(events):
                objections = self._judge(event)
                if objections:
                    self.result.refused.append((event.line, objections[0]))
                else:
                    self.result.taken.append(event)
            if len(self.chain.keys) == known:  # no charter among them brought in further keys
                self.result.refused.extend(unknown)
                break
            waiting = [line for line, _ in unknown]
        return self.result

    def _admit(self, lines: Iterable[bytes]) -> tuple[list[Event], list[tuple[bytes, Objection]]]:
        admission = Admission(self.chain.repo, self.chain.keys, every_kind())
        events, unknown = [], []
        for line in lines:
            result = admit(line, admission)
            if isinstance(result, Event):
                events.append(result)
            elif b'"kind":"charter.genesis"' in line:
                self.result.refused.append((line, self._another_genesis()))
            elif result.code == "GOV-203":
                unknown.append((line, result))
            else:
                self.result.refused.append((line, result))
        return events, unknown

    def _another_genesis(self) -> Objection:
        what = f"this ledger began with genesis {self.chain.repo[:12]}; another body cannot be founded in it"
        return Objection(
            "GOV-432", what, remedy="git gov sync in a fresh clone joins the body", records=(self.chain.repo,)
        )

    def _judge(self, event: Event) -> tuple[Objection, ...]:
        if event.body is UNKNOWN:
            return (
                Objection(
                    "GOV-209",
                    f"{event.kind} v{event.v} is no kind that this version knows",
                    remedy="update gitgov where the ledger is kept",
                    records=(event.id,),
                ),
            )
        if self.on_receipt and (objections := why_not_now(event, self.chamber.now(), self.chain.charter.clock_skew)):
            return objections
        if event.kind.startswith("charter."):
            return self._charter(event)
        if event.kind.startswith(PREFIX):
            return self._proxy(event)
        if event.kind == NOTED:
            return self._point(event)
        if is_above(event):
            return self._above(event)
        return self._open(event) if event.opens else self._act(event)

    def _charter(self, event: Event) -> tuple[Objection, ...]:
        if event.id in self.chamber.constitution.events:
            return ()
        objections = why_not_chain(self.chain, event, self._authorised)
        if not objections and self.on_receipt:
            objections = why_not_barrier(self.chain, event, self._threads())
        if not objections:
            objections = self._why_not_baseline(event)
        if not objections:
            self.home[event.id] = event
            room = [each for each in self.home.values() if each.kind.startswith("charter.")]
            self._renew(fold_chain(self.home[self.chain.repo], room, self._authorised))
        return objections

    def _proxy(self, event: Event) -> tuple[Objection, ...]:
        if event.id in self.chain.proxies.events:
            return ()
        objections = why_not_proxy(self.chain, event)
        if not objections and self.on_receipt:
            register = self.chain.proxies
            objections = why_not_beside(event, {tip: register.events[tip].actor for tip in register.heads})
        if not objections:
            self.home[event.id] = event
            self._renew(self.chain)
        return objections

    def _renew(self, chain: Chain) -> None:
        """Let the charters and proxies that have come hold for every floor."""
        home = self.home.values()
        self.chain = with_orders(with_proxies(with_matters(chain, home), home), home)
        self.floors = {name: floor.but(chain=self.chain) if floor else None for name, floor in self.floors.items()}

    def _why_not_baseline(self, event: Event) -> tuple[Objection, ...]:
        """Ask where the refs stood; of a ledger that arrives whole where nothing else is yet, nobody can."""
        if not isinstance(event.body, Revised | Adopted):
            return ()
        held = self.held()
        return why_not_rows(self.chain, event, held) if held or self.on_receipt else ()

    def _authorised(self, event: Event, chain: Chain) -> tuple[Objection, ...]:
        return why_not_adopt(event, chain, self.home.values())

    def _threads(self) -> dict[EventId, list[Event]]:
        """Return every thread, with what was taken in during this pass. O(ledger): charters change rarely."""
        events = [event for thread in every_thread(self.chamber, THREADS).values() for event in thread]
        return by_thread([*events, *self.result.taken])

    def _point(self, event: Event) -> tuple[Objection, ...]:
        """Ask of a pointer that it leads somewhere; one that does not costs every reader a look for nothing."""
        body = event.body
        floor = self._floor_on(EventId(body.meeting), body.lies_on) if isinstance(body, DecisionNoted) else None
        return why_not_pointer(self.chain, event) or why_not_there(floor, event)

    def _open(self, event: Event) -> tuple[Objection, ...]:
        if self._floor_on(event.thread, event.subject):
            return ()
        lineage = {event.id: event}
        ordered = isinstance(event.body, OrderInvoked) or bool(self.chain.invoked)
        if (
            ordered and event.subject == self.chain.subject
        ):  # an invocation, or its ratification, is ruled upon by all there
            self.chain = with_orders(self.chain, [*self.home.values(), event])
        objections = why_not_open(self.chain, event, lineage)
        if objections:
            return objections
        floor = open_floor(self.chain, event, lineage)
        objections = self._why_not_invoked(event) or self._why_not_committed(event) or self._backdated(event, floor)
        if not objections:
            self.floors[event.id, event.subject] = floor
            self._remember(event)
        return objections

    def _why_not_invoked(self, event: Event) -> tuple[Objection, ...]:
        """Ask of an invocation what can be seen here: earlier ones that it leaves out, and what was decided about the content."""
        if not self.on_receipt or not isinstance(event.body, OrderInvoked):
            return ()
        act = event.body.act
        against = why_not_against(act, matters(self.chamber, content_of(act)).motions)
        return why_not_left_out(self.chain, event, self.home) or ((against,) if against else ())

    def _backdated(self, event: Event, floor: Floor) -> tuple[Objection, ...]:
        if not self.on_receipt:
            return ()
        return why_not_backdated(event, rules_upon(floor, event), self.chamber.now(), self.chain.charter.clock_skew)

    def _act(self, event: Event) -> tuple[Objection, ...]:
        held = self._floor_on(event.thread, event.subject)
        if held is None:
            what = f"{event.kind} {event.id[:12]} belongs to a motion that is not here"
            return (Objection("GOV-309", what, remedy="git gov sync sends the motion with it", records=(event.id,)),)
        if event.id in held.lineage:
            return ()
        floor = held.but(lineage={**held.lineage, event.id: event}, chain=self.chain)
        objections = why_not(floor, event)
        if not objections and self.on_receipt:
            undone = why_not_undone(self.chamber, floor, event.body)
            missing = why_not_in_place(self.chamber, event.body, self.held) if not undone else ()
            objections = undone or missing or why_not_received(floor, event) or self._backdated(event, floor)
            objections = objections or self._why_not_committed(event) or why_not_beside(event, self._tips_of(held))
        if not objections:
            self.floors[event.thread, event.subject] = rule(floor, event)
            self._remember(event)
            self._grow(self._tips_of(held), event)
        return objections

    def _above(self, event: Event) -> tuple[Objection, ...]:
        """Ask the law of the rooms above, in which few lines lie."""
        return self._rooms().judge(self.chain, event)

    def _why_not_committed(self, event: Event) -> tuple[Objection, ...]:
        """Ask of a motion to commit a team to a sprint whether that is over; what lies in the rooms above the law cannot see."""
        question = getattr(event.body, "question", None)
        if not self.on_receipt or not isinstance(question, Commitment):
            return ()
        return self._rooms().why_not_committed(question)

    def _rooms(self) -> RoomSieve:
        if self.above is None:
            from gitgov.chamber.room_sift import RoomSieve  # noqa: PLC0415 - as above

            self.above = RoomSieve(self.chamber, self._floor_with, on_receipt=self.on_receipt)
        return self.above

    def _floor_with(self, motion: str, subject: str) -> Floor | None:
        """Find the floor of a motion on a commit, as it stands with what has been taken in."""
        at = EventId(motion)
        if floor := self._floor_on(at, subject):
            return floor
        known = {
            **self.held_on[subject],
            **{floor.id: floor for (_, on), floor in self.floors.items() if floor and on == subject},
        }
        return next((floor for floor in known.values() if at in floor.motions), None)

    def _tips_of(self, floor: Floor) -> dict[EventId, Member]:
        """Return the heads of a floor's thread as they are by now; found once, since there may be many acts."""
        name = (floor.id, floor.subject)
        if name not in self.tips:
            self.tips[name] = {tip: floor.lineage[tip].actor for tip in heads(floor.lineage.values())}
        return self.tips[name]

    def _grow(self, tips: dict[EventId, Member], event: Event) -> None:
        for seen in event.parents:
            tips.pop(seen, None)
        tips[event.id] = event.actor

    def _floor_on(self, thread: EventId, subject: str) -> Floor | None:
        if (thread, subject) not in self.floors:
            if subject not in self.held_on:
                self.held_on[subject] = {floor.id: floor for floor in matters(self.chamber, subject).floors}
            held = self.held_on[subject].get(thread)
            self.floors[thread, subject] = held.but(chain=self.chain) if held else None
        return self.floors[thread, subject]

    def _remember(self, event: Event) -> None:
        if event.subject == self.chain.subject:
            self.home[event.id] = event
