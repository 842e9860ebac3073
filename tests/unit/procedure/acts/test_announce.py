"""Announcing the result: the poll closes over what the announcement has seen, and anybody can recompute it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest

from gitgov.procedure.events import MotionAnnounced, RefusedBallot
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, Value, team
from tests.kit.lines import START

False_ = Callable[[MotionAnnounced], dict[str, object]]


def voted(votes: dict[str, str], **rules: Value) -> tuple[Body, str]:
    body, motion = Body.pending(**rules)
    for voter, choice in votes.items():
        body.vote(voter, motion, choice)
    return body, motion


class TestWhen:
    @pytest.mark.parametrize(
        ("votes", "rules", "results"),
        [
            # result at once, and after seven days; None: too early
            ({}, {}, (None, "lost")),
            ({"alice": "aye"}, {}, (None, "lost")),
            ({"alice": "aye"}, {"quorum": "1"}, (None, "carried")),
            ({"alice": "aye", "bob": "aye"}, {}, ("carried", "carried")),
            ({"alice": "aye", "bob": "nay"}, {}, (None, "lost")),
            ({"bob": "nay", "carol": "nay"}, {}, ("lost", "lost")),
            ({"alice": "aye", "bob": "aye", "carol": "nay"}, {}, ("carried", "carried")),
            ({"alice": "aye", "bob": "nay", "carol": "abstain"}, {}, ("lost", "lost")),
            ({"alice": "abstain", "bob": "abstain", "carol": "abstain"}, {}, ("lost", "lost")),
            ({"alice": "aye", "bob": "aye"}, {"early": False}, (None, "carried")),
            ({"alice": "aye", "bob": "aye", "carol": "aye"}, {"early": False}, ("carried", "carried")),
            ({"alice": "aye", "bob": "aye"}, {"threshold": "unanimous"}, (None, "carried")),
            ({"carol": "nay"}, {"threshold": "unanimous"}, ("lost", "lost")),
            ({"bob": "aye", "carol": "aye"}, {"mover_votes": False}, ("carried", "carried")),
            ({"bob": "aye"}, {"mover_votes": False}, (None, "lost")),
            ({"bob": "aye", "carol": "nay"}, {"mover_votes": False}, ("lost", "lost")),
            ({"alice": "aye", "bob": "aye"}, {"ayes": 3}, (None, "lost")),
            ({"alice": "aye", "bob": "aye", "carol": "abstain"}, {"ayes": 3}, ("lost", "lost")),
            ({}, {"lazy": "72h"}, (None, "carried")),
            ({"alice": "aye", "bob": "aye"}, {"lazy": "72h"}, (None, "carried")),
            ({"carol": "nay"}, {"lazy": "72h"}, (None, "lost")),
            ({"alice": "aye", "bob": "aye", "carol": "nay"}, {"lazy": "72h"}, ("carried", "carried")),
            ({"alice": "aye", "bob": "aye", "carol": "aye"}, {"lazy": "72h"}, ("carried", "carried")),
        ],
    )
    def test_early_only_where_nothing_can_change_any_more(
        self, votes: dict[str, str], rules: dict[str, Value], results: tuple[str | None, str]
    ) -> None:
        body, motion = voted(votes, **rules)
        for at, result in zip((0, 7 * DAY), results, strict=True):
            clone = body.clone()
            announcement = clone.announce("bob", motion, at=at)
            if result is None:
                assert clone.codes(announcement) == ("GOV-337",)
                assert clone.state(motion).pending
            else:
                assert clone.codes(announcement) == ()
                assert clone.state(motion).phase(START + at) == result

    @pytest.mark.parametrize(("at", "codes"), [(7 * DAY - 1, ("GOV-337",)), (7 * DAY, ()), (8 * DAY, ())])
    def test_a_poll_ends_at_its_second(self, at: int, codes: tuple[str, ...]) -> None:
        body, motion = voted({})
        assert body.codes(body.announce("bob", motion, at=at)) == codes

    @pytest.mark.parametrize(
        ("nay", "at", "result"),
        [(None, 72 * HOUR - 1, None), (None, 72 * HOUR, "carried"), (71 * HOUR, 72 * HOUR, None), (71 * HOUR, 71 * HOUR + 7 * DAY - 1, None), (71 * HOUR, 71 * HOUR + 7 * DAY, "lost")],
        ids=["still time to object", "nobody has objected", "one objection asks for a vote", "which has all its time", "and is then held"],
    )  # fmt: skip
    def test_silence_is_consent_only_after_its_time(self, nay: int | None, at: int, result: str | None) -> None:
        body, motion = voted({"alice": "aye"}, lazy="72h")
        if nay is not None:
            body.vote("bob", motion, "nay", at=nay)
        announcement = body.announce("carol", motion, at=at)
        assert body.codes(announcement) == (() if result else ("GOV-337",))
        assert not result or body.state(motion).phase(START + at) == result

    def test_who_takes_the_nay_back_leaves_silence(self) -> None:
        body, motion = voted({"bob": "nay"}, lazy="72h")
        body.vote("bob", motion, "abstain", at=HOUR)
        body.announce("carol", motion, at=72 * HOUR)
        assert body.decision(motion).outcome.carried
        assert "lazy consensus" in body.decision(motion).outcome.arithmetic

    def test_not_before_the_poll_is_open(self) -> None:
        rows: list[tuple[dict[str, Value], str]] = [({"second": True}, "GOV-314"), ({"debate": "1h"}, "GOV-316")]
        for rules, code in rows:
            body, motion = Body.pending(**rules)
            assert body.codes(body.announce("alice", motion)) == (code,)
        body, motion = Body.chaired_pending()
        assert body.codes(body.announce("alice", motion, at=30 * DAY)) == ("GOV-315",)

    def test_a_result_is_announced_once(self) -> None:
        body, motion = voted({"alice": "aye", "bob": "aye"})
        body.announce("alice", motion)
        assert body.codes(body.announce("bob", motion)) == ("GOV-311",)

    def test_what_was_withdrawn_has_no_result(self) -> None:
        body, motion = voted({"alice": "aye"})
        body.withdraw("alice", motion)
        assert body.codes(body.announce("bob", motion, at=7 * DAY)) == ("GOV-310",)


class TestWho:
    def test_where_the_rule_presides_anybody_records_it(self) -> None:
        for actor in ("alice", "bob", "carol"):
            body, motion = voted({"alice": "aye", "bob": "aye"})
            assert body.codes(body.announce(actor, motion)) == ()

    @pytest.mark.parametrize(
        ("actor", "at", "codes"),
        [
            ("alice", 7 * DAY, ()),
            ("dave", 7 * DAY, ("GOV-313",)),
            ("bob", 7 * DAY, ()),
            ("bob", 3 * DAY - 1, ("GOV-313",)),
        ],
        ids=["the chair", "a member", "the deputy after an absence", "the deputy before"],
    )
    def test_where_a_chair_presides_the_chair_does(self, actor: str, at: int, codes: tuple[str, ...]) -> None:
        body, motion = Body.chaired_pending(poll="1h")
        body.state_question("alice", motion)
        body.put("alice", motion)
        assert body.codes(body.announce(actor, motion, at=at)) == codes


class TestWhatItSays:
    def test_it_names_every_ballot_that_it_counts_or_refuses_and_why(self) -> None:
        body, motion = Body.pending(reasons=True)
        first = body.vote("alice", motion, "nay", "Not yet.")
        unreasoned = body.vote("bob", motion, "nay")
        last = body.vote("alice", motion, "aye", "Now.")
        bobs = body.vote("bob", motion, "aye", "Tested.")
        body.replace_charter(team("alice", "bob", "carol", "dave").next())
        daves = body.vote("dave", motion, "nay", "I am new here.")
        said = body.event(body.announce("carol", motion)).body
        assert isinstance(said, MotionAnnounced)
        assert (said.result, said.counted) == ("carried", sorted([last, bobs]))
        refused = {each.ballot: each.code for each in said.refused}
        assert refused == {first: "GOV-340", unreasoned: "GOV-329", daves: "GOV-326"}
        assert "2 aye, 0 nay" in said.arithmetic
        decision = body.decision(motion)
        assert {each.ballot: each.member for each in decision.refused} == {
            first: "alice", unreasoned: "bob", daves: "dave",
        }  # fmt: skip
        assert all(each.what for each in decision.refused)
        assert decision.ends_hold == START

    FALSE: ClassVar[dict[str, False_]] = {
        "another result": lambda _: {"result": "lost"},
        "a ballot left out": lambda true: {"counted": true.counted[1:]},
        "a ballot twice": lambda true: {"counted": [*true.counted, true.counted[0]]},
        "a ballot that there is not": lambda true: {"counted": sorted([*true.counted, "f" * 64])},
        "ballots in another order": lambda true: {"counted": true.counted[::-1]},
        "a refused ballot left out": lambda _: {"refused": []},
        "a refused ballot for another reason": lambda true: {
            "refused": [RefusedBallot(ballot=true.refused[0].ballot, code="GOV-326")]
        },
        "a refused ballot counted": lambda true: {
            "refused": [], "counted": sorted([*true.counted, true.refused[0].ballot]),
        },
        "a counted ballot refused": lambda true: {
            "counted": true.counted[1:],
            "refused": sorted(
                [*true.refused, RefusedBallot(ballot=true.counted[0], code="GOV-329")], key=lambda each: each.ballot
            ),
        },
        "other arithmetic": lambda true: {"arithmetic": true.arithmetic.replace("2 aye", "3 aye")},
        "no arithmetic": lambda _: {"arithmetic": ""},
    }  # fmt: skip

    @pytest.mark.parametrize("change", FALSE.values(), ids=FALSE)
    def test_a_false_announcement_is_out_of_order(self, change: False_) -> None:
        body, motion = voted({"alice": "nay", "bob": "aye", "carol": "abstain"})
        body.vote("alice", motion, "aye")
        true = body.result(motion)
        said = true.model_copy(update=change(true))
        assert said != true
        false = body.announce("carol", motion, said)
        assert body.codes(false) == ("GOV-338",)
        assert body.state(motion).pending
        assert body.codes(body.announce("carol", motion, true)) == ()

    def test_an_early_carried_claim_is_too_early(self) -> None:
        body, motion = voted({"alice": "aye"})
        said = MotionAnnounced(result="carried", counted=[], refused=[], arithmetic="trust me")
        assert body.codes(body.announce("alice", motion, said)) == ("GOV-337",)


class TestWhatItHasSeen:
    def test_a_ballot_that_it_has_not_seen_is_late(self) -> None:
        body, motion = voted({"alice": "aye", "bob": "aye"})
        other = body.clone()
        announcement = body.announce("alice", motion)
        late = other.vote("carol", motion, "nay")
        body.unite(other)
        decision = body.decision(motion)
        assert decision.id == announcement
        assert {ballot.member for ballot in decision.counted} == {"alice", "bob"}
        assert late not in {each.ballot for each in decision.refused}
        assert decision.carried

    def test_who_announces_over_fewer_ballots_says_so(self) -> None:
        """It is in order by its own past; only on receipt can be seen that a ballot had arrived."""
        body, motion = voted({"alice": "aye", "bob": "aye", "carol": "nay"}, basis="membership", threshold="two-thirds")
        ayes = [ballot.id for ballot in body.state(motion).ballots if ballot.choice == "aye"]
        announcement = body.announce("alice", motion, parents=ayes)
        assert body.codes(announcement) == ()
        assert {ballot.member for ballot in body.decision(motion).counted} == {"alice", "bob"}

    def test_agreeing_announcements_stand_beside_each_other(self) -> None:
        body, motion = voted({"alice": "aye", "bob": "aye"})
        other = body.clone()
        both = {body.announce("alice", motion), other.announce("carol", motion)}
        body.unite(other)
        assert [body.codes(each) for each in both] == [(), ()]
        assert body.decision(motion).carried
        assert body.codes(body.announce("bob", motion)) == ("GOV-311",)

    def test_contradicting_announcements_contest_the_result(self) -> None:
        body, motion = voted({"alice": "aye"}, quorum="1")
        other = body.clone()
        carried = body.announce("alice", motion, at=7 * DAY)
        other.vote("bob", motion, "nay")
        lost = other.announce("bob", motion, at=7 * DAY)
        assert body.decision(motion).carried
        assert not other.decision(motion).carried
        for united in (body.clone().unite(other), other.clone().unite(body)):
            assert [united.codes(each) for each in (carried, lost)] == [(), ()]
            decision = united.decision(motion)
            assert (decision.contested, decision.carried) == (True, False)
            assert united.state(motion).phase(START) == "contested"
            assert united.codes(united.enact("alice", motion, at=8 * DAY)) == ("GOV-334",)
            assert united.codes(united.announce("carol", motion, at=8 * DAY)) == ("GOV-311",)
