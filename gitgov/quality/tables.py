"""What follows from the tables that a project files (Akao 1990; AIAG & VDA FMEA handbook, 2019, for the ratings)."""

from __future__ import annotations

from collections import Counter

from gitgov.quality.fmea import Risk, rate
from gitgov.quality.project_events import Failure, FailureModes, HouseOfQuality


def importance(house: HouseOfQuality) -> list[tuple[str, int]]:
    """Return how important each characteristic is: the sum of weight x strength over all needs, the greatest first."""
    total: Counter[str] = Counter()
    for need in house.needs:
        for name, strength in need.bears.items():
            total[name] += need.weight * strength
    return sorted(total.items(), key=lambda each: (-each[1], each[0]))


def risk_of(failure: Failure) -> Risk:
    """Return how a failure mode is rated."""
    return rate(failure.severity, failure.occurrence, failure.detection)


def in_turn(failures: FailureModes) -> list[tuple[Failure, Risk]]:
    """Return what to see to first and next: by the action priority, by severity, then by the risk priority number."""
    rated = [(each, risk_of(each)) for each in failures.modes]
    return sorted(
        rated, key=lambda each: ("HML".index(each[1].priority), -each[1].severity, -each[1].rpn, each[0].mode)
    )
