"""Minutes say what was done, and how members voted; not what was said, nor who seconded (RONR (12th ed.) 48)."""

from __future__ import annotations

from gitgov.procedure.fold import moments
from gitgov.procedure.minutes.data import data
from gitgov.procedure.minutes.markdown import markdown
from gitgov.procedure.minutes.minutes import Minutes
from gitgov.procedure.minutes.prose import prose
from gitgov.procedure.minutes.secretary import take
from tests.kit.assembly import Body
from tests.kit.questions import architecture
from tests.kit.scenario import Stage

MEETING = """
bring A M: main "adopt linter X"
A speaks for M
bring B P: amend text strike=X insert=Y on M
vote P 6-3
bring C Q: amend text insert=soon on M
vote Q 2-7
bring D T: lay_on_table "a fire" on M
vote T 6-2
bring E N: main "paint it *green*"
vote N 3-5
bring F K: take_from_table of=M
vote K 8-0
B moves PT: point_of_order "he shouts"
Ch rules PT not well taken
vote M 6-3-1
C leaves
bring A J: adjourn_main
vote J 7-0
"""


def played(text: str) -> Stage:
    stage = Stage()
    for line in filter(None, text.splitlines()):
        stage.play(line)
    return stage


def minutes(stage: Stage, number: int = 1) -> Minutes:
    found = take(moments(stage.floor.chain, stage.floor.lineage.values()), number)
    assert found is not None
    return found


def test_a_meeting() -> None:
    found = minutes(played(MEETING))
    assert (found.meeting, found.name, found.presided) == (1, "the meeting", "ch")
    assert found.absent == ("j", "k", "l")
    assert found.opened == found.closed > 0
    assert [item.title for item in found.items] == [
        "Resolve: “adopt linter Y”",
        "Resolve: “paint it *green*”",
        "Take the question from the table",
        "Resolve: “adopt linter Y”",
        "Adjourn",
    ]
    said = " ".join(entry.what for item in found.items for entry in item.entries)
    assert "a moved to resolve: “adopt linter X”" in said
    assert "now reads: to resolve: “adopt linter Y”" in said
    assert "was laid on the table" in said
    assert "was again before the assembly" in said
    assert "The chair, ch, ruled upon" in said


def test_votes_are_counted_and_called() -> None:
    text = prose(minutes(played(MEETING)))
    assert "6 x 2 = 12 > 9 = 9 x 1" in text
    assert "Aye: a, b, c, d, e, f\n      Nay: g, h, i\n      Abstained: ch\n" in text


def test_each_ballot_of_an_election_is_recorded_and_not_only_the_one_that_elects() -> None:
    lines = ("bring A E: elect treasurer nominees=A,B method=majority", "ballots E 5:A 5:B", "ballots E 7:A 3:B")
    text = prose(minutes(played("\n".join(lines))))
    first, second = text.index(", decided nothing, and another was taken."), text.index("was carried.")
    assert first < second
    assert "Ballot 1 on " in text
    assert "10 ballots" in text[first:second]
    assert "10 ballots" in text[second:]


def test_what_was_said_who_seconded_and_secondary_motions_that_were_lost_are_left_out() -> None:
    text = prose(minutes(played(MEETING)))
    assert "Consider it well" not in text
    assert "soon" not in text
    assert "second" not in text


def test_who_left_and_when() -> None:
    stage = Stage()
    stage.play("assembly present=8")
    stage.play("bring A M")
    stage.play("wait 10m")
    stage.play("B leaves")
    stage.play("I arrives")
    there = {str(each.member): each for each in minutes(stage).there}
    assert there["b"].left - there["b"].came == there["i"].came - there["a"].came == 600
    assert "b (until 2026-11-20T10:10:00Z)" in prose(minutes(stage))
    assert "i (from 2026-11-20T10:10:00Z)" in prose(minutes(stage))


def test_what_is_left_is_named() -> None:
    text = prose(minutes(played('bring A M: main "adopt it"')))
    assert "is pending.\nNot adjourned.\n" in text


def test_a_question_that_was_never_stated_or_was_withdrawn_is_not_recorded() -> None:
    found = minutes(
        played("A moves M\nbring B N\nB moves W: withdraw_motion on N\nD seconds W\nCh states W\nvote W 6-0")
    )
    assert [item.title for item in found.items] == []


def test_a_motion_on_its_own_floor() -> None:
    body = Body.team("alice", "bob", "carol")
    motion = body.move("alice", architecture("# Use git notes\n\nFor everything.\n"))
    body.speak("bob", motion)
    body.vote("alice", motion, "aye")
    body.vote("bob", motion, "nay")
    body.vote("bob", motion, "aye")
    body.announce("bob", motion)
    floor = body.floor(motion)
    found = take(moments(floor.chain, floor.lineage.values()))
    assert found is not None
    assert [each.member for each in found.there] == ["alice", "bob"]
    assert found.absent == ("carol",)
    text = prose(found)
    assert "      | # Use git notes\n      |\n      | For everything.\n" in text
    assert "Aye: alice, bob\n" in text
    assert "Not counted" not in text


EVIL = "# x\n```\n<script>\x1b[2J\u202e\n[a](b) @all | *b*"


def test_what_people_wrote_is_shown_and_never_interpreted() -> None:
    body = Body.team("alice", "bob")
    motion = body.move("alice", architecture(EVIL))
    floor = body.floor(motion)
    found = take(moments(floor.chain, floor.lineage.values()))
    assert found is not None
    for text in (prose(found), markdown(found)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    fenced = markdown(found)
    assert "  ````text\n  # x\n  ```\n  <script>" in fenced
    assert fenced.count("````") == 2
    assert data(found)["items"][0]["entries"][0]["quoted"] == EVIL


def test_markdown_escapes_within_sentences() -> None:
    stage = played('bring A M: main "<b> *x* [y](z) `c`"')
    assert "“\\<b\\> \\*x\\* \\[y\\](z) \\`c\\`”" in markdown(minutes(stage))
