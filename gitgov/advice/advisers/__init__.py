"""The advisers: one file each, and one row here."""

from __future__ import annotations

from collections.abc import Mapping

from gitgov.advice.adviser import Adviser
from gitgov.advice.advisers import integration, merge, minutes, operation, release, retro, review, risk, sprint

ADVISERS: Mapping[str, Adviser] = {
    each.name: each
    for each in (
        integration.ADVISER,
        merge.ADVISER,
        minutes.ADVISER,
        operation.ADVISER,
        release.ADVISER,
        retro.ADVISER,
        review.ADVISER,
        risk.ADVISER,
        sprint.ADVISER,
    )
}
