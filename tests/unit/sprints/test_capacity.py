"""What a team can take on, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gitgov.chamber.planning import capacity_of
from gitgov.charter.read import read
from gitgov.core.errors import BadInput
from gitgov.sprints.capacity import ByFocus, ByPoints, Person, capacity, workdays
from tests.kit import charters

TEAM = [Person("ana"), Person("ben"), Person("cy"), Person("dee"), Person("eli")]
SAFE = ByPoints()


@pytest.mark.parametrize(
    ("rule", "people", "holidays", "points"),
    [
        (SAFE, TEAM, 0, 40),  # the workbook's own case: five people, two weeks
        (SAFE, [Person("ana", 2), *TEAM[1:]], 0, 38),
        (SAFE, TEAM, 1, 35),  # a holiday is off for everybody
        (SAFE, [Person("ana", 10), *TEAM[1:]], 0, 32),  # on leave: nothing, and nothing less
        (SAFE, [Person("ana", 7), *TEAM[1:]], 2, 24),  # 8 - 9 is nothing, four times 6
        (SAFE, [Person("ana", Fraction(1, 2)), Person("ben", Fraction(1, 2))], 0, 15),
        (SAFE, [Person("ana", Fraction(1, 2))], 0, 7),  # 7.5, rounded down once
        (SAFE, [], 0, 0),
        (ByPoints(12, 2), TEAM[:2], 1, 20),
        (ByFocus(10, Fraction(7, 10)), TEAM, 0, 35),
        (ByFocus(10, Fraction(7, 10)), [Person("ana", 3), *TEAM[1:]], 1, 29),  # (6 + 4 x 9) x 0.7 = 29.4
        (ByFocus(10, Fraction(3, 5)), [Person("ana", 12)], 0, 0),
    ],
)
def test_by_hand(rule: ByPoints | ByFocus, people: list[Person], holidays: int, points: int) -> None:
    assert capacity(rule, people, holidays) == points


@pytest.mark.parametrize(
    ("rule", "people", "holidays", "said"),
    [
        (SAFE, [Person("ana"), Person("ben"), Person("ana")], 0, "counted more than once: ana"),
        (SAFE, [Person("ana", -1)], 0, "less than no days off: ana"),
        (SAFE, TEAM, -1, "numbers from 0"),
        (ByPoints(-8), TEAM, 0, "numbers from 0"),
        (ByFocus(10, Fraction(11, 10)), TEAM, 0, "focus 11/10"),
    ],
)
def test_what_makes_no_sense(rule: ByPoints | ByFocus, people: list[Person], holidays: int, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        capacity(rule, people, holidays)


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        ("2026-12-01", "2026-12-14", 10),  # two weeks from a Tuesday
        ("2026-12-05", "2026-12-06", 0),  # a weekend
        ("2026-12-04", "2026-12-07", 2),  # a Friday to a Monday
        ("2026-12-07", "2026-12-06", 0),  # nothing
        ("2026-12-02", "2026-12-02", 1),
    ],
)
def test_working_days(begins: str, ends: str, days: int) -> None:
    assert workdays(begins, ends) == days


def test_a_team_with_a_focus_counts_the_days_that_it_is_there() -> None:
    """Two people, ten working days, one of them a holiday, and one day off of bob: (9 + 8) x 7/10 = 11.9."""
    teams = {
        "core": {
            "members": ("bob", "dave"),
            "scrum_master": "bob",
            "focus": "7/10",
            "holidays": ("2026-12-05", "2026-12-08"),
        }
    }
    draft = charters.team("alice", "bob", "dave").but(teams=teams)
    core = read(draft.text).teams["core"]
    assert capacity_of(core, "2026-12-01", "2026-12-14", {"bob": 1}) == 11
    for wrong in ("8/7", "0/1", "0.7", "1/0"):
        with pytest.raises(BadInput, match="not a share"):
            read(draft.but(teams={"core": {**teams["core"], "focus": wrong}}).text)
