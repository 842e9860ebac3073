"""Reading never fails: what a member may sign to make it fail is ruled out of order, or shown as it is."""

from __future__ import annotations

import pytest

from gitgov.core.instants import parse_instant
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import Value, team
from tests.kit.lines import START
from tests.kit.questions import change

LAST = parse_instant("9999-12-31T23:59:59Z") - START
FIRST = parse_instant("0001-01-01T00:00:00Z") - START

PERIODS: dict[str, dict[str, Value]] = {
    "debate": {"debate": "7d"},
    "notice": {"notice": "7d"},
    "poll": {"poll": "3650d"},
    "hold": {"hold": "3650d"},
    "lazy": {"lazy": "3650d"},
    "a second": {"second": True, "debate": "7d"},
    "nothing": {},
}


@pytest.mark.parametrize("rules", PERIODS.values(), ids=PERIODS)
@pytest.mark.parametrize("at", [LAST, LAST - 1, FIRST, 0], ids=["the last second", "nearly", "the first", "today"])
def test_at_the_ends_of_the_calendar(rules: dict[str, Value], at: int) -> None:
    body = Body.team("alice", "bob", "carol", **rules)
    motion = body.move("alice", at=at)
    for act in (body.second, body.state_question, body.put, body.speak):
        act("bob", motion, at=at)
    for voter in ("alice", "bob", "carol"):
        body.vote(voter, motion, "aye", at=at)
    body.announce("bob", motion, at=at)
    body.enact("bob", motion, at=at)
    body.withdraw("alice", motion, at=at)
    state = Body.read(body.lines).floor(motion)
    assert state.main.phase(START + at)
    assert all(str(each) for ruling in state.out_of_order for each in ruling.objections)


@pytest.mark.parametrize("at", [LAST, FIRST])
def test_a_charter_at_the_ends_of_the_calendar(at: int) -> None:
    body = Body.team("alice", "bob", hold="3650d")
    motion = body.move("alice", change(team("alice", "bob").next()), at=at)
    for voter in ("alice", "bob"):
        body.vote(voter, motion, "aye", at=at)
    body.announce("alice", motion, at=at)
    step = body.adopt("alice", motion, at=at)
    assert body.codes(step) == ("GOV-413",)
    assert "on hold until" in body.why(step)[0].what


TEXTS = {
    "thousands of digits": "version = " + "1" * 5_000,
    "thousands of lists": "version = " + "[" * 100_000,
    "a table in hundreds of tables": "[" + "a." * 500 + "a]",
    "a key of hundreds of parts": "a." * 500 + "a = 1",
    "thousands of inline tables": "a = " + "{a=" * 50_000,
    "a NUL": "name = 'a\0'",
    "a date that is none": "version = 2026-13-45",
    "a number that is infinite": "version = inf",
    "an emoji": "😀",
    "a quarter of a million characters": "#" * 262_144,
    "a line break that TOML does not know": "name = 'a'\x85version = 1",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_charter_motion_with_any_text(text: str) -> None:
    body = Body.team("alice", "bob")
    question: Question = CharterChange(text=text)
    motion = body.move("alice", question)
    body.vote("bob", motion, "aye")
    assert body.codes(motion) == ("GOV-406",)
    assert not isinstance(body.fold(motion), Motion)


def test_an_announcement_of_ballots_that_are_none() -> None:
    """It counts the motion itself, a speech, a ballot of another thread, and nothing at all."""
    body, motion = Body.pending()
    speech = body.speak("bob", motion)
    other = body.move("bob")
    stray = body.vote("bob", other, "aye")
    for counted in ([motion], [speech], [stray], ["0" * 64], []):
        said = body.result(motion, at=604_800).model_copy(update={"counted": counted, "result": "carried"})
        assert body.codes(body.announce("carol", motion, said, at=604_800)) == ("GOV-338",)
