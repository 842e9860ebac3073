"""Random meetings against a small model that knows nothing of events: who may do what, and what comes of it.

One clone, one clock that only goes on. The model is written from Robert's Rules and the charter's own words.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from gitgov.core.ids import EventId
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, Draft, Value, team
from tests.kit.lines import START
from tests.laws.test_fold import law

NAMES = ("alice", "bob", "carol", "dave")
POLL = 7 * DAY
MOTIONS = 4  # at most, so that some of them come to an end
CHOICES = st.lists(st.sampled_from(["aye", "aye", "nay", "abstain"]), min_size=1, max_size=3)
PLAIN: dict[str, Value] = {"second": False, "debate": "0s", "quorum": "majority"}


@dataclass
class Question:
    """A question as a secretary would note it down."""

    mover: str
    moved: int
    members: frozenset[str]
    debate: int
    seconded: int | None = None
    votes: dict[str, str] = field(default_factory=dict)
    speeches: int = 0
    end: str = ""

    def opens(self, *, needs_second: bool) -> int | None:
        begun = self.seconded if needs_second else self.moved
        return None if begun is None else begun + self.debate

    def passes(self, votes: dict[str, str]) -> bool:
        """More than half answer, and of the ayes and nays more than half are ayes."""
        ayes, nays = (sum(choice == which for choice in votes.values()) for which in ("aye", "nay"))
        return len(votes) * 2 > len(self.members) and ayes > nays

    def result(self, *, over: bool) -> str:
        """The result, if it can be known: the poll is over, or whatever the others may answer changes nothing."""
        silent = sorted(self.members - self.votes.keys())
        answers = [()] if over else itertools.product(("aye", "nay", "abstain", ""), repeat=len(silent))
        results = {
            self.passes(self.votes | {name: choice for name, choice in zip(silent, answer, strict=False) if choice})
            for answer in answers
        }
        return "" if len(results) > 1 else "carried" if results.pop() else "lost"


class Meeting(RuleBasedStateMachine):
    """Members act as they like; each act is in order exactly when the model says so."""

    questions = Bundle("questions")

    @initialize(target=questions, second=st.booleans(), final=st.booleans(), debate=st.sampled_from([0, 0, HOUR]))
    def found(self, second: bool, final: bool, debate: int) -> EventId:
        self.second_wanted, self.final, self.debate = second, final, debate
        self.draft: Draft = team(*NAMES, second=second, debate=f"{debate}s", change_ballots=not final)
        self.draft = self.draft.but(retired=("dave",), special={"charter": {**PLAIN, "change_ballots": True}})
        self.body = Body.found(self.draft)
        self.now = 0
        self.members = frozenset(NAMES[:3])
        self.noted: dict[EventId, Question] = {}
        return self.somebody_moves("alice")

    @rule(hours=st.sampled_from([1, 1, 24, 7 * 24]))
    def time_goes_on(self, hours: int) -> None:
        self.now += hours * HOUR

    @precondition(lambda self: len(self.noted) < MOTIONS)
    @rule(target=questions, mover=st.sampled_from(NAMES[:3]))
    def a_motion_is_made(self, mover: str) -> EventId:
        return self.somebody_moves(mover)

    @precondition(lambda self: len(self.noted) < MOTIONS)
    @rule(target=questions, choices=CHOICES)
    def a_motion_is_made_and_all_vote(self, choices: list[str]) -> EventId:
        motion = self.somebody_moves("alice")
        self.somebody_seconds(motion, "bob")
        self.now += self.debate
        self.all_vote(motion, choices)
        return motion

    def somebody_moves(self, mover: str) -> EventId:
        self.now += 1  # no two motions are one event
        motion = self.body.move(mover, at=self.now)
        lawful = mover in self.members
        assert self.in_order(motion) == lawful
        self.noted[motion] = Question(mover, self.now, self.members, self.debate, end="" if lawful else "out of order")
        return motion

    @rule(motion=questions, who=st.sampled_from(NAMES))
    def somebody_seconds(self, motion: EventId, who: str) -> None:
        question = self.noted[motion]
        wanted = self.second_wanted and question.seconded is None and who != question.mover
        lawful = not question.end and wanted and who in self.members
        assert self.in_order(self.body.second(who, motion, at=self.now)) == lawful
        if lawful:
            question.seconded = self.now

    @rule(motion=questions, who=st.sampled_from(NAMES))
    def somebody_speaks(self, motion: EventId, who: str) -> None:
        question = self.noted[motion]
        stated = question.opens(needs_second=self.second_wanted) is not None
        lawful = not question.end and stated and who in self.members & question.members
        assert self.in_order(self.body.speak(who, motion, f"{self.now}", at=self.now)) == lawful
        question.speeches += lawful

    @rule(motion=questions, who=st.sampled_from(NAMES), choice=st.sampled_from(["aye", "nay", "abstain"]))
    def somebody_votes(self, motion: EventId, who: str, choice: str) -> None:
        question = self.noted[motion]
        may = who in self.members & question.members and not (self.final and who in question.votes)
        lawful = self.is_open(question) and may
        assert self.in_order(self.body.vote(who, motion, choice, at=self.now)) == lawful
        if lawful:
            question.votes[who] = choice

    @rule(motion=questions, choices=CHOICES, who=st.sampled_from(NAMES[:3]))
    def all_vote_and_somebody_announces(self, motion: EventId, choices: list[str], who: str) -> None:
        self.all_vote(motion, choices)
        self.somebody_announces(motion, who)

    @rule(motion=questions, choices=CHOICES)
    def all_vote(self, motion: EventId, choices: list[str]) -> None:
        for who, choice in zip(NAMES, choices, strict=False):
            self.somebody_votes(motion, who, choice)

    @rule(motion=questions, who=st.sampled_from(NAMES))
    def somebody_withdraws(self, motion: EventId, who: str) -> None:
        question = self.noted[motion]
        lawful = (
            not question.end and who == question.mover and who in self.members and not question.votes.keys() - {who}
        )
        assert self.in_order(self.body.withdraw(who, motion, at=self.now)) == lawful
        if lawful:
            question.end = "withdrawn"

    @rule(motion=questions, who=st.sampled_from(NAMES))
    def somebody_announces(self, motion: EventId, who: str) -> None:
        question = self.noted[motion]
        result = question.result(over=self.is_over(question)) if self.is_open(question) else ""
        lawful = bool(result) and who in self.members
        assert self.in_order(self.body.announce(who, motion, at=self.now)) == lawful
        if lawful:
            question.end = result

    @rule(motion=questions, who=st.sampled_from(NAMES))
    def somebody_enacts(self, motion: EventId, who: str) -> None:
        question = self.noted[motion]
        if question.end == "out of order":
            return
        lawful = question.end in {"carried", "enacted"} and who in self.members
        assert self.in_order(self.body.enact(who, motion, at=self.now)) == lawful
        if lawful:
            question.end = "enacted"

    @precondition(lambda self: self.body.chain.charter.version < 6)
    @rule(who=st.sampled_from(NAMES[1:]))
    def a_member_comes_or_goes(self, who: str) -> None:
        members = self.members ^ {who}
        retired = tuple(name for name in NAMES if name not in members)
        self.draft = self.draft.next(retired=retired)
        self.body.replace_charter(self.draft, at=self.now)
        self.members = members

    @invariant()
    def the_minutes_agree(self) -> None:
        for motion, question in self.noted.items():
            if question.end == "out of order":
                continue
            state = self.body.state(motion)
            assert {name: ballot.choice for name, ballot in state.last_ballots().items()} == question.votes
            assert (state.electorate, len(state.speeches)) == (question.members, question.speeches)
            assert state.phase(START + self.now) == self.phase(question)

    def teardown(self) -> None:
        if hasattr(self, "body"):
            assert law(Body.read(self.body.lines[::-1])) == law(self.body)

    def in_order(self, event: EventId) -> bool:
        return self.body.codes(event) == ()

    def is_open(self, question: Question) -> bool:
        opens = question.opens(needs_second=self.second_wanted)
        return not question.end and opens is not None and self.now >= opens

    def is_over(self, question: Question) -> bool:
        opens = question.opens(needs_second=self.second_wanted)
        return opens is not None and self.now >= opens + POLL

    def phase(self, question: Question) -> str:
        opens = question.opens(needs_second=self.second_wanted)
        if question.end or opens is None:
            return question.end or "moved"
        return "voting" if self.now >= opens else "debate"


TestMeetings = Meeting.TestCase
TestMeetings.settings = settings(max_examples=20, stateful_step_count=40, deadline=None)
