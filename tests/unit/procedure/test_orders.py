"""Standing orders: who may invoke one, for what, how often; what the assembly says of it, and by when."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from gitgov.core.ids import EventId
from gitgov.ledger.order import heads
from gitgov.procedure.events import DecisionEnacted, MotionMoved
from gitgov.procedure.motions import asked
from gitgov.procedure.motions.amend import Amend
from gitgov.procedure.motions.ratify import Ratify
from gitgov.procedure.orders import why_not_left_out, with_orders
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, Draft, chaired, team
from tests.kit.lines import START
from tests.kit.questions import merge, oid, release

ROLES = {"roles": {"alice": ("oncall",), "bob": ("oncall",)}}
ORDERS = {"hotfix": {}, "patch": {"act": "release", "refs": ("v*",)}}


def draft(**rules: str | int | bool) -> Draft:
    return team("alice", "bob", "carol", "dave", **rules).but(orders=ORDERS, **ROLES)


@cache
def _founded() -> Body:
    return Body.found(draft())


def body() -> Body:
    return _founded().clone()


def vote_all(here: Body, motion: str, choice: str = "aye", at: int = HOUR) -> None:
    for voter in ("alice", "bob", "carol"):
        here.vote(voter, motion, choice, at=at)
    here.announce("carol", motion, at=at)


class TestInvoking:
    def test_it_is_lawful_and_brings_its_ratification(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        assert here.codes(invoked) == ()
        found = here.invocation(invoked)
        assert (found.order.name, found.question, found.mover, found.why) == ("hotfix", merge(), "alice", "It burns.")
        assert found.answer(START + 3 * DAY) == "awaiting ratification"
        main = here.state(invoked)
        assert main.phase(START) == "voting"
        assert main.text.startswith("ratify: merge feature/x (")
        assert main.text.endswith("into main, under the standing order hotfix")
        assert main.closes_at == found.deadline == START + 3 * DAY

    def test_a_release(self) -> None:
        here = body()
        invoked = here.invoke("bob", release(), "patch")
        assert here.codes(invoked) == ()
        assert here.invocation(invoked).content == oid("v1.0")

    @pytest.mark.parametrize(
        ("act", "codes"),
        [
            (lambda here: here.invoke("alice", order="haste"), ("GOV-581",)),
            (lambda here: here.invoke("carol"), ("GOV-582",)),
            (lambda here: here.invoke("alice", release()), ("GOV-583",)),
            (lambda here: here.invoke("alice", merge(into="other")), ("GOV-583",)),
            (lambda here: here.invoke("alice", order="patch"), ("GOV-583",)),
            (lambda here: here.invoke("alice", why=" \n"), ("GOV-584",)),
            (lambda here: here.invoke("alice", key="carol"), ("GOV-304",)),
            (lambda here: here.invoke("alice", parents=[oid("?") * 1 + "0" * 24]), ("GOV-301",)),
            (lambda here: here.invoke("alice", subject=oid("elsewhere")), ("GOV-309",)),
        ],
        ids=["no such order", "no role", "another act", "an open ref", "another order", "no reason", "a stolen name",
             "an unknown past", "another commit"],
    )  # fmt: skip
    def test_what_is_out_of_order(self, act: Callable[[Body], EventId], codes: tuple[str, ...]) -> None:
        here = body()
        invoked = act(here)
        assert here.codes(invoked) == codes
        assert all(each.objections for each in here.chain.invoked.values())

    def test_on_another_commit_than_the_charters(self) -> None:
        """Nobody who has the charter would know of it."""
        here = body()
        astray = here.event(here.invoke("alice", subject=oid("elsewhere")))
        ruled = with_orders(here.chain, [*here.constitution.events.values(), astray])
        assert [each.code for each in ruled.invoked[astray.id].objections] == ["GOV-580"]

    def test_a_pattern_opens_only_what_the_charter_protects(self) -> None:
        here = Body.found(draft().but(orders={"hotfix": {"refs": ("*",)}}))
        assert here.codes(here.invoke("alice")) == ()
        assert here.codes(here.invoke("alice", merge("feature/y", "wild"))) == ("GOV-583",)

    def test_not_while_the_body_is_being_founded(self) -> None:
        here = Body.found(draft(), founding=True)
        assert here.codes(here.invoke("alice")) == ("GOV-308",)

    def test_the_charter_at_its_invocation_counts(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        here.replace_charter(draft().next(orders={}), at=HOUR)
        assert here.codes(invoked) == ()
        assert here.invocation(invoked).order.limit == 2
        assert here.codes(here.invoke("alice", merge("feature/y"), at=HOUR)) == ("GOV-581",)


class TestLimits:
    def ratified(self, here: Body, branch: str, at: int) -> EventId:
        invoked = here.invoke("alice", merge(branch), at=at)
        vote_all(here, invoked, at=at)
        return invoked

    def test_as_often_as_the_charter_says(self) -> None:
        here = body()
        self.ratified(here, "feature/1", 0)
        self.ratified(here, "feature/2", DAY)
        third = here.invoke("bob", merge("feature/3"), at=29 * DAY)
        assert here.codes(third) == ("GOV-585",)
        assert "from 2026-12-20T10:00:00Z" in here.why(third)[0].remedy

    def test_again_when_the_period_is_over(self) -> None:
        here = body()
        self.ratified(here, "feature/1", 0)
        self.ratified(here, "feature/2", DAY)
        assert here.codes(here.invoke("bob", merge("feature/3"), at=30 * DAY)) == ()

    def test_what_was_out_of_order_counts_for_nothing(self) -> None:
        here = body()
        for number in range(3):
            here.invoke("carol", merge(f"feature/{number}"))
        assert here.codes(here.invoke("alice")) == ()

    def test_another_order_has_limits_of_its_own(self) -> None:
        here = body()
        self.ratified(here, "feature/1", 0)
        self.ratified(here, "feature/2", 0)
        assert here.codes(here.invoke("alice", release(), "patch")) == ()

    def test_two_clones_break_it_together_and_the_later_gives_way(self) -> None:
        here = body()
        self.ratified(here, "feature/0", 0)
        there = here.clone()
        one, other = here.invoke("alice", merge("feature/1"), at=HOUR), there.invoke("bob", merge("feature/2"), at=HOUR)
        both = here.unite(there)
        assert sorted([one, other], key=both.codes) == sorted([one, other])
        assert {both.codes(one), both.codes(other)} == {(), ("GOV-585",)}

    def test_a_keeper_refuses_one_that_leaves_out_what_has_arrived(self) -> None:
        here = body()
        first = self.ratified(here, "feature/1", 0)
        result = here.decision(first).id
        for parents, missing in (((), {first, result}), ((first,), {result}), ((result,), set())):
            keeper = here.clone()
            second = keeper.event(keeper.invoke("bob", merge("feature/2"), at=HOUR, parents=parents))
            found = why_not_left_out(keeper.chain, second, keeper.constitution.events)
            assert [each.code for each in found] == (["GOV-587"] if missing else [])
            assert {each for objection in found for each in objection.records} - {second.id} == missing


class TestAnswers:
    def test_ratified(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        vote_all(here, invoked)
        assert here.invocation(invoked).answer(START + 9 * DAY) == "ratified"
        assert here.invocation(invoked).said(START + 9 * DAY) == "ratified at 2026-11-20T11:00:00Z"

    def test_refused(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        vote_all(here, invoked, "nay")
        assert here.invocation(invoked).answer(START + HOUR) == "refused"
        assert here.invocation(invoked).in_breach(START + HOUR)

    def test_overdue_one_second_after_the_deadline(self) -> None:
        here = body()
        found = here.invocation(here.invoke("alice"))
        assert [found.answer(found.deadline + each) for each in (0, 1)] == ["awaiting ratification", "overdue"]
        assert [found.in_breach(found.deadline + each) for each in (0, 1)] == [False, True]

    def test_late_is_late_and_no_breach_any_more(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        vote_all(here, invoked, at=4 * DAY)
        assert not here.invocation(invoked).in_breach(START + 5 * DAY)
        assert here.invocation(invoked).said(START + 5 * DAY).endswith(", late")

    def test_a_later_motion_ratifies_what_the_assembly_refused_at_first(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        vote_all(here, invoked, "nay")
        again = here.move("dave", Ratify(of=invoked), at=DAY)
        vote_all(here, again, at=DAY)
        assert here.codes(again) == ()
        assert here.invocation(invoked).answer(START + DAY) == "ratified"

    def test_by_the_rules_for_the_act_itself(self) -> None:
        here = Body.found(draft().but(special={"merge": {"threshold": "unanimous"}}))
        invoked = here.invoke("alice")
        again = here.move("dave", Ratify(of=invoked))
        assert (
            here.state(invoked).rules.threshold
            == here.state(again).rules.threshold
            == here.invocation(invoked).rules.threshold
        )
        assert here.state(again).rules.threshold != here.chain.charter.rules["main"].threshold

    def test_who_moved_it_votes_on_it_only_where_movers_vote(self) -> None:
        here = Body.found(draft(mover_votes=False))
        assert here.state(here.invoke("alice")).electorate == {"bob", "carol", "dave"}

    def test_its_silence_ratifies_nothing(self) -> None:
        here = Body.found(draft(lazy="1h", quorum="1"))
        invoked = here.invoke("alice")
        here.vote("bob", invoked, "aye", at=HOUR)
        assert "GOV-337" in here.codes(here.announce("bob", invoked, at=2 * HOUR))

    def test_where_a_chair_presides_the_order_puts_the_question(self) -> None:
        here = Body.found(
            chaired("alice", "bob", "carol", second=True, debate="1d").but(
                orders=ORDERS, roles={"alice": ("chair",), "bob": ("oncall",)}
            )
        )
        invoked = here.invoke("bob")
        here.vote("carol", invoked, "aye")
        here.vote("alice", invoked, "aye")
        here.announce("alice", invoked)
        assert here.invocation(invoked).answer(START) == "ratified"


class TestWhatNobodyGetsRoundBy:
    def test_nobody_withdraws_it(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        assert here.codes(here.withdraw("alice", invoked)) == ("GOV-589",)

    @pytest.mark.parametrize(
        "kind", ["lay_on_table", "postpone_indefinitely", "objection_to_consideration", "previous_question"]
    )
    def test_nothing_puts_it_off(self, kind: str) -> None:
        here = body()
        invoked = here.invoke("alice")
        assert here.codes(here.act("alice", invoked, MotionMoved(question=asked({"motion": kind})))) == ("GOV-351",)

    def test_nor_is_it_amended(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        assert here.codes(here.act("alice", invoked, MotionMoved(question=Amend(strike="merge", insert="scorn")))) == (
            "GOV-351",
        )

    def test_no_further_one_while_one_is_in_breach(self) -> None:
        here = body()
        here.invoke("alice")
        second = here.invoke("bob", merge("feature/y"), at=4 * DAY)
        assert here.codes(second) == ("GOV-586",)
        assert "git motion ratify M-" in here.why(second)[0].remedy

    def test_nor_after_a_refusal(self) -> None:
        here = body()
        vote_all(here, here.invoke("alice"), "nay")
        assert here.codes(here.invoke("bob", merge("feature/y"), at=2 * HOUR)) == ("GOV-586",)

    def test_before_the_deadline_it_may_be(self) -> None:
        here = body()
        here.invoke("alice")
        assert here.codes(here.invoke("bob", merge("feature/y"), at=3 * DAY)) == ()

    def test_once_it_has_been_ratified_after_all_the_order_stands_again(self) -> None:
        here = body()
        invoked = here.invoke("alice")
        vote_all(here, invoked, at=5 * DAY)
        assert here.codes(here.invoke("bob", merge("feature/y"), at=6 * DAY)) == ()

    def test_it_is_judged_by_what_it_had_seen(self) -> None:
        """A result that comes in beside an invocation neither helps nor hurts it."""
        here = body()
        invoked = here.invoke("alice")
        there = here.clone()
        vote_all(there, invoked, "nay")
        second = here.invoke("bob", merge("feature/y"), at=2 * HOUR, parents=heads(here.thread(invoked)))
        assert here.unite(there).codes(second) == ()

    def test_what_is_no_lawful_invocation_is_not_ratified(self) -> None:
        here = body()
        unlawful = here.invoke("carol")
        for each in (unlawful, "0" * 64):
            moved = here.move("dave", Ratify(of=each))
            assert here.codes(moved) == ("GOV-590",)
            assert here.why(moved)[0].rule == "RONR (12th ed.) 10:55"

    def test_a_record_of_it_names_it(self) -> None:
        here = body()
        invoked = here.invoke("alice")

        def record(decision: str, ref: str) -> EventId:
            return here.act(
                "alice", invoked, DecisionEnacted(decision=decision, ref=ref, old=oid("old"), new=oid("new"))
            )

        assert here.codes(record(invoked, "refs/heads/other")) == ("GOV-336",)
        assert here.codes(record("0" * 64, "refs/heads/main")) == ("GOV-336",)
        assert here.codes(record(invoked, "refs/heads/main")) == ()
        assert len(here.invocation(invoked).enacted) == 1
