"""Run rules: patterns that a process which is in control seldom shows.

Western Electric (1956), Statistical Quality Control Handbook; Nelson (1984), "The Shewhart control chart - tests for special
causes". Conventions are those of the R package qcc: beyond is beyond, so a point at a limit does not signal; a point at the
centre breaks a run; windows are full; a k-of-m pattern signals at a point that is itself beyond; a trend of 6 points is 5
steps; of rule N8, both sides must be seen. Points are read in sigmas from the centre, and numbered from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from gitgov.core.errors import BadInput

Shape = Literal["beyond", "trend", "alternating", "within", "outside"]
Side = Literal["above", "below", "both"]
SLACK = 1e-9
"""In sigmas: what lies so close to a limit lies at it, whatever the last digits of a machine are."""


class Rule(NamedTuple):
    """A rule as data: `needed` of `span` points in a row have the shape, with its zone in sigmas."""

    id: str
    words: str
    shape: Shape
    needed: int
    span: int
    zone: float = 0.0


class Signal(NamedTuple):
    """Where a rule is met: the rule, the point that completes the pattern, the points of the pattern, and the side."""

    rule: str
    words: str
    at: int
    points: tuple[int, ...]
    side: Side


_ROWS = (
    Rule("WE1", "a point beyond 3 sigma", "beyond", 1, 1, 3.0),
    Rule("WE2", "2 of 3 points beyond 2 sigma on one side", "beyond", 2, 3, 2.0),
    Rule("WE3", "4 of 5 points beyond 1 sigma on one side", "beyond", 4, 5, 1.0),
    Rule("WE4", "8 points in a row on one side of the centre", "beyond", 8, 8),
    Rule("N1", "a point beyond 3 sigma", "beyond", 1, 1, 3.0),
    Rule("N2", "9 points in a row on one side of the centre", "beyond", 9, 9),
    Rule("N3", "6 points in a row that rise, or that fall", "trend", 6, 6),
    Rule("N4", "14 points in a row that go up and down in turn", "alternating", 14, 14),
    Rule("N5", "2 of 3 points beyond 2 sigma on one side", "beyond", 2, 3, 2.0),
    Rule("N6", "4 of 5 points beyond 1 sigma on one side", "beyond", 4, 5, 1.0),
    Rule("N7", "15 points in a row within 1 sigma", "within", 15, 15, 1.0),
    Rule("N8", "8 points in a row beyond 1 sigma, on both sides", "outside", 8, 8, 1.0),
)
RULES: dict[str, Rule] = {row.id: row for row in _ROWS}
DEFAULT = ("N1", "N2")
"""One point in 217 is a false alarm; each further rule costs more of them."""


def choose(ids: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of these ids in the order of the table; raises `BadInput` for an id that is none, and for no rule."""
    wanted = set(ids)
    if unknown := sorted(wanted - RULES.keys()):
        raise BadInput(f"no run rule: {', '.join(unknown)}", f"the rules are {', '.join(RULES)}")
    if not wanted:
        raise BadInput("a chart without a rule never signals", f"commonly {', '.join(DEFAULT)}")
    return tuple(row for row in _ROWS if row.id in wanted)


def signals(z: Sequence[float], rules: Iterable[Rule]) -> tuple[Signal, ...]:
    """Return where rules are met by points in sigmas from the centre, in the order of points and then of rules."""
    found = [signal for rule in rules for signal in _met(z, rule)]
    return tuple(sorted(found, key=lambda each: each.at))


def _met(z: Sequence[float], rule: Rule) -> Iterator[Signal]:
    for end in range(rule.span, len(z) + 1):
        window = z[end - rule.span : end]
        for side in _sides(window, rule):
            places = tuple(end - rule.span + 1 + i for i in range(rule.span) if _belongs(window[i], rule, side))
            yield Signal(rule.id, rule.words, end, places, side)


def _sides(window: Sequence[float], rule: Rule) -> tuple[Side, ...]:
    """Return the sides on which a full window meets the rule."""
    match rule.shape:
        case "beyond":
            return tuple(side for side in ("above", "below") if _enough(window, rule, side))
        case "trend":
            steps = [later - earlier for earlier, later in pairwise(window)]
            rises, falls = all(each > SLACK for each in steps), all(each < -SLACK for each in steps)
            return ("above",) if rises else ("below",) if falls else ()
        case "alternating":
            steps = [later - earlier for earlier, later in pairwise(window)]
            turns = all(one * other < 0 for one, other in pairwise(steps)) and all(abs(each) > SLACK for each in steps)
            return ("both",) if turns else ()
        case "within":
            return ("both",) if all(abs(each) <= rule.zone + SLACK for each in window) else ()
        case "outside":
            seen = min(window) < 0 < max(window) and all(abs(each) > rule.zone + SLACK for each in window)
            return ("both",) if seen else ()


def _enough(window: Sequence[float], rule: Rule, side: Side) -> bool:
    return _belongs(window[-1], rule, side) and sum(_belongs(each, rule, side) for each in window) >= rule.needed


def _belongs(z: float, rule: Rule, side: Side) -> bool:
    """Say whether a point is part of the pattern: of patterns other than k of m, every point is."""
    return rule.shape != "beyond" or (z if side == "above" else -z) > rule.zone + SLACK
