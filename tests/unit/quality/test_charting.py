"""A series on its chart: limits that are frozen are those of a base period, and what was before it plays no part."""

from fractions import Fraction

import pytest

from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, charted, draw, frozen, plotted

CTQ = Ctq(ctq="coverage", unit="%", lower="80", chart="xmr")


def series(*values: int) -> list[Observed]:
    return [Observed(EventId(f"{at:064x}"), f"c{at}", at, Fraction(value), 1) for at, value in enumerate(values)]


def charted_at(ctq: Ctq, points: list[Observed]) -> Charted:
    found = charted(ctq, points)
    assert isinstance(found, Charted)
    return found


def test_what_was_before_the_base_period_is_not_on_the_chart() -> None:
    points = series(*[10, 11] * 5, *[86, 87, 88] * 3)
    base = charted_at(CTQ, points[10:]).base
    ctq = CTQ.model_copy(update={"limits": frozen(base, points[-1].record)})
    later = [*points, *series(*[0] * 19, 20)[-1:]]
    found = charted_at(ctq, later)
    assert (found.frozen, len(found.points), found.at_last) == (True, 10, ("N1",))
    assert not charted_at(CTQ, points).control.stable
    assert charted_at(ctq, points).control.stable


def test_where_its_last_record_is_not_there_any_more_all_of_it_is() -> None:
    points = series(*[86, 87, 88] * 3)
    ctq = CTQ.model_copy(update={"limits": frozen(charted_at(CTQ, points).base, EventId("f" * 64))})
    assert len(charted_at(ctq, points).points) == 9


class TestSubgroups:
    CTQ = Ctq(ctq="build", unit="s", upper="90", chart="xbar-r", subgroup=3)

    def test_a_point_is_the_mean_of_records_in_a_row(self) -> None:
        found = charted_at(self.CTQ, series(*[50, 53, 56, 51, 54, 57] * 3, 60, 61))
        assert [each.value for each in found.points] == [53, 54] * 3
        assert found.base.center == 53.5
        assert found.base.sigma == pytest.approx(6 / 1.693)
        assert [each.value for each in found.plotted.waiting] == [60, 61]

    def test_a_record_signals_only_where_it_fills_a_subgroup(self) -> None:
        points = series(*[50, 53, 56, 51, 54, 57] * 3, 90, 93, 96)
        ctq = self.CTQ.model_copy(update={"limits": frozen(charted_at(self.CTQ, points[:18]).base, points[17].record)})
        assert charted_at(ctq, points).at_last == ("N1",)
        assert [charted_at(ctq, points[:end]).at_last for end in (18, 19, 20)] == [(), (), ()]

    def test_frozen_limits_hold_the_subgroups_where_they_were(self) -> None:
        """What is measured anew goes to the end of a series: subgroups after the base period stay what they are."""
        points = series(*[50, 53, 56, 51, 54, 57] * 3, 80, 83, 86)
        ctq = self.CTQ.model_copy(update={"limits": frozen(charted_at(self.CTQ, points[:18]).base, points[17].record)})
        moved = [*points[1:], points[0]]
        assert charted_at(ctq, moved).points[-1].members == tuple(points[18:21])
        assert [each.record for each in charted_at(ctq, moved).plotted.waiting] == [points[0].record]

    def test_few_subgroups_are_too_few(self) -> None:
        assert str(charted(self.CTQ, series(*range(17)))) == (
            "insufficient data: a base period of 5 subgroups (n = 5, 6 needed)"
        )
        assert str(charted(self.CTQ, series(1, 2))) == "insufficient data: nothing is on the chart (n = 0, 1 needed)"

    def test_the_charts_of_the_vectors_are_drawn_so(self) -> None:
        """Freezing by a definition gives what the statistics give of the same subgroups (`test_spc` compares these with qcc)."""
        for chart, spread in (("xbar-r", 6 / 1.693), ("xbar-s", 3 / 0.886226925452758)):
            ctq = self.CTQ.model_copy(update={"chart": chart})
            assert charted_at(ctq, series(*[50, 53, 56] * 6)).base.sigma == pytest.approx(spread)


def test_what_has_no_logarithm_is_on_no_chart_of_logarithms() -> None:
    ctq = Ctq(ctq="build", unit="s", upper="90", chart="log-xmr")
    points = series(50, 60, 0, 55, 58, 62, 54, 57)
    found = charted_at(ctq, points)
    assert len(found.points) == 7
    assert [each.record for each in found.plotted.left_out] == [points[2].record]
    assert charted_at(ctq, [*points, *series(*[0] * 9)[-1:]]).at_last == ()


def test_points_are_chosen_before_limits_are_frozen() -> None:
    ctq = Ctq(ctq="build", unit="s", upper="90", chart="xbar-s", subgroup=2)
    found = plotted(ctq, series(*range(30)))
    fresh = draw(ctq, found._replace(points=tuple(each for each in found.points if each.since >= 9)))
    assert isinstance(fresh, Charted)
    assert [each.value for each in fresh.points[0].members] == [10, 11]


def test_signals_are_told_by_the_side_on_which_more_is_better() -> None:
    points = series(*[84, 85, 86] * 5, 99, 98, 50)
    ctq = CTQ.model_copy(update={"limits": frozen(charted_at(CTQ, points[:15]).base, points[14].record)})
    found = charted_at(ctq, points)
    assert (found.recent, found.recent_on("above"), found.recent_on("below")) == (3, 2, 1)
    assert (CTQ.good_side, Ctq(ctq="x", unit="", upper="1").good_side) == ("above", "below")
    assert Ctq(ctq="x", unit="", lower="0", upper="1").good_side == ""


def test_what_is_no_share_is_on_no_chart_of_shares() -> None:
    for unit in ("%", "s"):
        with pytest.raises(BadInput, match="build: the record 000000000000 is no share, as a chart p draws"):
            charted(Ctq(ctq="build", unit=unit, chart="p"), series(3, 2, 1, 2, 3, 2, 1))


@pytest.mark.parametrize(("chart", "other"), [("c", "u"), ("np", "p")])
def test_sizes_that_differ_are_told_with_their_records(chart: str, other: str) -> None:
    points = [each._replace(n=20) for each in series(3, 2, 1, 2, 3, 2, 1)]
    with pytest.raises(BadInput) as why:
        charted(
            Ctq.model_validate({"ctq": "flaws", "unit": "{count}", "chart": chart}),
            [*points, points[-1]._replace(n=24)],
        )
    assert why.value.what == (
        f"flaws: sizes that differ on a chart {chart}: 000000000000 is of 20 and 000000000000 is of 24"
    )
    assert why.value.remedy.startswith(f"git quality define flaws --chart {other} ")
