"""The adviser of releases keeps the contract of all advisers, and two laws of its own: what is held does not go, and red never goes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers.merge import Lack
from gitgov.advice.advisers.release import (
    ADVISER,
    LEVELS,
    STRATEGIES,
    Change,
    Critical,
    Decided,
    Delivered,
    ReleaseFacts,
    SaidRelease,
    Trouble,
    answer,
)
from gitgov.advice.answer import Case, Citable, told
from gitgov.advice.said import SaidFinding
from tests.kit.saying import holds, is_void, no_less_careful, recorded

HEAD = "a" * 40
PATHS = ("README.md", "store/migrations/1.sql", "web/b.py")
IDS = st.sampled_from([each * 64 for each in "bcdef"])
CARE = {"standard": 0, "canary": 1, "blue-green": 1, "hold": 2}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draws a release of any sort."""
    lists: dict[str, Any] = {
        "lacks": st.builds(Lack, st.just("GOV-191"), st.just("it was not measured"), st.just("measure it")),
        "critical": st.builds(Critical, st.just("coverage"), st.sampled_from(["met", "missed", "no data"]), record=IDS),
        "incidents": st.builds(Trouble, IDS, st.sampled_from(["", "web"]), st.text(max_size=500)),
        "delivered": st.builds(Delivered, st.just("web"), st.integers(0, 4), st.integers(4, 9), st.integers(0, 9)),
        "rollbacks": IDS,
        "decided": st.builds(Decided, IDS, st.text(max_size=500)),
    }
    some: dict[str, Any] = {name: tuple(draw(st.lists(each, max_size=2))) for name, each in lists.items()}
    change = Change(draw(st.integers(0, 2)), draw(st.integers(0, 90)), draw(st.integers(0, 2000)), PATHS, ("web",), draw(st.sampled_from([(), PATHS[1:2]])))  # fmt: skip
    facts = ReleaseFacts("v2", HEAD, "", "", change, **some)
    found = answer(facts)
    assert answer(facts) == found
    citable = Citable(frozenset({HEAD, *found.cites}), lines={each: frozenset({0, 1}) for each in PATHS})
    return Case("release", HEAD, "v2", told(facts), found, citable=citable)


SAID = st.builds(
    SaidRelease,
    verdict=st.sampled_from([*LEVELS, "ready"]),
    remark=st.text(max_size=50),
    strategy=st.sampled_from(["", *STRATEGIES, "yolo"]),
    cites=st.lists(st.sampled_from([HEAD, "0" * 64]), max_size=2),
    findings=st.lists(
        st.builds(
            SaidFinding, path=st.sampled_from([*PATHS, "invented.py"]), line=st.integers(0, 2), note=st.just("n")
        ),
        max_size=2,
    ),
)


@given(cases())
def test_any_case(case: Case) -> None:
    holds(ADVISER, case)


@given(cases(), SAID)
def test_nothing_a_model_says_makes_it_less_careful(case: Case, said: SaidRelease) -> None:
    fact = case.answer
    found = no_less_careful(ADVISER, case, said)
    if found is None:
        return
    assert CARE[found.choice] >= CARE[fact.choice]
    assert (found.choice == "hold") <= (found.verdict != "go")
    assert not (found.verdict == "go" and any(each["state"] == "missed" for each in case.facts["critical"]))
    assert {*fact.findings} <= {*found.findings}
    assert not found.draft or recorded(case, found, ADVISER.word_of(case, said, found)).draft.endswith(
        f"\nStrategy: {found.choice}"
    )


@pytest.mark.parametrize("strategy", ["", *STRATEGIES])
@pytest.mark.parametrize("verdict", LEVELS)
def test_whatever_a_model_says_what_is_settled_can_be_put_on_record(verdict: str, strategy: str) -> None:
    found = no_less_careful(ADVISER, plain(), SaidRelease(verdict=verdict, strategy=strategy))
    assert found is not None


def plain() -> Case:
    facts = ReleaseFacts("v2", HEAD, "", "", Change(1, 3, 9, PATHS[:1]))
    citable = Citable(frozenset({HEAD}), lines={PATHS[0]: frozenset({0})})
    return Case("release", HEAD, "v2", told(facts), answer(facts), citable=citable)


def test_a_model_can_ask_for_more_care() -> None:
    found = ADVISER.settled(plain(), SaidRelease(verdict="go", strategy="canary"))
    assert (found.verdict, found.choice) == ("go", "canary")
    assert found.draft.endswith("Strategy: canary")
    assert ADVISER.settled(plain(), SaidRelease(verdict="go", strategy="blue_green")).choice == "blue-green"
    held = ADVISER.settled(plain(), SaidRelease(verdict="go", strategy="hold"))
    assert (held.verdict, held.choice) == ("wait", "hold")
    stopped = ADVISER.settled(plain(), SaidRelease(verdict="no-go"))
    assert (stopped.verdict, stopped.choice) == ("no-go", "hold")
    impact = SaidFinding(path=PATHS[0], line=0, note="Readers see it")
    assert ADVISER.settled(plain(), SaidRelease(verdict="go", findings=[impact])).findings[0].note == "Readers see it"


@pytest.mark.parametrize(
    "said",
    [
        SaidRelease(verdict="ready"),
        SaidRelease(verdict="go", strategy="yolo"),
        SaidRelease(verdict="go", cites=["0" * 64]),
        SaidRelease(verdict="go", findings=[SaidFinding(path="invented.py", line=0, note="n")]),
    ],
)
def test_what_is_invented_is_void(said: SaidRelease) -> None:
    is_void(ADVISER, plain(), said)
