"""What comes through at first pass: each step by itself, and all of them in a row, where enough is known of each."""

from fractions import Fraction

import pytest

from gitgov.core.ids import EventId, Member
from gitgov.quality.analysis.first_passes import RUNS, first_passes
from gitgov.quality.delivery import Run
from gitgov.quality.events import RunRecorded
from gitgov.quality.measures.facts import Window
from gitgov.quality.reading import Reading
from gitgov.quality.stats.outcome import Estimate, Insufficient

EVER = Window(0, 10**9)


def share(metric: str, part: int, n: int) -> Reading:
    return Reading(metric, "1", Fraction(part, n) if n else None, n, "share", (), (), part)


def run(commit: str, *, passed: bool = True, attempt: int = 1, at: int = 9) -> Run:
    body = RunRecorded(name="checks", result="success" if passed else "failure", attempt=attempt, finished=at)
    return Run(EventId(f"{commit} {attempt}"), commit, Member("alice"), at, body)


def test_all_steps_in_a_row() -> None:
    """9 of 10, 8 of 10, 19 of 20 and 15 of 20: together 0.513; the second attempt makes the first no better."""
    readings = [share("conflict_rate", 2, 10), share("revert_rate", 1, 20)]
    readings += [share("change_fail_rate/web", 2, 10), share("change_fail_rate/api", 3, 10)]
    runs = [run(str(number), passed=number > 0) for number in range(10)] + [run("0", attempt=2)]
    found = first_passes(readings, runs, EVER)
    assert [each.passed.value for each in found.steps if isinstance(each.passed, Estimate)] == [0.9, 0.8, 0.95, 0.75]
    assert not isinstance(found.whole, Insufficient)
    assert found.whole.rolled == pytest.approx(0.513)


def test_of_what_too_little_is_known_it_is_said() -> None:
    """Nor does a run count that is out of the time, or of which only a later attempt is on record."""
    runs = [run(str(number)) for number in range(4)] + [run("late", at=10**10), run("again", attempt=2)]
    found = first_passes([share("conflict_rate", 0, 4), share("revert_rate", 0, 5)], runs, EVER)
    assert {each.name: str(each.passed) for each in found.steps if isinstance(each.passed, Insufficient)} == {
        RUNS: "insufficient data: it was gone through too rarely (n = 4, 5 needed)",
        "merges without a conflict": "insufficient data: it was gone through too rarely (n = 4, 5 needed)",
        "deployments that did not fail": "insufficient data: it was gone through too rarely (n = 0, 5 needed)",
    }
    assert str(found.whole) == "insufficient data: too little is known of a step (n = 1, 4 needed)"
    assert isinstance(first_passes([], [], EVER).whole, Insufficient)
