"""Whether an improvement has done what it was to do: by measurements from before and after, and never on too few."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Observed
from gitgov.quality.judging import MOST, judge, rises
from gitgov.quality.project_events import ImprovementJudged

UP = Ctq(ctq="coverage", unit="%", lower="80")
DOWN = Ctq(ctq="duration", unit="s", upper="60")
OLD, NEW = (70, 71, 72, 73, 74), (84, 85, 86, 87, 88)


def series(before: Sequence[int], after: Sequence[int]) -> list[Observed]:
    """Returns points from before instant 1,000, and from then on."""
    ats = [*range(1_000 - len(before), 1_000), *range(1_000, 1_000 + len(after))]
    rows = zip(ats, (*before, *after), strict=True)
    return [Observed(EventId(f"{at:064x}"), f"c{at}", at, Fraction(value), 1) for at, value in rows]


def judged(
    before: Sequence[int], after: Sequence[int], target: str = "85", ctq: Ctq = UP, least: int = 5
) -> ImprovementJudged:
    return judge(ctq, target, series(before, after), 1_000, least)


def test_it_is_met_where_the_target_is_reached_and_the_difference_is_no_chance() -> None:
    found = judged(OLD, NEW)
    assert (found.verdict, found.before, found.after) == ("met", "72", "86")
    assert found.said == "+14 % (12 to 16 %; n 5 and 5; p 0.0079, Mann-Whitney, exact; effect 1.00)"
    assert len(found.measures) == 10


@pytest.mark.parametrize(
    ("before", "after", "target"),
    [(OLD, NEW, "87"), (NEW, NEW, "85"), (OLD, (60, 70, 86, 87, 88), "85"), (NEW, OLD, "70")],
    ids=["short of the target", "no difference", "by chance", "it became worse"],
)
def test_it_is_not_met(before: Sequence[int], after: Sequence[int], target: str) -> None:
    assert judged(before, after, target).verdict == "not met"


def test_less_is_better_under_an_upper_limit() -> None:
    assert judged(NEW, OLD, "75", DOWN).verdict == "met"
    assert judged(OLD, NEW, "75", DOWN).verdict == "not met"


def test_between_two_limits_it_is_the_target_that_says_what_is_better() -> None:
    both = Ctq(ctq="size", unit="By", lower="1", upper="100")
    assert rises(both, Fraction(90), Fraction(80))
    assert not rises(both, Fraction(70), Fraction(80))
    assert judged(NEW, OLD, "75", both).verdict == "met"


@pytest.mark.parametrize(
    ("before", "after", "least"), [(OLD[:4], NEW, 5), (OLD, NEW[:4], 5), (OLD, NEW, 6), ((), (), 5)]
)
def test_below_the_number_that_is_asked_for_nothing_is_said(
    before: Sequence[int], after: Sequence[int], least: int
) -> None:
    """S4-061: no percentage."""
    found = judged(before, after, least=least)
    assert (found.verdict, found.before, found.after) == ("insufficient data", "", "")
    assert found.said.startswith("insufficient data: a group to compare is small (n = ")


def test_the_nearest_take_part_and_their_records_are_named() -> None:
    found = judged((0,) * 300 + (70,) * MOST, (90,) * 300)
    assert len(found.measures) == 2 * MOST
    assert found.before == "70"
    assert found.measures[0] == f"{1_000 - MOST:064x}"


@given(st.lists(st.integers(0, 100), max_size=9), st.lists(st.integers(0, 100), max_size=9), st.integers(0, 100))
def test_what_is_met_reaches_its_target(before: list[int], after: list[int], target: int) -> None:
    found = judged(before, after, str(target))
    if found.verdict == "met":
        assert Fraction(found.after) >= target > 0 or Fraction(found.after) > Fraction(found.before)
    assert (found.verdict == "insufficient data") or (len(before) >= 5 and len(after) >= 5)
