"""Proxies: when one may be given, and whose vote counts for whom."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gitgov.charter.proxies import Scope
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.order import heads
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.by_proxy import entrusted, witnessed
from gitgov.procedure.events import MotionMoved, MotionPut, MotionStated, ProxyVote
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions.amend import Amend
from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.motions.main import Main
from gitgov.procedure.receipt import why_not_received
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast, BallotMarked, RecusalDeclared
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, Value, chaired, team
from tests.kit.lines import START
from tests.kit.questions import architecture, change, oid, release

FIVE = ("alice", "bob", "carol", "dave", "erin")
ANY: Mapping[str, Value] = {"longest": "0s"}


def body_with(proxies: Mapping[str, Value] | None = ANY, *members: str, **rules: Value) -> Body:
    """Founds a body without a chair whose charter says this of proxies."""
    return Body.found(team(*(members or FIVE), **rules).but(proxies=proxies))


def by_proxy(body: Body, motion: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Returns the decided choice of each member who did not vote in person, and through whom it went."""
    return {each.member: (each.ballot.choice, each.through) for each in body.decision(motion).by_proxy}


class TestGiving:
    def test_a_charter_that_says_nothing_of_proxies_allows_none(self) -> None:
        body = body_with(None)
        proxy = body.give("carol", "bob")
        assert body.codes(proxy) == ("GOV-560",)
        assert body.why(proxy)[0].rule == "RONR (12th ed.) 45:70-71"

    @pytest.mark.parametrize(
        ("proxies", "given", "code"),
        [
            ({"allowed": ["merge"]}, {"kind": "release"}, "GOV-561"),
            ({}, {"kind": "previous_question"}, "GOV-561"),
            ({}, {"to": "carol"}, "GOV-562"),
            ({}, {"to": "mallory"}, "GOV-562"),
            ({}, {"to": "\x1b[31m"}, "GOV-562"),
            ({}, {"until": -DAY}, "GOV-563"),
            ({}, {"until": DAY, "at": DAY}, "GOV-563"),
            ({"longest": "90d"}, {}, "GOV-563"),
            ({"longest": "90d"}, {"until": 90 * DAY + 1}, "GOV-563"),
        ],
    )
    def test_what_the_charter_does_not_allow(self, proxies: dict[str, Value], given: dict[str, str], code: str) -> None:
        body = body_with({**ANY, **proxies})
        particulars = {"to": "bob", **given}
        assert body.codes(body.give("carol", **particulars)) == (code,)  # type: ignore[arg-type]

    def test_it_may_last_as_long_as_the_charter_says(self) -> None:
        body = body_with({"longest": "90d"})
        assert body.codes(body.give("carol", "bob", until=90 * DAY)) == ()

    def test_nobody_gives_one_to_who_has_retired(self) -> None:
        body = Body.found(team(*FIVE).but(proxies=ANY, retired=("bob",)))
        assert body.codes(body.give("carol", "bob")) == ("GOV-562",)

    def test_nobody_holds_more_than_the_charter_says(self) -> None:
        body = body_with({**ANY, "most": 1})
        body.give("carol", "bob", "merge")
        assert body.codes(body.give("dave", "bob")) == ("GOV-564",)
        assert body.codes(body.give("carol", "bob")) == (), "one's own do not count twice"
        assert body.codes(body.give("dave", "carol")) == ()

    def test_what_is_for_other_questions_is_no_more(self) -> None:
        body = body_with({**ANY, "most": 1})
        body.give("carol", "bob", "merge")
        assert body.codes(body.give("dave", "bob", "release")) == ()

    def test_what_is_over_leaves_room(self) -> None:
        body = body_with({**ANY, "most": 1})
        body.give("carol", "bob", until=DAY)
        assert body.codes(body.give("dave", "bob", at=DAY)) == ()

    def test_a_circle_is_refused_and_named(self) -> None:
        body = body_with()
        body.give("alice", "bob")
        body.give("bob", "carol", "merge")
        closing = body.give("carol", "alice")
        assert body.codes(closing) == ("GOV-565",)
        assert "carol to alice to bob to carol" in body.why(closing)[0].what

    @pytest.mark.parametrize("kind", ["release", "architecture"])
    def test_what_concerns_other_questions_makes_no_circle(self, kind: str) -> None:
        body = body_with()
        body.give("alice", "bob", "merge")
        assert body.codes(body.give("bob", "alice", kind)) == ()

    def test_what_goes_another_way_for_these_questions_makes_no_circle(self) -> None:
        body = body_with()
        body.give("bob", "carol", "merge")
        body.give("bob", "alice")
        assert body.codes(body.give("alice", "bob", "merge")) == (), "bob's merges go to carol"
        assert body.codes(body.give("alice", "bob", "release")) == ("GOV-565",)

    def test_what_goes_away_from_the_circle_before_it_closes_makes_none(self) -> None:
        body = body_with()
        body.give("alice", "carol", "merge")
        body.give("bob", "alice", "merge")
        assert body.codes(body.give("alice", "bob")) == (), "alice's merges go to carol"

    def test_what_is_over_or_withdrawn_makes_no_circle(self) -> None:
        body = body_with()
        first = body.give("alice", "bob", until=DAY)
        assert body.codes(body.give("bob", "alice", at=HOUR, until=2 * HOUR)) == ("GOV-565",)
        body.take_back("alice", first, at=HOUR)
        assert body.codes(body.give("bob", "alice", at=HOUR, until=2 * HOUR)) == ()

    def test_it_lies_on_the_charters_commit(self) -> None:
        body = body_with()
        proxy = body.give("carol", "bob", subject=oid("elsewhere"))
        assert body.codes(proxy) == ("GOV-569",)
        assert body.chain.proxies.events == {}

    def test_it_opens_a_thread(self) -> None:
        body = body_with()
        motion = body.move("alice", architecture())
        body.give("carol", "bob")
        wrong = body._about_proxies("carol", body.event(body.proxies[0].id).body, motion, {})
        assert [each.code for each in body.chain.proxies.refused[wrong]] == ["GOV-569"]

    def test_a_later_version_of_it_is_kept_without_effect(self) -> None:
        body = body_with()
        assert body.codes(body.give("carol", "bob", v=2)) == ("GOV-569",)

    def test_it_acts_under_the_charter_that_it_names(self) -> None:
        body = body_with()
        old = body.chain.head.id
        body.replace_charter(team(*FIVE, quorum="1").but(version=2))
        assert body.codes(body.give("carol", "bob", under=old)) == ("GOV-303",)
        assert body.codes(body.give("carol", "bob")) == ("GOV-560",)

    def test_who_is_no_member_gives_none(self) -> None:
        body = Body.found(team(*FIVE).but(proxies=ANY, retired=("bob",)))
        assert body.codes(body.give("bob", "carol")) == ("GOV-305",)


class TestWithdrawing:
    def test_who_gave_it_takes_it_back_and_who_holds_it_declines_it(self) -> None:
        body = body_with()
        for actor in ("carol", "bob"):
            proxy = body.give("carol", "bob")
            assert body.codes(body.take_back(actor, proxy)) == ()
            assert body.codes(body.take_back(actor, proxy)) == ("GOV-567",)

    def test_nobody_else_does(self) -> None:
        body = body_with()
        proxy = body.give("carol", "bob")
        assert body.codes(body.take_back("dave", proxy)) == ("GOV-566",)

    def test_a_later_one_takes_the_place_of_an_earlier_one_for_good(self) -> None:
        body = body_with()
        first, second = body.give("carol", "bob"), body.give("carol", "dave")
        assert body.codes(body.take_back("carol", first)) == ("GOV-567",)
        body.take_back("carol", second)
        assert body.chain.proxies.in_force(body.chain.proxies.events) == {}

    def test_beside_a_withdrawal_a_new_one_stays(self) -> None:
        here = body_with()
        first = here.give("carol", "bob")
        there = here.clone()
        here.take_back("carol", first)
        second = there.give("carol", "bob")
        register = here.unite(there).chain.proxies
        assert [each.id for each in register.in_force(register.events).values()] == [second]


class TestCounting:
    def vote(self, body: Body, *voters: str, choice: str = "aye", kind: str = "merge") -> EventId:
        """Moves a question, lets members vote alike, and announces the result when time is up."""
        question = {"merge": None, "release": release(), "architecture": architecture()}[kind]
        motion = body.move("alice", question)
        for voter in voters:
            body.vote(voter, motion, choice)
        body.announce("alice", motion, at=7 * DAY)
        return motion

    def test_it_travels_where_one_does_not_vote_in_person(self) -> None:
        body = body_with()
        proxy = body.give("carol", "bob")
        motion = self.vote(body, "alice", "bob")
        decision = body.decision(motion)
        assert [(each.member, each.proxy, each.through) for each in decision.by_proxy] == [("carol", proxy, ("bob",))]
        assert decision.outcome.carried
        assert decision.outcome.arithmetic.startswith("3 aye, 0 nay, 0 abstain of 5 members, 1 of them by proxy; ")

    @pytest.mark.parametrize("choice", ["nay", "abstain"])
    def test_ones_own_ballot_goes_before_it(self, choice: str) -> None:
        body = body_with()
        body.give("carol", "bob")
        motion = body.move("alice")
        body.vote("carol", motion, choice)
        body.vote("bob", motion, "aye")
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {}

    def test_the_last_ballot_of_the_delegate_travels(self) -> None:
        body = body_with()
        body.give("carol", "bob")
        motion = body.move("alice")
        for choice in ("aye", "nay"):
            body.vote("bob", motion, choice)
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {"carol": ("nay", ("bob",))}

    def test_one_hop_only_unless_the_charter_says_otherwise(self) -> None:
        for chain, found in ((False, {"dave": ("aye", ("bob",))}), (True, None)):
            body = body_with({**ANY, "chain": chain})
            body.give("carol", "dave")
            body.give("dave", "bob")
            motion = self.vote(body, "alice", "bob")
            through = {"dave": ("aye", ("bob",)), "carol": ("aye", ("dave", "bob"))}
            assert by_proxy(body, motion) == (through if found is None else found)

    def test_in_a_chain_the_first_who_votes_casts_it(self) -> None:
        body = body_with({**ANY, "chain": True})
        body.give("carol", "dave")
        body.give("dave", "bob")
        motion = body.move("alice")
        body.vote("dave", motion, "nay")
        body.vote("bob", motion, "aye")
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {"carol": ("nay", ("dave",))}

    def test_a_delegate_who_does_not_vote_casts_nothing(self) -> None:
        body = body_with()
        body.give("carol", "bob")
        assert by_proxy(body, self.vote(body, "alice", "dave", "erin")) == {}

    def test_the_most_specific_one_counts_even_where_it_leads_nowhere(self) -> None:
        body = body_with()
        body.give("carol", "alice")
        body.give("carol", "bob", "merge")
        assert by_proxy(body, self.vote(body, "alice", "bob", "dave")) == {"carol": ("aye", ("bob",))}
        assert by_proxy(body, self.vote(body, "alice", "dave", "erin", kind="architecture")) == {
            "carol": ("aye", ("alice",))
        }
        motion = body.move("alice", release())
        body.give("carol", "dave", "release", motion)
        for voter in ("alice", "bob", "erin"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {}

    def test_only_upon_the_kinds_that_the_charter_of_the_question_allows(self) -> None:
        body = body_with({**ANY, "allowed": ["merge"]})
        body.give("carol", "bob")
        assert by_proxy(body, self.vote(body, "alice", "bob", "dave", kind="architecture")) == {}
        assert by_proxy(body, self.vote(body, "alice", "bob", "dave")) == {"carol": ("aye", ("bob",))}

    def test_what_was_moved_before_proxies_were_allowed_stays_without_them(self) -> None:
        body = body_with(None)
        motion = body.move("alice")
        body.replace_charter(team(*FIVE).but(version=2, proxies=ANY))
        body.give("carol", "bob")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {}

    def test_the_mover_who_may_not_vote_carries_nothing(self) -> None:
        body = body_with(ANY, mover_votes=False)
        body.give("carol", "alice")
        body.give("alice", "bob")
        assert by_proxy(body, self.vote(body, "bob", "dave", "erin")) == {}

    def test_a_joiner_neither_gives_nor_carries_a_vote_on_what_was_moved_before(self) -> None:
        body = Body.found(team(*FIVE).but(proxies=ANY, retired=("erin",)))
        motion = body.move("alice")
        body.replace_charter(team(*FIVE).but(version=2, proxies=ANY))
        body.give("carol", "erin")
        body.give("erin", "bob")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {}

    @pytest.mark.parametrize("retired", ["carol", "bob"])
    def test_who_has_retired_by_the_announcement_neither_gives_nor_carries_a_vote(self, retired: str) -> None:
        body = body_with()
        motion = body.move("alice")
        body.give("carol", "bob")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        body.replace_charter(team(*FIVE).but(version=2, proxies=ANY, retired=(retired,)))
        body.announce("alice", motion, at=7 * DAY)
        assert body.decision(motion).outcome.carried
        assert by_proxy(body, motion) == {}

    def test_it_ends_at_its_instant_by_the_date_of_the_announcement(self) -> None:
        for until, found in ((7 * DAY, {}), (7 * DAY + 1, {"carol": ("aye", ("bob",))})):
            body = body_with()
            body.give("carol", "bob", until=until)
            assert by_proxy(body, self.vote(body, "alice", "bob", "dave")) == found

    def test_two_clones_that_give_too_many_to_one_member(self) -> None:
        """Those entrusted first are carried: in causal order, then by id."""
        here = body_with({**ANY, "most": 1})
        there = here.clone()
        first, second = here.give("carol", "bob"), there.give("dave", "bob")
        here.unite(there)
        assert (here.codes(first), here.codes(second)) == ((), ())
        decision = here.decision(self.vote(here, "alice", "bob"))
        assert [each.proxy for each in decision.by_proxy] == [min(first, second)]

    def test_a_circle_from_two_clones_does_no_harm(self) -> None:
        for chain in (False, True):
            here = body_with({**ANY, "chain": chain})
            there = here.clone()
            one, other = here.give("carol", "bob"), there.give("bob", "carol")
            here.unite(there)
            assert (here.codes(one), here.codes(other)) == ((), ())
            assert by_proxy(here, self.vote(here, "alice", "dave", "erin")) == {}
            assert by_proxy(here, self.vote(here, "alice", "bob", kind="architecture")) == {"carol": ("aye", ("bob",))}

    @pytest.mark.parametrize("aside", ["carol", "bob"])
    def test_who_stands_aside_neither_gives_nor_carries_a_vote(self, aside: str) -> None:
        body = body_with()
        body.give("carol", "bob")
        motion = body.move("alice")
        for voter in ("alice", "bob", "dave", "erin"):
            body.vote(voter, motion, "aye")
        body.act(aside, motion, RecusalDeclared(reason="I wrote it"))
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {}

    def test_it_is_the_givers_aye_that_a_group_is_asked_for(self) -> None:
        draft = team(*FIVE, ayes_of={"security": 1}).but(proxies=ANY, roles={"carol": ("security",)})
        body = Body.found(draft)
        body.give("carol", "bob")
        motion = self.vote(body, "alice", "bob", "dave")
        assert body.decision(motion).outcome.carried
        assert "at least 1 aye of security: 1 >= 1" in body.decision(motion).outcome.arithmetic

    def test_a_chair_who_votes_only_to_decide_sees_them_and_carries_none(self) -> None:
        body = Body.found(chaired(*FIVE, chair_votes="deciding", quorum="1", poll="1h").but(proxies=ANY))
        body.give("carol", "bob")
        body.give("erin", "alice")
        motion = body.move("bob")
        body.state_question("alice", motion)
        body.put("alice", motion)
        body.vote("bob", motion, "aye")
        body.vote("dave", motion, "nay")
        blind = body.clone()
        assert blind.codes(blind.vote("alice", motion, "aye", at=HOUR)) == (), "one to one is a tie"
        seen = (*heads(body.thread(motion)), *heads(body.proxies))
        assert body.codes(body.vote("alice", motion, "aye", at=HOUR, parents=seen)) == ("GOV-555",)
        body.announce("alice", motion, at=HOUR)
        assert by_proxy(body, motion) == {"carol": ("aye", ("bob",))}

    def test_in_an_election_the_whole_paper_travels(self) -> None:
        body = body_with()
        body.give("carol", "bob")
        motion = body.move("alice", Elect(office="treasurer", nominees=["alice", "bob"]))
        for voter, name in (("alice", "alice"), ("bob", "bob"), ("dave", "bob")):
            body.act(voter, motion, BallotMarked(names=[name]))
        body.announce("alice", motion, at=7 * DAY)
        decision = body.decision(motion)
        assert decision.outcome.chosen == ("bob",)
        assert decision.outcome.arithmetic.startswith("4 ballots, 0 blank, of 5 members, 1 of them by proxy; ")
        assert [(each.member, each.through) for each in decision.by_proxy] == [("carol", ("bob",))]

    def test_secondary_questions_go_with_their_matter(self) -> None:
        body = body_with()
        motion = body.move("alice", architecture("one two three"))
        body.give("carol", "bob", "architecture", motion)
        event = body.act("bob", motion, MotionMoved(question=Amend(strike="two")))
        for voter in ("alice", "bob"):
            body.act(voter, motion, BallotCast(choice="aye", on=event))
        floor = body.floor(motion)
        result = resolve(floor, floor.motions[event], (*floor.lineage, *witnessed(floor)), START + 7 * DAY)
        assert isinstance(result, Decision)
        assert [each.member for each in result.by_proxy] == ["carol"]

    def test_whom_one_lets_vote_is_known_before_anybody_has(self) -> None:
        body = body_with()
        motion = body.move("alice")
        body.give("carol", "bob")
        body.give("dave", "bob", "release")
        floor = body.floor(motion)
        assert entrusted(floor, floor.main, START) == {"carol": "bob"}
        body.vote("carol", motion, "aye")
        floor = body.floor(motion)
        assert entrusted(floor, floor.main, START) == {}


class TestClosing:
    def test_a_vote_by_proxy_does_not_end_a_poll_early(self) -> None:
        """Who gave it may still vote in person."""
        body = body_with(ANY, "alice", "bob", "carol")
        body.give("carol", "bob")
        motion = body.move("alice")
        body.vote("bob", motion, "aye")
        early = body.announce("alice", motion, at=HOUR)
        assert body.codes(early) == ("GOV-337",)
        body.announce("alice", motion, at=7 * DAY)
        assert body.decision(motion).outcome.carried

    def test_it_ends_early_where_that_would_change_nothing(self) -> None:
        body = body_with()
        body.give("carol", "bob")
        motion = body.move("alice")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion, at=HOUR)
        assert body.decision(motion).outcome.arithmetic.startswith("4 aye, 0 nay, 0 abstain of 5 members, 1 of them")

    def test_a_nay_by_proxy_breaks_the_silence(self) -> None:
        body = body_with(ANY, lazy="1d", quorum="1")
        body.give("carol", "bob")
        motion = body.move("alice")
        body.vote("bob", motion, "nay")
        body.vote("bob", motion, "abstain")
        body.announce("alice", motion, at=DAY)
        assert body.decision(motion).outcome.carried
        assert by_proxy(body, motion) == {"carol": ("abstain", ("bob",))}


class TestAnnouncing:
    def seen(self, body: Body, motion: str) -> tuple[EventId, ...]:
        return heads(body.thread(motion))

    def test_what_it_has_not_seen_does_not_count(self) -> None:
        body = body_with()
        motion = body.move("alice")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        body.give("carol", "bob")
        body.announce("alice", motion, at=7 * DAY, parents=self.seen(body, motion))
        assert by_proxy(body, motion) == {}

    def test_a_withdrawal_that_it_has_not_seen_comes_too_late(self) -> None:
        here = body_with()
        motion = here.move("alice")
        proxy = here.give("carol", "bob")
        there = here.clone()
        for voter in ("alice", "bob", "dave"):
            here.vote(voter, motion, "aye")
        here.announce("alice", motion, at=7 * DAY)
        before = here.decision(motion)
        there.take_back("carol", proxy)
        assert here.unite(there).decision(motion) == before
        assert [each.member for each in before.by_proxy] == ["carol"]

    def test_the_keeper_refuses_one_that_leaves_out_proxies_that_count(self) -> None:
        body = body_with()
        motion = body.move("alice")
        proxy = body.give("carol", "bob")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        whole = body.clone()
        body.announce("alice", motion, at=7 * DAY, parents=self.seen(body, motion))
        assert self.received(body, motion) == ["GOV-568"]
        whole.take_back("carol", proxy)
        whole.announce("alice", motion, at=7 * DAY, parents=(*self.seen(whole, motion), proxy))
        assert self.received(whole, motion) == ["GOV-568"], "the withdrawal was left out"

    def test_the_keeper_lets_pass_what_leaves_out_proxies_that_change_nothing(self) -> None:
        body = body_with()
        motion = body.move("alice")
        body.give("carol", "erin")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion, at=7 * DAY, parents=self.seen(body, motion))
        assert self.received(body, motion) == []

    def received(self, body: Body, motion: EventId) -> list[str]:
        """Returns what a keeper objects to the last line of a thread, with all that it holds."""
        events = body.thread(motion)
        last = events[-1]
        held = Body(body.genesis, [event for event in body.events.values() if event.id != last.id])
        floor = held.floor(motion)
        return [each.code for each in why_not_received(floor.but(lineage={**floor.lineage, last.id: last}), last)]

    def test_a_false_list_is_no_result(self) -> None:
        body = body_with()
        motion = body.move("alice")
        body.give("carol", "bob")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        true = body.result(motion, at=7 * DAY)
        vote = true.by_proxy[0]
        for false in (
            [],
            [vote, vote],
            [vote.model_copy(update={"through": ["dave"]})],
            [vote.model_copy(update={"member": "erin"})],
            [vote.model_copy(update={"ballot": "0" * 64})],
        ):
            said = true.model_copy(update={"by_proxy": false})
            clone = body.clone()
            assert clone.codes(clone.announce("alice", motion, said, at=7 * DAY)) == ("GOV-338",)

    def test_votes_by_proxy_without_the_charters_authority_are_void(self) -> None:
        body = body_with(None)
        motion = body.move("alice")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        true = body.result(motion, at=7 * DAY)
        ballot = true.counted[0]
        said = true.model_copy(
            update={
                "by_proxy": [ProxyVote(member="carol", proxy=body.give("carol", "bob"), through=["bob"], ballot=ballot)]
            }
        )
        assert body.codes(body.announce("alice", motion, said, at=7 * DAY)) == ("GOV-338",)

    def test_one_whose_proxy_is_gone_names_what_is_missing(self) -> None:
        body = body_with()
        motion = body.move("alice")
        proxy = body.give("carol", "bob")
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        announced = body.announce("alice", motion, at=7 * DAY)
        lines = [event.line for event in body.events.values() if event.id != proxy]
        why = Body.read(lines).why(announced)
        assert [each.code for each in why] == ["GOV-301"]
        assert proxy[:12] in why[0].what

    def test_it_is_not_dated_before_the_proxies_that_it_has_seen(self) -> None:
        body = body_with()
        motion = body.move("alice")
        body.give("carol", "bob", at=8 * DAY)
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        assert body.codes(body.announce("alice", motion, at=7 * DAY)) == ("GOV-300",)

    def test_a_charter_is_adopted_by_votes_that_travelled(self) -> None:
        body = body_with(ANY, "alice", "bob", "carol")
        body.give("carol", "bob")
        motion = body.move("alice", change(team("alice", "bob", "carol", quorum="1").but(version=2, proxies=ANY)))
        body.vote("alice", motion, "abstain")
        body.vote("bob", motion, "aye")
        body.announce("alice", motion, at=7 * DAY)
        assert by_proxy(body, motion) == {"carol": ("aye", ("bob",))}
        step = body.adopt("alice", motion, at=7 * DAY)
        assert body.chain.head.id == step, body.why(step)
        assert body.decision(motion).outcome.carried


class TestMeetings:
    def meeting(self, *present: str, meetings: bool, quorum: str = "2") -> tuple[Body, EventId, EventId]:
        """Has a question put at a meeting where carol has let bob vote."""
        body = Body.found(chaired(*FIVE, quorum=quorum).but(proxies={**ANY, "meetings": meetings}))
        body.give("carol", "bob")
        thread = body.call("alice", MeetingCalled(name="the meeting"))
        body.act("alice", thread, MeetingOpened())
        for member in present:
            body.act(member, thread, RollAnswered())
        motion = body.act("bob", thread, MotionMoved(question=Main(text="adopt it")))
        body.act("alice", thread, MotionStated(on=motion))
        body.act("alice", thread, MotionPut(on=motion))
        return body, thread, motion

    def result(self, body: Body, thread: EventId, motion: EventId) -> Decision | Objection:
        floor = body.floor(thread)
        result = resolve(floor, floor.motions[motion], (*floor.lineage, *witnessed(floor)), START + DAY)
        if isinstance(result, Decision):
            named = (*heads(body.thread(thread)), *witnessed(floor))
            event = body.act("alice", thread, body_of(result, motion), at=DAY, parents=named)
            assert body.codes(event) == ()
        return result

    @pytest.mark.parametrize(("meetings", "found"), [(False, []), (True, ["carol"])])
    def test_only_where_the_charter_says_so(self, meetings: bool, found: list[str]) -> None:
        body, thread, motion = self.meeting("alice", "bob", "dave", meetings=meetings)
        body.act("bob", thread, BallotCast(choice="aye", on=motion))
        result = self.result(body, thread, motion)
        assert isinstance(result, Decision)
        assert [each.member for each in result.by_proxy] == found

    def test_the_quorum_is_of_those_who_are_there_in_person(self) -> None:
        """RONR (12th ed.) 40:1."""
        body, _, motion = self.meeting("alice", "bob", meetings=True, quorum="3")
        assert body.codes(motion) == ("GOV-511",)


def test_scopes_meet_where_both_hold() -> None:
    every, merges, one = Scope(), Scope("merge"), Scope("merge", "m")
    assert every.meet(merges) == merges == merges.meet(every)
    assert merges.meet(one) == one == one.meet(every)
    assert merges.meet(Scope("release")) is None
    assert one.meet(Scope("merge", "n")) is None
    assert (every.covers(one), one.covers(merges)) == (True, False)
    assert every.rank < merges.rank < Scope("", "m").rank < one.rank
