"""A series on its chart: phases as decisions moved the limits, signals as they were seen then, and values in the unit that was measured."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, charted, frozen
from gitgov.quality.page.plain import bounds
from gitgov.quality.seen.charts import Held, chart, moves, run_chart

STEADY = (85, 86, 84, 85, 87, 86, 85, 84)


def ctq(**said: Any) -> Ctq:
    return Ctq.model_validate(
        {"ctq": "coverage", "unit": "%", "lower": "80", "chart": "xmr", "rules": "shewhart"} | said
    )


def series(*values: int | Fraction, n: int = 1, part: int | None = None) -> list[Observed]:
    return [
        Observed(EventId(f"{place:064x}"), f"{place:040x}", 1_000 + 10 * place, Fraction(value), n, part)
        for place, value in enumerate(values)
    ]


def freeze(definition: Ctq, points: list[Observed]) -> Ctq:
    found = charted(definition, points)
    assert isinstance(found, Charted)
    return definition.model_copy(update={"limits": frozen(found.base, points[-1].record)})


def held(*rows: tuple[int, Ctq]) -> list[Held]:
    return [Held(f"motion {number}", at, each) for number, (at, each) in enumerate(rows)]


class TestPhases:
    def test_limits_that_nobody_has_frozen_are_those_of_all_points(self) -> None:
        found = chart(held((0, ctq())), series(*STEADY))
        assert [(each.first, each.decision) for each in found.phases] == [(0, "")]
        assert found.phases[0].center == pytest.approx(85.25)
        assert (found.lower, found.target, found.upper) == (80.0, None, None)
        assert "provisional" in found.note

    def test_a_decision_moves_them_from_the_next_point_on_and_its_base_period_has_the_same(self) -> None:
        points = series(*STEADY, 86, 79)
        once = freeze(ctq(), points[:8])
        found = chart(held((0, ctq()), (1_075, once)), points)
        assert [(each.first, each.decision) for each in found.phases] == [(0, ""), (8, "motion 1")]
        assert bounds(found, 0) == bounds(found, 9)
        assert found.phases[1].why == "to those of 8 points"
        assert {(each.point, each.rule, each.side) for each in found.signals} >= {(9, "N1", "below")}
        assert "frozen by decision" in found.note

    def test_what_was_seen_under_earlier_limits_stays_seen_and_is_not_seen_before(self) -> None:
        points = series(*STEADY, 95, 96, 94, 95, 97, 96)
        once, again = freeze(ctq(), points[:8]), freeze(ctq(), points[8:])
        found = chart(held((0, ctq()), (1_075, once), (1_125, again)), points)
        assert [each.first for each in found.phases] == [0, 8, 13]
        assert {each.point for each in found.signals if each.rule == "N1"} == {8, 9, 10, 11, 12}

    def test_a_decision_after_the_last_point_shows_there(self) -> None:
        points = series(*STEADY)
        found = chart(held((0, ctq()), (9_999, freeze(ctq(), points))), points)
        assert [(each.first, each.decision) for each in found.phases] == [(0, ""), (7, "motion 1")]

    def test_another_chart_begins_anew(self) -> None:
        points = series(*STEADY)
        rows = held((0, ctq()), (1_035, freeze(ctq(), points)), (1_045, ctq(chart="ewma")))
        assert list(moves(rows)) == []
        assert [each.first for each in chart(rows, points).phases] == [0]

    @given(st.lists(st.integers(0, 100), min_size=7, max_size=30), st.integers(6, 29))
    def test_the_newest_points_signal_as_the_gate_says(self, values: list[int], base: int) -> None:
        """What `charted` says at the last point is what the page shows there."""
        points = series(*values)
        fresh = charted(ctq(), points[:base])
        rows = [(0, ctq())]
        if isinstance(fresh, Charted):
            rows.append((1_000 + 10 * min(base, len(values)) - 5, freeze(ctq(), points[:base])))
        found, seen = charted(rows[-1][1], points), chart(held(*rows), points)
        if isinstance(found, Charted):
            own = {
                each.rule for each in seen.signals if each.point == len(points) - 1 and not each.rule.startswith("mR")
            }
            assert own == set(found.at_last)
            assert len(seen.points) == len(points)
            assert [each.first for each in seen.phases] == sorted({each.first for each in seen.phases})
        else:
            assert seen.phases == ()


class TestValues:
    def test_shares_are_drawn_in_their_unit(self) -> None:
        points = [each._replace(part=int(each.value), n=100) for each in series(*(85, 80, 90, 84, 86, 88, 85, 82))]
        found = chart(held((0, ctq(chart="p"))), points)
        assert [each.value for each in found.points] == pytest.approx([85, 80, 90, 84, 86, 88, 85, 82])
        assert found.phases[0].center == pytest.approx(85)
        share = [each._replace(value=each.value / 100) for each in points]
        assert chart(held((0, ctq(chart="p", unit="1", lower="0.8"))), share).phases[0].center == pytest.approx(0.85)

    def test_limits_differ_where_sizes_do(self) -> None:
        sizes = (100, 400, 100, 400, 100, 400, 100, 400)
        points = [each._replace(part=each.n // 2, n=size) for each, size in zip(series(*[50] * 8), sizes, strict=True)]
        points = [each._replace(part=each.n // 2 + place % 3) for place, each in enumerate(points)]
        upper = chart(held((0, ctq(chart="p"))), points).phases[0].upper
        assert isinstance(upper, tuple)
        assert len(set(upper)) == 2

    @pytest.mark.parametrize("kind", ["u", "u'", "p"])
    def test_rates_have_no_specification_limits_which_are_of_counts(self, kind: str) -> None:
        counts = (0, 7, 4, 3, 5, 4, 2, 6)
        found = chart(held((0, ctq(chart=kind, unit="{count}", lower="", upper="5"))), series(*counts, n=80))
        assert [each.value for each in found.points] == pytest.approx([each / 80 for each in counts])
        assert (found.lower, found.target, found.upper) == (None, None, None)
        assert found.unit == "{count} for each unit counted"
        assert found.note.startswith("drawn for each unit counted; limits provisional")

    def test_rates_are_rates_also_where_there_are_no_limits(self) -> None:
        found = chart(held((0, ctq(chart="u", unit="{count}", lower=""))), series(4, 8, n=80))
        assert (found.phases, [each.value for each in found.points]) == ((), [0.05, 0.1])

    def test_logarithms_are_drawn_as_what_was_measured(self) -> None:
        found = chart(held((0, ctq(chart="log-xmr", unit="s"))), series(1, 10, 100, 10, 1, 10, 100, 10))
        assert [each.value for each in found.points] == [1, 10, 100, 10, 1, 10, 100, 10]
        assert found.phases[0].center == pytest.approx(10)

    def test_what_has_no_logarithm_is_left_out_and_said_so(self) -> None:
        points = series(0, *STEADY)
        found = chart(held((0, ctq(chart="log-xmr"))), points)
        assert [each.value for each in found.points] == list(STEADY)
        assert found.excluded[0].objects == (points[0].record,)
        assert "; 1 record left out: 0 or less has no logarithm" in found.note

    def test_means_of_subgroups_are_drawn_and_name_their_records(self) -> None:
        points = series(*[50, 53, 56, 51, 54, 57] * 3, 90, 93, 96, 90)
        definition = ctq(chart="xbar-r", subgroup=3, unit="s")
        found = chart(held((0, definition), (1_175, freeze(definition, points[:18]))), points)
        assert [each.value for each in found.points] == [53, 54, 53, 54, 53, 54, 93]
        assert found.points[1].label == f"mean of the records {' '.join(each.record for each in points[3:6])}"
        assert [(each.first, each.decision) for each in found.phases] == [(0, ""), (6, "motion 1")]
        assert found.phases[0].upper == pytest.approx(53.5 + 3 * 6 / 1.693 / 3**0.5)
        assert [(each.point, each.rule) for each in found.signals] == [(6, "N1")]
        assert found.lower is None

    def test_the_range_within_a_subgroup_signals_by_its_name(self) -> None:
        points = series(*[50, 53, 56, 51, 54, 57] * 3, 20, 54, 88)
        definition = ctq(chart="xbar-r", subgroup=3, unit="s")
        found = chart(held((0, definition), (1_175, freeze(definition, points[:18]))), points)
        assert [(each.rule, each.words) for each in found.signals] == [
            ("R N1", "range within the subgroup: a point beyond 3 sigma")
        ]

    def test_too_few_for_a_subgroup_say_so(self) -> None:
        found = chart(held((0, ctq(chart="xbar-s", subgroup=4))), series(1, 2))
        assert (found.points, found.note) == ((), "no point yet of 2 records")

    @pytest.mark.parametrize(
        ("unit", "part", "bounds"),
        [
            ("{count}", None, (None, 27.6)),
            ("s", None, (None, 27.6)),
            ("%", None, (-16.7, 27.6)),
            ("%", 1, (None, 27.6)),
        ],
    )
    def test_a_limit_where_nothing_can_be_measured_is_not_drawn(
        self, unit: str, part: int | None, bounds: tuple[float | None, float]
    ) -> None:
        """A growth in per cent may lie below 0, and a share of what was counted may not."""
        found = chart(held((0, ctq(unit=unit))), series(1, 9, 2, 14, 3, 8, 1, n=100, part=part))
        assert (found.phases[0].lower, found.phases[0].upper) == pytest.approx(bounds, abs=0.1)

    def test_a_share_has_no_limit_above_all_of_it(self) -> None:
        found = chart(held((0, ctq())), series(99, 96, 100, 97, 99, 100, 95, n=100, part=1))
        assert found.phases[0].upper is None
        assert found.phases[0].lower == pytest.approx(90, abs=2)

    def test_sums_have_no_limits_of_single_values(self) -> None:
        found = chart(held((0, ctq(chart="cusum"))), series(*STEADY))
        assert (found.lower, found.upper) == (None, None)

    @pytest.mark.parametrize(
        ("definition", "values", "said"),
        [
            (ctq(), (), "nothing has been recorded yet"),
            (ctq(), (1, 2), "insufficient data"),
            (ctq(), (5,) * 9, "insufficient data"),
            (ctq(chart="p"), STEADY, "the record 000000000000 is no share, as a chart p draws"),
            (ctq(chart="xbar-r", subgroup=2), (), "nothing has been recorded yet"),
        ],
    )
    def test_where_there_are_no_limits_the_points_are_shown_and_why(
        self, definition: Ctq, values: tuple[int, ...], said: str
    ) -> None:
        found = chart(held((0, definition)), series(*values))
        assert (found.phases, found.signals) == ((), ())
        assert [each.value for each in found.points] == list(values)
        assert said in found.note

    def test_a_run_chart_has_points_alone(self) -> None:
        found = run_chart("x", "X", "s", series(3, 1))
        assert [(each.at, each.value) for each in found.points] == [(1_000, 3.0), (1_010, 1.0)]
        assert (found.kind, found.phases) == ("run", ())
