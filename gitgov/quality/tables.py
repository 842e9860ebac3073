"""What follows from the tables that a project files (Akao 1990; AIAG & VDA FMEA handbook, 2019, for the ratings)."""

from __future__ import annotations

from collections import Counter

from gitgov.quality.project_events import Failure, FailureModes, HouseOfQuality


def importance(house: HouseOfQuality) -> list[tuple[str, int]]:
    """Return how important each characteristic is: the sum of weight x strength over all needs, the greatest first."""
    total: Counter[str] = Counter()
    for need in house.needs:
        for name, strength in need.bears.items():
            total[name] += need.weight * strength
    return sorted(total.items(), key=lambda each: (-each[1], each[0]))


def priority(failure: Failure) -> int:
    """Return the risk priority number, from 1 to 1,000: severity x occurrence x detection."""
    return failure.severity * failure.occurrence * failure.detection


def highest(failures: FailureModes) -> Failure:
    """Return what to see to first: by severity, then by the risk priority number, as severity goes before the product."""
    return max(failures.modes, key=lambda each: (each.severity, priority(each), each.mode))
