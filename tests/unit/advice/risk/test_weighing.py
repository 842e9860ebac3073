"""What factors come to: each step of each row, and what holds whatever is known of a change."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.risk.factors import FACTORS, Factor
from gitgov.advice.risk.step import DAY, RiskFacts
from gitgov.advice.risk.weighing import CUTS, level_of, points_of, weigh
from gitgov.core.canonical import dumps
from gitgov.procedure.advised import LEVELS

FACTS = st.builds(
    RiskFacts,
    lines=st.integers(0, 5_000), files=st.integers(0, 40), folders=st.integers(0, 20), bits=st.integers(0, 5_000),
    spread=st.integers(0, 1_000), untested=st.integers(0, 5), hour=st.integers(0, 23), weekday=st.integers(0, 6), is_fix=st.booleans(),
    is_revert=st.booleans(), critical=st.sampled_from(((), ("a",), ("a", "b"))), changes=st.integers(0, 500), fixes=st.integers(0, 60),
    near=st.integers(0, 4), authors=st.integers(0, 20), own=st.just(0), age=st.integers(-1, 100 * DAY), cut=st.booleans(),
)  # fmt: skip
MOST = sum(each.weight for each in FACTORS)


def row(name: str) -> Factor:
    return next(each for each in FACTORS if each.name == name)


@given(FACTS)
def test_a_factor_gives_none_or_up_to_its_weight_and_never_lowers(facts: RiskFacts) -> None:
    found = weigh(facts)
    assert all(0 <= each.points <= each.weight for each in found.factors)
    assert found.points == points_of(facts) == sum(each.points for each in found.factors) <= MOST
    assert found.level == level_of(found.points)
    for count in range(len(found.factors)):
        assert sum(each.points for each in found.factors[:count]) <= found.points


@given(FACTS, st.integers(0, 5_000), st.integers(0, 5_000))
def test_more_lines_are_never_less_risk(facts: RiskFacts, lines: int, bits: int) -> None:
    more = facts._replace(lines=facts.lines + lines, bits=facts.bits + bits)
    assert points_of(more) >= points_of(facts)


@pytest.mark.parametrize("name", ["files", "folders", "untested", "changes", "fixes", "near", "authors"])
@given(facts=FACTS, more=st.integers(0, 100))
def test_more_of_what_is_counted_is_never_less_risk(name: str, facts: RiskFacts, more: int) -> None:
    facts = facts._replace(changes=max(1, facts.changes))  # of a file that is new nobody is a stranger
    assert points_of(facts._replace(**{name: getattr(facts, name) + more})) >= points_of(facts)


@given(FACTS)
def test_what_a_shallow_clone_hides_is_never_less_risk(facts: RiskFacts) -> None:
    assert points_of(facts._replace(cut=True)) >= points_of(facts)


@given(st.integers(0, MOST), st.integers(0, MOST))
def test_the_level_rises_with_the_points(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert LEVELS.index(level_of(low)) <= LEVELS.index(level_of(high))


def test_each_level_begins_at_its_cut() -> None:
    assert [level_of(points) for cut in CUTS for points in (cut - 1, cut)] == [
        "low", "medium", "medium", "high", "high", "critical",
    ]  # fmt: skip
    assert level_of(0) == "low"
    assert level_of(MOST) == "critical"


@pytest.mark.parametrize("factor", FACTORS, ids=lambda each: each.name)
def test_steps_of_a_row_rise(factor: Factor) -> None:
    at, points = zip(*factor.steps, strict=True)
    assert list(at) == sorted(at, reverse=factor.down)
    assert list(points) == sorted(set(points))
    assert factor.source
    assert factor.what


@given(FACTS)
def test_what_is_told_is_exact_and_names_each_factor(facts: RiskFacts) -> None:
    for each in weigh(facts).factors:
        assert each.value is None or isinstance(each.value, int | Fraction)
        assert dumps({"says": each.says, "points": each.points})
        assert each.says


def test_sentences() -> None:
    facts = RiskFacts(
        lines=1, files=2, changes=40, own=3, age=3 * DAY, authors=20, weekday=4, hour=3, untested=1, near=1
    )
    said = {each.name: (each.value, each.points, each.says) for each in weigh(facts).factors}
    assert said["lines"] == (1, 0, "1 line added or removed")
    assert said["files"] == (2, 1, "2 files changed")
    assert said["ownership"] == (Fraction(3, 40), 2, "3 of 40 earlier changes of its files are by whoever made this")
    assert said["recency"] == (3 * DAY, 2, "its files were last touched 3 days before")
    assert said["authors"] == (20, 3, "20 authors or more changed its files before")
    assert said["time"] == (2, 2, "made on a Friday at 03 h of its author's clock")
    assert said["tests"] == (1, 1, "1 file of code changed, and no test")
    assert said["reverts"] == (1, 5, "1 change of its files reverted something in the 90 days before")


def test_new_files_have_no_past_and_no_strangers() -> None:
    said = {each.name: (each.value, each.points) for each in weigh(RiskFacts()).factors}
    assert said["ownership"] == said["recency"] == (None, 0)


def test_what_is_hidden_counts_in_full_and_says_what_helps() -> None:
    hidden = [each for each in weigh(RiskFacts(cut=True)).factors if each.value is None]
    assert {each.name for each in hidden} == {each.name for each in FACTORS if each.past}
    assert all(each.points == each.weight and "git fetch --unshallow" in each.says for each in hidden)
    assert row("lines").past is False
