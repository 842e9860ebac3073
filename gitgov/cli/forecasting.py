"""`git sprint forecast`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.forecasting import (
    Past,
    day_after,
    how_many,
    past_of,
    periods_until,
    records_of,
    when,
    when_item,
)
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import team_of
from gitgov.chamber.sprints import read_board
from gitgov.cli.acting import my_name
from gitgov.cli.options import Json, TeamOption
from gitgov.cli.text import give, many, say
from gitgov.core.errors import BadInput
from gitgov.sprints.forecast import CERTAINTIES, Until
from gitgov.sprints.outlook import ENOUGH


def forecast(
    team: TeamOption = "",
    left: Annotated[
        int | None, typer.Option("--left", metavar="N", min=0, help="So many items; what is left unless given.")
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="DAY", help="How many items by that day, instead of when.")] = "",
    item: Annotated[
        str, typer.Option("--item", metavar="ID", help="When this item is done, with all that it needs of any team.")
    ] = "",
    by_sprint: Annotated[
        bool, typer.Option("--by-sprint", help="From the team's sprints that are over, instead of from weeks.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Forecast when a team is done, or how much by a day, from how many items it finished in each week or sprint before.

    Items are those that commits say (Item: ID) which have reached the branch that sprints work towards. Velocities of teams are
    never added: what several teams do is forecast as a graph, each from its own past. Who sees the same commits forecasts the same.
    """
    if item and by_sprint:
        what = "an item is forecast by weeks: sprints of several teams do not begin and end together"
        raise BadInput(what, f"git sprint forecast --item {item}")
    chamber = open_chamber(Path())
    records = records_of(chamber, read_board(chamber))
    if item:
        ends, pasts = when_item(chamber, records, item)
        return _give({"item": item}, list(pasts.values()), _ends(chamber, ends, 7), as_json=as_json)
    mine = team_of(chamber, my_name(chamber), team).name
    past = past_of(chamber, records, mine, "sprint" if by_sprint else "week")
    if by:
        amounts = how_many(past, periods_until(chamber, by, past.days))
        rows = [{"percent": each, "items": amounts.at(each)} for each in CERTAINTIES]
        return _give({"team": mine, "by": by}, [past], rows, as_json=as_json)
    number = past.left if left is None else left
    rows = _ends(chamber, when(past, number), past.days)
    return _give({"team": mine, "left": number}, [past], rows, as_json=as_json)


def _ends(chamber: Chamber, ends: Until, days: int) -> list[dict[str, Any]]:
    return [
        {"percent": each, "periods": ends.at(each), "day": day_after(chamber, ends.at(each) * days).isoformat()}
        for each in CERTAINTIES
    ]


def _give(about: dict[str, Any], pasts: list[Past], rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        known = [
            {"team": each.throughput.team, "finished": list(each.throughput.finished), "days": each.days}
            for each in pasts
        ]
        few = any(len(each.throughput.finished) < ENOUGH for each in pasts)
        return give({**about, "past": known, "few": few, "outcomes": rows})
    for past in pasts:
        finished = past.throughput.finished
        care = f"; fewer than {ENOUGH}: take it with care" if len(finished) < ENOUGH else ""
        told = many(finished[0], "item") if len(finished) == 1 else f"{' '.join(map(str, finished))} items"
        periods = "period" if len(finished) == 1 else many(len(finished), "period")
        say(f"{past.throughput.team} finished {told} in the last {periods} of {past.days} days{care}")
    for row in rows:
        say(f"  {row['percent']} %  {_outcome(row)}")
    return None


def _outcome(row: dict[str, Any]) -> str:
    if "items" in row:
        return f"{many(row['items'], 'item')} or more"
    return f"by {row['day']} ({many(row['periods'], 'period')})"
