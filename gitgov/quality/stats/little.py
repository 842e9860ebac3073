"""Little's law as a check of flow figures: work in progress = throughput x time in the system.

Little (1961), "A proof for the queuing formula L = lambda W". Exact over a time at whose ends nothing is in progress; what is
carried in or out makes both sides differ, and a large difference says that dates are missing or that the flow is not steady.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.outcome import Insufficient

CLOSE = Fraction(1, 5)


class Stay(NamedTuple):
    """When a piece of work came in and when it went out, in any whole unit of time; None while it is in progress."""

    came: int
    went: int | None


class Check(NamedTuple):
    """Mean work in progress, pieces finished per unit of time, their mean time, the product of both, and whether it is close."""

    in_progress: Fraction
    throughput: Fraction
    time: Fraction
    expected: Fraction
    close: bool
    finished: int
    carried: int


def check(stays: Iterable[Stay], begins: int, ends: int, close: Fraction = CLOSE) -> Check | Insufficient:
    """Check a window of time; raises `BadInput` for one that ends before it begins, and for work that does.

    `close` is the part of the work in progress by which the product may differ; `carried` counts what is across an end.
    """
    found = [each for each in stays if each.came < ends and (each.went is None or each.went > begins)]
    if ends <= begins or any(each.went is not None and each.went < each.came for each in found):
        raise BadInput("a time that ends before it begins")
    times = [each.went - each.came for each in found if each.went is not None and each.went <= ends]
    if not times:
        return Insufficient("nothing was finished in that time", 0, 1)
    spent = sum((ends if each.went is None else min(each.went, ends)) - max(each.came, begins) for each in found)
    carried = sum(each.came < begins or each.went is None or each.went > ends for each in found)
    in_progress, rate = Fraction(spent, ends - begins), Fraction(len(times), ends - begins)
    time = Fraction(sum(times), len(times))
    near = abs(rate * time - in_progress) <= close * in_progress
    return Check(in_progress, rate, time, rate * time, near, len(times), carried)
