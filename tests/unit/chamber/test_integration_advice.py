"""What is proposed for many branches, beside what git itself does with them in every order."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.answer import Case
from gitgov.advice.said import SaidOrder
from gitgov.chamber.advising.integration import case, replayed
from gitgov.chamber.advising.plain import asks_no_model, digest_of, plain
from gitgov.chamber.advising.proposals import Advised, body_of, by_facts
from gitgov.cli.advice_shown import advice_json
from gitgov.core.errors import BadInput
from tests.kit.repo import commit, git

LINES = [f"line {number}" for number in range(1, 41)]


def text(*changed: int, word: str = "changed") -> str:
    return "".join(f"{line}{f' {word}' if at in changed else ''}\n" for at, line in enumerate(LINES, 1))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes a repository with two files on main, and stands in it."""
    path = tmp_path / "repo"
    git("init", "--quiet", path, cwd=tmp_path)
    commit(path, {"x": text(), "y": text()}, "Begin")
    monkeypatch.chdir(path)
    return path


def branch(place: Path, name: str, *changes: dict[str, str], upon: str = "main", message: str = "Work") -> str:
    git("switch", "--quiet", upon, cwd=place)
    made = ""
    for each in changes:
        made = commit(place, each, message, branch=name)
    git("switch", "--quiet", "main", cwd=place)
    return made


def merged(place: Path, order: tuple[str, ...]) -> int:
    """Merges branches one after another by plain git, those that conflict aside; returns how many these were."""
    tip, conflicts = "main", 0
    for name in order:
        done = git("merge-tree", "--write-tree", tip, name, cwd=place, check=False)
        if done.returncode:
            conflicts += 1
        else:
            tree = done.stdout.split()[0]
            tip = git("commit-tree", tree, "-p", tip, "-p", name, "-m", "m", cwd=place).stdout.strip()
    return conflicts


SHAPES: dict[str, dict[str, list[dict[str, str]]]] = {
    "apart": {"a": [{"a": "a\n"}], "b": [{"b": "b\n"}], "c": [{"c": "c\n"}]},
    "one in the way of two": {
        "a": [{"x": text(1, 20, word="a")}],
        "b": [{"x": text(1, word="b")}],
        "c": [{"x": text(20, word="c")}],
    },
    "each in the way of each": {name: [{"x": text(7, word=name)}] for name in "abc"},
    "a chain": {
        "a": [{"x": text(1, word="a")}],
        "b": [{"x": text(1, word="b"), "y": text(1, word="b")}],
        "c": [{"y": text(1, word="c")}],
    },
    "gone on one side": {"a": [{"x": text(3)}], "b": [{"x": ""}], "c": [{"y": text(9)}]},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("moved", [False, True])
def test_no_order_of_three_branches_conflicts_less_when_git_merges_it(place: Path, shape: str, *, moved: bool) -> None:
    for name, changes in SHAPES[shape].items():
        branch(place, name, *changes)
    if moved:
        commit(place, {"y": text(30, word="main")}, "Go on")
    proposed = case(Path(), list("abc")).answer
    costs = {order: merged(place, order) for order in permutations("abc")}
    assert len(costs) == 6
    assert costs[proposed.order] == min(costs.values())


def test_what_has_waited_does_not_make_more_branches_wait(place: Path) -> None:
    branch(place, "a", {"x": text(1, 20, word="a")})
    for number in range(12):
        commit(place, {"z": f"{number}\n"}, "Go on")
    branch(place, "b", {"x": text(1, word="b")})
    branch(place, "c", {"x": text(20, word="c")})
    assert case(Path(), list("abc")).answer.order == ("b", "c", "a")


def test_the_order_in_which_branches_are_named_changes_nothing(place: Path) -> None:
    for name, changes in SHAPES["a chain"].items():
        branch(place, name, *changes)
    assert len({digest_of(case(Path(), order)) for order in permutations("abc")}) == 1


def methods(found: Case) -> dict[str, str]:
    rows = (each.partition(" (") for each in found.answer.reasons[1:])
    return {name: rest.partition("): ")[2].partition(",")[0] for name, _, rest in rows}


def test_each_comes_by_a_method_that_fits_how_it_is_made(place: Path) -> None:
    branch(place, "one", {"1": "1\n"})
    branch(place, "several", {"2": "2\n"}, {"2": "3\n"})
    branch(place, "fixed", {"3": "3\n"}, {"3": "4\n"}, message="fixup! Add 3")
    branch(place, "below", {"4": "4\n"})
    branch(place, "above", {"5": "5\n"}, upon="below")
    branch(place, "knot", {"6": "6\n"})
    git("switch", "--quiet", "knot", cwd=place)
    git("merge", "--quiet", "--no-ff", "-m", "Join", "one", cwd=place)
    git("switch", "--quiet", "main", cwd=place)
    found = case(Path(), ["one", "several", "fixed", "below", "above", "knot"])
    assert methods(found) == {
        "one": "merge",  # the knot is tied upon it
        "several": "merge",
        "fixed": "squash",
        "below": "merge",
        "above": "merge",
        "knot": "merge",
    }
    assert found.answer.verdict == "in-order"


def test_what_is_in_already_as_another_commit_is_not_picked_again(place: Path) -> None:
    first = branch(place, "a", {"x": text(5, word="new")})
    branch(place, "a", {"x": text(5, word="newer")}, upon="a")
    git("cherry-pick", "-x", first, cwd=place)
    commit(place, {"x": text(5, word="other")}, "Go on")
    found = case(Path(), ["a"])
    assert methods(found) == {"a": "cherry-pick"}
    assert "1 of its commits are in already as others: only the other 1" in found.answer.reasons[1]
    assert found.facts["branches"][0]["again"] == [first]


def by_model(found: Case, *order: str) -> Advised:
    said = ADVISERS["integration"].settled(found, SaidOrder(verdict=found.answer.verdict, order=[*order]))
    return Advised(found, said, by_facts(found).provenance, found.answer.verdict)


def test_a_model_s_order_stands_where_git_merges_it_as_well(place: Path) -> None:
    branch(place, "a", {"a": "a\n"})
    branch(place, "b", {"b": "b\n"})
    asked = by_model(case(Path(), ["a", "b"]), "b", "a")
    assert replayed(Path(), asked) == asked
    assert asked.answer.order == ("b", "a")


def test_a_model_s_order_in_which_git_merges_less_falls_back_to_the_facts(place: Path) -> None:
    branch(place, "a", {"x": text(1, word="a")})
    branch(place, "b", {"x": text(1, 20, word="b")})
    branch(place, "c", {"x": text(20, word="c")})
    found = case(Path(), list("abc"))
    blind: dict[str, Any] = {**found.facts, "clashes": []}  # as where git knows more than pairs tell
    said = by_model(found._replace(facts=blind), "b", "a", "c")._replace(case=found)
    fallen = replayed(Path(), said)
    assert fallen.answer == found.answer
    assert fallen.provenance.fell_back == "merged in its order 2 branches do not go, and 1 in the facts'"
    assert not fallen.model_said


def test_what_git_cannot_merge_at_all_and_what_is_not_there(place: Path) -> None:
    git("switch", "--quiet", "--orphan", "b", cwd=place)
    commit(place, {"q": "q\n"}, "Alone", branch="b")
    git("switch", "--quiet", "main", cwd=place)
    branch(place, "a", {"a": "a\n"})
    found = case(Path(), ["a", "b"])
    assert found.answer.verdict == "rebase"
    assert found.answer.reasons[2].endswith("after main: they share no history; after a: they share no history")
    with pytest.raises(BadInput, match="nothing is on its way to main"):
        case(Path(), [])
    with pytest.raises(BadInput, match="nothing is on its way to main"):
        case(Path(), ["main"])


def test_without_a_branch_to_come_into_there_is_no_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "repo"
    git("init", "--quiet", "--initial-branch=x", path, cwd=tmp_path)
    commit(path, {"x": "x\n"}, "Begin", branch="x")
    monkeypatch.chdir(path)
    with pytest.raises(BadInput, match="no branch here that all would come into"):
        case(Path(), ["x"])


def test_what_is_shown_without_a_record_is_what_would_be_recorded(place: Path) -> None:
    branch(place, "a", {"x": text(1, word="a" * 500)})
    branch(place, "b", {"x": text(1, word="b")}, {"b" * 200: "b\n"})
    found = case(Path(), ["a", "b"])
    light, whole = plain(found), body_of(by_facts(found))
    assert advice_json(light, found.subject) == advice_json(whole, found.subject)
    assert set(light._fields) == set(type(whole).model_fields)
    assert set(light.provenance._fields) == set(type(whole.provenance).model_fields)
    assert {each for each in light.provenance._fields if getattr(light.provenance, each)} == {"facts"}


@pytest.mark.parametrize(
    ("settings", "profile", "alone"),
    [({}, "", True), ({"gov.advice": "none"}, "", True), ({"gov.advice": "x"}, "none", True), ({"gov.advice": "x"}, "", False), ({}, "x", False)],
)  # fmt: skip
def test_a_model_is_asked_where_one_is_named(settings: dict[str, str], profile: str, *, alone: bool) -> None:
    assert asks_no_model(settings, profile) == alone
