"""Random meetings of every kind of motion against `parliament`, a small model of precedence that shares no code with the law.

Live or each motion for itself, with a chair or without, somebody tries to move something: what the model forbids is out of
order. What it allows is in order, for the kinds whose other conditions the model knows (`KNOWN`); they are decided one way or
the other, and the stack is as the model has it. Motions of all other kinds are withdrawn as soon as they were in order. Of what
is about a pending question (`UPON`) or brings one back (`BACK`) the law is asked only, both ways. The chair rules, and members
appeal.
"""

from __future__ import annotations

import itertools
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pydantic import ValidationError

from gitgov.core.ids import EventId
from gitgov.ledger.event import Body as EventBody
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import (
    ChairRuled,
    FloorAssigned,
    FloorSought,
    FloorYielded,
    MotionMoved,
    MotionPut,
    MotionStated,
    MotionWithdrawn,
    SpeechMade,
)
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold, why_not
from gitgov.procedure.fold import rule as ruled
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions import MOTIONS, asked
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast, BallotMarked
from tests.kit.assembly import Body
from tests.kit.charters import DAY, chaired, team
from tests.kit.questions import architecture
from tests.laws.parliament import (
    AMENDMENTS,
    CLOSED,
    FACTS,
    NOTHING_TO_APPLY_TO,
    Parliament,
    Pending,
)

NAMES = ("alice", "bob", "carol", "dave")
KNOWN = (
    "main", "elect", "adopt_report", "postpone_indefinitely", "amend", "amend_secondary", "substitute", "commit",
    "postpone_to_certain_time", "limit_extend_debate", "previous_question", "lay_on_table", "recess", "suspend_rules",
    "call_orders_of_day", "raise_question_of_privilege", "fix_time_to_which_to_adjourn", "point_of_order", "read_papers",
    "any_other_privilege", "excused_from_duty", "objection_to_consideration", "withdraw_motion",
)  # fmt: skip
"""Kinds of which the model knows whatever else has to be so: `question` words them so that nothing else stands in the way."""
UNMADE = (
    "adjourn", "ratify", "recess_main", "adjourn_main", "fix_time_main", "parliamentary_inquiry", "request_for_information",
    "methods_of_voting", *NOTHING_TO_APPLY_TO,
)  # fmt: skip
"""Kinds of which the model knows this too, but not what their adoption does: they are withdrawn, not decided."""
UPON = (
    "division_of_question", "division_of_question_demand", "consideration_by_paragraph", "create_blank", "modify_motion",
    "nomination_methods", "nominate",
)  # fmt: skip
"""Kinds that are about a pending question, of which the model knows what that has to be."""
BACK = (
    "take_from_table", "discharge_committee", "rescind_amend_adopted", "rescind_and_expunge", "reconsider",
    "reconsider_enter_minutes",
)  # fmt: skip
RULED_AT_ONCE = {"raise_question_of_privilege": "refused"}
"""What the chair decides without the assembly, where there is one."""
MEETING_ONLY = {"recess", "adjourn", "fix_time_to_which_to_adjourn", "call_orders_of_day"}


def known(kind: str) -> str:
    """Returns what the model calls a kind of motion: those that a charter adds are main motions."""
    return kind if kind in FACTS else "main"


class Assembly(RuleBasedStateMachine):
    """Four members, who need no seconds: without a chair whoever may speak or move does so at once; else Alice presides."""

    @initialize(live=st.booleans(), presides=st.booleans(), long=st.booleans())
    def meets(self, live: bool, presides: bool, long: bool) -> None:
        self.live, self.chaired, self.counter = live, presides, itertools.count()
        self.model = Parliament(live=live)
        self.body = Body.found(chaired(*NAMES) if presides else team(*NAMES))
        question = architecture("linter X\n\nlinter Y" if long else "linter X")
        if live:
            self.thread = self.body.call("alice", MeetingCalled(name="the meeting"))
        else:
            self.thread = self.body.move("alice", question)
        floor = self.body.fold(self.thread)
        assert isinstance(floor, Floor)
        self.floor = floor
        if live:
            self.opens()
        else:
            self.made(self.thread, "main", "alice", question, state=True)

    def opens(self) -> None:
        self.act("alice", MeetingOpened())
        for name in NAMES:
            self.act(name, RollAnswered())

    def act(self, actor: str, said: EventBody) -> tuple[EventId, bool]:
        """Does something, and says whether it was in order."""
        event = self.body.event(self.body.act(actor, self.thread, said))
        before = len(self.floor.out_of_order)
        self.floor = ruled(self.floor.but(lineage={**self.floor.lineage, event.id: event}), event)
        return event.id, len(self.floor.out_of_order) == before

    def asks(self, actor: str, said: EventBody) -> bool:
        """Says whether something would be in order, and does not do it."""
        event = self.body.event(self.body.act(actor, self.thread, said))
        del self.body.events[event.line]
        seeing = self.floor.but(lineage={**self.floor.lineage, event.id: event})
        self.objections = why_not(seeing, event)
        return not self.objections

    def made(self, name: EventId, kind: str, mover: str, question: Question, *, state: bool, about: str = "") -> None:
        """Has a motion stated that was made, and tells the model of it and of its words."""
        if state and self.chaired:
            assert self.act("alice", MotionStated(on=name))[1], (kind, self.kinds(), self.why())
        text, words = getattr(question, "text", ""), bool(self.part(question))
        text = text if isinstance(text, str) and "text" in type(question).model_fields else ""
        paragraphs = len([each for each in text.split("\n\n") if each])
        self.model.make(Pending(name, kind, self.model.top, mover, words, bool(text), paragraphs, about))

    # -- moving ---------------------------------------------------------------------------------------------------------

    @rule(kind=st.sampled_from(KNOWN), mover=st.sampled_from(NAMES))
    def somebody_moves_what_the_model_knows(self, kind: str, mover: str) -> None:
        """In order exactly where precedence, the order for the previous question and the rules of renewal allow it."""
        if FACTS[kind][0] in {"main", "incidental main"} and not self.live:
            return
        if kind in MEETING_ONLY and not self.live:
            return
        if self.model.top is not None and self.model.top.kind.startswith("reconsider"):
            return  # what may be applied to that is a matter of its own (37:9(2))
        top = self.floor.top
        if kind in AMENDMENTS and top is not None and not self.part(top.question):
            return  # a time or a number is amended elsewhere
        if kind in AMENDMENTS and top is not None and (kind == "amend_secondary") != (top.row.name in AMENDMENTS):
            return  # of which degree it is
        allowed = self.model.admits(kind) and self.model.applies(kind, mover) and self.model.may_renew(kind)
        if FACTS[kind][0] == "incidental" and self.model.voting:
            return
        question = self.question(kind)
        assert question is not None
        name, lawful = self.moves(question, mover)
        assert lawful == allowed, (kind, self.kinds(), self.why())
        if lawful and self.chaired and kind in RULED_AT_ONCE:
            ruling, lawful = self.act("alice", ChairRuled.model_validate({"on": name, "ruling": RULED_AT_ONCE[kind]}))
            assert lawful
            self.model.ruled[ruling] = (self.model.progress, list(self.model.stack))
        elif lawful and self.chaired and kind == "point_of_order":
            assert self.act("alice", ChairRuled(on=name, ruling="submitted"))[1]
            self.made(name, kind, mover, question, state=False)
        elif lawful:
            self.made(name, kind, mover, question, state=True)

    @rule(kind=st.sampled_from(sorted(FACTS)), mover=st.sampled_from(NAMES))
    def somebody_moves_anything_else_and_withdraws_it(self, kind: str, mover: str) -> None:
        """Whatever else it takes, precedence is not broken; and once withdrawn it is as if it had not been made."""
        if kind in KNOWN or kind.startswith("reconsider") or kind not in MOTIONS or self.model.voting:
            return
        question = self.question(kind)
        if question is None or kind in (*UPON, *BACK):
            return
        before = self.floor.stack
        name, lawful = self.moves(question, mover)
        plain = self.model.top is None or not self.model.top.kind.startswith("reconsider")
        home = self.live or not (kind in MEETING_ONLY or FACTS[kind][0] == "incidental main")
        if kind in UNMADE and plain and home:
            assert lawful == (self.model.admits(kind) and self.model.applies(kind)), (kind, self.kinds(), self.why())
        if lawful:
            assert self.model.admits(kind), (kind, self.kinds())
            assert self.act(mover, MotionWithdrawn(on=name))[1]
        assert self.floor.stack == before

    @precondition(lambda self: self.model.stack and not self.model.voting and not self.reconsiders())
    @rule(kind=st.sampled_from(UPON), mover=st.sampled_from(NAMES), data=st.data())
    def what_is_about_a_pending_question_would_be_in_order(self, kind: str, mover: str, data: st.DataObject) -> None:
        """Exactly where that question is within reach, and such that this can be done to it."""
        on = data.draw(st.sampled_from([self.model.stack[0], *self.model.stack[::-1]]))
        question = self.question(kind, self.floor.motions[EventId(on.name)].question)
        allowed = self.model.may_reshape(kind, on, mover)
        if question is None:
            assert not allowed, kind
            return
        lawful = self.asks(mover, MotionMoved(question=question, on=on.name))
        assert lawful == allowed, (kind, on, self.kinds(), self.objections)

    @precondition(lambda self: self.model.made and not self.model.voting and not self.reconsiders())
    @rule(kind=st.sampled_from(BACK), data=st.data())
    def what_brings_back_would_be_in_order(self, kind: str, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([*sorted(self.model.aside), *sorted(self.model.made)]))
        question = MOTIONS[kind].question.model_validate({"motion": kind, "of": name})
        lawful = self.asks("carol", MotionMoved(question=question))
        allowed = self.model.may_bring_back(kind, name)
        assert lawful == allowed, (
            kind,
            self.model.made[name],
            self.model.results.get(name),
            self.kinds(),
            self.objections,
        )

    def reconsiders(self) -> bool:
        """Says whether it is a motion to reconsider that is pending: what applies to that is a matter of its own (37:9(2))."""
        return any(each.kind.startswith("reconsider") for each in self.model.stack)

    def moves(self, question: Question, mover: str) -> tuple[EventId, bool]:
        bare = self.model.top is None or FACTS[known(question.motion)][0] == "bring back"
        return self.act(
            mover, MotionMoved(question=question, on="" if bare or not self.model.top else self.model.top.name)
        )

    def question(self, kind: str, on: Question | None = None) -> Question | None:
        """Words a question; those with words of their own are never the same twice, and fit what they are moved upon."""
        on = on or (self.floor.top.question if self.floor.top else None)
        number = next(self.counter)
        long = kind in {"main", "substitute"} and number % 2
        text = f"linter {number}\n\nchecker {number}" if long else f"linter {number}"
        said: dict[str, Any] = {
            "text": text, "strike": str(getattr(on, "text", "")).split("\n")[0], "office": f"office {number}", "committee": "three", "purpose": f"{next(self.counter)}", "of": self.thread,
            "speeches": 9, "method": "rising", "nominee": "bob", "until": self.floor.last_at + 9 * DAY, "insert": f"better {next(self.counter)}",
        }  # fmt: skip
        if kind in {"amend", "amend_secondary", "modify_motion"} and on is not None:
            said |= {"part": self.part(on), "strike": ""}
        if kind == "elect":
            said["terms"] = {"method": "plurality"}
        shape = MOTIONS[kind].question
        fields = {name: value for name, value in said.items() if name in shape.model_fields}
        fields.pop(
            {
                "nomination_methods": "committee",
                **dict.fromkeys(("suspend_rules", "point_of_order", "ratify"), "of"),
                "limit_extend_debate": "until",
                "lay_on_table": "until",
            }.get(kind, ""),
            None,
        )
        try:
            return shape.model_validate({"motion": kind} | fields)
        except ValidationError:
            return None  # it wants something else said

    def part(self, question: Question) -> str:
        """Names a part of a question that is words, and may be amended; nothing where there is none."""
        shapes = question.model_dump()
        return next(
            (each for each in ("text", "committee", "insert", "purpose") if isinstance(shapes.get(each), str)), ""
        )

    # -- deciding -------------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.model.stack)
    @rule(carried=st.booleans())
    def the_question_is_decided(self, carried: bool) -> None:
        top = self.model.top
        assert top is not None
        self.votes(top.name, carried=carried)
        assert self.announced(top.name)
        if top.kind.startswith("reconsider"):
            done = self.model.stack.pop()
            assert done.on is not None
            self.model.reconsider(done.name, done.on, carried=carried)
            return
        self.model.decide(carried=carried)
        if top.kind == "recess" and carried:
            assert self.act("bob", MotionMoved(question=asked({"motion": "recess"}), on=""))[1] is False
            assert self.act("alice", MeetingOpened())[1]

    def votes(self, on: str, *, carried: bool) -> None:
        self.is_put(on)
        for name in NAMES:
            assert self.act(name, self.ballot(on, aye=carried))[1], self.why()

    def is_put(self, on: str) -> None:
        """Has the chair put a question, where there is one and it has not been."""
        if self.chaired and self.floor.motions[EventId(on)].put_at is None:
            assert self.act("alice", MotionPut(on=on))[1], self.why()

    def ballot(self, on: str, *, aye: bool) -> EventBody:
        """Fills in a ballot; in an election who is against it leaves it blank."""
        if self.floor.motions[EventId(on)].among is not None:
            return BallotMarked(on=on, names=["bob"] if aye else [])
        return BallotCast(choice="aye" if aye else "nay", on=on)

    def announced(self, on: str) -> bool:
        motion = self.floor.motions[EventId(on)]
        result = resolve(self.floor, motion, tuple(self.floor.lineage), self.floor.last_at)
        assert isinstance(result, Decision), result
        return self.act("alice", body_of(result, on))[1]

    @precondition(lambda self: self.model.stack)
    @rule(voter=st.sampled_from(NAMES))
    def somebody_votes(self, voter: str) -> None:
        """From then on nothing is moved upon it (45:6); only the question immediately pending is voted on."""
        top = self.model.top
        assert top is not None
        self.is_put(top.name)
        for each in self.model.stack[:-1]:
            assert not self.act(voter, self.ballot(each.name, aye=True))[1]
        assert self.act(voter, self.ballot(top.name, aye=True))[1]
        self.model.voting = True

    @precondition(lambda self: self.model.stack and not self.model.voting)
    @rule(speaker=st.sampled_from(NAMES))
    def somebody_speaks(self, speaker: str) -> None:
        top = self.model.top
        assert top is not None
        if top.kind == "appeal" or any(each.kind == "appeal" for each in self.model.stack):
            return  # each may speak once on that, and the chair twice (24:3(5))
        if self.live:
            self.act(speaker, FloorSought())
            if self.floor.meeting is not None and not self.floor.meeting.speaker:
                self.act("alice", FloorAssigned(to=speaker))
        lawful = self.act(speaker, SpeechMade(side="for", text="Hear me.", on=top.name))[1]
        assert lawful == (top.debatable and not self.model.is_closed(top)), self.kinds()
        if lawful:
            self.model.speak(top)
        if self.live and not lawful:
            self.act(speaker, FloorYielded())

    @precondition(lambda self: self.model.stack and not self.model.voting)
    @rule(kinds=st.lists(st.sampled_from(CLOSED), min_size=1, max_size=3))
    def debate_is_closed(self, kinds: list[str]) -> None:
        """The previous question is ordered; then somebody tries what that keeps out."""
        if self.adopts("previous_question"):
            for kind in kinds:
                self.somebody_moves_what_the_model_knows(kind, "dave")

    @precondition(lambda self: self.live and not self.model.stack)
    @rule(kind=st.sampled_from(["main", "elect"]))
    def there_is_something_to_decide(self, kind: str) -> None:
        self.somebody_moves_what_the_model_knows(kind, "dave")

    @precondition(lambda self: self.model.stack and not self.model.voting)
    @rule(kind=st.sampled_from(["lay_on_table", "commit"]))
    def it_is_set_aside_and_taken_up_again(self, kind: str) -> None:
        """With all that adheres to it, as it stood; at a meeting after some other business."""
        name = self.model.stack[0].name
        self.somebody_moves_what_the_model_knows("amend", "alice")
        if not self.adopts(kind):
            return
        if self.live:
            self.somebody_moves_what_the_model_knows("main", "carol")
            self.the_question_is_decided(carried=True)
        self.takes_up(name)

    def adopts(self, kind: str) -> bool:
        """Moves something and carries it, if it is in order."""
        count = len(self.model.stack)
        self.somebody_moves_what_the_model_knows(kind, "bob")
        if len(self.model.stack) == count:
            return False
        self.the_question_is_decided(carried=True)
        return True

    # -- bringing back --------------------------------------------------------------------------------------------------

    @precondition(lambda self: not self.model.stack and self.model.aside)
    @rule(data=st.data())
    def something_is_taken_up_again(self, data: st.DataObject) -> None:
        self.takes_up(data.draw(st.sampled_from(sorted(self.model.aside))))

    def takes_up(self, name: str) -> None:
        how = self.model.aside[name][0]
        if how == "postponed":
            return
        kind = {"tabled": "take_from_table", "referred": "discharge_committee"}[how]
        question = MOTIONS[kind].question.model_validate({"motion": kind, "of": name})
        moved, lawful = self.act("bob", MotionMoved(question=question))
        assert lawful == self.model.may_bring_back(kind, name), (kind, self.kinds(), self.why())
        if not lawful:  # no business has been done since, or it was refused in this session
            return
        if self.chaired:
            assert self.act("alice", MotionStated(on=moved))[1], self.why()
        carried = next(self.counter) % 3 > 0
        self.votes(moved, carried=carried)
        assert self.announced(moved)
        self.model.bring_back(kind, moved, name, carried=carried)

    @precondition(lambda self: self.model.results and not self.model.voting)
    @rule(data=st.data())
    def a_vote_is_to_be_reconsidered(self, data: st.DataObject) -> None:
        """Making it suspends the vote at once; it is taken up when the question itself would be in order."""
        results = {name: result for name, result in self.model.results.items() if result in {"carried", "lost"}}
        decided = sorted(results.keys() - self.model.once)
        if not decided:
            return
        name = data.draw(st.sampled_from(decided))
        question = MOTIONS["reconsider"].question.model_validate({"motion": "reconsider", "of": name})
        motion = self.floor.motions[EventId(name)]
        moved, lawful = self.act("carol", MotionMoved(question=question))
        if not lawful:
            return
        assert motion.row.is_main or self.model.stack or motion.stood
        assert self.floor.motions[EventId(name)].reconsidering
        if self.chaired:
            self.act("alice", MotionStated(on=moved))
        if self.floor.stack[-1:] != (moved,):
            assert self.model.stack
            assert self.act("carol", MotionWithdrawn(on=moved))[1]
            assert not self.floor.motions[EventId(name)].reconsidering
            return
        self.model.make(Pending(moved, "reconsider", self.model.made[name], "carol"))

    # -- ruling ---------------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.chaired and not self.model.voting and not self.reconsiders())
    @rule(ruling=st.sampled_from(["well taken", "not well taken"]), members=st.tuples(*[st.sampled_from(NAMES)] * 2))
    def the_chair_rules_on_a_point(self, ruling: str, members: tuple[str, str]) -> None:
        question = self.question("point_of_order")
        assert question is not None
        point, lawful = self.moves(question, members[0])
        assert lawful, self.why()
        ruled, lawful = self.act("alice", ChairRuled.model_validate({"on": point, "ruling": ruling}))
        assert lawful, self.why()
        self.model.ruled[ruled] = (self.model.progress, list(self.model.stack))
        self.model.points.add(ruled)
        self.somebody_appeals(members[1], ruled)

    @precondition(lambda self: self.chaired and self.model.stack and not self.model.voting and not self.reconsiders())
    @rule(member=st.sampled_from(NAMES))
    def the_chair_rules_a_question_out_of_order(self, member: str) -> None:
        top = self.model.top
        assert top is not None
        if top.kind in {"point_of_order", "raise_question_of_privilege"}:
            return  # ruled upon in another way
        ruled, lawful = self.act("alice", ChairRuled(on=top.name, ruling="out of order"))
        assert lawful, self.why()
        self.model.rule_out(ruled)
        self.somebody_appeals(member, ruled)

    @precondition(lambda self: self.model.ruled and not self.model.voting and not self.reconsiders())
    @rule(member=st.sampled_from(NAMES), data=st.data())
    def somebody_appeals_later(self, member: str, data: st.DataObject) -> None:
        self.somebody_appeals(member, data.draw(st.sampled_from(sorted(self.model.ruled))))

    def somebody_appeals(self, member: str, ruled: str) -> None:
        """In order at the time of the ruling, once."""
        question = MOTIONS["appeal"].question.model_validate({"motion": "appeal", "of": ruled})
        moved, lawful = self.moves(question, member)
        assert lawful == self.model.may_appeal(ruled, member), (self.kinds(), self.why())
        if lawful:
            self.made(moved, "appeal", member, question, state=True, about=ruled)

    # -- what holds at any time -----------------------------------------------------------------------------------------

    def why(self) -> str:
        """Says why the last act that was out of order was so."""
        return str(self.floor.out_of_order[-1].objections[0]) if self.floor.out_of_order else ""

    def kinds(self) -> list[str]:
        return [each.kind for each in self.model.stack]

    @invariant()
    def the_stack_is_as_the_model_has_it(self) -> None:
        if not hasattr(self, "floor"):
            return
        assert list(self.floor.stack) == [each.name for each in self.model.stack]
        assert self.floor.aside.keys() == self.model.aside.keys()
        for name, result in self.model.results.items():
            if result in {"carried", "lost"} and name not in self.model.aside:
                motion = self.floor.motions[EventId(name)]
                assert motion.decision is not None
                assert motion.decision.outcome.carried == (result == "carried")

    def teardown(self) -> None:
        """Folded at once, and in another order of arrival, it is what it came to be act by act."""
        if hasattr(self, "floor"):
            events = self.body.thread(self.thread)
            assert fold(self.body.chain, events[::-1]) == self.floor.but(lineage={each.id: each for each in events})


def test_the_model_knows_every_kind_that_has_a_rank() -> None:
    ranked = {row.name: row.rank for row in MOTIONS.values() if row.rank > 1}
    assert {name: rank for name, rank in ranked.items() if FACTS.get(name, ("", 0))[1] != rank} == {}


TestAssembly = Assembly.TestCase
TestAssembly.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
