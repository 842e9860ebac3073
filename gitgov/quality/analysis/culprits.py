"""Where bisection keeps ending: the paths that culprits touch, as a Pareto."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from gitgov.quality.analysis.pareto import Bar, pareto


class Culprit(NamedTuple):
    """What a bisection found, as recorded: the record, the commit, and the paths that it touched."""

    record: str
    commit: str
    paths: tuple[str, ...]


def recurring(culprits: Iterable[Culprit]) -> tuple[Bar, ...]:
    """Count by each path the bisections that ended in a commit which touches it, each commit once for each record."""
    once = {each.record: each for each in culprits}
    return pareto((path, Fraction(1)) for each in once.values() for path in {*each.paths})
