"""A body that deliberates in memory: members move, second, vote and announce, with real keys, through admission.

    body = Body.team("alice", "bob", "carol")
    motion = body.move("alice", merge("feature/x"))
    body.vote("bob", motion, "aye")
    body.announce("alice", motion, at=7 * DAY)
    assert body.state(motion).decision.carried

Every act is a signed line that is admitted, whether it is in order or not: only the law says so, afterwards. `at` is in
seconds since the founding. `parents` are the events of the thread that the actor has seen (all that this clone holds
unless told otherwise), `under` the charter step that the actor names (the head). A `clone` sees nothing of the other
until they `unite`. Unlike the rest of the kit this module knows gitgov: it is its user.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TypedDict, Unpack

import pytest

from gitgov.charter.chain import Chain
from gitgov.charter.events import Adopted, Constituted, Covered, Genesis, Revised
from gitgov.charter.read import read
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import Body as EventBody
from gitgov.ledger.event import Draft, Event
from gitgov.ledger.order import heads
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.acceptance import digest_of
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.constitution import Constitution, constitute, find_genesis
from gitgov.procedure.events import (
    ALL_KINDS,
    AcceptanceGiven,
    ConsentRefused,
    ConsentSought,
    DecisionEnacted,
    MotionAnnounced,
    MotionMoved,
    MotionPut,
    MotionSeconded,
    MotionStated,
    MotionWithdrawn,
    OrderInvoked,
    SpeechMade,
)
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.invocation import Invocation, invocations
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.orders import seen_of
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision, Motion
from gitgov.tally.events import (
    BallotCast,
    ProxyGiven,
    ProxyWithdrawn,
    RecusalDeclared,
    RecusalEnded,
    VetoEntered,
    VetoWithdrawn,
)
from tests.kit import charters
from tests.kit.charters import Value
from tests.kit.lines import START, signed
from tests.kit.questions import ROOT, change, merge, oid

KIND_OF = {kind.body: kind for kind in ALL_KINDS.values()}
MANY = 10_000
"""Lines of which it is known what they say."""


class How(TypedDict, total=False):
    """The particulars of an act that a test cares about."""

    at: int
    parents: Iterable[str]
    under: str
    key: str
    subject: str
    v: int


class Entrusting(How, total=False):
    """The particulars of a proxy."""

    until: int


class Body:
    """The ledger as one clone holds it, and what members do in it."""

    def __init__(self, genesis: Event, events: Iterable[Event] = ()) -> None:
        self.genesis = genesis
        self.events: dict[bytes, Event] = {event.line: event for event in (genesis, *events)}
        self._admission = _admission(_constitution(genesis.line, frozenset([genesis.line])).chain)

    @classmethod
    def team(cls, *members: str, **rules: Value) -> Body:
        """Founds a body without a chair."""
        return cls.found(charters.team(*members, **rules))

    @classmethod
    def chaired(cls, *members: str, **rules: Value) -> Body:
        """Founds an assembly in which the first member presides."""
        return cls.found(charters.chaired(*members, **rules))

    @classmethod
    def found(cls, draft: charters.Draft, *, founding: bool = False, refs: Sequence[str] = ()) -> Body:
        """Founds a body by its first member's word."""
        founder = draft.members[0]
        body = Genesis(charter=draft.text, founding=founding, refs=list(refs))
        line = signed(Draft(founder, START, body, "charter.genesis", (), "", ROOT, ""), founder)
        return cls(find_genesis([line]))

    @classmethod
    def pending(cls, question: Question | None = None, /, **rules: Value) -> tuple[Body, EventId]:
        """Founds a body of alice, bob and carol in which alice has moved a question."""
        body = cls.team("alice", "bob", "carol", **rules)
        return body, body.move("alice", question)

    @classmethod
    def chaired_pending(cls, **rules: Value) -> tuple[Body, EventId]:
        """Founds an assembly where alice presides, bob is her deputy and carol has moved a merge; dave sits there too."""
        body = cls.chaired("alice", "bob", "carol", "dave", **rules)
        return body, body.move("carol")

    @classmethod
    def read(cls, lines: Collection[bytes]) -> Body:
        """Reads a body from nothing but raw lines; those that are not admitted are left out."""
        genesis = find_genesis(lines)
        admission = _admission(constitute(genesis, lines).chain)
        results = (admit(line, admission) for line in lines if line != genesis.line)
        return cls(genesis, (event for event in results if isinstance(event, Event)))

    def clone(self) -> Body:
        """Returns another clone of this ledger, as it stands."""
        return Body(self.genesis, self.events.values())

    def unite(self, *others: Body) -> Body:
        """Takes in all that other clones hold."""
        for other in others:
            self.events.update(other.events)
        return self

    @property
    def lines(self) -> list[bytes]:
        """All lines."""
        return list(self.events)

    # -- reading ------------------------------------------------------------------------------------------------------

    @property
    def constitution(self) -> Constitution:
        """The constitution, from the lines on the root commit."""
        home = frozenset(line for line, event in self.events.items() if event.subject == ROOT)
        return _constitution(self.genesis.line, home)

    @property
    def chain(self) -> Chain:
        """The chain of charters."""
        return self.constitution.chain

    def event(self, event_id: str) -> Event:
        """Returns one event."""
        return next(each for each in self.events.values() if each.id == event_id)

    def thread(self, matter: str) -> list[Event]:
        """Returns the events of one thread."""
        return [event for event in self.events.values() if event.thread == matter]

    @property
    def proxies(self) -> list[Event]:
        """The events about proxies."""
        return [event for event in self.events.values() if event.kind.startswith("proxy.")]

    def fold(self, matter: str) -> Floor | tuple[Ruling, ...]:
        """Folds one thread."""
        return fold(self.chain, self.thread(matter))

    def state(self, motion: str) -> Motion:
        """Returns where a question stands; the motion must have been in order."""
        return self.floor(motion).main

    def floor(self, thread: str) -> Floor:
        """Returns a thread's floor; it must have been opened in order."""
        floor = self.fold(thread)
        assert isinstance(floor, Floor), [str(each) for ruling in floor for each in ruling.objections]
        return floor

    def decision(self, motion: str) -> Decision:
        """Returns the decision of a question that has one."""
        decision = self.state(motion).decision
        assert decision is not None, f"undecided: {self.why(motion)}"
        return decision

    def codes(self, event: str) -> tuple[str, ...]:
        """Returns the codes of the objections that rule an event out; none where it is in order."""
        return tuple(each.code for each in self.why(event))

    def why(self, event: str) -> tuple[Objection, ...]:
        """Returns the objections that rule an event out; none where it is in order."""
        thread = self.event(event).thread
        if thread == self.genesis.id:
            rulings: Iterable[Ruling] = self.chain.out_of_order
        else:
            state = self.fold(thread)
            rulings = state.out_of_order if isinstance(state, Floor) else state
        return next((ruling.objections for ruling in rulings if ruling.event.id == event), ())

    # -- acting -------------------------------------------------------------------------------------------------------

    def add(self, line: bytes) -> EventId:
        """Admits a line; one that is not admitted is a mistake in the test."""
        result = admit(line, self._admission)
        if isinstance(result, Objection) and result.code == "GOV-203":  # a key that came with a later charter
            self._admission = _admission(self.chain)
            result = admit(line, self._admission)
        assert isinstance(result, Event), str(result)
        self.events[line] = result
        return result.id

    def act(self, actor: str, motion: str, body: EventBody, **how: Unpack[How]) -> EventId:
        """Does something about a motion."""
        thread = self.thread(motion)
        if isinstance(body, MotionAnnounced):  # who announces has seen all proxies too
            how.setdefault("parents", (*heads(thread), *heads(self.proxies)))
        subject = how.get("subject", thread[0].subject if thread else ROOT)
        return self._sign(actor, body, motion, subject, how)

    def move(self, actor: str, question: Question | None = None, **how: Unpack[How]) -> EventId:
        """Moves a question, `merge()` unless told otherwise."""
        question = question or merge()
        about = getattr(question, "head", "") or getattr(question, "commit", "") or ROOT
        subject = how.get("subject", about)
        return self._sign(actor, MotionMoved(question=question), "", subject, how)

    def call(self, actor: str, body: EventBody, **how: Unpack[How]) -> EventId:
        """Calls the first meeting of a series: what opens a floor of its own."""
        return self._sign(actor, body, "", how.get("subject", ROOT), how)

    def second(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """Seconds a motion."""
        return self.act(actor, motion, MotionSeconded(), **how)

    def state_question(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """States the question."""
        return self.act(actor, motion, MotionStated(), **how)

    def put(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """Puts the question to the vote."""
        return self.act(actor, motion, MotionPut(), **how)

    def speak(self, actor: str, motion: str, text: str = "Consider it well.", **how: Unpack[How]) -> EventId:
        """Speaks in favour."""
        return self.act(actor, motion, SpeechMade(side="for", text=text), **how)

    def vote(self, actor: str, motion: str, choice: str, reason: str = "", **how: Unpack[How]) -> EventId:
        """Casts a ballot."""
        return self.act(actor, motion, BallotCast(choice=choice, reason=reason), **how)  # type: ignore[arg-type]

    def veto(self, actor: str, motion: str, reason: str, **how: Unpack[How]) -> EventId:
        """Vetoes a motion."""
        return self.act(actor, motion, VetoEntered(reason=reason), **how)

    def withdraw_veto(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """Takes a veto back."""
        return self.act(actor, motion, VetoWithdrawn(), **how)

    def recuse(self, actor: str, motion: str, reason: str, **how: Unpack[How]) -> EventId:
        """Stands aside."""
        return self.act(actor, motion, RecusalDeclared(reason=reason), **how)

    def end_recusal(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """Stands aside no more."""
        return self.act(actor, motion, RecusalEnded(), **how)

    def seek_consent(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """Asks for unanimous consent."""
        return self.act(actor, motion, ConsentSought(), **how)

    def refuse_consent(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """Objects to unanimous consent."""
        return self.act(actor, motion, ConsentRefused(), **how)

    def withdraw(self, actor: str, motion: str, **how: Unpack[How]) -> EventId:
        """Withdraws a motion."""
        return self.act(actor, motion, MotionWithdrawn(), **how)

    def give(self, actor: str, to: str, kind: str = "", motion: str = "", **how: Unpack[Entrusting]) -> EventId:
        """Lets another member vote: until `until` seconds after the founding, if that is not 0."""
        until = how.pop("until", 0)
        body = ProxyGiven(to=to, kind=kind, motion=motion, until=START + until if until else 0)
        return self._about_proxies(actor, body, "", how)

    def take_back(self, actor: str, proxy: str, **how: Unpack[How]) -> EventId:
        """Withdraws a proxy, or declines it."""
        return self._about_proxies(actor, ProxyWithdrawn(), proxy, how)

    def _about_proxies(self, actor: str, body: EventBody, thread: str, how: How) -> EventId:
        particulars: How = {"parents": heads(self.proxies), **how}
        return self._sign(actor, body, thread, how.get("subject", ROOT), particulars)

    def announce(self, actor: str, motion: str, says: MotionAnnounced | None = None, **how: Unpack[How]) -> EventId:
        """Announces the result: the true one, as far as the actor has seen, unless told what to say.

        The actor has seen all proxies that this clone holds, unless told otherwise.
        """
        return self.act(actor, motion, says or self.result(motion, **how), **how)

    def carry(self, question: Question, *ayes: str) -> Motion:
        """Carries a question that the first of these moves and announces, and for which all of them vote."""
        motion = self.move(ayes[0], question)
        for voter in ayes:
            self.vote(voter, motion, "aye")
        self.announce(ayes[0], motion)
        return self.state(motion)

    def result(self, motion: str, **how: Unpack[How]) -> MotionAnnounced:
        """Words the announcement that somebody who has seen `parents` makes; "carried" where it is too early for one."""
        state = self.fold(motion)
        seen = how.get("parents", (*heads(self.thread(motion)), *heads(self.proxies)))
        parents = [EventId(each) for each in seen]
        true = resolve(state, state.main, parents, START + how.get("at", 0)) if isinstance(state, Floor) else None
        if isinstance(true, Decision):
            return body_of(true)
        return MotionAnnounced(result="carried", counted=[], refused=[], arithmetic="")

    def enact(self, actor: str, motion: str, ref: str = "refs/heads/main", **how: Unpack[How]) -> EventId:
        """Records that a decision was carried out."""
        decision = self.state(motion).decision
        named = decision.id if decision else EventId("0" * 64)
        body = DecisionEnacted(decision=named, ref=ref, old=oid("old"), new=oid("new"))
        return self.act(actor, motion, body, **how)

    def invoke(
        self,
        actor: str,
        act: Merge | Release | None = None,
        order: str = "hotfix",
        why: str = "It burns.",
        **how: Unpack[How],
    ) -> EventId:
        """Invokes a standing order, having seen all that is about earlier invocations unless told otherwise."""
        how.setdefault("parents", seen_of(order, self.chain, self.constitution.events))
        return self._sign(
            actor, OrderInvoked(order=order, act=act or merge(), why=why), "", how.get("subject", ROOT), how
        )

    def invocation(self, invoked: str) -> Invocation:
        """Returns an invocation as it stands; it must have been in order."""
        home = {event.thread for event in self.events.values() if event.subject == ROOT} - {self.genesis.id}
        floors = [floor for thread in home if isinstance(floor := self.fold(thread), Floor)]
        return next(each for each in invocations(floors) if each.id == invoked)

    def accept(self, actor: str, motion: str, held: str = "", text: str = "", **how: Unpack[How]) -> EventId:
        """Accepts the charter that is moved, with the key `held`: the actor's own, unless told otherwise.

        `text` is what the acceptance is of, if not of the charter as it reads.
        """
        how.setdefault("key", held or actor)
        question = self.state(motion).question
        moved = question.text if isinstance(question, CharterChange) else ""
        body = AcceptanceGiven(charter=digest_of(text or moved), key=charters.pub(how["key"]))
        return self.act(actor, motion, body, **how)

    # -- the charter --------------------------------------------------------------------------------------------------

    def adopt(self, actor: str, motion: str, text: str | None = None, **how: Unpack[How]) -> EventId:
        """Lets a charter take effect: as carried, covering every thread of this clone, unless told otherwise."""
        state = self.state(motion)
        decision = state.decision.id if state.decision else EventId("0" * 64)
        carried = state.question.text if isinstance(state.question, CharterChange) else ""
        body = Adopted(charter=carried if text is None else text, decision=decision, motion=motion, refs=[])
        threads = {event.thread for event in self.events.values()} - {self.genesis.id}
        covered = [head for thread in threads for head in heads(self.thread(thread))]
        how.setdefault("parents", [*covered, *([state.decision.id] if state.decision else [])])
        return self._step(actor, body, how)

    def cover(self, actor: str, parents: Iterable[str], *, at: int = 0) -> EventId:
        """Names matters that have been seen: a part of what the next step covers."""
        return self._step(actor, Covered(), {"parents": parents, "at": at})

    def revise(self, actor: str, draft: charters.Draft, **how: Unpack[How]) -> EventId:
        """Revises the charter while the body is being founded."""
        how.setdefault("parents", ())
        return self._step(actor, Revised(charter=draft.text, refs=[]), how)

    def constitute(self, actor: str, **how: Unpack[How]) -> EventId:
        """Closes the founding."""
        how.setdefault("parents", ())
        return self._step(actor, Constituted(), how)

    def replace_charter(self, draft: charters.Draft, *, at: int = 0) -> EventId:
        """Moves, votes, announces and adopts another charter, by all who are members now; who is to join accepts it."""
        head = self.chain.head
        voters = sorted(head.charter.electorate)
        motion = self.move(voters[0], change(draft), at=at, under=head.id)
        for voter in voters:
            self.vote(voter, motion, "aye", "It is wanted.", at=at, under=head.id)
        self.announce(voters[0], motion, at=at, under=head.id)
        for joining in sorted(read(draft.text).electorate.difference(voters)):
            self.accept(joining, motion, at=at, under=head.id)
        step = self.adopt(voters[0], motion, at=at, under=head.id)
        assert self.chain.head.id == step, self.why(step)
        return step

    def _step(self, actor: str, body: EventBody, how: How) -> EventId:
        return self._sign(actor, body, self.genesis.id, how.get("subject", ROOT), how)

    def _sign(self, actor: str, body: EventBody, thread: str, subject: str, how: How) -> EventId:
        kind = KIND_OF[type(body)]
        seen = how.get("parents", heads(self.thread(thread)) if thread else ())
        under = how.get("under")
        named = self.chain.head.id if under is None else under
        parents = tuple(sorted({each for each in (*seen, named) if each}))
        at, v = START + how.get("at", 0), how.get("v", kind.version)
        draft = Draft(actor, at, body, kind.name, parents, self.genesis.id, subject, thread, v)
        return self.add(signed(draft, how.get("key", actor)))


def _admission(chain: Chain) -> Admission:
    return Admission(chain.repo, chain.keys, ALL_KINDS)


@lru_cache(maxsize=512)
def _constitution(genesis: bytes, lines: frozenset[bytes]) -> Constitution:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gitgov.procedure.constitution.admit", _admit_again)
        return constitute(find_genesis([genesis]), lines)


def _admit_again(line: bytes, admission: Admission) -> Event | Objection:
    """Is `admit`, which checks signatures: a line that was admitted is by all who have its key on their roll."""
    event = _admitted.get(line)
    if event is not None and event.key in admission.keys and event.repo == admission.repo:
        return event
    result = admit(line, admission)
    if isinstance(result, Event):
        if len(_admitted) >= MANY:
            _admitted.clear()
        _admitted[line] = result
    return result


_admitted: dict[bytes, Event] = {}
