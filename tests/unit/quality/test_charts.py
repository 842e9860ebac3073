"""Control charts: what is frozen, what signals, worked out by hand; and what gives no chart."""

from __future__ import annotations

import math
from typing import TypeVar

import pytest

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts import constants, counted, cumulative, individuals, rules, weighted
from gitgov.quality.stats.charts.control import CHARTS, chart_of, control, freeze, rules_of
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.charts.frozen import FIRM, LEAST, Baseline
from gitgov.quality.stats.distributions import normal_below
from gitgov.quality.stats.outcome import Insufficient

T = TypeVar("T")
CALM = [10.0, 12.0, 11.0, 9.0, 10.0, 11.0, 12.0, 10.0, 9.0, 11.0]


def sure(found: T | Insufficient) -> T:
    assert not isinstance(found, Insufficient), found
    return found


def rows(values: list[float]) -> list[tuple[float, ...]]:
    return [(each,) for each in values]


def test_one_point_of_thirty_that_is_four_sigmas_off_is_found_and_no_other() -> None:
    values = (CALM * 3)[:30]
    base = sure(freeze("xmr", rows(values)))
    values[17] = base.center + 4 * base.sigma
    found = control(base, rows(values))
    assert [(each.rule, each.at) for each in found.signals] == [("N1", 18)]
    assert not found.stable
    assert control(base, rows((CALM * 3)[:30])).stable


def test_a_point_at_the_limit_does_not_signal_whatever_the_last_digits_are() -> None:
    base = Baseline("xmr", 0.1, 0.2, 20)
    assert 0.1 + 3 * 0.2 > 0.7  # as floats
    for value in (0.1 + 3 * 0.2, 0.7):
        assert control(base, [(value,)]).stable
    assert not control(base, [(0.7001,)]).stable


def test_later_points_do_not_move_the_limits() -> None:
    base = sure(freeze("xmr", rows(CALM)))
    shifted = [each + 5 for each in CALM]
    found = control(base, rows([*CALM, *shifted]), ["N1", "N2"])
    assert {point.limits for point in found.points} == {base.limits(base.sigma)}
    assert {each.rule for each in found.signals} == {"N1", "N2"}
    assert min(each.at for each in found.signals) > len(CALM)


def test_a_range_signals_at_the_later_of_both_values() -> None:
    base = sure(freeze("xmr", rows(CALM)))
    found = control(base, rows([10.0, 10.0, 15.0, 15.0]))
    assert [each.at for each in found.spread_signals] == [3]
    upper = found.spreads[0].limits.upper
    assert upper == pytest.approx(3.267 * base.sigma * 1.128, rel=1e-3)


def test_a_median_of_ranges_suffers_less_from_an_outlier() -> None:
    values = [*CALM, 60.0, *CALM]
    by_mean, by_median = (sure(individuals.freeze(values, by)) for by in ("mean", "median"))
    assert by_median.sigma < by_mean.sigma / 2
    assert by_median.sigma == pytest.approx(1.5 / 0.9538726)


@pytest.mark.parametrize("count", range(LEAST))
def test_a_short_base_period_gives_no_limits(count: int) -> None:
    for name in ("xmr", "c", "g", "t"):
        found = freeze(name, rows(CALM[:count]))
        assert isinstance(found, Insufficient)
        assert (found.n, found.needed) == (count, LEAST)
        assert str(found).startswith("insufficient data: ")


def test_limits_are_provisional_until_there_are_twenty_points() -> None:
    assert sure(freeze("xmr", rows(CALM * 2)[: FIRM - 1])).provisional
    assert not sure(freeze("xmr", rows(CALM * 2))).provisional


@pytest.mark.parametrize(
    ("name", "record"),
    [("xmr", (3.0,)), ("xbar-r", (3.0, 3.0)), ("xbar-s", (3.0, 3.0)), ("p", (0.0, 9.0)), ("p", (9.0, 9.0)), ("np", (0.0, 9.0)), ("c", (0.0,)), ("u", (0.0, 2.0)), ("p'", (3.0, 9.0)), ("g", (0.0,)), ("t", (3.0,)), ("ewma", (3.0,)), ("cusum", (3.0,))],
)  # fmt: skip
def test_what_does_not_vary_gives_no_limits(name: str, record: tuple[float, ...]) -> None:
    assert isinstance(freeze(name, [record] * 12), Insufficient)


@pytest.mark.parametrize(
    ("name", "record", "why"),
    [
        ("xmr", (1.0, 2.0), "several values"),
        ("xmr", (math.nan,), "finite"),
        ("xbar-r", (1.0,), "single value"),
        ("xbar-r", (1.0,) * 26, "subgroups of 26"),
        ("p", (3.0, 2.0), "more were counted"),
        ("p", (-1.0, 2.0), "below 0"),
        ("p", (1.0, 0.0), "of nothing"),
        ("u", (1.0, 2.0, 3.0), "a count and its size"),
        ("g", (-1.0,), "below 0"),
        ("t", (-1.0,), "below 0"),
    ],
)
def test_records_that_are_none_are_refused(name: str, record: tuple[float, ...], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        freeze(name, [record] * 12)


def test_an_np_chart_keeps_to_the_size_it_was_frozen_with() -> None:
    base = sure(counted.freeze("np", [Counted(i, 50) for i in range(1, 9)]))
    with pytest.raises(BadInput, match="a sample of 40 on an np chart of 50"):
        counted.draw(base, [Counted(1, 40)])


def test_subgroups_of_two_sizes_have_limits_of_their_own() -> None:
    """Ranges of 2 in two values and of 3 in three: sigma is the mean of 2 / 1.128 and 3 / 1.693, the centre that of all values."""
    groups = [[0.0, 2.0], [0.0, 3.0, 0.0]] * 3
    by_range, by_deviation = (sure(freeze(name, groups)) for name in ("xbar-r", "xbar-s"))
    sigma = (2 / 1.128 + 3 / 1.693) / 2
    assert (by_range.center, by_range.sigma) == pytest.approx((1.0, sigma))
    assert by_deviation.sigma == pytest.approx((math.sqrt(2) / 0.7978846 + math.sqrt(3) / 0.8862269) / 2, rel=1e-6)
    found = control(by_range, groups)
    assert [each.limits.upper for each in found.points[:2]] == pytest.approx(
        [1 + 3 * sigma / math.sqrt(n) for n in (2, 3)]
    )
    assert [each.limits.center for each in found.spreads[:2]] == pytest.approx([1.128 * sigma, 1.693 * sigma])
    assert [each.limits.upper for each in control(by_deviation, groups).spreads[:2]] == pytest.approx(
        [3.2665 * 0.79788 * by_deviation.sigma, 2.5682 * 0.88623 * by_deviation.sigma], rel=1e-4
    )


def test_laney_is_the_usual_chart_where_nothing_else_varies() -> None:
    """With sigma of z = 1 both are one: five of p' are as far off as five of p."""
    periods = [Counted(each, 50) for each in (12, 15, 8, 10, 4, 7, 16, 9, 14, 10)]
    base = sure(counted.freeze("p'", periods))
    classic = counted.draw(sure(counted.freeze("p", periods)), periods)
    assert counted.draw(base._replace(ratio=1.0), periods) == classic
    assert base.ratio > 0


def test_time_between_events_is_read_in_its_unit() -> None:
    times = [5.0, 40.0, 12.0, 33.0, 3.0, 71.0, 25.0, 18.0]
    base = sure(freeze("t", rows(times)))
    limits = CHARTS["t"].in_unit(control(base, rows(times)).points[0].limits)
    assert base.chart == "t"
    assert limits.lower == 0
    assert limits.center == pytest.approx((sum(each ** (1 / 3.6) for each in times) / 8) ** 3.6)
    assert control(base, rows([limits.upper * 1.01])).signals[0].side == "above"


def test_a_long_tail_signals_as_it_is_and_not_by_its_logarithms() -> None:
    hours = [2.1, 5.6, 1.2, 30.5, 3.3, 8.8, 0.9, 14.2, 4.0, 6.7, 2.8, 170.0]
    found = {name: control(sure(freeze(name, rows(hours))), rows(hours)) for name in ("xmr", "log-xmr")}
    assert [each.at for each in found["xmr"].signals] == [12]
    assert found["log-xmr"].stable
    limits = CHARTS["log-xmr"].in_unit(found["log-xmr"].points[0].limits)
    assert (limits.center, limits.lower, limits.upper) == pytest.approx((5.967098, 0.039422, 903.209834), abs=1e-5)
    with pytest.raises(BadInput, match="no logarithm"):
        freeze("log-xmr", rows([0.0, *hours]))


def test_a_head_start_finds_early_what_was_wrong_at_the_start() -> None:
    """Lucas and Crosier (1982): half of h at first, which a process in control works off."""
    late = cumulative.in_sigmas(0.0, 1.0)
    early = cumulative.in_sigmas(0.0, 1.0, head_start=2.5)
    wrong = [1.5] * 8
    first = [next(i for i, each in enumerate(cumulative.draw(chart, wrong)) if each.signals) for chart in (late, early)]
    assert first == [5, 2]
    assert cumulative.draw(early, [0.0] * 6)[-1] == (0.0, 0.0, ())


@pytest.mark.parametrize("wrong", [(0.0, -1.0, 5.0), (0.0, 0.5, 0.0), (0.0, 0.5, 5.0, 6.0)])
def test_a_cusum_needs_sensible_parameters(wrong: tuple[float, ...]) -> None:
    with pytest.raises(BadInput, match="no CUSUM"):
        cumulative.draw(cumulative.Cusum(*wrong), [1.0])


@pytest.mark.parametrize("wrong", [(0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 1.0, 1.1), (0.0, 1.0, 0.2, 0.0)])
def test_an_ewma_needs_sensible_parameters(wrong: tuple[float, ...]) -> None:
    with pytest.raises(BadInput, match="no EWMA"):
        weighted.draw(weighted.Weighted(*wrong), [1.0])


def test_a_small_shift_is_found_by_ewma_and_cusum_and_not_by_limits_alone() -> None:
    base = sure(freeze("xmr", rows(CALM)))
    shifted = rows([*CALM, *(each + 1.2 * base.sigma for each in CALM)])
    assert not control(base, shifted, ["N1"]).signals
    for name in ("ewma", "cusum"):
        found = control(base._replace(chart=name), shifted)
        assert found.signals
        assert min(each.at for each in found.signals) > len(CALM)
        assert {each.side for each in found.signals} == {"above"}


def test_a_fall_is_drawn_below_by_a_cusum() -> None:
    base = sure(freeze("cusum", rows(CALM)))
    found = control(base, rows([each - 3 for each in CALM]))
    assert found.points[-1].value < found.points[-1].limits.lower
    assert found.signals[-1].side == "below"


def test_only_rules_that_a_chart_can_be_read_by_are_taken() -> None:
    assert [each.id for each in rules_of("xmr")] == ["N1", "N2"]
    assert [each.id for each in rules_of("p", ["WE4", "WE1"])] == ["WE1", "WE4"]
    assert [each.id for each in rules_of("g", ["WE1"])] == ["N1"]
    for name, ids, why in (("g", ["N2"], "skewed"), ("ewma", ["N1"], "reads ewma"), ("xmr", ["N9"], "no run rule: N9")):
        with pytest.raises(BadInput, match=why):
            rules_of(name, ids)
    with pytest.raises(BadInput, match="never signals"):
        rules.choose([])
    with pytest.raises(BadInput, match="no chart: pie"):
        chart_of("pie")


def test_a_signal_names_the_rule_its_words_and_the_points() -> None:
    (found,) = rules.signals([0.5, 2.5, 0.1, 2.6], rules.choose(["N5"]))
    assert found == ("N5", "2 of 3 points beyond 2 sigma on one side", 4, (2, 4), "above")


def test_every_chart_says_what_it_is_and_what_a_record_is() -> None:
    assert all(each.words and each.record for each in CHARTS.values())


@pytest.mark.parametrize("n", constants.EXACT)
def test_the_mean_range_of_normal_values_is_the_integral(n: int) -> None:
    step = 0.125
    below = [normal_below(i * step) for i in range(-64, 65)]
    d2 = step * math.fsum(1 - p**n - (1 - p) ** n for p in below)
    assert constants.EXACT[n].d2 == pytest.approx(d2, rel=1e-9)
    assert constants.PUBLISHED[n].d3 == pytest.approx(constants.EXACT[n].d3, abs=1.3e-5)


@pytest.mark.parametrize("n", [2, 3, 5, 8, 25])
def test_the_spread_of_the_range_of_normal_values_is_the_integral(n: int) -> None:
    """d2^2 + d3^2 = E[W^2], twice the integral of w P(W > w); its sum is off by a twelfth of the square of the step at 0."""
    step = 0.125
    grid = [i * step for i in range(-64, 65)]
    below, density = [normal_below(x) for x in grid], [math.exp(-x * x / 2) / math.sqrt(2 * math.pi) for x in grid]
    square = step * step / 6
    for i in range(1, 96):
        parts = (f * (normal_below(x + i * step) - p) ** (n - 1) for x, f, p in zip(grid, density, below, strict=True))
        square += 2 * step * i * step * (1 - n * step * math.fsum(parts))
    of = constants.EXACT[n]
    assert of.d3 == pytest.approx(math.sqrt(square - of.d2**2), abs=2e-6)


@pytest.mark.parametrize("n", [*range(2, 26), 100, 101])
def test_c4_is_the_quotient_of_gammas(n: int) -> None:
    expected = math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))
    assert constants.c4(n) == pytest.approx(expected, rel=1e-12)


def test_there_is_no_spread_of_one_value() -> None:
    with pytest.raises(BadInput, match="of 1 values"):
        constants.c4(1)
