"""Measurements put on record as a program that measures by itself does, at whatever instant."""

from collections.abc import Callable

from gitgov.chamber import clock
from gitgov.chamber.acts import find_actor
from gitgov.chamber.defining import definitions
from gitgov.chamber.taking import record
from gitgov.quality.events import Measured
from gitgov.quality.measured import judged
from tests.kit.field import Clone


def put_on_record(clone: Clone, oid: str, metric: str, amount: str, now: Callable[[], int] = clock.now) -> str:
    """Records `80 %` or `3 {count}` of a commit, judged by the definition in force; returns the id of the record."""
    chamber = clone.chamber(now)
    value, unit = amount.split()
    row = Measured(metric=metric, value=value, unit=unit, n=1)
    if defined := definitions(chamber).get(metric):
        limits = {"ctq": defined.motion.id, "lower": defined.ctq.lower, "upper": defined.ctq.upper}
        row = row.model_copy(update=limits)
        row = row.model_copy(update={"judged": judged(row)})
    return record(chamber, find_actor(chamber, str(clone.who.key_path)), oid, [row]).id
