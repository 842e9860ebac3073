"""Measures over facts of git and of the ledger: one file for each, and a row here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gitgov.quality.measures import (
    batch_size,
    change_fail_rate,
    change_lead_time,
    conflict_rate,
    decided_share,
    deployment_frequency,
    deployment_rework_rate,
    evil_merge_rate,
    failed_deployment_recovery_time,
    gate_pass_rate,
    lead_time,
    merge_duration,
    records_per_change,
    revert_rate,
    review_latency,
    rollback_rate,
    time_to_approval,
    time_to_merge,
)
from gitgov.quality.measures.row import DeliveryMeasure, Facts, Measure
from gitgov.quality.reading import Reading

_ROWS = (
    merge_duration.MEASURE,
    conflict_rate.MEASURE,
    evil_merge_rate.MEASURE,
    revert_rate.MEASURE,
    batch_size.FILES,
    batch_size.LINES,
    review_latency.MEASURE,
    time_to_approval.MEASURE,
    time_to_merge.MEASURE,
    lead_time.MEASURE,
    decided_share.MEASURE,
    records_per_change.MEASURE,
    gate_pass_rate.MEASURE,
)
_OF_DELIVERIES = (
    deployment_frequency.FREQUENCY,
    deployment_frequency.DAILY,
    deployment_frequency.DAYS,
    deployment_frequency.BETWEEN,
    change_lead_time.MEDIAN,
    change_lead_time.P85,
    change_fail_rate.MEASURE,
    failed_deployment_recovery_time.MEASURE,
    deployment_rework_rate.MEASURE,
    rollback_rate.MEASURE,
)
MEASURES: Final = {each.name: each for each in _ROWS}
"""The measures of a branch, by name."""
DELIVERY_MEASURES: Final = {each.name: each for each in _OF_DELIVERIES}
"""The measures of an application that is deployed, by name."""
ALL: Final[dict[str, Measure | DeliveryMeasure]] = {**MEASURES, **DELIVERY_MEASURES}


def readings(facts: Facts) -> Iterator[Reading]:
    """Take all measures; those of an application that has a name are called `NAME/APPLICATION`."""
    for each in MEASURES.values():
        yield each.take(facts)
    for delivery in facts.deliveries:
        ending = f"/{delivery.application.name}" if delivery.application.name else ""
        for row in DELIVERY_MEASURES.values():
            yield row.take(delivery, facts.window)._replace(metric=f"{row.name}{ending}")
