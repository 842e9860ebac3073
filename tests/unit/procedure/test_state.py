"""Where a question stands, in the words of the assembly."""

from __future__ import annotations

import pytest

from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR
from tests.kit.lines import START


def test_the_phases_of_a_question_without_a_chair() -> None:
    body, motion = Body.pending(second=True, debate="1h", quorum="1")
    assert body.state(motion).phase(START + DAY) == "moved"
    body.second("bob", motion)
    assert body.state(motion).phase(START) == "debate"
    assert body.state(motion).phase(START + HOUR) == "voting"
    assert body.state(motion).phase(START + 300 * DAY) == "voting"
    body.vote("bob", motion, "aye", at=HOUR)
    body.announce("bob", motion, at=HOUR + 7 * DAY)
    assert body.state(motion).phase(START) == "carried"
    body.enact("bob", motion, at=HOUR + 7 * DAY)
    assert body.state(motion).phase(START) == "enacted"


def test_the_phases_of_a_question_with_a_chair() -> None:
    body, motion = Body.chaired_pending(second=True)
    phases = [body.state(motion).phase(START)]
    body.second("dave", motion)
    phases.append(body.state(motion).phase(START))
    body.state_question("alice", motion)
    phases.append(body.state(motion).phase(START))
    body.put("alice", motion)
    phases.append(body.state(motion).phase(START))
    body.announce("alice", motion, at=7 * DAY)
    phases.append(body.state(motion).phase(START))
    assert phases == ["moved", "seconded", "debate", "voting", "lost"]


def test_a_question_that_nobody_need_second_waits_for_the_chair() -> None:
    body, motion = Body.chaired_pending()
    assert body.state(motion).phase(START) == "moved"


@pytest.mark.parametrize(
    ("debate", "notice", "opens"), [("0s", "0s", 0), ("1h", "0s", HOUR), ("0s", "1d", DAY), ("2d", "1d", 2 * DAY)]
)
def test_when_a_poll_opens_and_closes(debate: str, notice: str, opens: int) -> None:
    body, motion = Body.pending(debate=debate, notice=notice, poll="3d")
    state = body.state(motion)
    assert (state.opens_at, state.closes_at) == (START + opens, START + opens + 3 * DAY)


def test_a_question_is_pending_until_it_is_decided_or_withdrawn() -> None:
    body, motion = Body.pending()
    assert body.state(motion).pending
    withdrawn = body.clone()
    withdrawn.withdraw("alice", motion)
    assert not withdrawn.state(motion).pending
    body.announce("bob", motion, at=7 * DAY)
    assert not body.state(motion).pending


def test_the_tally_as_it_stands() -> None:
    body, motion = Body.pending()
    body.vote("bob", motion, "nay")
    body.vote("bob", motion, "aye")
    body.vote("carol", motion, "abstain")
    votes = body.state(motion).tally()
    assert (votes.ayes, votes.nays, votes.abstentions, votes.silent) == (1, 0, 1, 1)
