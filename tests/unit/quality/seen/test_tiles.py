"""Tiles: the freshest figure with what it rests on, judged by the definition in force; no data is never 0."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId, Member
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.events import Measured, MeasuresTaken
from gitgov.quality.measured import Taken
from gitgov.quality.measures.summing import MEDIAN, share, slow, typical, whether
from gitgov.quality.page.values import Tile
from gitgov.quality.reading import Excluded, Reading, Sample, no_data
from gitgov.quality.seen.charts import Held
from gitgov.quality.seen.tiles import WEEK, Metric, Recorded, begins, figure_of, tiles, title_of, week_of

DAY = 86_400


def recorded(number: int, value: str = "79.9", **said: Any) -> Recorded:
    row = Measured.model_validate({"metric": "coverage", "unit": "%", "n": 1000, "value": value} | said)
    taken = Taken(EventId(f"{number:064x}"), f"{number:040x}", Member("alice"), number, MeasuresTaken(measures=[row]))
    return Recorded(taken, row)


def defined(**said: Any) -> Held:
    return Held(
        "motion", 5, Ctq.model_validate({"ctq": "coverage", "unit": "%", "lower": "80", "title": "Cover"} | said)
    )


def one(metric: Metric | None, reading: Reading | None = None) -> Tile:
    (found,) = tiles({metric.name: metric} if metric else {}, {reading.metric: reading} if reading else {})
    return found


def samples(*values: int | Fraction, every: int = WEEK) -> list[Sample]:
    return [Sample(Fraction(value), f"{place:040x}", 10 * DAY + place * every) for place, value in enumerate(values)]


class TestFigures:
    def test_the_last_record_is_shown_with_its_record_and_commit(self) -> None:
        last = recorded(7, "81")
        found = one(Metric("coverage", "%", [defined()], [recorded(1), last]))
        assert (found.figure.value, found.figure.n) == (81, 1000)
        assert found.figure.objects == (last.taken.id, last.taken.subject)
        assert (found.verdict, found.limits, found.title, found.ctq) == ("met", "at least 80 %", "Cover", "motion")
        assert (found.figure.low, found.figure.high) == (None, None)  # lines of files are no sample

    def test_what_was_defined_and_never_recorded_is_no_data(self) -> None:
        found = one(Metric("coverage", "%", [defined()]))
        assert (found.figure.value, found.figure.n, found.verdict) == (None, 0, "no data")

    def test_the_last_record_without_data_is_no_data_whatever_came_before(self) -> None:
        found = one(Metric("coverage", "%", [defined()], [recorded(1, "90"), recorded(2, "", n=0)]))
        assert (found.figure.value, found.verdict) == (None, "no data")

    def test_a_record_is_judged_by_the_definition_in_force(self) -> None:
        metric = Metric("coverage", "%", [defined(lower="70"), defined(lower="95")], [recorded(1, "90")])
        assert one(metric).verdict == "missed"

    def test_what_is_measured_now_comes_before_a_record_unless_in_another_unit(self) -> None:
        metric = Metric("coverage", "%", [defined()], [recorded(1, "90")])
        now = Reading("coverage", "%", Fraction(70), 3, "median", tuple(samples(70)))
        assert (one(metric, now).figure.value, one(metric, now).verdict) == (70, "missed")
        assert one(metric, now._replace(unit="1")).figure.value == 90

    def test_nobody_judges_what_nobody_has_defined(self) -> None:
        assert one(None, no_data("lead_time", "d", MEDIAN)).verdict == ""


class TestIntervals:
    def test_of_a_share(self) -> None:
        found = figure_of(share("revert_rate", samples(1, 0, 0, 0), [("why", "x")]))
        assert found.value == Fraction(1, 4)
        assert found.low is not None and found.high is not None  # noqa: PT018
        assert 0 < found.low < 0.25 < found.high < 1
        assert found.excluded == (Excluded("why", ("x",)),)
        assert found.objects == tuple(each.object for each in samples(1, 0, 0, 0))

    @pytest.mark.parametrize("sum_up", [typical, slow])
    def test_of_a_median_or_a_percentile_only_where_there_is_enough(self, sum_up: Any) -> None:
        assert figure_of(sum_up("lead_time", "d", samples(*range(5)), ())).low is None
        found = figure_of(sum_up("lead_time", "d", samples(*range(100)), ()))
        assert found.low is not None and found.value is not None and found.high is not None  # noqa: PT018
        assert found.low <= found.value <= found.high
        assert Fraction(19, 20) <= found.confidence <= 1

    @given(st.lists(st.integers(0, 1), max_size=60))
    def test_a_share_lies_in_its_interval_and_within_0_and_1(self, values: list[int]) -> None:
        found = figure_of(share("x", samples(*map(whether, values)), ()))
        if not values:
            assert (found.value, found.low, found.high) == (None, None, None)
        elif found.value is not None and found.low is not None and found.high is not None:
            assert 0 <= found.low <= found.value <= found.high <= 1


class TestTrends:
    def test_of_records(self) -> None:
        metric = Metric("coverage", "%", series=[])
        assert one(metric._replace(records=[recorded(1)])).trend == ()

    def test_of_what_was_never_recorded_by_week_with_gaps(self) -> None:
        reading = typical("lead_time", "d", samples(4, 6, every=2 * WEEK), ())
        assert one(None, reading).trend == (4.0, None, 6.0)
        reading = share("revert_rate", samples(1, 0, 0, every=DAY), ())
        assert one(None, reading).trend in ((1 / 3,), (1.0, 0.0), (0.5, 0.0))

    def test_weeks_begin_on_mondays(self) -> None:
        assert begins(week_of(1_767_225_600)) == 1_766_966_400  # Thursday, 2026-01-01: Monday, 2025-12-29
        assert week_of(begins(2_000)) == 2_000
        assert week_of(begins(2_000) - 1) == 1_999


def test_characteristics_come_first_then_delivery_then_the_rest() -> None:
    readings = {
        name: no_data(name, "1", "x") for name in ("revert_rate", "rollback_rate/web", "deployment_frequency/web")
    }
    found = tiles({"zeal": Metric("zeal", "%", [defined(ctq="zeal")])}, readings)
    assert [each.name for each in found] == ["zeal", "deployment_frequency/web", "rollback_rate/web", "revert_rate"]
    assert title_of("change_lead_time/web") == "Change lead time, web"
