"""Characteristics whose signals call for a motion, as their control plans have it, and about which nobody has begun to do anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.chamber.defining import definitions
from gitgov.chamber.improvements import progress_of
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.recorded import ROOM
from gitgov.chamber.series import series_of
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import charted
from gitgov.quality.stats.outcome import Insufficient


class Call(NamedTuple):
    """A characteristic, and how many of its last points are signals."""

    ctq: Ctq
    recent: int


def calls(chamber: Chamber) -> Iterator[Call]:
    """Yield the characteristics that call for a motion; reads nothing where nothing was ever measured, or no definition asks for it."""
    if not chamber.store.tip(ROOM):
        return
    watched = [each.ctq for each in definitions(chamber).values() if each.ctq.chart and each.ctq.motion_after]
    if not watched:
        return
    metrics = read_metrics(chamber)
    seen = {each.body.ctq for each in metrics.improvements if not progress_of(chamber, each).over}
    for ctq in watched:
        found = charted(ctq, series_of(metrics.taken, ctq.ctq, ctq.unit))
        if not isinstance(found, Insufficient) and found.recent >= ctq.motion_after and ctq.ctq not in seen:
            yield Call(ctq, found.recent)
