"""Capability and sigma levels: published examples, what is withheld, and that nothing is clamped."""

from __future__ import annotations

import math
from typing import TypeVar

import pytest

from gitgov.core.errors import BadInput
from gitgov.quality.stats import sigma_level
from gitgov.quality.stats.capability import (
    LEAST,
    Capability,
    Process,
    Unstable,
    capability,
    indices,
    moving_df,
    specify,
)
from gitgov.quality.stats.charts import individuals, rules
from gitgov.quality.stats.outcome import Insufficient, variance

T = TypeVar("T")
CALM = [9.0, 11.0, 10.0, 12.0, 8.0, 10.0] * 5


def sure(found: T | Insufficient) -> T:
    assert not isinstance(found, Insufficient), found
    return found


def judged(values: list[float], *ends: float | None, signals: tuple[rules.Signal, ...] = ()) -> object:
    return capability(values, 1.5, moving_df(len(values)), specify(*ends), signals)


def test_montgomery_example_8_4() -> None:
    """n = 20, s = 1.75, limits 38 and 62: Cp 2.29, 95 percent between 1.57 and 3.01."""
    found = indices(Process(50.0, 1.75, 20, 19), specify(38.0, 62.0))
    assert found.cp
    assert [found.cp.value, *found.cp.interval[:2]] == pytest.approx([2.29, 1.57, 3.01], abs=0.006)


def test_the_interval_of_cpk_is_that_of_bissell() -> None:
    """n = 20 and Cpk = 1.33 give 0.88 to 1.78 (Montgomery, example 8.5)."""
    found = indices(Process(0.0, 1.0, 20, 19), specify(None, 3.99))
    assert (round(found.cpk.interval.low, 2), round(found.cpk.interval.high, 2)) == (0.88, 1.78)


def test_thirty_values_that_are_made_to_have_a_cpk_of_four_thirds() -> None:
    values = [float(each) for each in CALM]
    spread = math.sqrt(variance(values))
    found = capability(values, spread, 29, specify(10 - 4 * spread, 10 + 4 * spread), ())
    assert isinstance(found, Capability)
    assert found.within.cpk.value == pytest.approx(4 / 3)
    assert found.overall.cpk.value == pytest.approx(4 / 3)
    assert found.within.beyond == pytest.approx(2 * 3.167124e-5, rel=1e-6)
    assert found.outside == 0


def test_twenty_nine_values_are_too_few() -> None:
    found = judged(CALM[: LEAST - 1], 0.0, 20.0)
    assert found == Insufficient("a capability of so few values", 29, 30)


def test_a_process_that_signals_has_no_capability_and_says_where() -> None:
    values = [*CALM, 30.0]
    base = sure(individuals.freeze(CALM))
    signals = rules.signals([each.z for each in individuals.draw(base, values)], rules.choose(["N1"]))
    found = judged(values, 0.0, 20.0, signals=signals)
    assert found == Unstable((31,), ("N1",))
    assert str(found) == "the process is not stable: N1 at point 31; no capability until it is"


def test_what_does_not_vary_has_no_capability() -> None:
    assert isinstance(judged([5.0] * 40, 0.0, 20.0), Insufficient)
    assert isinstance(capability(CALM, 0.0, 29, specify(0.0), ()), Insufficient)


def test_a_mean_beyond_the_limit_has_a_negative_index_and_its_values_are_counted() -> None:
    found = judged(CALM, 11.5, None)
    assert isinstance(found, Capability)
    assert found.within.cpk.value < 0
    assert found.outside == 25
    assert found.within.beyond > 0.5


def test_one_limit_has_one_side_only() -> None:
    found = judged(CALM, None, 20.0)
    assert isinstance(found, Capability)
    assert (found.within.cp, found.within.cpm, found.within.lower, found.within.k) == (None, None, None, None)
    assert found.within.upper == found.within.cpk.value


@pytest.mark.parametrize(
    ("ends", "why"),
    [
        ((None, None), "without a limit"),
        ((5.0, 5.0), "from 5 to 5"),
        ((1.0, 2.0, 3.0), "a target of 3"),
        ((math.nan, 2.0), "finite"),
    ],
)
def test_a_specification_that_is_none_is_refused(ends: tuple[float | None, ...], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        specify(*ends)


def test_degrees_of_freedom_of_moving_ranges() -> None:
    """30 moving ranges are worth 17.5 of 29."""
    assert moving_df(30) == pytest.approx(17.5, abs=0.1)


def test_no_defect_is_no_sigma_level_but_a_bound_of_one() -> None:
    found = sure(sigma_level.sigma_level(0, 10_000))
    assert found.level == Insufficient("no defect was seen", 10_000)
    assert found.interval.high == math.inf
    assert found.interval.low == pytest.approx(sigma_level.level_of(found.dpmo.interval.high))
    assert found.dpmo.value == 0
    assert isinstance(sigma_level.sigma_level(0, 0), Insufficient)
    nothing_right = sure(sigma_level.sigma_level(7, 7))
    assert isinstance(nothing_right.level, Insufficient)
    assert nothing_right.interval.low == -math.inf


def test_the_shift_is_named_and_is_all_that_differs() -> None:
    with_it, without = (sure(sigma_level.sigma_level(621, 100_000, shift)) for shift in (1.5, 0.0))
    assert (with_it.shift, without.shift) == (1.5, 0.0)
    assert isinstance(with_it.level, float)
    assert isinstance(without.level, float)
    assert with_it.level - without.level == pytest.approx(1.5)
    assert with_it.level == pytest.approx(4.0, abs=1e-3)
    assert with_it.interval.low < with_it.level < with_it.interval.high


def test_a_level_below_zero_is_not_clamped() -> None:
    assert sigma_level.level_of(999_000, shift=0) == pytest.approx(-3.0902, abs=1e-4)
    assert sigma_level.level_of(0) == math.inf
    with pytest.raises(BadInput, match="not a number of defects"):
        sigma_level.level_of(1_000_001)


def test_yields() -> None:
    assert sigma_level.first_time_yield(200, 10, 6) == 0.92
    assert isinstance(sigma_level.first_time_yield(0, 0), Insufficient)
    with pytest.raises(BadInput, match="10 reworked"):
        sigma_level.first_time_yield(9, 10)
    assert isinstance(sigma_level.rolled([]), Insufficient)
    with pytest.raises(BadInput, match="between 0 and 1"):
        sigma_level.rolled([1.1])
    with pytest.raises(BadInput, match="nothing through"):
        sure(sigma_level.rolled([1.0, 0.0])).units_for(5)
    assert sure(sigma_level.rolled([0.5, 0.5])).units_for(25) == 100
