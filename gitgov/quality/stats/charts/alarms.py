"""What run rules cost: how many points of a process that is in control there are, on average, until one of them is met.

The usual sets of rules stand here as an exact Markov chain gives them (Champ and Woodall 1987, "Exact results for Shewhart
control charts with supplementary runs rules"; a test derives them). Any other set is played: `LANES` processes at once, a
bit of an integer for each, on numbers drawn from SHAKE-256, so that the answer is the same on every machine. It is within about
one percent where there is one false alarm in some hundred points. Values are taken to be normal, independent, and around limits that are known; from a short base period there
are more false alarms.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from operator import and_, or_
from typing import Literal, NamedTuple

from gitgov.quality.stats.charts.rules import Rule
from gitgov.quality.stats.distributions import normal_below

LANES, STEPS, BITS = 1 << 14, 500, 24
SETTLED = 50
"""Points after which every window is full and the risk of a signal stays what it is."""
_ALL = (1 << LANES) - 1
_SAME = {"WE1": "N1", "WE2": "N5", "WE3": "N6"}
KNOWN: dict[frozenset[str], float] = {
    frozenset({"N1"}): 370.398,
    frozenset({"N1", "N5"}): 225.637,
    frozenset({"N1", "N6"}): 166.200,
    frozenset({"N1", "WE4"}): 152.730,
    frozenset({"N1", "N5", "N6", "WE4"}): 91.899,
    frozenset({"N1", "N2"}): 216.696,
    frozenset({"N1", "N2", "N5", "N6"}): 109.227,
}


class RunLength(NamedTuple):
    """How many points there are until a false alarm, on average, and how that is known: `normal` as if the points were normal values."""

    points: float
    how: Literal["exact", "simulated", "normal"]

    def false_alarms(self, points: int) -> float:
        """Return how many false alarms so many points lead one to expect."""
        return points / self.points


def in_control(rules: Iterable[Rule]) -> RunLength:
    """Return the average run length of a chart with these rules, at least one, while nothing is wrong."""
    found = {_SAME.get(rule.id, rule.id): rule for rule in rules}
    if "WE4" in found:
        found.pop("N2", None)  # whoever has 9 in a row has had 8
    if known := KNOWN.get(frozenset(found)):
        return RunLength(known, "exact")
    return RunLength(simulate(tuple(found[name] for name in sorted(found))), "simulated")


@cache
def simulate(rules: tuple[Rule, ...], shift: float = 0.0, seed: bytes = b"") -> float:
    """Return the run length of any rules as played, of a process that lies `shift` sigmas off.

    What still runs after `STEPS` points is taken to go on at the risk that it has had.
    """
    alive, before, total, deaths, exposed = _ALL, None, 0, 0, 0
    watched = [_Watch(rule, shift) for rule in rules]
    for step in range(1, STEPS + 1):
        running = alive.bit_count()
        if not running:
            break
        total += running
        planes = _draw(seed, step)
        rises = _greater(planes, before) if before else 0
        alive &= ~reduce(or_, [watch.step(planes, rises, step) for watch in watched])
        before = planes
        if step > SETTLED:
            deaths, exposed = deaths + running - alive.bit_count(), exposed + running
    rest = alive.bit_count() * exposed / deaths if deaths else 0.0
    return (total + rest) / LANES


class _Watch:
    """One rule, and what it remembers of the last points of every lane."""

    def __init__(self, rule: Rule, shift: float) -> None:
        self.rule = rule
        self.high: deque[int] = deque(maxlen=rule.span)
        self.low: deque[int] = deque(maxlen=rule.span)
        self.rises: deque[int] = deque(maxlen=rule.span - 1 or 1)
        self.upper = round(normal_below(rule.zone - shift) * 2**BITS)
        self.lower = round(normal_below(-rule.zone - shift) * 2**BITS)

    def step(self, planes: Sequence[int], rises: int, step: int) -> int:
        """Take in the next point of every lane, and return the lanes that signal."""
        self.high.append(_above(planes, self.upper))
        self.low.append(~_above(planes, self.lower) & _ALL)
        self.rises.append(rises)
        return self._met() if step >= self.rule.span else 0

    def _met(self) -> int:
        match self.rule.shape:
            case "beyond":
                return _enough(self.high, self.rule.needed) | _enough(self.low, self.rule.needed)
            case "trend":
                return reduce(and_, self.rises) | (reduce(and_, [~each for each in self.rises]) & _ALL)
            case "alternating":
                turns = [one ^ other for one, other in zip(self.rises, list(self.rises)[1:], strict=False)]
                return reduce(and_, turns)
            case "within":
                return reduce(and_, [~(high | low) & _ALL for high, low in zip(self.high, self.low, strict=True)])
            case "outside":
                every = reduce(and_, [high | low for high, low in zip(self.high, self.low, strict=True)])
                return every & reduce(or_, self.high) & reduce(or_, self.low)


def _enough(window: Sequence[int], needed: int) -> int:
    """Return the lanes that have so many points of the window in the zone, the last among them."""
    counts = [_ALL, *[0] * needed]
    for each in window:
        for have in range(needed, 0, -1):
            counts[have] |= counts[have - 1] & each
    return counts[needed] & window[-1]


def _draw(seed: bytes, step: int) -> list[int]:
    """Return a uniform number for each lane, as planes of bits, the highest first."""
    size = LANES // 8
    drawn = hashlib.shake_256(seed + step.to_bytes(4)).digest(BITS * size)
    return [int.from_bytes(drawn[place : place + size]) for place in range(0, len(drawn), size)]


def _above(planes: Sequence[int], bound: int) -> int:
    """Return the lanes whose number is at least `bound`."""
    above, equal = 0, _ALL
    for place, plane in enumerate(planes, start=1):
        if bound >> (BITS - place) & 1:
            equal &= plane
        else:
            above |= equal & plane
            equal &= ~plane
    return above | equal


def _greater(planes: Sequence[int], others: Sequence[int]) -> int:
    """Return the lanes whose number is greater than the other one."""
    above, equal = 0, _ALL
    for one, other in zip(planes, others, strict=True):
        above |= equal & one & ~other
        equal &= ~(one ^ other)
    return above
