"""Characteristics whose signals call for a motion, as their control plans have it, and about which nobody has begun to do anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitgov.chamber.defining import definitions
from gitgov.chamber.improvements import overdue, progress_of
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.recorded import ROOM
from gitgov.chamber.series import series_of
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import LAST, Observed, charted
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
        recent = _recent(ctq, series_of(metrics.taken, ctq.ctq, ctq.unit))
        if recent >= ctq.motion_after and ctq.ctq not in seen:
            yield Call(ctq, recent)


def told(chamber: Chamber) -> Iterator[tuple[str, str]]:
    """Say what somebody should see to by now, each with what helps."""
    for each in overdue(chamber):
        body = each.improvement.body
        what = f"the improvement {short(each.improvement.id)} of {body.ctq} was to be judged on {body.review}"
        yield f"{what}, {body.owner} sees to it", f"git quality improve {short(each.improvement.id)} --check"
    for call in calls(chamber):
        name, whose = call.ctq.ctq, f", {call.ctq.owner} owns it" if call.ctq.owner else ""
        what = f"{call.recent} of the last {LAST} points of {name} are signals, which calls for a motion{whose}"
        yield what, f"git quality control {name}; git quality improve {name} --change TEXT"


def _recent(ctq: Ctq, series: Sequence[Observed]) -> int:
    """Return how many of the last points are signals; none where there is too little, or what is no record of that chart."""
    try:
        found = charted(ctq, series)
    except BadInput:
        return 0
    return 0 if isinstance(found, Insufficient) else found.recent
