"""A chart as it is told and as JSON: in the unit of what was measured, and without a defect to count."""

from fractions import Fraction
from typing import Any

import pytest

from gitgov.cli.chart_shown import chart_json, tell
from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, charted

MOTION = EventId("m" * 64)
COVERED = tuple(85 + value for value in (0, 1, 2, 1, 3, 2, 1, 0, 2, 1, 3) * 3)[:31]


def series(*values: Fraction | int, n: int = 1, shares: bool = False) -> list[Observed]:
    return [
        Observed(EventId(f"{at:064x}"), f"{at:040x}", at, Fraction(value), n, int(value) * n // 100 if shares else None)
        for at, value in enumerate(values)
    ]


def drawn(points: list[Observed], **said: Any) -> tuple[Ctq, Charted]:
    ctq = Ctq.model_validate({"ctq": "code_coverage", "unit": "%", "rules": "shewhart"} | said)
    found = charted(ctq, points)
    assert isinstance(found, Charted)
    return ctq, found


def told(capsys: pytest.CaptureFixture[str], ctq: Ctq, found: Charted) -> str:
    tell(ctq, "M-1", found.plotted, found)
    return capsys.readouterr().out


class TestDefects:
    def test_a_process_without_a_defect_has_a_level_of_which_only_one_end_is_known(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The interval is that of Clopper and Pearson: of 31 without a defect, 1 - 0.025 ** (1 / 31) = 0.11219."""
        for chart in ("xmr", "ewma", "cusum"):
            said = told(capsys, *drawn(series(*COVERED), lower="80", chart=chart))
            assert "  0 defects per million opportunities (0 to 112189, n 31)\n" in said
            assert "  sigma level at least 2.71: no defect was seen (with the 1.5 shift)\n" in said

    def test_defects_have_an_interval_and_so_has_the_level(self, capsys: pytest.CaptureFixture[str]) -> None:
        ctq, found = drawn(series(*COVERED), lower="85.5", chart="xmr")
        said = told(capsys, ctq, found)
        assert "  193548 defects per million opportunities (74520 to 374732, n 31)\n" in said
        assert "  sigma level 2.36 (1.82 to 2.94, with the 1.5 shift)\n" in said
        read = chart_json(ctq, MOTION, found.plotted, found)
        assert read["dpmo_interval"] == {
            "low": pytest.approx(74520, abs=1), "high": pytest.approx(374732, abs=1), "confidence": 0.95
        }  # fmt: skip
        assert read["sigma_level_interval"]["high"] == pytest.approx(2.94, abs=0.01)

    def test_an_end_that_nothing_bounds_is_null(self) -> None:
        ctq, found = drawn(series(*COVERED), lower="80", chart="xmr")
        read = chart_json(ctq, MOTION, found.plotted, found)
        assert (read["dpmo"], read["sigma_level"], read["sigma_level_interval"]["high"]) == (0.0, None, None)


class TestUnits:
    """What was measured, its centre and its limits are said in one unit, whatever a chart draws."""

    TIMES = (50, 60, 55, 58, 62, 54, 57, 59, 56, 61)

    def test_shares_in_per_cent(self, capsys: pytest.CaptureFixture[str]) -> None:
        ctq, found = drawn(series(97, 96, 98, 97, 97, 96, 98, 97, n=500, shares=True), chart="p")
        assert "centre 97 %, control limits 94.71 % to 99.29 %\n" in told(capsys, ctq, found)
        first = chart_json(ctq, MOTION, found.plotted, found)["points"][0]
        assert (first["value"], first["plotted"]) == ("97", pytest.approx(97))
        assert [first[each] for each in ("center", "lower", "upper")] == pytest.approx([97, 94.711, 99.289], abs=0.001)

    def test_rates_are_told_for_each_unit_and_beside_the_count(self, capsys: pytest.CaptureFixture[str]) -> None:
        ctq, found = drawn(series(0, 7, 4, 3, 5, 4, 2, 40, n=80), unit="{count}", chart="u", upper="5")
        said = told(capsys, ctq, found)
        assert "centre 0.1016, control limits 0 to 0.2085, for each unit counted\n" in said
        assert "(drawn at 0.5; 40, 000000000000, 000000000000)\n" in said
        read = chart_json(ctq, MOTION, found.plotted, found)
        assert (read["unit"], read["unit_drawn"]) == ("{count}", "{count} for each unit counted")

    @pytest.mark.parametrize(("chart", "center"), [("log-xmr", 57.09), ("t", 57.12)])
    def test_what_is_drawn_on_another_scale(
        self, capsys: pytest.CaptureFixture[str], chart: str, center: float
    ) -> None:
        ctq, found = drawn(series(*self.TIMES), unit="s", chart=chart)
        assert f"centre {center} s, control limits 4" in told(capsys, ctq, found)
        points = chart_json(ctq, MOTION, found.plotted, found)["points"]
        assert all(each["lower"] < each["plotted"] < each["upper"] for each in points)
        assert points[0]["plotted"] == pytest.approx(float(points[0]["value"]))

    def test_what_is_drawn_stands_beside_what_was_measured(self) -> None:
        for chart in ("ewma", "cusum"):
            ctq, found = drawn(series(*COVERED), chart=chart)
            points = chart_json(ctq, MOTION, found.plotted, found)["points"]
            assert points[0]["value"] == "85"
            assert points[0]["plotted"] != 85
            assert all(each["lower"] <= each["plotted"] <= each["upper"] for each in points)

    def test_a_sum_says_what_it_is_of(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "sums of what lies off 86.42 %, control limits -6.206 % to 6.206 %\n" in told(
            capsys, *drawn(series(*COVERED), chart="cusum")
        )
        said = told(capsys, *drawn(series(*(5,), *[20, 21] * 9, *[40] * 3), unit="s", chart="cusum"))
        assert "(drawn at " in said

    def test_where_nothing_can_be_measured_there_is_no_limit(self, capsys: pytest.CaptureFixture[str]) -> None:
        ctq, found = drawn(series(1, 9, 2, 14, 3, 8, 1), unit="{count}", chart="xmr")
        assert "upper control limit 27.59" in told(capsys, ctq, found)
        assert "and no lower one, as no value lies there\n" in told(capsys, ctq, found)


class TestBeside:
    def test_what_has_no_logarithm_is_left_out_and_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        points = series(50, 60, 0, 55, 58, 62, 54, 57, 59)
        ctq, found = drawn(points, unit="s", chart="log-xmr")
        said = told(capsys, ctq, found)
        assert "log-xmr chart of 8 points" in said
        assert f"left out, as what is 0 or less has no logarithm: {points[2].record[:12]}\n" in said
        assert chart_json(ctq, MOTION, found.plotted, found)["left_out"] == [points[2].record]

    def test_a_point_of_a_subgroup_names_its_records(self, capsys: pytest.CaptureFixture[str]) -> None:
        points = series(*[50, 53, 56, 51, 54, 57] * 3, 90)
        ctq, found = drawn(points, unit="s", chart="xbar-r", subgroup=3, upper="100")
        said = told(capsys, ctq, found)
        assert "xbar-r chart of 6 points of 3 records each" in said
        assert "1 record of 3 for the next point" in said
        read = chart_json(ctq, MOTION, found.plotted, found)
        assert read["points"][1]["records"] == [each.record for each in points[3:6]]
        assert (read["points"][1]["value"], read["points"][1]["n"]) == ("54", 3)
        assert (read["subgroup"], read["waiting"]) == (3, [points[-1].record])


class TestFalseAlarms:
    def test_counts_have_their_own(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Of a Poisson mean of 2, P(X > 6) = 0.004534: once in 221."""
        counts = series(2, 1, 3, 2, 0, 4, 2, 2)
        ctq, found = drawn(counts, unit="{count}", chart="c")
        assert "in control one point in 221 is a false alarm" in told(capsys, ctq, found)
        assert chart_json(ctq, MOTION, found.plotted, found)["false_alarm_how"] == "exact"
        said = told(capsys, *drawn(counts, unit="{count}", chart="c", rules="western-electric"))
        assert "in control about one point in 92 is a false alarm" in said

    def test_where_nothing_can_signal_it_says_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        ctq, found = drawn(series(50, 0, 50, 100, 50, 0, 100, n=2, shares=True), chart="p")
        assert "in control no point signals" in told(capsys, ctq, found)
        assert chart_json(ctq, MOTION, found.plotted, found)["false_alarm_every"] is None
