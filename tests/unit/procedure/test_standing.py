"""Who may act, and under which charter: position in the log decides, never a date."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gitgov.core.ids import EventId
from tests.kit.assembly import Body, How
from tests.kit.charters import DAY, HOUR, Draft, chaired, team
from tests.kit.lines import START

TRIO = team("alice", "bob", "carol")
WITHOUT_CAROL = TRIO.next(retired=("carol",))
WITH_DAVE = team("alice", "bob", "carol", "dave").next()
BOBS_NEW_KEY = TRIO.next(keys={"bob": ("bob's new key",)})


class TestWho:
    @pytest.mark.parametrize(
        ("actor", "key", "codes"),
        [
            ("bob", "bob", ()),
            ("bob", "alice", ("GOV-304",)),
            ("eve", "bob", ("GOV-304",)),
            ("dave", "dave", ("GOV-305",)),
            ("dave", "bob", ("GOV-304",)),
        ],
        ids=["a member", "another's key", "a name on no roll", "a retired member", "in a retired member's name"],
    )
    def test_the_key_belongs_to_the_actor_who_is_active(self, actor: str, key: str, codes: tuple[str, ...]) -> None:
        body = Body.found(team("alice", "bob", "carol", "dave").but(retired=("dave",)))
        motion = body.move("alice")
        assert body.codes(body.vote(actor, motion, "aye", key=key)) == codes
        assert body.codes(body.move(actor, key=key)) == codes


class TestAnAdviser:
    """May propose by records of another room, and do nothing that the law knows: no vote, no motion, no place in a denominator."""

    BODY = team("alice", "bob", "carol").but(advisers=("carol",))

    def test_does_nothing(self) -> None:
        body = Body.found(self.BODY)
        motion = body.move("alice")
        assert body.codes(body.vote("carol", motion, "aye")) == ("GOV-339",)
        assert body.codes(body.move("carol")) == ("GOV-339",)
        assert body.codes(body.announce("carol", motion, at=7 * DAY)) == ("GOV-339",)

    def test_counts_for_nobody(self) -> None:
        body = Body.found(self.BODY)
        charter = body.chain.charter
        assert (sorted(charter.electorate), [each for each in sorted(charter.people) if charter.advises(each)]) == (
            ["alice", "bob"],
            ["carol"],
        )


class TestWhatIsNamed:
    def test_a_charter_is_named(self) -> None:
        body, motion = Body.pending()
        assert body.codes(body.vote("bob", motion, "aye", under="")) == ("GOV-302",)
        assert body.codes(body.move("bob", under="")) == ("GOV-302",)

    @pytest.mark.parametrize("under", ["f" * 64, "0" * 64])
    def test_and_one_of_this_repository(self, under: str) -> None:
        body, motion = Body.pending()
        assert body.codes(body.vote("bob", motion, "aye", under=under)) == ("GOV-302",)

    def test_what_is_named_is_here(self) -> None:
        body, motion = Body.pending()
        vote = body.vote("bob", motion, "aye", parents=[motion, "f" * 64])
        assert body.codes(vote) == ("GOV-301",)
        assert "f" * 64 in body.why(vote)[0].records

    def test_it_is_in_order_once_what_was_missing_has_come(self) -> None:
        body, motion = Body.pending()
        other = body.clone()
        speech = other.speak("carol", motion)
        body.add(other.event(speech).line)
        vote = body.vote("bob", motion, "aye")
        partial = Body(body.genesis, [event for event in body.events.values() if event.id != speech])
        assert partial.codes(vote) == ("GOV-301",)
        assert partial.unite(other).codes(vote) == ()

    def test_an_event_of_another_thread_is_not_of_this_one(self) -> None:
        body, motion = Body.pending()
        other = body.move("carol")
        assert body.codes(body.vote("bob", motion, "aye", parents=[motion, other])) == ("GOV-301",)

    @pytest.mark.parametrize(("at", "codes"), [(HOUR - 1, ("GOV-300",)), (HOUR, ()), (0, ("GOV-300",))])
    def test_nothing_is_dated_before_what_it_answers(self, at: int, codes: tuple[str, ...]) -> None:
        body, motion = Body.pending()
        body.speak("carol", motion, at=HOUR)
        assert body.codes(body.vote("bob", motion, "aye", at=at)) == codes

    def test_no_result_is_dated_before_a_ballot_whatever_stands_between(self) -> None:
        body, motion = Body.pending(poll="1d")
        ballots = [body.vote(who, motion, "aye", at=DAY) for who in ("alice", "bob")]
        between = body.speak("carol", motion, at=1, parents=ballots)
        assert body.codes(between) == ("GOV-300",)
        assert body.codes(body.announce("carol", motion, at=2, parents=[between])) == ("GOV-300",)
        assert body.codes(body.announce("carol", motion, at=DAY, parents=[between])) == ()

    def test_what_was_out_of_order_may_still_be_answered(self) -> None:
        body, motion = Body.pending()
        body.second("bob", motion)
        assert body.codes(body.vote("bob", motion, "aye")) == ()


Act = Callable[[Body, EventId, How], EventId]


def votes(body: Body, motion: EventId, how: How) -> EventId:
    return body.vote("carol", motion, "aye", **how)


def moves(body: Body, _motion: EventId, how: How) -> EventId:
    return body.move("carol", **how)


class TestBarriers:
    """A charter step closes over what its author has seen; what claims the charter before it must lie in that past."""

    @pytest.mark.parametrize("act", [votes, moves])
    def test_what_the_step_has_seen_stands(self, act: Act) -> None:
        body, motion = Body.pending()
        event = act(body, motion, {})
        body.replace_charter(WITHOUT_CAROL)
        assert body.codes(event) == ()

    @pytest.mark.parametrize("act", [votes, moves])
    @pytest.mark.parametrize("draft", [WITHOUT_CAROL, WITH_DAVE], ids=["revoking", "of another matter"])
    def test_what_it_has_not_seen_comes_too_late(self, act: Act, draft: Draft) -> None:
        body, motion = Body.pending()
        other = body.clone()
        body.replace_charter(draft)
        late = act(other, motion, {})
        body.unite(other)
        assert body.codes(late) == ("GOV-303",)

    @pytest.mark.parametrize("act", [votes, moves])
    @pytest.mark.parametrize("at", [-300 * DAY, 0, 300 * DAY])
    def test_a_date_helps_nobody(self, act: Act, at: int) -> None:
        body, motion = Body.pending()
        genesis = body.genesis.id
        body.replace_charter(WITHOUT_CAROL)
        event = act(body, motion, {"under": genesis, "at": at})
        assert body.codes(event)[0] in {"GOV-303", "GOV-300"}
        assert "carol" not in {ballot.member for ballot in body.state(motion).ballots}

    def test_naming_both_charters_is_acting_under_the_later(self) -> None:
        body, motion = Body.pending()
        genesis = body.genesis.id
        body.replace_charter(WITHOUT_CAROL)
        assert body.codes(body.vote("carol", motion, "aye", parents=[motion, genesis])) == ("GOV-305",)

    def test_a_retired_member_is_outside_from_the_step_on(self) -> None:
        body, motion = Body.pending()
        body.replace_charter(WITHOUT_CAROL)
        assert body.codes(body.vote("carol", motion, "aye")) == ("GOV-305",)
        assert body.codes(body.move("carol")) == ("GOV-305",)

    def test_a_revoked_key_counts_before_the_step_and_not_after(self) -> None:
        body, motion = Body.pending()
        other = body.clone()
        before = body.vote("bob", motion, "aye")
        body.replace_charter(BOBS_NEW_KEY)
        after = body.vote("bob", motion, "nay", key="bob")
        late = other.vote("bob", motion, "nay")
        body.unite(other)
        assert [body.codes(each) for each in (before, after, late)] == [(), ("GOV-304",), ("GOV-303",)]
        assert body.codes(body.vote("bob", motion, "nay", key="bob's new key")) == ()

    def test_a_key_that_comes_back_counts_again(self) -> None:
        body, motion = Body.pending()
        body.replace_charter(WITHOUT_CAROL)
        assert body.codes(body.vote("carol", motion, "nay")) == ("GOV-305",)
        body.replace_charter(TRIO.but(version=3))
        assert body.codes(body.vote("carol", motion, "aye")) == ()

    def test_a_majority_of_former_keys_decides_nothing(self) -> None:
        """Retired members open, vote and announce by themselves, on a clone that knows of no retirement."""
        body = Body.team("alice", "bob", "carol", "dave", "eve")
        old = body.clone()
        body.replace_charter(team("alice", "bob", "carol", "dave", "eve").next(retired=("carol", "dave", "eve")))
        motion = old.move("carol")
        for voter in ("carol", "dave", "eve"):
            old.vote(voter, motion, "aye")
        old.announce("eve", motion)
        assert old.decision(motion).carried
        body.unite(old)
        assert body.codes(motion) == ("GOV-303",)

    def test_nor_do_they_finish_what_was_open(self) -> None:
        body = Body.team("alice", "bob", "carol", "dave", "eve")
        motion = body.move("alice")
        old = body.clone()
        body.replace_charter(team("alice", "bob", "carol", "dave", "eve").next(retired=("carol", "dave", "eve")))
        for voter in ("carol", "dave", "eve"):
            old.vote(voter, motion, "aye")
        announcement = old.announce("eve", motion)
        body.unite(old)
        assert body.codes(announcement) == ("GOV-303",)
        assert body.state(motion).pending

    def test_an_announcement_that_the_step_has_not_seen_is_made_again(self) -> None:
        body, motion = Body.pending()
        for voter in ("alice", "bob"):
            body.vote(voter, motion, "aye")
        old = body.clone()
        body.replace_charter(WITH_DAVE)
        late = old.announce("carol", motion)
        body.unite(old)
        assert body.codes(late) == ("GOV-303",)
        assert body.codes(body.announce("carol", motion)) == ()
        assert body.decision(motion).carried


class TestChairs:
    def test_the_chair_of_the_charter_that_is_acted_under(self) -> None:
        body = Body.chaired("alice", "bob", "carol")
        motion = body.move("carol")
        assert body.state(motion).chaired
        draft = chaired("alice", "bob", "carol").but(retired=("alice",), roles={"alice": ("chair",), "bob": ("chair",)})
        body = Body.found(draft.but(members=("bob", "alice", "carol")))
        motion = body.move("carol")
        assert body.codes(body.state_question("alice", motion)) == ("GOV-305",)
        assert body.codes(body.state_question("bob", motion)) == ()

    def test_several_chairs_preside_each(self) -> None:
        body = Body.found(chaired("alice", "bob", "carol").but(roles={"alice": ("chair",), "bob": ("chair",)}))
        motion = body.move("carol")
        assert body.codes(body.state_question("bob", motion)) == ()
        assert body.codes(body.put("alice", motion)) == ()
        assert body.state(motion).opens_at == START
