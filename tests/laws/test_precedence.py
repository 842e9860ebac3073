"""Random meetings of every kind of motion against `parliament`, a small model of precedence that shares no code with the law.

Live or each motion for itself, somebody tries to move something: what the model forbids is out of order. What it allows
is in order, for the kinds whose other conditions the model knows (`KNOWN`); they are decided one way or the other, and the
stack is as the model has it. Motions of all other kinds are withdrawn as soon as they were in order.
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
from gitgov.procedure.events import FloorAssigned, FloorSought, FloorYielded, MotionMoved, MotionWithdrawn, SpeechMade
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.fold import rule as ruled
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions import MOTIONS, asked
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.questions import architecture
from tests.laws.parliament import AMENDMENTS, CLOSED, FACTS, NOTHING_TO_APPLY_TO, Parliament, Pending

NAMES = ("alice", "bob", "carol", "dave")
KNOWN = (
    "main", "adopt_report", "postpone_indefinitely", "amend", "amend_secondary", "substitute", "commit",
    "postpone_to_certain_time", "limit_extend_debate", "previous_question", "lay_on_table", "recess", "suspend_rules",
    "call_orders_of_day", "raise_question_of_privilege", "fix_time_to_which_to_adjourn", "point_of_order", "read_papers",
    "any_other_privilege", "excused_from_duty", "objection_to_consideration", "withdraw_motion",
)  # fmt: skip
"""Kinds of which the model knows whatever else has to be so: `question` words them so that nothing else stands in the way."""
UNMADE = (
    "adjourn", "ratify", "recess_main", "adjourn_main", "parliamentary_inquiry", "request_for_information",
    "methods_of_voting", *NOTHING_TO_APPLY_TO,
)  # fmt: skip
"""Kinds of which the model knows this too, but not what their adoption does: they are withdrawn, not decided."""
MEETING_ONLY = {"recess", "adjourn", "fix_time_to_which_to_adjourn", "call_orders_of_day"}


def known(kind: str) -> str:
    """Returns what the model calls a kind of motion: those that a charter adds are main motions."""
    return kind if kind in FACTS else "main"


class Assembly(RuleBasedStateMachine):
    """Four members, without a chair, so that whoever may speak or move does so at once."""

    @initialize(live=st.booleans())
    def meets(self, live: bool) -> None:
        self.live, self.model, self.once, self.counter = live, Parliament(), set[str](), itertools.count()
        self.body = Body.found(team(*NAMES))
        if live:
            self.thread = self.body.call("alice", MeetingCalled(name="the meeting"))
        else:
            self.thread = self.body.move("alice", architecture("linter X"))
            self.model.stack.append(Pending(self.thread, "main"))
        floor = self.body.fold(self.thread)
        assert isinstance(floor, Floor)
        self.floor = floor
        if live:
            self.opens()

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
        allowed = self.model.admits(kind) and self.model.applies(kind) and self.model.may_renew(kind)
        if FACTS[kind][0] == "incidental" and self.model.voting:
            return
        name, lawful = self.moves(kind, mover)
        assert lawful == allowed, (kind, self.kinds(), self.why())
        if lawful:
            self.model.make(name, kind)

    @rule(kind=st.sampled_from(sorted(FACTS)), mover=st.sampled_from(NAMES))
    def somebody_moves_anything_else_and_withdraws_it(self, kind: str, mover: str) -> None:
        """Whatever else it takes, precedence is not broken; and once withdrawn it is as if it had not been made."""
        if kind in KNOWN or kind.startswith("reconsider") or kind not in MOTIONS or self.model.voting:
            return
        if self.question(kind) is None:
            return
        before = self.floor.stack
        name, lawful = self.moves(kind, mover)
        plain = self.model.top is None or not self.model.top.kind.startswith("reconsider")
        home = self.live or not (kind in MEETING_ONLY or FACTS[kind][0] == "incidental main")
        if kind in UNMADE and plain and home:
            assert lawful == (self.model.admits(kind) and self.model.applies(kind)), (kind, self.kinds(), self.why())
        if lawful:
            assert self.model.admits(kind), (kind, self.kinds())
            assert self.act(mover, MotionWithdrawn(on=name))[1]
        assert self.floor.stack == before

    def moves(self, kind: str, mover: str) -> tuple[EventId, bool]:
        question = self.question(kind)
        assert question is not None
        on = "" if self.model.top is None or FACTS[kind][0] == "bring back" else self.model.top.name
        return self.act(mover, MotionMoved(question=question, on=on))

    def question(self, kind: str) -> Question | None:
        """Words a question; those with words of their own are never the same twice, and fit what is pending."""
        top = self.floor.top
        said: dict[str, Any] = {
            "text": f"linter {next(self.counter)}", "committee": "three", "purpose": f"{next(self.counter)}", "of": self.thread,
            "speeches": 9, "method": "rising", "nominee": "bob", "until": self.floor.last_at + 9 * DAY, "insert": f"better {next(self.counter)}",
        }  # fmt: skip
        if kind in {"amend", "amend_secondary"} and top is not None:
            said["part"] = self.part(top.question)
        shape = MOTIONS[kind].question
        fields = {name: value for name, value in said.items() if name in shape.model_fields}
        fields.pop(
            {
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
        for name in NAMES:
            assert self.act(name, BallotCast(choice="aye" if carried else "nay", on=top.name))[1]
        assert self.announced(top.name)
        if top.kind.startswith("reconsider"):
            self.reconsidered(carried=carried)
            return
        self.model.decide(carried=carried)
        if top.kind == "recess" and carried:
            assert self.act("bob", MotionMoved(question=asked({"motion": "recess"}), on=""))[1] is False
            assert self.act("alice", MeetingOpened())[1]

    def announced(self, on: str) -> bool:
        motion = self.floor.motions[EventId(on)]
        result = resolve(self.floor, motion, tuple(self.floor.lineage), self.floor.last_at)
        assert isinstance(result, Decision), result
        return self.act("alice", body_of(result, on))[1]

    @precondition(lambda self: self.model.stack)
    @rule(voter=st.sampled_from(NAMES))
    def somebody_votes(self, voter: str) -> None:
        """From then on nothing is moved upon it (45:6); only the question immediately pending is voted on."""
        for each in self.model.stack[:-1]:
            assert not self.act(voter, BallotCast(choice="aye", on=each.name))[1]
        top = self.model.top
        assert top is not None
        assert self.act(voter, BallotCast(choice="aye", on=top.name))[1]
        self.model.voting = True

    @precondition(lambda self: self.model.stack and not self.model.voting)
    @rule(speaker=st.sampled_from(NAMES))
    def somebody_speaks(self, speaker: str) -> None:
        top = self.model.top
        assert top is not None
        if self.live:
            self.act(speaker, FloorSought())
            if self.floor.meeting is not None and not self.floor.meeting.speaker:
                self.act("alice", FloorAssigned(to=speaker))
        lawful = self.act(speaker, SpeechMade(side="for", text="Hear me.", on=top.name))[1]
        assert lawful == (top.debatable and not self.model.is_closed(top)), self.kinds()
        self.model.progress += lawful
        if self.live and not lawful:
            self.act(speaker, FloorYielded())

    @precondition(lambda self: self.model.stack and not self.model.voting)
    @rule(kinds=st.lists(st.sampled_from(CLOSED), min_size=1, max_size=3))
    def debate_is_closed(self, kinds: list[str]) -> None:
        """The previous question is ordered; then somebody tries what that keeps out."""
        if self.adopts("previous_question"):
            for kind in kinds:
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
        if not lawful:  # no business has been done since, or it was refused in this session
            return
        for voter in NAMES:
            self.act(voter, BallotCast(choice="aye", on=moved))
        assert self.announced(moved)
        self.model.progress += 1
        self.model.take(name)

    @precondition(lambda self: self.model.results and not self.model.voting)
    @rule(data=st.data())
    def a_vote_is_to_be_reconsidered(self, data: st.DataObject) -> None:
        """Making it suspends the vote at once; it is taken up when the question itself would be in order."""
        results = {name: result for name, result in self.model.results.items() if result in {"carried", "lost"}}
        decided = sorted(results.keys() - self.once)
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
        if self.floor.stack[-1:] != (moved,):
            assert self.model.stack
            assert self.act("carol", MotionWithdrawn(on=moved))[1]
            self.model.results[name] = "settled"  # a vote is to be reconsidered once
            return
        self.model.stack.append(Pending(moved, "reconsider", self.model.stood[name][-1]))

    def reconsidered(self, *, carried: bool) -> None:
        done = self.model.stack.pop()
        assert done.on is not None
        self.model.progress += 1
        self.model.voting = False
        self.model.results[done.on.name] = "settled"
        if carried:
            self.model.put_back(done.on)
            self.once.add(done.on.name)

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
TestAssembly.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
