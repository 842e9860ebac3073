"""The run lengths that stand in the code, derived: by an exact Markov chain over zones, and by playing them."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import pytest

from gitgov.quality.stats.charts.alarms import KNOWN, in_control, simulate
from gitgov.quality.stats.charts.control import false_alarms, rules_of
from gitgov.quality.stats.charts.discrete import run_length
from gitgov.quality.stats.charts.frozen import Baseline
from gitgov.quality.stats.charts.rules import RULES, Rule, choose, signals
from gitgov.quality.stats.distributions import normal_below

EDGES = (-math.inf, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, math.inf)
MIDDLES = (-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5)
History = tuple[float, ...]


State = tuple[object, ...]


def chain(rules: Iterable[Rule], shift: float = 0.0, settled: int = 60) -> float:
    """Returns the mean number of points until a rule is met, by the weights of all histories that have met none.

    Histories that no rule tells apart are one state: of each rule, the points of its window that are in its zone. When every
    window is full and the weights have settled, the same share of them survives each further point.
    """
    following = moves(tuple(rules), shift)
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
    return total + (alive / (1 - alive / before) if alive else 0.0)


def moves(rules: tuple[Rule, ...], shift: float) -> dict[State, list[tuple[State, float]]]:
    """Returns for each state the states that a point without a signal leads to, and how likely each is; the first is empty."""
    shares = [normal_below(high - shift) - normal_below(low - shift) for low, high in pairwise(EDGES)]
    longest = max(rule.span for rule in rules)
    waiting: dict[State, History] = {distinct((), rules): ()}
    found: dict[State, list[tuple[State, float]]] = {}
    while waiting:
        state, history = waiting.popitem()
        found[state] = []
        for z, share in zip(MIDDLES, shares, strict=True):
            longer = (*history, z)[-longest:]
            if any(each.at == len(longer) for each in signals(longer, rules)):
                continue
            other = distinct(longer, rules)
            found[state].append((other, share))
            if other not in found:
                waiting.setdefault(other, longer)
    return found


def distinct(history: History, rules: tuple[Rule, ...]) -> State:
    """Returns what of a history can still matter: for each rule, which of its last span - 1 points are in its zone.

    Where all points of a window are needed, what comes before one that is not does not matter; where some are, what comes
    before the first that is.
    """
    found: list[object] = [min(len(history), max(rule.span for rule in rules) - 1)]
    for rule in rules:
        recent = history[-(rule.span - 1) :] if rule.span > 1 else ()
        match rule.shape:
            case "within":
                found.append(trailing([abs(z) <= rule.zone for z in recent]))
            case "outside":
                found.append(trailing([math.copysign(abs(z) > rule.zone, z) for z in recent]))
            case _ if rule.needed == rule.span:
                found += [trailing([side * z > rule.zone for z in recent]) for side in (1, -1)]
            case _:
                found += [leading([side * z > rule.zone for z in recent]) for side in (1, -1)]
    return tuple(found)


def trailing(marks: list[float]) -> State:
    """Returns the marks after the last that is 0."""
    return tuple(marks[max((i + 1 for i, each in enumerate(marks) if not each), default=0) :])


def leading(marks: list[bool]) -> State:
    """Returns the marks from the first that is set."""
    return tuple(marks[marks.index(True) :]) if True in marks else ()


@pytest.mark.parametrize("names", KNOWN, ids=lambda each: "+".join(sorted(each)))
def test_known_run_lengths_are_those_of_the_chain(names: frozenset[str]) -> None:
    assert chain(choose(names)) == pytest.approx(KNOWN[names], abs=0.001)


@pytest.mark.parametrize("names", KNOWN, ids=lambda each: "+".join(sorted(each)))
def test_what_is_played_is_near_to_what_is_known(names: frozenset[str]) -> None:
    assert simulate(choose(names)) == pytest.approx(KNOWN[names], rel=0.02)


@pytest.mark.parametrize("names", [["WE2"], ["WE3"], ["WE1", "WE4"]], ids="+".join)
def test_a_shift_is_found_as_soon_as_the_chain_says(names: list[str]) -> None:
    assert simulate(choose(names), shift=2.0) == pytest.approx(chain(choose(names), shift=2.0), rel=0.02)


def test_the_same_rules_by_another_name_are_as_often_wrong() -> None:
    assert in_control(choose(["WE1", "WE2", "WE3", "WE4"])) == in_control(choose(["N1", "N5", "N6", "WE4", "N2"]))
    assert in_control(choose(["WE1"])) == in_control(choose(["N1", "WE1"])) == (370.398, "exact")


def test_each_rule_more_is_more_false_alarms() -> None:
    lengths = [in_control(choose([f"N{i}" for i in range(1, last + 1)])).points for last in (1, 2, 4, 8)]
    assert lengths == sorted(lengths, reverse=True)
    assert in_control(choose(RULES)).how == "simulated"


@pytest.mark.parametrize(("names", "off"), [(["N7"], 0.03), (["N8"], 0.12), (["N1", "N7", "N8"], 0.02)])
def test_rules_of_points_near_and_far_are_played_as_the_chain_says(names: list[str], off: float) -> None:
    """The rarer a signal is, the fewer of the processes that are played show it: of N8 about one in thirty does."""
    assert simulate(choose(names)) == pytest.approx(chain(choose(names)), rel=off)


@pytest.mark.parametrize(("name", "span", "turning"), [("N3", 6, False), ("N4", 14, True)])
def test_rules_of_order_are_played_as_one_process_after_the_other_would(name: str, span: int, turning: bool) -> None:
    chance, processes, points = random.Random(1), 2_500, 0
    for _ in range(processes):
        before, rose, steps, seen = chance.random(), False, 0, 1
        while steps < span - 1:
            value = chance.random()
            rises = value > before
            steps = steps + 1 if steps and (rises != rose) is turning else 1
            before, rose, seen = value, rises, seen + 1
        points += seen
    assert simulate(choose([name])) == pytest.approx(points / processes, rel=0.05)


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


def of_counts(chart: str, center: float, sigma: float, size: float = 1.0, rules: tuple[str, ...] = ("N1",)) -> float:
    found = run_length(Baseline(chart, center, 0.0, 20), sigma, size, choose(rules))
    assert found is not None
    assert found.how == "exact"
    return found.points


class TestCounts:
    """Points of counts are skewed: they pass a limit of 3 sigma more often, or less, than normal ones."""

    def test_beyond_the_limits_as_their_distribution_has_it(self) -> None:
        poisson = 1 - sum(math.exp(-4) * 4**k / math.factorial(k) for k in range(11))
        assert of_counts("c", 4, 2) == pytest.approx(1 / poisson)
        assert of_counts("u", 2, math.sqrt(2 / 2), 2) == pytest.approx(1 / poisson)
        binomial = sum(math.comb(50, k) * 0.1**k * 0.9 ** (50 - k) for k in range(12, 51))
        assert of_counts("p", 0.1, math.sqrt(0.09 / 50), 50) == pytest.approx(1 / binomial)
        assert of_counts("np", 5, math.sqrt(4.5), 50) == pytest.approx(1 / binomial)
        assert of_counts("g", 20, math.sqrt(420)) == pytest.approx((21 / 20) ** 82)

    @pytest.mark.parametrize(("rule", "run"), [("N2", 9), ("WE4", 8)])
    def test_runs_break_at_the_centre(self, rule: str, run: int) -> None:
        """Against the chain itself, step by step: how many are still without a signal after each point."""
        shares = [math.exp(-4) * 4**k / math.factorial(k) for k in range(11)]
        above, below, at = sum(shares[5:]), sum(shares[:4]), shares[4]
        alive, steps = {0: 1.0}, 0.0
        for _ in range(20_000):
            steps += sum(alive.values())
            after: dict[int, float] = {0: at * sum(alive.values())}
            for length, share in alive.items():
                for step, chance in ((1, above), (-1, below)):
                    long = length + step if length * step > 0 else step
                    if abs(long) < run:
                        after[long] = after.get(long, 0.0) + chance * share
            alive = after
        assert of_counts("c", 4, 2, rules=("N1", rule)) == pytest.approx(steps, rel=1e-6)

    def test_of_many_they_come_to_what_normal_values_have(self) -> None:
        assert of_counts("c", 1e8, 1e4, rules=("N1", "N2")) == pytest.approx(216.696, rel=0.01)

    def test_what_is_not_worked_out_is_not_claimed(self) -> None:
        base = Baseline("c", 4, 0.0, 20)
        assert run_length(base, 2, 1, choose(["N1", "N5"])) is None
        assert run_length(base, 2, 1, choose(["N2"])) is None
        assert run_length(base._replace(chart="u'", ratio=1.4), 2, 1, choose(["N1"])) is None
        assert run_length(base._replace(chart="xmr"), 2, 1, choose(["N1"])) is None
        assert of_counts("p", 0.5, math.sqrt(0.125), 2) == math.inf
