"""What advice asks of how a motion is decided: a second, and a higher vote at risk; never less than without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.procedure.advised import LEVELS, weighed
from gitgov.procedure.motions.merge import Merge
from tests.kit.assembly import Body
from tests.kit.charters import DAY, rules, team
from tests.kit.questions import merge

PROPOSAL = "e" * 64
TRIO = team("alice", "bob", "carol", at_risk={"high": "two-thirds", "critical": ">= 3/4"}, lazy="3d")


def asked(risk: str = "", advice: str = "") -> Merge:
    return merge().model_copy(update={"risk": risk, "advice": advice})


def test_what_rests_on_advice_takes_a_second_by_another() -> None:
    body = Body.team("alice", "bob", "carol")
    motion = body.move("alice", asked(advice=PROPOSAL))
    assert body.codes(body.vote("bob", motion, "aye")) == ("GOV-314",)
    assert body.codes(body.second("alice", motion)) == ("GOV-319",)
    body.second("bob", motion)
    assert body.codes(body.vote("bob", motion, "aye")) == ()


def test_whoever_is_alone_needs_none() -> None:
    body = Body.team("alice")
    motion = body.move("alice", asked(advice=PROPOSAL))
    assert body.codes(body.vote("alice", motion, "aye")) == ()


@pytest.mark.parametrize(
    ("risk", "threshold", "lazy"),
    [("", "a majority", True), ("low", "a majority", True), ("medium", "a majority", True), ("high", "two thirds", False), ("critical", "at least 3/4", False)],
)  # fmt: skip
def test_risk_raises_the_vote(risk: str, threshold: str, lazy: bool) -> None:
    body = Body.found(TRIO)
    motion = body.state(body.move("alice", asked(risk)))
    assert (str(motion.rules.threshold), bool(motion.rules.lazy)) == (threshold, lazy)


def test_silence_is_no_vote_at_risk_where_the_threshold_is_the_usual_one_too() -> None:
    usual = rules(
        threshold="two-thirds",
        lazy="3d",
        consent="1d",
        otherwise=["majority of membership"],
        at_risk={"high": "two-thirds"},
    )
    charter = Body.team("alice", "bob", "carol").chain.charter
    weighty, light = weighed(usual, asked("critical"), charter), weighed(usual, asked("medium"), charter)
    assert (str(weighty.threshold), weighty.lazy, weighty.consent, weighty.otherwise) == ("two thirds", 0, 0, ())
    assert light == usual


def test_a_majority_is_not_enough_at_high_risk() -> None:
    body = Body.found(team("alice", "bob", "carol", "dave", "erin", at_risk={"high": "two-thirds"}))
    motion = body.move("alice", asked("high"))
    for who, choice in zip(("alice", "bob", "carol", "dave", "erin"), ("aye", "aye", "aye", "nay", "nay"), strict=True):
        body.vote(who, motion, choice)
    body.announce("alice", motion, at=8 * DAY)
    decision = body.state(motion).decision
    assert decision is not None
    assert not decision.carried


@given(
    risk=st.sampled_from(("", *LEVELS)),
    advice=st.sampled_from(("", PROPOSAL)),
    usual=st.sampled_from(("majority", "two-thirds", "unanimous")),
)
def test_it_is_never_less_than_without(risk: str, advice: str, usual: str) -> None:
    before = rules(threshold=usual, at_risk={"medium": "> 1/2", "high": ">= 3/4"}, otherwise=["majority of membership"])
    charter = Body.team("alice", "bob", "carol").chain.charter
    after = weighed(before, asked(risk, advice), charter)
    assert (after.threshold.share, after.threshold.strict) >= (before.threshold.share, before.threshold.strict)
    assert {*after.otherwise} <= {*before.otherwise}
    assert after.second >= before.second
    assert after.lazy <= before.lazy
    assert after.consent <= before.consent
