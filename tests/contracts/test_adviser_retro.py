"""The adviser that looks back keeps the contract of all advisers: at most five improvements, each with records that exist (S4-058)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers.retro import (
    ADVISER,
    KINDS,
    LEVELS,
    RetroFacts,
    SaidImprovement,
    SaidRetro,
    Sign,
    answer,
    ranked,
)
from gitgov.advice.answer import Answer, Case, Citable, told
from gitgov.core.ids import short
from tests.kit.saying import holds, is_void, no_less_careful

HEAD = "a" * 40
NAMES = ("main", "core", "coverage")


def case_of(*signs: Sign) -> Case:
    facts = RetroFacts("main", "v1", tuple(sorted(signs)))
    found = answer(facts)
    assert answer(RetroFacts("main", "v1", signs[::-1])) == found
    ids = frozenset({HEAD, *(each for sign in signs for each in sign.cites)})
    citable = Citable(ids, tuple(each.title for each in facts.signs))
    return Case("retro", HEAD, "v1", told(facts), found, citable=citable)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draws what was seen; each sign has records of its own, if any."""
    pairs = draw(st.lists(st.tuples(st.sampled_from([*KINDS]), st.sampled_from(NAMES)), unique=True, max_size=12))
    signs = [
        Sign(
            kind,
            name,
            draw(st.integers(0, 30)),
            draw(st.text(alphabet="ab %\t{}", max_size=450)),
            tuple(f"{number:02x}{place:062x}" for number in range(draw(st.integers(0, 9)))),
            draw(st.booleans()),
        )
        for place, (kind, name) in enumerate(pairs)
    ]
    return case_of(*signs)


SAID = st.builds(
    SaidRetro,
    verdict=st.sampled_from([*LEVELS, "go"]),
    cites=st.lists(st.sampled_from([HEAD, "f" * 64]), max_size=1),
    improvements=st.lists(
        st.builds(
            SaidImprovement,
            name=st.sampled_from([*(f"{kind} {name}" for kind in KINDS for name in NAMES), "invented main"]),
            change=st.sampled_from(["Do less.", "Look at it"]),
        ),
        max_size=5,
    ),
)


def five_with_records(case: Case, found: Answer) -> None:
    signs = {f"{each['kind']} {each['name']}": each for each in case.facts["signs"]}
    assert len(found.order) <= 5
    assert len({*found.order}) == len(found.order)
    for name in found.order:
        cites = signs[name]["cites"]
        assert cites
        assert {*cites} <= {*found.cites}
        assert short(cites[0]) in found.draft
    urgent = [name for name, each in signs.items() if each["urgent"] and each["times"] and each["cites"]]
    assert {*urgent} <= {*found.order} or {*found.order} <= {*urgent}
    assert bool(found.order) == bool(found.draft)
    assert (case.answer.verdict == "act") == bool(urgent)


@given(cases())
def test_any_case(case: Case) -> None:
    holds(ADVISER, case)
    five_with_records(case, case.answer)


@given(cases(), SAID)
def test_whatever_a_model_words_rests_on_what_was_seen(case: Case, said: SaidRetro) -> None:
    found = no_less_careful(ADVISER, case, said)
    if found is not None:
        five_with_records(case, found)
        assert len(found.order) >= len(case.answer.order)


COVERAGE = Sign("missed", "coverage", 3, "coverage was missed in 3 of 4 records", ("1" * 64, "2" * 64, "3" * 64))
OPEN = Sign("incident", "web", 1, "1 incident, 1 of them open", ("4" * 64,), urgent=True)
CONFLICT = Sign("conflict", "main", 20, "20 of 40 merges conflicted", tuple(f"{each:040x}" for each in range(8)))


def test_the_facts_alone() -> None:
    found = case_of(COVERAGE, OPEN, CONFLICT, COVERAGE._replace(kind="signal", times=0)).answer
    assert (found.verdict, found.order) == ("act", ("incident web", "conflict main", "missed coverage"))
    assert found.reasons[1] == (
        "conflict main: 20 of 40 merges conflicted (000000000000, 000000000000, 000000000000, 000000000000, "
        "000000000000 and 3 more)"
    )
    assert found.draft.splitlines()[:4] == [
        "Improvements, looking back since v1",
        "",
        "1. Go through the incidents of web, and keep what caused them from coming back.",
        "   Seen: 1 incident, 1 of them open (444444444444).",
    ]
    assert case_of(CONFLICT).answer.verdict == "improve"
    nothing = case_of().answer
    assert (nothing.verdict, nothing.draft) == ("steady", "")
    assert ranked([CONFLICT, COVERAGE]) == [CONFLICT, COVERAGE]


def test_of_signs_that_come_to_the_same_the_one_that_was_seen_more_often_goes_first() -> None:
    conflict, mega = (
        Sign(kind, "main", times, "it was seen", (HEAD,)) for kind, times in (("conflict", 11), ("mega", 30))
    )
    assert conflict.weight == mega.weight
    assert ranked([conflict, mega]) == [mega, conflict]


def test_a_model_words_and_orders_and_leaves_nothing_urgent_out() -> None:
    said = SaidRetro(
        verdict="act", improvements=(SaidImprovement(name="missed coverage", change="Test what is changed."),)
    )
    found = ADVISER.settled(case_of(COVERAGE, OPEN, CONFLICT), said)
    assert found.order == ("incident web", "missed coverage", "conflict main")
    assert "2. Test what is changed.\n   Seen: coverage was missed in 3 of 4 records (1111" in found.draft
    plain = SaidRetro(verdict="improve", remark="Well done")
    kept = ADVISER.settled(case_of(COVERAGE), plain)
    assert kept == case_of(COVERAGE).answer._replace(remark="Well done")


@pytest.mark.parametrize(
    "said",
    [
        SaidRetro(verdict="improve", improvements=(SaidImprovement(name="missed defects", change="Do it"),)),
        SaidRetro(verdict="improve", cites=["f" * 64]),
        SaidRetro(verdict="good"),
    ],
)
def test_what_is_invented_is_void(said: SaidRetro) -> None:
    is_void(ADVISER, case_of(COVERAGE), said)
