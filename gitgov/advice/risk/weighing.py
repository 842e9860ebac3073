"""What the factors of a change come to: points, and a level."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.advice.risk.factors import FACTORS, Value
from gitgov.advice.risk.step import RiskFacts
from gitgov.procedure.advised import LEVELS

CUTS = (12, 19, 26)
"""The least points of each level but the first: about half, a fifth and a twentieth of the changes of click, requests and ansible have so many.

They were set by how points are distributed there, whatever became of those changes.
"""


class Weighed(NamedTuple):
    """A factor of a change: its value (nothing where there is none, or nobody can tell), the points of at most `weight`, and a sentence."""

    name: str
    value: Value | None
    points: int
    weight: int
    says: str


class Weight(NamedTuple):
    """What a change comes to: `points` out of all possible, the level, and each factor."""

    points: int
    level: str
    factors: tuple[Weighed, ...]


def points_of(facts: RiskFacts) -> int:
    """Return the points of a change, the sum over all factors."""
    return sum(each.points(facts) for each in FACTORS)


def level_of(points: int) -> str:
    """Return the level that so many points are."""
    return LEVELS[sum(points >= cut for cut in CUTS)]


def weigh(facts: RiskFacts) -> Weight:
    """Weigh a change factor by factor."""
    rows = []
    for each in FACTORS:
        hidden = each.past and facts.cut
        says = "nobody can tell here: this clone is shallow (git fetch --unshallow)" if hidden else each.says(facts)
        rows.append(Weighed(each.name, None if hidden else each.value(facts), each.points(facts), each.weight, says))
    points = sum(each.points for each in rows)
    return Weight(points, level_of(points), tuple(rows))
