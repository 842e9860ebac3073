"""A charter in force stays in force: nothing that turns up beside it later takes it back."""

from __future__ import annotations

import pytest
from hypothesis import given

from gitgov.core.ids import EventId
from gitgov.procedure.events import MotionAnnounced
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.questions import change
from tests.laws.plays import meetings, united

TRIO = team("alice", "bob", "carol")
WITHOUT_CAROL = TRIO.next(retired=("carol",))
GRIND = range(16)


def replaced() -> tuple[Body, Body, EventId, EventId]:
    """Returns a body that has let carol go, her clone of the moment before, the motion, and the step."""
    body = Body.found(TRIO)
    motion = body.move("alice", change(WITHOUT_CAROL))
    for voter, choice in (("alice", "aye"), ("bob", "aye"), ("carol", "nay")):
        body.vote(voter, motion, choice)
    before = body.clone()
    body.announce("alice", motion)
    step = body.adopt("alice", motion)
    assert body.chain.charter.version == 2
    return body, before, motion, step


class TestRivals:
    @pytest.mark.parametrize("attempt", GRIND)
    def test_a_contradicting_announcement_takes_nothing_back(self, attempt: int) -> None:
        """carol announces by a past in which nobody voted: the poll had run out, there was no quorum."""
        body, before, motion, step = replaced()
        rival = before.announce("carol", motion, parents=[motion], at=7 * DAY + attempt)
        assert not before.decision(motion).carried
        body.unite(before)
        assert body.codes(step) == ()
        assert body.chain.charter.version == 2
        assert body.codes(rival) == ("GOV-303",)

    @pytest.mark.parametrize("attempt", GRIND)
    def test_an_agreeing_announcement_takes_nothing_back(self, attempt: int) -> None:
        body, before, motion, step = replaced()
        before.announce("carol", motion, at=attempt)
        body.unite(before)
        assert body.codes(step) == ()
        assert body.chain.charter.version == 2

    @pytest.mark.parametrize("attempt", GRIND)
    def test_ballots_withdrawals_and_false_announcements_take_nothing_back(self, attempt: int) -> None:
        body, before, motion, step = replaced()
        before.vote("carol", motion, "nay", f"attempt {attempt}")
        before.withdraw("alice", motion, at=attempt)
        said = MotionAnnounced(result="lost", counted=[], refused=[], arithmetic=f"attempt {attempt}")
        before.announce("carol", motion, said)
        body.unite(before)
        assert body.codes(step) == ()
        assert body.chain.charter.version == 2

    @pytest.mark.parametrize("attempt", GRIND)
    def test_of_two_steps_by_one_decision_one_is_in_force_with_the_same_text(self, attempt: int) -> None:
        """Which of the two is for the order of receipt to say; the charter is the same, and stays."""
        body, before, motion, _ = replaced()
        decided = Body(body.genesis, [event for event in body.events.values() if event.kind != "charter.adopted"])
        decided.adopt("bob", motion, at=attempt)
        body.unite(decided)
        assert [each.charter.version for each in body.chain.steps] == [1, 2]
        assert body.chain.charter.text == WITHOUT_CAROL.text
        assert [ruling.objections[0].code for ruling in body.chain.out_of_order] == ["GOV-401"]
        assert before.chain.charter.version == 1

    def test_of_two_charters_carried_under_the_same_one_the_second_comes_too_late(self) -> None:
        body = Body.found(TRIO)
        other = body.clone()
        body.replace_charter(TRIO.next(rules={"poll": "1d"}))
        other.replace_charter(TRIO.next(rules={"poll": "2d"}))
        for united_ in (body.clone().unite(other), other.clone().unite(body)):
            assert [step.charter.version for step in united_.chain.steps] == [1, 2]
            assert [ruling.objections[0].code for ruling in united_.chain.out_of_order] == ["GOV-401"]
        assert body.clone().unite(other).chain == other.clone().unite(body).chain


@given(meetings(10))
def test_a_chain_only_grows_or_forks_where_two_stepped_at_once(clones: list[Body]) -> None:
    """What a clone holds for its charters begins the chain of all, up to the first step that had a rival."""
    body = united(clones)
    chain = body.chain
    rivals = {
        parent
        for ruling in chain.out_of_order
        for parent in ruling.event.parents
        if ruling.event.kind == "charter.adopted"
    }
    for clone in clones:
        for mine, all_ in zip(clone.chain.steps, chain.steps, strict=False):
            if mine.id != all_.id:
                assert rivals & set(chain.index)
                break
        else:
            assert len(chain.steps) >= len(clone.chain.steps)
