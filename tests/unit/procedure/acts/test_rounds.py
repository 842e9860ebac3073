"""Ballots on choices among many: their form, and to which ballot of a question they belong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gitgov.core.ids import EventId
from gitgov.procedure.events import NominationDeclined
from gitgov.procedure.motions.choose import Choose, Option
from gitgov.procedure.motions.elect import Elect
from gitgov.tally.events import BallotMarked, Score
from gitgov.tally.ties import lot
from tests.kit.assembly import Body
from tests.kit.charters import DAY

MEMBERS = ("alice", "bob", "carol")


def election(**terms: object) -> Elect:
    said = {"office": "treasurer", "nominees": ["alice", "bob", "carol"], "terms": terms}
    return Elect.model_validate(said)


def choice(**terms: object) -> Choose:
    return Choose.model_validate({"title": "a name", "options": [Option(name=name) for name in "XYZ"], "terms": terms})


def begun(question: Elect | Choose) -> tuple[Body, EventId]:
    body = Body.team(*MEMBERS)
    return body, body.move("alice", question)


def vote(body: Body, motion: str, *names: str, ballot: int = 1, at: int = 0) -> list[EventId]:
    """Lets members vote in order of the roll; `-` says nothing."""
    cast = [(who, name) for who, name in zip(MEMBERS, names, strict=False) if name != "-"]
    return [body.act(who, motion, BallotMarked(names=[name], round=ballot), at=at) for who, name in cast]


@pytest.mark.parametrize(
    "paper",
    [
        BallotMarked(ranking=[["alice"]]),
        BallotMarked(scores=[Score(option="alice", score=5)]),
        BallotMarked(names=["alice"], ranking=[["bob"]]),
    ],
    ids=["ranking", "scores", "both"],
)
def test_a_ballot_of_another_form_is_out_of_order(paper: BallotMarked) -> None:
    body, motion = begun(election())
    assert body.codes(body.act("bob", motion, paper)) == ("GOV-532",)


@pytest.mark.parametrize("name", ["zoe", "Nobody-at-all"])
def test_a_vote_for_somebody_ineligible_is_cast_and_credited_to_nobody(name: str) -> None:
    body, motion = begun(election())
    vote(body, motion, "bob", name, "bob")
    body.announce("alice", motion)
    outcome = body.decision(motion).outcome
    assert outcome.chosen == ("bob",)
    assert "1 of them illegal" in outcome.arithmetic
    assert outcome.lines[0] == "3 votes cast: 2 elect"


def test_who_was_not_nominated_may_be_elected() -> None:
    body, motion = begun(Elect(office="treasurer"))
    vote(body, motion, "carol", "carol", "alice")
    body.announce("alice", motion)
    assert body.decision(motion).outcome.chosen == ("carol",)


def test_without_a_majority_there_is_another_ballot() -> None:
    body, motion = begun(election())
    first = vote(body, motion, "alice", "bob", "carol")
    body.announce("alice", motion)
    state = body.state(motion)
    assert (state.decision, state.round, state.ballots, state.phase(0)) == (None, 2, (), "debate")
    assert state.rounds[0].outcome.again
    assert {each.id for each in state.rounds[0].counted} == set(first)
    assert body.codes(vote(body, motion, "alice")[0]) == ("GOV-533",)
    assert body.codes(vote(body, motion, "alice", ballot=3)[0]) == ("GOV-533",)
    vote(body, motion, "bob", "bob", "bob", ballot=2)
    body.announce("carol", motion)
    assert body.decision(motion).outcome.chosen == ("bob",)
    assert [each.code for each in body.decision(motion).refused] == ["GOV-533", "GOV-533"]


def test_a_ballot_beside_the_announcement_is_not_taken_into_the_next_one() -> None:
    """Whichever of them comes first by its id: it was cast on the first ballot, which was closed without it."""
    body, motion = begun(election())
    vote(body, motion, "alice", "bob", "carol", at=7 * DAY)
    other = body.clone()
    late = vote(other, motion, "-", "alice", at=7 * DAY + 1)
    body.announce("alice", motion, at=7 * DAY + 1)
    body.unite(other)
    assert body.codes(late[0]) == ("GOV-533",)
    assert body.state(motion).latest == {}
    vote(body, motion, "bob", "bob", "bob", ballot=2, at=8 * DAY)
    body.announce("alice", motion, at=8 * DAY)
    assert body.decision(motion).outcome.chosen == ("bob",)
    assert {each.ballot for each in body.decision(motion).refused} == {late[0]}


def test_two_announcements_of_one_ballot_that_disagree_decide_nothing() -> None:
    body, motion = begun(election())
    vote(body, motion, "alice", "bob", at=7 * DAY)
    other = body.clone()
    body.announce("alice", motion, at=7 * DAY)
    vote(body, motion, "bob", "bob", "bob", ballot=2, at=8 * DAY)
    body.announce("alice", motion, at=8 * DAY)
    vote(other, motion, "-", "-", "bob", at=7 * DAY)
    other.announce("carol", motion, at=7 * DAY)
    for united in (body.clone().unite(other), other.clone().unite(body)):
        decision = united.decision(motion)
        assert decision.contested
        assert not decision.carried
        assert united.floor(motion).stack == ()


def test_two_announcements_of_one_ballot_that_agree_are_one() -> None:
    body, motion = begun(election())
    vote(body, motion, "alice", "bob", "carol")
    other = body.clone()
    body.announce("alice", motion)
    other.announce("bob", motion)
    vote(body, motion, "bob", "bob", "bob", ballot=2)
    body.unite(other).announce("alice", motion)
    assert body.state(motion).round == 2
    assert body.decision(motion).carried


def test_the_mover_cannot_take_it_back_once_others_have_voted_on_an_earlier_ballot() -> None:
    body, motion = begun(election())
    vote(body, motion, "alice", "bob", "carol")
    body.announce("alice", motion)
    assert body.codes(body.withdraw("alice", motion)) == ("GOV-333",)


@pytest.mark.parametrize(
    ("ties", "chosen"),
    [("order", lambda _: "X"), ("hash", lambda motion: min("XY", key=lambda option: lot(motion, option)))],
)
def test_a_tie_is_broken_as_the_motion_says(ties: str, chosen: Callable[[str], str]) -> None:
    body, motion = begun(choice(method="approval", ties=ties, status_quo=False))
    vote(body, motion, "X", "Y")
    body.announce("alice", motion, at=7 * DAY)
    assert body.decision(motion).outcome.chosen == (chosen(motion),)


def test_before_all_have_voted_the_poll_is_open() -> None:
    body, motion = begun(election())
    vote(body, motion, "bob", "carol")
    assert body.codes(body.announce("alice", motion)) == ("GOV-337",)
    body.act("carol", motion, BallotMarked(names=["bob"]))
    body.announce("alice", motion)
    assert body.decision(motion).outcome.chosen == ("bob",)


@pytest.mark.parametrize("early", [True, False])
def test_where_the_others_choose_nobody_else_it_need_not_be(early: bool) -> None:
    body = Body.team(*MEMBERS, early=early)
    motion = body.move("alice", election())
    vote(body, motion, "bob", "bob")
    assert body.codes(body.announce("alice", motion)) == (() if early else ("GOV-337",))
    body.act("carol", motion, BallotMarked())
    body.announce("alice", motion)
    assert body.decision(motion).outcome.chosen == ("bob",)


def test_an_announcement_names_who_is_chosen() -> None:
    body, motion = begun(election())
    vote(body, motion, "bob", "bob", "carol")
    true = body.result(motion)
    assert true.chosen == ["bob"]
    false = true.model_copy(update={"chosen": ["carol"]})
    assert body.codes(body.announce("alice", motion, false)) == ("GOV-338",)


def test_without_a_quorum_nobody_is_chosen() -> None:
    body, motion = begun(choice())
    body.act("bob", motion, BallotMarked(ranking=[["X"]]))
    body.announce("alice", motion, at=7 * DAY)
    assert body.decision(motion).outcome[:2] == (False, False)


def test_a_nominee_declines_before_members_vote() -> None:
    body, motion = begun(election())
    body.act("bob", motion, NominationDeclined())
    assert body.state(motion).slate.nominees == ("alice", "carol")
    assert body.codes(body.act("bob", motion, NominationDeclined())) == ("GOV-538",)


def test_whose_ballot_put_the_chosen_option_first_was_on_the_side_that_prevailed() -> None:
    body, motion = begun(choice())
    for who, ranking in zip(MEMBERS, ([["X"], ["Y"]], [["X", "Z"]], [["Y"], ["X"]]), strict=True):
        body.act(who, motion, BallotMarked(ranking=ranking))
    body.announce("alice", motion)
    assert body.decision(motion).outcome.chosen == ("X",)
    assert body.decision(motion).prevailing == {"alice", "bob"}
