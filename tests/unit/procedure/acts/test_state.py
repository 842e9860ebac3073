"""Stating the question: the chair, or a deputy after an absence, places it before the assembly (RONR (12th ed.) 4:15)."""

from __future__ import annotations

import pytest

from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, chaired
from tests.kit.lines import START
from tests.kit.questions import change

HANDED_OVER = chaired("alice", "bob", "carol").next(roles={"carol": ("chair",)})


def test_the_chair_states_what_was_moved() -> None:
    body, motion = Body.chaired_pending()
    assert body.codes(body.state_question("alice", motion, at=HOUR)) == ()
    state = body.state(motion)
    assert (state.stated_at, state.opens_at, state.phase(START + HOUR)) == (START + HOUR, None, "debate")


def test_not_before_it_was_seconded_where_the_charter_asks_for_that() -> None:
    body, motion = Body.chaired_pending(second=True)
    assert body.codes(body.state_question("alice", motion)) == ("GOV-314",)
    body.second("dave", motion)
    assert body.codes(body.state_question("alice", motion)) == ()


def test_a_question_is_stated_once() -> None:
    body, motion = Body.chaired_pending()
    body.state_question("alice", motion, at=HOUR)
    assert body.codes(body.state_question("alice", motion, at=2 * HOUR)) == ("GOV-320",)
    assert body.state(motion).stated_at == START + HOUR


def test_nobody_states_where_the_rule_presides() -> None:
    body, motion = Body.pending()
    assert body.codes(body.state_question("alice", motion)) == ("GOV-312",)


@pytest.mark.parametrize(
    ("actor", "at", "codes"),
    [
        ("carol", 0, ("GOV-313",)),
        ("carol", 300 * DAY, ("GOV-313",)),
        ("bob", 0, ("GOV-313",)),
        ("bob", 3 * DAY - 1, ("GOV-313",)),
        ("bob", 3 * DAY, ()),
        ("alice", 3 * DAY, ()),
    ],
    ids=["a member", "a member after a year", "the deputy", "nearly absent", "an absence", "the chair comes late"],
)
def test_who_presides(actor: str, at: int, codes: tuple[str, ...]) -> None:
    body, motion = Body.chaired_pending()
    assert body.codes(body.state_question(actor, motion, at=at)) == codes


def test_an_absence_counts_from_the_last_act_that_moved_the_question_on() -> None:
    body, motion = Body.chaired_pending(second=True)
    body.second("dave", motion, at=2 * DAY)
    assert body.codes(body.state_question("bob", motion, at=4 * DAY)) == ("GOV-313",)
    assert body.codes(body.state_question("bob", motion, at=5 * DAY)) == ()


def test_what_was_out_of_order_does_not_put_the_absence_off() -> None:
    body, motion = Body.chaired_pending()
    body.second("dave", motion, at=2 * DAY)
    assert body.codes(body.state_question("bob", motion, at=3 * DAY)) == ()


def test_who_is_chair_now_presides_over_what_was_moved_before() -> None:
    """A later charter touches no open question, but an office is held by whoever holds it."""
    body = Body.chaired("alice", "bob", "carol")
    motion = body.move("carol")
    charter = body.move("alice", change(HANDED_OVER))
    body.state_question("alice", charter)
    body.put("alice", charter)
    for voter in ("alice", "bob", "carol"):
        body.vote(voter, charter, "aye")
    body.announce("alice", charter)
    body.adopt("alice", charter)
    assert body.codes(body.state_question("alice", motion)) == ("GOV-313",)
    assert body.codes(body.state_question("carol", motion)) == ()


def test_nothing_is_stated_once_it_is_withdrawn() -> None:
    body, motion = Body.chaired_pending()
    body.withdraw("carol", motion)
    assert body.codes(body.state_question("alice", motion)) == ("GOV-310",)
