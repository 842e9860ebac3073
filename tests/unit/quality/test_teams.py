"""Funnels, causes, flow, labels, deployments and failure modes, by hand."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TypeVar

import pytest

from gitgov.core.errors import BadInput
from gitgov.quality import fmea, tables
from gitgov.quality.project_events import Failure, FailureModes
from gitgov.quality.stats import agreement, delivery, funnel, little, pareto
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.distributions import Beta, Binomial, Poisson, StudentT, normal_quantile
from gitgov.quality.stats.little import Stay
from gitgov.quality.stats.outcome import Insufficient

T = TypeVar("T")


def sure(found: T | Insufficient) -> T:
    assert not isinstance(found, Insufficient), found
    return found


def test_one_team_with_many_conflicts_stands_out_and_a_small_one_does_not() -> None:
    """Half of four merges is no evidence; thirty of two hundred among teams with two percent is; and limits are kept by as many."""
    teams = {
        "small": Counted(2, 4),
        "large": Counted(30, 200),
        "a": Counted(4, 200),
        "b": Counted(3, 180),
        "c": Counted(5, 220),
    }
    found = sure(funnel.funnel(teams, "proportion"))
    assert [each.name for each in found.places if each.side != "within"] == ["large"]
    assert next(each for each in found.places if each.name == "large").adjusted < 0.001


@pytest.mark.parametrize("size", [4, 37, 900])
def test_limits_are_the_outermost_counts_that_are_no_surprise(size: int) -> None:
    kinds: dict[funnel.Kind, Binomial | Poisson] = {"proportion": Binomial(size, 0.1), "rate": Poisson(size * 0.1)}
    for kind, of in kinds.items():
        for confidence in (funnel.WARNING, funnel.ACTION):
            found, outer = funnel.limits(size, 0.1, kind, confidence), (1 - confidence) / 2
            low, high = round(found.low * size), round(found.high * size)
            assert of.tails(high).above <= outer < of.tails(high - 1).above
            assert of.tails(low - 1).below < outer <= of.tails(low).below


def test_a_funnel_narrows_as_teams_grow() -> None:
    widths = [funnel.limits(size, 0.1, "proportion", 0.95) for size in (10, 100, 1_000, 10_000)]
    spans = [each.high - each.low for each in widths]
    assert spans == sorted(spans, reverse=True)
    assert widths[-1].low == pytest.approx(0.1 - 1.96 * math.sqrt(0.09 / 10_000), abs=2e-4)
    assert widths[-1].high == pytest.approx(0.1 + 1.96 * math.sqrt(0.09 / 10_000), abs=2e-4)


def test_teams_of_whom_nothing_is_known_are_named_and_not_placed() -> None:
    found = sure(funnel.funnel({"a": Counted(1, 9), "b": Counted(2, 9), "c": Counted(0, 0)}, "rate"))
    assert found.empty == ("c",)
    assert [each.name for each in found.places] == ["a", "b"]
    for teams in ({"a": Counted(1, 9)}, {"a": Counted(0, 9), "b": Counted(0, 4)}, {}):
        assert isinstance(funnel.funnel(teams, "rate"), Insufficient)
    assert isinstance(funnel.funnel({"a": Counted(9, 9), "b": Counted(4, 4)}, "proportion"), Insufficient)
    with pytest.raises(BadInput, match="b: 5 of 4"):
        funnel.funnel({"a": Counted(1, 9), "b": Counted(5, 4)}, "proportion")


def test_a_share_of_pareto_is_exact() -> None:
    """Eighty percent by whole numbers, which floats would miss; equal causes go by their names."""
    found = sure(pareto.pareto({"c": 1, "a": 8, "b": 1}))
    assert [each.name for each in found] == ["a", "b", "c"]
    assert [each.name for each in found if each.vital] == ["a"]
    assert found[0].share == Fraction(4, 5)
    assert isinstance(pareto.pareto({}), Insufficient)
    assert isinstance(pareto.pareto({"a": 0}), Insufficient)
    with pytest.raises(BadInput, match="less than never"):
        pareto.pareto({"a": -1})


def test_littles_law_by_hand() -> None:
    """Ten days, two pieces of three and five days: 0.8 in progress, 0.2 a day, 4 days each."""
    found = sure(little.check([Stay(1, 4), Stay(2, 7)], 0, 10))
    assert found[:4] == (Fraction(4, 5), Fraction(1, 5), Fraction(4), Fraction(4, 5))
    assert found.close
    across = sure(little.check([Stay(1, 4), Stay(2, 7), Stay(-2, 1), Stay(8, 12), Stay(9, None)], 0, 10))
    assert across[:3] == (Fraction(12, 10), Fraction(3, 10), Fraction(11, 3))
    assert (across.finished, across.carried) == (3, 3)


def test_work_that_never_ends_is_seen_by_littles_law() -> None:
    """Nine pieces lie about while one goes through: the figures of what was finished say nothing of them."""
    stays = [Stay(0, None)] * 9 + [Stay(1, 3)]
    found = sure(little.check(stays, 0, 10))
    assert not found.close
    assert (found.finished, found.carried) == (1, 9)
    assert isinstance(little.check([Stay(0, None)], 0, 10), Insufficient)
    assert isinstance(little.check([], 0, 10), Insufficient)
    for stays, begins, ends in (([Stay(0, 1)], 5, 5), ([Stay(6, 4)], 0, 10)):
        with pytest.raises(BadInput, match="ends before it begins"):
            little.check(stays, begins, ends)


def test_labels_that_say_nothing_have_no_kappa() -> None:
    assert isinstance(agreement.kappa([[0, 0], [0, 0]]), Insufficient)
    assert isinstance(agreement.kappa([[7, 0], [0, 0]]), Insufficient)
    assert sure(agreement.kappa([[0, 5], [5, 0]])).kappa == -1
    for wrong in ([[1, 2]], [[1, -2], [1, 1]]):
        with pytest.raises(BadInput, match="a table of agreement"):
            agreement.kappa(wrong)


def test_an_incident_needs_a_deployment_and_each_counts_once() -> None:
    found = sure(delivery.change_fail_rate(["d1", "d2", "d2"], ["d2", "d2"]))
    assert (found.value, found.n) == (0.5, 2)
    assert isinstance(delivery.change_fail_rate([], []), Insufficient)
    with pytest.raises(BadInput, match="incidents of no deployment: d3"):
        delivery.change_fail_rate(["d1"], ["d3"])


def test_how_often_nobody_knows_without_weeks() -> None:
    assert isinstance(delivery.frequency([], []), Insufficient)
    assert delivery.frequency([0, 0, 0, 0], []) == "Yearly"


def test_every_rating_has_a_priority_and_severity_comes_first() -> None:
    every = [(s, o, d) for s in range(1, 11) for o in range(1, 11) for d in range(1, 11)]
    assert {fmea.rate(*each).priority for each in every} == {"H", "M", "L"}
    order = "LMH"
    for s, o, d in every:
        here = order.index(fmea.rate(s, o, d).priority)
        for worse in ((min(s + 1, 10), o, d), (s, min(o + 1, 10), d), (s, o, min(d + 1, 10))):
            assert order.index(fmea.rate(*worse).priority) >= here
    for wrong in ((0, 1, 1), (1, 11, 1)):
        with pytest.raises(BadInput, match="no rating"):
            fmea.rate(*wrong)


def test_ends_of_distributions() -> None:
    for p in (0.0, 1.0, math.nan):
        for ask in (
            normal_quantile,
            StudentT(3).quantile,
            Beta(1, 2).quantile,
            Binomial(3, 0.5).quantile,
            Poisson(2).quantile,
        ):
            with pytest.raises(BadInput, match="not a probability"):
                ask(p)
    assert StudentT(3).quantile(0.5) == 0
    assert Binomial(4, 0.0).probability(0) == Binomial(4, 1.0).probability(4) == Poisson(0.0).probability(0) == 1
    assert Binomial(4, 0.5).probability(5) == Poisson(1.0).probability(-1) == 0
    assert Binomial(4, 0.5).tails(-1) == Poisson(1.0).tails(-1) == (0.0, 1.0)
    assert Binomial(4, 0.5).tails(4) == (1.0, 0.0)
    assert Binomial(4, 0.5).probability(2) == pytest.approx(6 / 16, rel=1e-14)


def test_failure_modes_are_seen_to_by_priority_then_severity_then_their_product() -> None:
    """Severity 9 with 4 and 3 comes before 3 with 9 and 9, whose product is larger."""
    ratings = {"rare": (9, 1, 9), "seen late": (3, 9, 9), "grave": (9, 4, 3), "often": (7, 8, 5)}
    modes = [Failure(mode=mode, severity=s, occurrence=o, detection=d) for mode, (s, o, d) in ratings.items()]
    found = tables.in_turn(FailureModes(modes=modes))
    assert [(each.mode, risk.priority, risk.rpn) for each, risk in found] == [
        ("grave", "H", 108), ("often", "H", 280), ("seen late", "M", 243), ("rare", "L", 81),
    ]  # fmt: skip
