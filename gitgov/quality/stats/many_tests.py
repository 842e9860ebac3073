"""Many tests at once: p-values adjusted, so that fifty teams do not find a difference by being fifty.

Holm (1979) keeps the chance of any false finding; Benjamini and Hochberg (1995) the share of false ones among the findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from gitgov.core.errors import BadInput


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Return adjusted p-values in the order given; raises `BadInput` unless each is within 0 to 1."""
    order = _ascending(p)
    raised = accumulate(((len(p) - rank) * p[i] for rank, i in enumerate(order)), max)
    return _placed(order, [min(1.0, each) for each in raised])


def benjamini_hochberg(p: Sequence[float]) -> tuple[float, ...]:
    """Return adjusted p-values in the order given; raises `BadInput` unless each is within 0 to 1."""
    order = _ascending(p)[::-1]
    lowered = accumulate((len(p) / (len(p) - rank) * p[i] for rank, i in enumerate(order)), min)
    return _placed(order, [min(1.0, each) for each in lowered])


def _ascending(p: Sequence[float]) -> list[int]:
    if not all(0 <= each <= 1 for each in p):
        raise BadInput("not all of them are p-values", "a p-value lies between 0 and 1")
    return sorted(range(len(p)), key=p.__getitem__)


def _placed(order: Sequence[int], values: Sequence[float]) -> tuple[float, ...]:
    return tuple(value for _, value in sorted(zip(order, values, strict=True)))
