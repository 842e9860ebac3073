"""Speaking in debate (RONR (12th ed.) 43): who may, when, and that every word stays as it was said."""

from __future__ import annotations

import pytest

from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.lines import START
from tests.kit.questions import change

TEXTS = [
    "x",
    "two\nlines\r\n\n",
    '{"event":{},"key":"SHA256:","sig":""}',
    "a tab\t, a NUL \0 and a bell \x07",
    "\x1b[31mred\x1b[0m",
    "al\u202eice",
    "é e\u0301 😀 \u2028 \uffff",
    "--- a patch\n+++ b",
    " ",
    "x" * 39_000,
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_speech_stands_as_it_was_made(text: str) -> None:
    body, motion = Body.pending()
    speech = body.speak("bob", motion, text)
    (said,) = Body.read(body.lines).state(motion).speeches
    assert (said.id, said.member, said.at, said.side, said.text) == (speech, "bob", START, "for", text)


def test_a_member_speaks_as_often_as_there_is_something_to_say() -> None:
    body, motion = Body.pending()
    texts = [f"{number}" for number in range(5)]
    for text in texts:
        body.speak("bob", motion, text)
    assert [speech.text for speech in body.state(motion).speeches] == texts


def test_not_before_the_question_is_before_the_assembly() -> None:
    body, motion = Body.pending(second=True)
    assert body.codes(body.speak("bob", motion)) == ("GOV-325",)
    body.second("bob", motion)
    assert body.codes(body.speak("bob", motion)) == ()
    body, motion = Body.chaired_pending()
    assert body.codes(body.speak("dave", motion)) == ("GOV-325",)
    body.state_question("alice", motion)
    assert body.codes(body.speak("dave", motion)) == ()


def test_a_member_who_came_later_has_no_seat_in_this_debate() -> None:
    body, motion = Body.pending()
    body.replace_charter(team("alice", "bob", "carol", "dave").next())
    assert body.codes(body.speak("dave", motion)) == ("GOV-324",)
    assert body.codes(body.speak("bob", motion)) == ()


def test_the_mover_speaks_where_the_mover_does_not_vote() -> None:
    body, motion = Body.pending(mover_votes=False)
    assert body.codes(body.speak("alice", motion)) == ()


def test_debate_is_over_once_it_is_withdrawn_or_decided() -> None:
    body, motion = Body.pending()
    other = body.clone()
    body.withdraw("alice", motion)
    assert body.codes(body.speak("bob", motion)) == ("GOV-310",)
    for voter in ("alice", "bob"):
        other.vote(voter, motion, "aye")
    other.announce("alice", motion)
    assert other.codes(other.speak("carol", motion)) == ("GOV-311",)


def test_a_charter_motion_is_debated_like_any_other() -> None:
    body = Body.team("alice", "bob")
    motion = body.move("alice", change(team("alice", "bob").next()))
    assert body.codes(body.speak("bob", motion)) == ()
