"""Where bisection keeps ending: the paths that culprits touch, counted for a Pareto (`quality.stats.pareto`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class Culprit(NamedTuple):
    """What a bisection found, as recorded: the record, when, the commit, and the paths that it touched."""

    record: str
    at: int
    commit: str
    paths: tuple[str, ...]


def recurring(culprits: Iterable[Culprit]) -> dict[str, int]:
    """Count by each path the bisections on record that ended in a commit which touches it, each record once."""
    once = {each.record: each for each in culprits}
    return dict(Counter(path for each in once.values() for path in {*each.paths}))
