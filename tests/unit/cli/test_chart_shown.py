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
    tell(ctq, "M-1", found)
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
        read = chart_json(ctq, MOTION, found)
        assert read["dpmo_interval"] == {
            "low": pytest.approx(74520, abs=1), "high": pytest.approx(374732, abs=1), "confidence": 0.95
        }  # fmt: skip
        assert read["sigma_level_interval"]["high"] == pytest.approx(2.94, abs=0.01)

    def test_an_end_that_nothing_bounds_is_null(self) -> None:
        ctq, found = drawn(series(*COVERED), lower="80", chart="xmr")
        read = chart_json(ctq, MOTION, found)
        assert (read["dpmo"], read["sigma_level"], read["sigma_level_interval"]["high"]) == (0.0, None, None)
