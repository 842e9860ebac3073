"""`git quality control`: a characteristic on its control chart, and limits that are frozen by decision."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.defining import Defined, the_ctq
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.receipts import Dated, late
from gitgov.chamber.recorded import ROOM
from gitgov.chamber.series import series_of
from gitgov.cli.acting import send
from gitgov.cli.defining import CtqWord
from gitgov.cli.figuring import finite
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.putting import put_forward, seat
from gitgov.cli.recalling import since_of
from gitgov.cli.text import give, many, paint, say
from gitgov.core.amounts import with_unit
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.instants import show_duration
from gitgov.quality.charting import LAST, Charted, charted, frozen
from gitgov.quality.showing import shown_amount
from gitgov.quality.standing import Standing, standing_of
from gitgov.quality.stats.outcome import Estimate, Insufficient


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
    series = series_of(read_metrics(chamber).taken, name, defined.ctq.unit)
    if since and not freeze:
        raise BadInput(
            "--since says which points limits are frozen at", f"git quality control {name} --freeze --since DAY"
        )
    if freeze:
        begins = since_of(since, chamber.now()) if since else 0
        series = tuple(each for each in series if each.at >= begins)
        fresh = charted(defined.ctq.model_copy(update={"limits": None}), series)
        if isinstance(fresh, Insufficient):
            raise BadInput(f"{name}: {fresh}", "git quality measure --record, as often as it takes")
        question = defined.ctq.model_copy(update={"limits": frozen(fresh.base, series[-1].record)})
        put_forward(seat(chamber, key, apart=True), question, chamber.chain.subject, message)
        send(sync=sync)
        return
    found = charted(defined.ctq, series)
    if as_json:
        give(_json(defined, found))
    else:
        _tell(defined, found)
        _tell_late(chamber, found)
    if isinstance(found, Charted) and not found.control.stable:
        raise typer.Exit(1)


def _tell(defined: Defined, found: Charted | Insufficient) -> None:
    ctq = defined.ctq
    if isinstance(found, Insufficient):
        say(f"{ctq.ctq}: {found}")
        return
    unit, base = ctq.unit, found.base
    limits = found.control.points[-1].limits
    kind = "frozen by decision" if found.frozen else "provisional" if base.provisional else "of all points, not frozen"
    say(f"{ctq.ctq}: {ctq.chart} chart of {many(len(found.points), 'point')}, limits {kind} ({defined.motion.name})")
    say(f"  centre {_of(limits.center, unit)}, control limits {_of(limits.lower, unit)} to {_of(limits.upper, unit)}")
    say(f"  in control one point in {found.false_alarm_every:.0f} is a false alarm")
    if found.control.stable:
        say(paint("  no signal: the process is stable", "green"))
    for signals, of in ((found.control.signals, ""), (found.control.spread_signals, " of the spread")):
        for each in signals:
            point = found.points[each.at - 1]
            seen = f"{with_unit(shown_amount(point.value), unit)}, {short(point.commit)}, {short(point.record)}"
            say(paint(f"  {each.rule} at point {each.at}: {each.words}{of} ({seen})", "red"))
    _tell_standing(standing_of(ctq, found))


def _tell_late(chamber: Chamber, found: Charted | Insufficient) -> None:
    """Tell of the last points that arrived long after they are dated, by the keeper's receipts."""
    points = () if isinstance(found, Insufficient) else found.points[-LAST:]
    dated = late(chamber, ROOM, [Dated(each.record, each.commit, each.at) for each in points])
    for record, seconds in dated.items():
        say(paint(f"  {short(record)} arrived {show_duration(seconds)} after it is dated", "yellow"))


def _of(value: float, unit: str) -> str:
    return with_unit(f"{value:.4g}", unit)


def _tell_standing(standing: Standing) -> None:
    if isinstance(standing.capable, str):
        say(f"  capability: {standing.capable}")
        return
    for title, each in standing.capable.items():
        say(f"  {title} {each.value:.2f} ({each.interval.low:.2f} to {each.interval.high:.2f}, n {each.n})")
    if standing.normal is not None:
        looks = "not normal: read the indices with care" if standing.skewed else "nothing speaks against normal values"
        say(f"  {looks} ({standing.normal.method}, p {standing.normal.p:.2g})")
    if standing.dpmo is not None:
        say(
            f"  {standing.dpmo:.0f} defects per million opportunities, sigma level {standing.level:.2f} (with the 1.5 shift)"
        )


def _json(defined: Defined, found: Charted | Insufficient) -> dict[str, Any]:
    head: dict[str, Any] = {
        "ctq": defined.ctq.ctq,
        "unit": defined.ctq.unit,
        "motion": defined.motion.id,
        "chart": defined.ctq.chart,
    }
    if isinstance(found, Insufficient):
        return {**head, "insufficient": str(found), "points": [], "signals": [], "stable": None}
    standing = standing_of(defined.ctq, found)
    points = [
        {
            "record": each.record, "commit": each.commit, "value": shown_amount(each.value), "n": each.n,
            "center": point.limits.center, "lower": finite(point.limits.lower), "upper": finite(point.limits.upper),
        }
        for each, point in zip(found.points, found.control.points, strict=True)
    ]  # fmt: skip
    signals = [
        {"rule": each.rule, "words": each.words, "at": each.at, "points": list(each.points), "side": each.side}
        for each in (*found.control.signals, *found.control.spread_signals)
    ]
    return {
        **head,
        "insufficient": None,
        "frozen": found.frozen,
        "points": points,
        "signals": signals,
        "stable": found.control.stable,
        "false_alarm_every": found.false_alarm_every,
        "capability": standing.capable if isinstance(standing.capable, str) else {
            title: _estimate(each) for title, each in standing.capable.items()
        },
        "normality": None if standing.normal is None else {"test": standing.normal.method, "p": standing.normal.p},
        "dpmo": standing.dpmo,
        "sigma_level": standing.level,
    }  # fmt: skip


def _estimate(each: Estimate) -> dict[str, Any]:
    return {"value": each.value, "low": each.interval.low, "high": each.interval.high, "n": each.n}
