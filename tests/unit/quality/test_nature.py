"""What can be measured in a unit, which charts can draw it, and what nothing could reach."""

from __future__ import annotations

import pytest

from gitgov.core.errors import BadInput
from gitgov.procedure.motions.ctq import Ctq, Limits
from gitgov.quality.meaning import is_share
from gitgov.quality.nature import center_told, refuse_chart, refuse_limits, refuse_target, unit_drawn


def ctq(unit: str, chart: str = "xmr") -> Ctq:
    return Ctq.model_validate({"ctq": "foo", "unit": unit, "chart": chart})


class TestCharts:
    @pytest.mark.parametrize(
        ("chart", "unit", "what", "other"),
        [
            ("c", "%", "a chart c counts, and foo is measured in '%'", "--chart p,"),
            ("u'", "s", "a chart u' counts, and foo is measured in 's'", "--chart xmr,"),
            ("p", "s", "a chart p is of shares, and foo is measured in 's'", "--chart xmr,"),
            ("p'", "", "a chart p' is of shares, and foo is measured in 'no unit'", "--chart xmr,"),
        ],
    )
    def test_a_unit_that_a_chart_cannot_draw_is_refused(self, chart: str, unit: str, what: str, other: str) -> None:
        with pytest.raises(BadInput) as why:
            refuse_chart(ctq(unit, chart))
        assert why.value.what == what
        assert other in why.value.remedy

    @pytest.mark.parametrize(
        ("chart", "unit"),
        [("p", "%"), ("p'", "1"), ("p", "{count}"), ("u", "{count}"), ("np", "{count}"), ("xmr", "s")],
    )
    def test_one_that_it_can_is_not(self, chart: str, unit: str) -> None:
        refuse_chart(ctq(unit, chart))

    def test_a_rate_is_for_each_unit_counted(self) -> None:
        found = [unit_drawn(ctq("{count}", each)) for each in ("u", "p", "c")]
        assert found == ["{count} for each unit counted", "{count} for each unit counted", "{count}"]
        assert unit_drawn(ctq("%", "p")) == "%"

    def test_a_frozen_centre_is_told_so_too(self) -> None:
        frozen = Limits(center="0.05", sigma="0", points=8, upto="f" * 64, as_measured=True)
        found = [
            ctq(unit, chart).model_copy(update={"limits": frozen}) for unit, chart in (("{count}", "u"), ("%", "p"))
        ]
        assert [center_told(each) for each in found] == ["0.05 for each unit counted", "5 %"]


class TestReach:
    @pytest.mark.parametrize(
        ("unit", "target", "said"),
        [
            ("%", "110", "no measurement can reach --target 110 %: foo is never more than 100 %"),
            ("1", "1.1", "no measurement can reach --target 1.1: foo is never more than 1"),
            ("%", "-1", "no measurement can reach --target -1 %: foo is never less than 0 %"),
            ("{count}", "-1", "no measurement can reach --target -1: foo is never less than 0"),
            ("s", "-5", "no measurement can reach --target -5 s: foo is never less than 0 s"),
        ],
    )
    def test_what_nothing_can_reach_is_refused(self, unit: str, target: str, said: str) -> None:
        with pytest.raises(BadInput) as why:
            refuse_target(ctq(unit), target, shares=True)
        assert why.value.what == said

    def test_a_growth_in_per_cent_may_be_anything_and_so_may_an_unknown_unit(self) -> None:
        for target in ("-20", "250", ""):
            refuse_target(ctq("%"), target, shares=False)
            refuse_target(ctq("Cel"), target, shares=True)

    def test_the_ends_themselves_can_be_reached(self) -> None:
        for target in ("0", "100"):
            refuse_target(ctq("%"), target, shares=True)

    @pytest.mark.parametrize("said", [{"lower": "120"}, {"upper": "-1"}, {"target": "101"}])
    def test_a_definition_that_nothing_can_meet_is_refused(self, said: dict[str, str]) -> None:
        with pytest.raises(BadInput, match=f"--{next(iter(said))}"):
            refuse_limits(ctq("%").model_copy(update=said), shares=True)

    def test_one_that_all_meet_is_not(self) -> None:
        refuse_limits(ctq("%").model_copy(update={"lower": "-1", "upper": "120"}), shares=True)

    def test_what_is_known_to_be_a_share(self) -> None:
        shares = ("code_coverage", "test_pass_rate/web", "documentation", "conflict_rate", "change_fail_rate/web")
        assert all(map(is_share, shares))
        assert not any(map(is_share, ("performance_regression", "test_duration", "unheard_of")))
