"""The run lengths that stand in the code, derived: by an exact Markov chain over zones, and by playing them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import pytest

from gitgov.quality.stats.charts.alarms import KNOWN, in_control, simulate
from gitgov.quality.stats.charts.control import false_alarms, rules_of
from gitgov.quality.stats.charts.rules import RULES, Rule, choose, signals
from gitgov.quality.stats.distributions import normal_below

EDGES = (-math.inf, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, math.inf)
MIDDLES = (-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5)
SHARES = [normal_below(high) - normal_below(low) for low, high in pairwise(EDGES)]
History = tuple[float, ...]


State = tuple[object, ...]


def chain(rules: Iterable[Rule], settled: int = 60) -> float:
    """Returns the mean number of points until a rule is met, by the weights of all histories that have met none.

    Histories that no rule tells apart are one state: of each rule, the points of its window that are in its zone. When every
    window is full and the weights have settled, the same share of them survives each further point.
    """
    following = moves(tuple(rules))
    weights, total = {next(iter(following)): 1.0}, 0.0
    for _ in range(settled):
        before = math.fsum(weights.values())
        total += before
        later: dict[State, float] = defaultdict(float)
        for state, weight in weights.items():
            for other, share in following[state]:
                later[other] += weight * share
        weights = later
    alive = math.fsum(weights.values())
    return total + alive / (1 - alive / before)


def moves(rules: tuple[Rule, ...]) -> dict[State, list[tuple[State, float]]]:
    """Returns for each state the states that a point without a signal leads to, and how likely each is; the first is empty."""
    longest = max(rule.span for rule in rules)
    waiting: dict[State, History] = {distinct((), rules): ()}
    found: dict[State, list[tuple[State, float]]] = {}
    while waiting:
        state, history = waiting.popitem()
        found[state] = []
        for z, share in zip(MIDDLES, SHARES, strict=True):
            longer = (*history, z)[-longest:]
            if any(each.at == len(longer) for each in signals(longer, rules)):
                continue
            other = distinct(longer, rules)
            found[state].append((other, share))
            if other not in found:
                waiting.setdefault(other, longer)
    return found


def distinct(history: History, rules: tuple[Rule, ...]) -> State:
    """Returns what of a history can still matter: for each rule and side, its last span - 1 points, in the zone or not.

    Of a run (all of its points needed) only its length matters.
    """
    found: list[object] = [min(len(history), max(rule.span for rule in rules) - 1)]
    for rule in rules:
        for side in (1, -1):
            inside = [side * z > rule.zone for z in history[-(rule.span - 1) :]] if rule.span > 1 else []
            if rule.needed == rule.span:
                run = next((i for i, each in enumerate(reversed(inside)) if not each), len(inside))
                found.append(run)
            else:
                first = inside.index(True) if True in inside else len(inside)
                found.append(tuple(inside[first:]))
    return tuple(found)


@pytest.mark.parametrize("names", KNOWN, ids=lambda each: "+".join(sorted(each)))
def test_known_run_lengths_are_those_of_the_chain(names: frozenset[str]) -> None:
    assert chain(choose(names)) == pytest.approx(KNOWN[names], abs=0.001)


@pytest.mark.parametrize("names", KNOWN, ids=lambda each: "+".join(sorted(each)))
def test_what_is_played_is_near_to_what_is_known(names: frozenset[str]) -> None:
    assert simulate(choose(names)) == pytest.approx(KNOWN[names], rel=0.02)


def test_the_same_rules_by_another_name_are_as_often_wrong() -> None:
    assert in_control(choose(["WE1", "WE2", "WE3", "WE4"])) == in_control(choose(["N1", "N5", "N6", "WE4", "N2"]))
    assert in_control(choose(["WE1"])) == in_control(choose(["N1", "WE1"])) == (370.398, "exact")


def test_each_rule_more_is_more_false_alarms() -> None:
    lengths = [in_control(choose([f"N{i}" for i in range(1, last + 1)])).points for last in (1, 2, 4, 8)]
    assert lengths == sorted(lengths, reverse=True)
    assert in_control(choose(RULES)).how == "simulated"


def test_runs_of_points_that_are_alike_or_in_turn() -> None:
    """6 points in a row rise with 1 / 720: by an exact count of orders, one signal in 423 points (Nelson 1984: 1 in 250 to 720)."""
    assert simulate(choose(["N7"])) == pytest.approx((1 - 0.6826895**15) / (0.3173105 * 0.6826895**15), rel=0.03)
    assert 250 < simulate(choose(["N3"])) < 720


def test_a_seed_gives_the_same_answer_and_another_one_another() -> None:
    rules = choose(["N3"])
    assert simulate(rules, seed=b"a") == simulate(rules, seed=b"a")
    assert simulate(rules, seed=b"a") != simulate(rules, seed=b"b")


def test_false_alarms_are_expected_in_proportion() -> None:
    """Fifty teams with ten figures each week: about one and a half false alarms, by the points beyond the limits alone."""
    assert in_control(choose(["N1"])).false_alarms(500) == pytest.approx(1.35, abs=0.01)


@pytest.mark.parametrize(("name", "points"), [("ewma", 499.7), ("cusum", 465.4), ("xmr", 216.696), ("g", 370.398)])
def test_every_chart_says_how_often_it_is_wrong(name: str, points: float) -> None:
    assert false_alarms(name, rules_of(name)).points == pytest.approx(points, abs=0.1)
