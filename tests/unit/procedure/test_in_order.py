"""What is in order now is what the law says of whoever moves it: the list and the law agree, whatever is pending."""

import shlex

import pytest

from gitgov.core.ids import Member
from gitgov.procedure.floor import Floor
from gitgov.procedure.in_order import Choice, choices, debaters
from tests.kit.lines import START
from tests.kit.scenario import Stage

WORDS = {
    "amend": "amend strike=X insert=Y",
    "commit": 'commit "the committee"',
    "postpone_to_certain_time": "postpone_to_certain_time until=7d",
    "limit_extend_debate": "limit_extend_debate speeches=1",
    "previous_question": "previous_question",
    "lay_on_table": 'lay_on_table "an incident"',
    "postpone_indefinitely": "postpone_indefinitely",
    "recess": 'recess "10 minutes"',
    "adjourn": "adjourn",
    "main": 'main "another subject"',
    "suspend_rules": 'suspend_rules "taking item 9 up now"',
    "objection_to_consideration": "objection_to_consideration",
}
"""Motions in words that are in order wherever their kind is."""
STAGES = {
    "nothing": [],
    "a main motion": ['bring A M: main "adopt linter X"'],
    "debated": ['bring A M: main "adopt linter X"', "B speaks for M"],
    "a referral": ['bring A M: main "adopt linter X"', 'bring B R: commit "the committee"'],
    "closed": ['bring A M: main "adopt linter X"', "bring B PQ: previous_question", "vote PQ 7-3"],
    "being voted on": ['bring A M: main "adopt linter X"', "Ch puts M"],
    "tabling": ['bring A M: main "adopt linter X"', 'bring B T: lay_on_table "an incident"'],
    "adjourning": ['bring A M: main "adopt linter X"', "bring B J: adjourn"],
}


def played(lines: list[str]) -> Stage:
    stage = Stage()
    for line in lines:
        stage.play(line)
    return stage


def asked(floor: Floor, at: int) -> dict[str, Choice]:
    return {each.row.name: each for each in choices(floor, Member("d"), at)}


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_the_list_says_what_the_law_says(stage: str) -> None:
    scene = played(STAGES[stage])
    listed = asked(scene.floor, START + scene.now)
    for kind, words in WORDS.items():
        said = "amend part=committee insert=now" if (stage, kind) == ("a referral", "amend") else words
        before = len(scene.refused)
        twin = played(STAGES[stage])
        twin._do(["D", "moves", "Z:", *shlex.split(said)])
        refused = twin.refused[before:]
        codes = [each.code for each in listed[kind].objections]
        assert bool(refused) == bool(codes), (kind, refused, codes)
        if refused:
            assert codes[0] == refused[0][1][0], (kind, refused)


def test_what_was_done_can_be_named() -> None:
    scene = played(['bring A M: main "adopt linter X"', "vote M 6-3"])
    listed = asked(scene.floor, START + scene.now)
    assert listed["reconsider"].of == (scene.names["M"],)  # D voted aye, and so prevailed
    assert listed["rescind_amend_adopted"].of == (scene.names["M"],)
    assert [each.code for each in listed["take_from_table"].objections] == ["GOV-372"]
    assert [each.code for each in listed["appeal"].objections] == ["GOV-389"]


def test_what_lies_on_the_table_is_not_said_to_lie_nowhere() -> None:
    """The last that was decided is the laying on the table, which nothing is taken from; what is meant is what lies there."""
    scene = played(['bring A M: main "adopt linter X"', 'bring B T: lay_on_table "an incident"', "vote T 6-3"])
    listed = asked(scene.floor, START + scene.now)
    assert [each.code for each in listed["take_from_table"].objections] == ["GOV-373"]
    assert [each.code for each in listed["discharge_committee"].objections] == ["GOV-374"]


def test_nobody_is_nominated_where_there_is_no_election() -> None:
    scene = played(['bring A M: main "adopt linter X"'])
    listed = asked(scene.floor, START + scene.now)
    for kind in ("nominate", "nomination_methods", "close_nominations", "reopen_nominations"):
        assert [each.code for each in listed[kind].objections] == ["GOV-534"], kind


def test_who_may_speak() -> None:
    scene = played(["assembly speech=10m", 'bring A M: main "adopt linter X"', "B rises for", "A rises", "Ch rises"])
    found = debaters(scene.floor, START + scene.now)
    assert [each.member for each in found] == ["a", "b", "ch"]
    assert [each.left for each in found] == [2, 2, 2]
    assert [[one.code for one in each.objections] for each in found] == [[], [], ["GOV-523"]]
    assert {each.limits.length for each in found} == {600}
