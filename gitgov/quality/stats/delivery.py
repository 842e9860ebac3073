"""Deployments counted as others count them, in one place each, so that no two figures disagree.

Change fail rate: dora.dev; deployments that failed, each once however many incidents it had (Apache DevLake, pull request 8890).
Bucket of frequency: Four Keys (archived), which tells how often a team deploys by medians.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Literal

from gitgov.core.errors import BadInput
from gitgov.quality.stats.outcome import Estimate, Insufficient
from gitgov.quality.stats.proportions import wilson

Bucket = Literal["Daily", "Weekly", "Monthly", "Yearly"]


def change_fail_rate(deployments: Iterable[str], failed: Iterable[str]) -> Estimate | Insufficient:
    """Return the share of deployments that failed, from their ids and the ids that incidents name; Wilson's interval.

    Raises `BadInput` for an incident of a deployment that is none.
    """
    every, bad = set(deployments), set(failed)
    if unknown := sorted(bad - every):
        raise BadInput(f"incidents of no deployment: {', '.join(unknown)}", "name the deployment that failed")
    return wilson(len(bad), len(every))


def frequency(days: Sequence[int], months: Sequence[int]) -> Bucket | Insufficient:
    """Return the bucket from days with a deployment in each week, and from deployments (or such days) in each month."""
    if not days:
        return Insufficient("no weeks to look at", 0, 1)
    if median(days) >= 3:
        return "Daily"
    if median(min(1, each) for each in days) >= 1:
        return "Weekly"
    return "Monthly" if months and median(months) >= 1 else "Yearly"
