"""`git quality control`: a characteristic on its control chart, and limits that are frozen by decision."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.defining import the_ctq
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.receipts import Dated, late
from gitgov.chamber.recorded import ROOM
from gitgov.chamber.series import series_of
from gitgov.cli.acting import send
from gitgov.cli.chart_shown import chart_json, tell
from gitgov.cli.defining import CtqWord
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.putting import put_forward, seat
from gitgov.cli.recalling import since_of
from gitgov.cli.text import give, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.instants import show_duration
from gitgov.quality.charting import LAST, Charted, draw, frozen, plotted
from gitgov.quality.nature import refuse_chart
from gitgov.quality.stats.outcome import Insufficient


def control(
    name: CtqWord,
    freeze: Annotated[
        bool, typer.Option("--freeze", help="Move to freeze the limits at the points there are by now.")
    ] = False,
    since: Annotated[
        str,
        typer.Option("--since", metavar="WHEN", help="With --freeze, of the points since then: 2026-11-20, or 30d."),
    ] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Show a characteristic on its control chart: limits, signals, and how capable the process is; exits 1 where it is out of control."""
    chamber = open_chamber(Path())
    defined = the_ctq(chamber, name)
    if not defined.ctq.chart:
        raise BadInput(f"{name} has no control chart", f"git quality define {name} --chart xmr")
    points = plotted(defined.ctq, series_of(read_metrics(chamber).taken, name, defined.ctq.unit))
    if since and not freeze:
        raise BadInput(
            "--since says which points limits are frozen at", f"git quality control {name} --freeze --since DAY"
        )
    if freeze:
        refuse_chart(defined.ctq)
        begins = since_of(since, chamber.now()) if since else 0
        kept = tuple(each for each in points.points if each.since >= begins)
        fresh = draw(defined.ctq.model_copy(update={"limits": None}), points._replace(points=kept))
        if isinstance(fresh, Insufficient):
            raise BadInput(f"{name}: {fresh}", "git quality measure --record, as often as it takes")
        question = defined.ctq.model_copy(update={"limits": frozen(fresh.base, kept[-1].record)})
        put_forward(seat(chamber, key, apart=True), question, chamber.chain.subject, message)
        send(sync=sync)
        return
    found = draw(defined.ctq, points)
    if as_json:
        give(chart_json(defined.ctq, defined.motion.id, points, found))
    else:
        tell(defined.ctq, defined.motion.name, points, found)
        _tell_late(chamber, found)
    if isinstance(found, Charted) and not found.control.stable:
        raise typer.Exit(1)


def _tell_late(chamber: Chamber, found: Charted | Insufficient) -> None:
    """Tell of the last points that arrived long after they are dated, by the keeper's receipts."""
    points = () if isinstance(found, Insufficient) else found.points[-LAST:]
    records = [each for point in points for each in point.members or (point,)]
    dated = late(chamber, ROOM, [Dated(each.record, each.commit, each.at) for each in records])
    for record, seconds in dated.items():
        say(paint(f"  {short(record)} arrived {show_duration(seconds)} after it is dated", "yellow"))
