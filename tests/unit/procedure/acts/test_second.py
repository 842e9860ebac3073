"""Seconding: another member wants it considered (RONR (12th ed.) 4:9-14)."""

from __future__ import annotations

import pytest

from tests.kit.assembly import Body
from tests.kit.charters import HOUR, team
from tests.kit.lines import START


def test_where_the_rule_presides_a_second_states_the_question() -> None:
    body, motion = Body.pending(second=True, debate="1h")
    assert body.state(motion).phase(START) == "moved"
    body.second("bob", motion, at=HOUR)
    state = body.state(motion)
    assert (state.seconder, state.stated_at, state.opens_at) == ("bob", START + HOUR, START + 2 * HOUR)


def test_where_a_chair_presides_it_does_not() -> None:
    body, motion = Body.chaired_pending(second=True)
    body.second("dave", motion)
    state = body.state(motion)
    assert (state.seconder, state.stated_at, state.phase(START)) == ("dave", None, "seconded")


def test_no_second_is_wanted_where_the_charter_asks_for_none() -> None:
    body, motion = Body.pending()
    assert body.codes(body.second("bob", motion)) == ("GOV-317",)


def test_one_second_is_enough() -> None:
    body, motion = Body.pending(second=True)
    body.second("bob", motion)
    assert body.codes(body.second("carol", motion)) == ("GOV-318",)
    assert body.state(motion).seconder == "bob"


@pytest.mark.parametrize("key", ["alice", "alice's other key"])
def test_the_mover_does_not_second_whatever_key_signs(key: str) -> None:
    draft = team("alice", "bob", second=True).but(keys={"alice": ("alice", "alice's other key")})
    body = Body.found(draft)
    motion = body.move("alice")
    assert body.codes(body.second("alice", motion, key=key)) == ("GOV-319",)


def test_of_two_seconds_at_once_one_is_in_order() -> None:
    body, motion = Body.pending(second=True)
    other = body.clone()
    seconds = {body.second("bob", motion), other.second("carol", motion)}
    body.unite(other)
    assert sorted(body.codes(each) for each in seconds) == [(), ("GOV-318",)]


def test_nothing_is_seconded_once_it_is_withdrawn_or_decided() -> None:
    body, motion = Body.pending(second=True)
    other = body.clone()
    body.withdraw("alice", motion)
    assert body.codes(body.second("bob", motion)) == ("GOV-310",)
    other.second("bob", motion)
    other.vote("bob", motion, "nay")
    other.vote("carol", motion, "nay")
    other.announce("bob", motion)
    assert other.codes(other.second("carol", motion)) == ("GOV-311",)
