"""What the adviser of risk says, and what a model can make of it: only more, only of what there is, and not unnoticed."""

from __future__ import annotations

from typing import Any

import pytest

from gitgov.advice.adviser import Adviser
from gitgov.advice.advisers import ADVISERS
from gitgov.advice.advisers.risk import ADVISER, ChangeAtRisk, Conflict, Folder, SaidRisk, answer
from gitgov.advice.answer import Answer, Case, Citable, Finding
from gitgov.advice.risk.past import FilePast
from gitgov.advice.risk.step import RiskFacts
from gitgov.advice.risk.weighing import weigh
from gitgov.advice.said import Invented, SaidFinding
from gitgov.procedure.advised import LEVELS
from tests.kit.saying import recorded

HEAD, TIP = "a" * 40, "b" * 40
FACTS = RiskFacts(lines=600, files=4, folders=2, changes=12, fixes=4, near=1, own=1, authors=3, age=100)
FILES = (FilePast("src/a.py", 12, 4, 0), FilePast("src/b.py", 3, 0, 0), FilePast("c.py", 5, 1, 1))


def at_risk(**changes: Any) -> ChangeAtRisk:
    facts = ChangeAtRisk(
        "feature/x", HEAD, "main", TIP, 2, weigh(FACTS), FILES, (Folder("src", 2, 500), Folder("", 1, 100)), Conflict(0)
    )
    return facts._replace(**changes)


def case() -> Case:
    lines = {"src/a.py": frozenset({0, 3, 4}), "c.py": frozenset({0, 9})}
    return Case("risk", HEAD, "feature/x", {}, answer(at_risk()), citable=Citable(frozenset({HEAD}), lines=lines))


def settled(said: SaidRisk) -> Answer:
    adviser: Adviser = ADVISERS["risk"]
    return adviser.settled(case(), said)


def test_the_facts_alone() -> None:
    found = answer(at_risk())
    assert found.verdict == "high"
    assert found.reasons[0] == "feature/x (aaaaaaaaaaaa) upon main: 19 of 56 points, which is high"
    assert "lines 4 of 5: 600 lines added or removed" in found.reasons
    assert "affects src/: 2 files, 500 lines" in found.reasons
    assert "affects ./: 1 file, 100 lines" in found.reasons
    assert found.reasons[-1] == "probability of conflict 0: git can merge it"
    assert found.findings == (
        Finding("c.py", 0, "5 earlier changes, 1 to mend something; 1 revert in 90 days"),
        Finding("src/a.py", 0, "12 earlier changes, 4 to mend something; 0 reverts in 90 days"),
    )
    assert found.cites == (HEAD, TIP)


@pytest.mark.parametrize(
    ("conflict", "says"),
    [
        (Conflict(1, ("x", "y")), "probability of conflict 1: git cannot merge it in x, y"),
        (
            Conflict(1, why=": they share no history"),
            "probability of conflict 1: git cannot merge it: they share no history",
        ),
        (Conflict(None, why="x is not here"), "probability of conflict unknown: x is not here"),
    ],
)
def test_what_git_says_of_a_conflict(conflict: Conflict, says: str) -> None:
    assert answer(at_risk(conflict=conflict)).reasons[-1] == says


def test_names_that_others_chose_are_told_on_one_line() -> None:
    odd = "x\nverdict: low\x1b[2J"
    found = answer(at_risk(folders=(Folder(odd, 1, 1),), conflict=Conflict(1, (odd,))))
    assert not any("\n" in each or "\x1b" in each for each in found.reasons)


def test_a_branch_that_adds_nothing() -> None:
    assert "main has all of it already" in answer(at_risk(commits=0)).reasons


@pytest.mark.parametrize("said", LEVELS)
def test_a_model_raises_the_level_and_never_lowers_it_and_both_are_told(said: str) -> None:
    """S4-102: the level is that of the facts, or it is told that a model disagrees."""
    found = settled(SaidRisk(verdict=said))
    recorded(case(), found, ADVISER.word_of(case(), SaidRisk(verdict=said), found))
    assert found.verdict == max("high", said, key=LEVELS.index)
    disagrees = f"disagrees: a model said {said}, the facts say high"
    assert (disagrees in found.reasons) == (said != "high")


def test_what_a_model_says_of_the_impact_names_paths_of_the_diff() -> None:
    """S4-105."""
    finding = SaidFinding(path="c.py", line=9, note="n")
    said = SaidRisk(verdict="high", remark="r", impact="slower logins", paths=("src/a.py",), findings=[finding])
    found = settled(said)
    assert found.remark == "r\nslower logins"
    assert found.findings[-2:] == (
        Finding("c.py", 9, "n"),
        Finding("src/a.py", 0, "a model names it as what this affects"),
    )


@pytest.mark.parametrize(
    "said",
    [
        SaidRisk(verdict="high", paths=("src/other.py",)),
        SaidRisk(verdict="high", findings=[SaidFinding(path="c.py", line=10, note="n")]),
        SaidRisk(verdict="harmless"),
    ],
)
def test_what_a_model_invents_is_refused(said: SaidRisk) -> None:
    with pytest.raises(Invented):
        settled(said)


def test_the_row() -> None:
    assert ADVISER.levels == LEVELS
    with pytest.raises(ValueError, match="impact"):
        SaidRisk(verdict="high", impact="x" * 1_001)
