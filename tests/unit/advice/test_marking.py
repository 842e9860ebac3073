"""How answers to past cases are marked, and what a report makes of marks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.advisers.release import ADVISER as RELEASE
from gitgov.advice.advisers.retro import ADVISER as RETRO
from gitgov.advice.advisers.retro import RetroFacts, Sign
from gitgov.advice.answer import Answer, Case, told
from gitgov.advice.learning import LEAST, Example, Judged, Report, by_facts, report, report_beside
from gitgov.advice.marking import Became, Metric, agreement, by_care, first_named, ordered
from gitgov.advice.said import Said
from gitgov.advice.strategy import Clash, Incoming, IntegrationFacts, answer

LEVELS = ("low", "middle", "high")
CARE = by_care(LEVELS)
GOOD, BAD = Became(), Became(good=False, why="it was taken back")
A, B, C, D = "a", "b", "c", "d"


def case(verdict: str = "low", *order: str) -> Case:
    return Case("merge", "0" * 40, "x", {}, Answer(verdict, order=order))


@pytest.mark.parametrize(
    ("verdict", "good", "bad"), [("low", 1, 0), ("middle", Fraction(1, 2), Fraction(1, 2)), ("high", 0, 1)]
)
def test_care_is_right_of_what_went_wrong_and_costs_where_it_did_not(
    verdict: str, good: Fraction, bad: Fraction
) -> None:
    assert CARE.mark({}, Answer(verdict), GOOD) == good
    assert CARE.mark({}, Answer(verdict), BAD) == bad


def test_what_would_have_been_right_is_never_less_careful_than_the_facts() -> None:
    right = CARE.right
    assert right is not None
    assert right({}, Answer("middle"), GOOD) == {"verdict": "middle"}
    assert right({}, Answer("low"), GOOD) == {"verdict": "low"}
    assert right({}, Answer("middle"), BAD) == {"verdict": "high"}


@pytest.mark.parametrize(
    ("verdict", "choice", "care"),
    [
        ("go", "standard", 0),
        ("go", "canary", Fraction(1, 3)),
        ("go", "blue-green", Fraction(1, 3)),
        ("wait", "hold", Fraction(2, 3)),
        ("wait", "standard", Fraction(2, 3)),
        ("no-go", "hold", 1),
    ],
)
def test_a_release_is_careful_by_its_strategy_too(verdict: str, choice: str, care: Fraction) -> None:
    assert RELEASE.metric.mark({}, Answer(verdict, choice=choice), BAD) == care
    assert RELEASE.metric.mark({}, Answer(verdict, choice=choice), GOOD) == 1 - care


@pytest.mark.parametrize(
    ("order", "worth", "mark"),
    [
        ((A, B), {A: 1}, 1),
        ((A, B), {B: 1}, Fraction(1, 2)),
        ((A, B, C), {C: 1}, Fraction(1, 3)),
        ((A, B), {B: 1, A: 1}, 1),
        ((A,), {B: 1}, 0),
        ((), {B: 1}, 0),
    ],
)
def test_the_first_name_that_counts(order: tuple[str, ...], worth: dict[str, int], mark: Fraction) -> None:
    assert first_named({}, Answer("go", order=order), Became(worth=worth)) == mark


@pytest.mark.parametrize(
    ("order", "worth", "mark"),
    [
        ((A, B), {A: 1, B: 1}, 1),
        ((A, B), {A: 1}, Fraction(2, 3)),
        ((A,), {A: 1, B: 1, C: 1}, Fraction(1, 2)),
        ((A,), {B: 1}, 0),
        ((), {}, 1),
    ],
)
def test_how_far_names_agree(order: tuple[str, ...], worth: dict[str, int], mark: Fraction) -> None:
    assert agreement({}, Answer("go", order=order), Became(worth=worth)) == mark


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9)))
def test_marks_lie_between_nothing_and_one_and_what_is_right_has_the_best(
    order: list[str], worth: dict[str, int]
) -> None:
    became, said = Became(worth=worth), Answer("go", order=tuple(order))
    best = Answer("go", order=tuple(ordered({}, said, became)["order"]))
    for mark in (first_named, agreement):
        assert 0 <= mark({}, said, became) <= mark({}, best, became) <= 1


def test_what_is_seen_again_counts_by_its_weight_and_by_how_soon_it_is_named() -> None:
    signs = [Sign(kind, "main", 1, "it was seen", ("f" * 40,)) for kind in ("conflict", "revert", "undecided")]
    signs.append(Sign("missed", "coverage", 0, "it was never missed", ()))
    facts = told(RetroFacts("main", "v1", tuple(signs)))
    became = Became(worth={"revert main": 6, "undecided main": 4, "mega main": 99, "missed coverage": 50})

    def mark(*order: str) -> Fraction:
        return RETRO.metric.mark(facts, Answer("improve", order=order), became)

    assert mark("revert main", "undecided main") == 1
    assert mark("undecided main", "revert main") == Fraction(4 + 3, 6 + 2)
    assert mark("revert main") == Fraction(6, 8)
    assert mark("conflict main") == 0
    assert RETRO.metric.right is not None
    said = RETRO.metric.right(facts, Answer("improve"), became)
    assert [each["name"] for each in said["improvements"]] == ["revert main", "undecided main"]
    assert RETRO.metric.mark(facts, Answer("improve"), Became(worth={"mega main": 9})) == 0


def test_an_order_counts_by_how_many_branches_come_in_as_they_are() -> None:
    facts = IntegrationFacts(
        "main",
        "0" * 40,
        (),
        tuple(Incoming(each, "1" * 40, 1) for each in (A, B, C)),
        (A, B, C),
        (Clash(A, B, ()), Clash(A, C, ())),
    )
    metric = ADVISERS["integration"].metric
    marks = [metric.mark(told(facts), answer(facts, order), GOOD) for order in ((A, B, C), (B, C, A))]
    assert marks == [Fraction(1, 3), Fraction(2, 3)]
    assert metric.right is not None
    assert metric.right(told(facts), answer(facts), GOOD)["order"] == []


@pytest.mark.parametrize("adviser", [name for name, row in ADVISERS.items() if row.metric.right])
def test_what_would_have_been_right_can_be_said_by_a_model(adviser: str) -> None:
    row = ADVISERS[adviser]
    assert row.metric.right is not None
    facts = told(RetroFacts("main", "v1", (Sign("revert", "main", 1, "it was seen", ("f" * 40,)),)))
    for became in (GOOD, BAD, Became(worth={"revert main": 1})):
        said = row.says.model_validate(row.metric.right(facts, Answer(row.levels[0]), became))
        assert isinstance(said, Said)
        assert said.verdict in row.levels


def examples(*kinds: Became) -> list[Example]:
    return [Example(case("middle", A), each, at, Answer("low", order=(B,))) for at, each in enumerate(kinds)]


def test_both_kinds_count_alike_however_rare_one_is() -> None:
    found = examples(*[GOOD] * 20, *[BAD] * LEAST)
    assert report(CARE, found, by_facts) == Report(20, 5, 5, 20, 500, 25, 25)
    assert report(CARE, found, lambda _: Judged(Answer("high"))) == Report(20, 5, 5, 20, 500, 25, 25)
    assert report(CARE, found, lambda _: Judged(Answer("low"))) == Report(20, 5, 0, 0, 500, 25, 25)
    assert report(CARE, found[:-1], by_facts).score is None
    assert report(CARE, found, lambda each: Judged(each.answer, heard=False)) == Report(0, 0, 0, 0, None, 0, 25)


def test_where_there_are_no_kinds_the_mean_counts_and_what_stands_beside_is_told() -> None:
    metric = Metric("how soon", first_named, ordered, beside="as before")
    found = examples(*[Became(worth={A: 1})] * 3, *[Became(worth={B: 1})] * 2)
    assert report(metric, found, by_facts) == Report(None, None, None, None, 600, 5, 5)
    assert report_beside(metric, found) == Report(None, None, None, None, 400, 5, 5)
    assert report(metric, found[1:], by_facts).score is None
    assert report_beside(CARE, found) is None


def test_where_it_takes_more_than_facts_a_case_marks_by_itself() -> None:
    found = [each._replace(tried=lambda _: Fraction(1, 4)) for each in examples(*[GOOD] * LEAST)]
    assert report(Metric("how soon", first_named, ordered), found, by_facts).score == 250
