"""The adviser of minutes keeps the contract of all advisers: a summary of what the record says, and a remark beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers.minutes import ADVISER, LEVELS, MinutesFacts, Outcome, Todo, answer
from gitgov.advice.answer import Case, Citable, told
from gitgov.advice.said import SaidCites
from tests.kit.saying import holds, is_void, no_less_careful

HEAD, THREAD, CLOSING, MOTION, RESULT = "a" * 40, "b" * 64, "c" * 64, "d" * 64, "e" * 64
WORDS = st.text(max_size=500)
IDS = st.sampled_from([MOTION, RESULT, "f" * 64])


def case_of(facts: MinutesFacts) -> Case:
    found = answer(facts)
    assert answer(facts) == found
    return Case("minutes", HEAD, facts.name, told(facts), found, citable=Citable(frozenset({HEAD, *found.cites})))


CASES = st.builds(
    MinutesFacts,
    name=WORDS,
    number=st.integers(0, 3),
    thread=st.just(THREAD),
    ended=st.sampled_from(["", "2026-11-29T17:00:00Z"]),
    closed_by=st.sampled_from(["", CLOSING]),
    present=st.lists(st.sampled_from(["alice", "bob"]), unique=True).map(tuple),
    decided=st.lists(st.builds(Outcome, IDS, IDS, WORDS, st.sampled_from(["carried", "lost"]), WORDS), max_size=3).map(tuple),
    todo=st.lists(st.builds(Todo, IDS, WORDS), max_size=2).map(tuple),
    unfinished=st.lists(WORDS, max_size=2).map(tuple),
    standing=st.sampled_from(["", "approved", "before the assembly", "not approved yet"]),
).map(case_of)  # fmt: skip
SAID = st.builds(
    SaidCites,
    verdict=st.sampled_from([*LEVELS, "go"]),
    remark=WORDS,
    cites=st.lists(st.sampled_from([THREAD, "0" * 64]), max_size=2),
)


@given(CASES)
def test_any_case(case: Case) -> None:
    holds(ADVISER, case)


@given(CASES, SAID)
def test_a_remark_stands_beside_and_changes_no_summary(case: Case, said: SaidCites) -> None:
    found = no_less_careful(ADVISER, case, said)
    if found is not None:
        assert (found.draft, found.order, found.reasons) == (case.answer.draft, case.answer.order, case.answer.reasons)
        assert found.remark == said.remark


MET = MinutesFacts(
    "meeting 2, Review",
    2,
    THREAD,
    "2026-11-29T16:00:00Z",
    "2026-11-29T17:00:00Z",
    CLOSING,
    "alice",
    ("alice", "bob"),
    ("carol",),
    (Outcome(RESULT, MOTION, "M-dddddddd, to merge x into main, was carried.", "carried", "2 aye, 0 nay; a majority"),),
    (Todo(MOTION, "merge x into main"),),
    ("to adopt y",),
    "approved",
    "9" * 64,
)


def test_a_meeting() -> None:
    found = case_of(MET).answer
    assert (found.verdict, found.order) == ("pending", ("git gov enact M-dddddddd",))
    assert found.cites == (THREAD, CLOSING, MOTION, RESULT)
    assert found.reasons == (
        "present: 2 of 3 members",
        "1 decision, 1 of them carried",
        "1 motion still to be carried out",
        "unfinished: to adopt y",
        f"the minutes are approved: sha256 {'9' * 64}",
    )
    assert found.draft.splitlines() == [
        "Summary of meeting 2, Review",
        "Met from 2026-11-29T16:00:00Z to 2026-11-29T17:00:00Z, alice presiding.",
        "Present: alice, bob.",
        "Absent: carol.",
        "Decided:",
        "- M-dddddddd, to merge x into main, was carried (2 aye, 0 nay).",
        "To be carried out:",
        "- merge x into main (M-dddddddd)",
        "Unfinished:",
        "- to adopt y",
    ]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "pending"),
        ({"todo": (), "unfinished": ()}, "complete"),
        ({"todo": (), "unfinished": (), "standing": "not approved yet"}, "pending"),
        ({"ended": ""}, "open"),
        ({"number": 0, "standing": "", "todo": (), "unfinished": ()}, "complete"),
    ],
)
def test_how_minutes_stand(changes: dict[str, object], verdict: str) -> None:
    assert case_of(MET._replace(**changes)).answer.verdict == verdict  # type: ignore[arg-type]


def test_what_is_very_much_is_cut() -> None:
    many = tuple(MET.decided[0]._replace(record=f"{each:064x}") for each in range(205))
    assert case_of(MET._replace(decided=many)).answer.draft.count("- and 5 more") == 1


def test_what_is_invented_is_void() -> None:
    is_void(ADVISER, case_of(MET), SaidCites(verdict="pending", cites=["0" * 64]))
