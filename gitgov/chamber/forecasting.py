"""Forecasts from what commits that have reached the target say: how much a team finished in each week or sprint."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip, today
from gitgov.chamber.progress import TRAILER
from gitgov.chamber.sprints import Board
from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid
from gitgov.git.arrivals import arrivals
from gitgov.sprints.forecast import Throughput, Until, Within, of_graph, until, within
from gitgov.sprints.outlook import Wanted, as_graph, finished, stages, whole_periods

DAY = 86_400
MOST = 26
"""Periods further back say little about the teams of today."""
Period = Literal["week", "sprint"]


class Past(NamedTuple):
    """What is known of a team: what it finished in each period, how many days one is, how many items are left; and the seed.

    The seed is where the target stands, so that all who see the same commits forecast the same.
    """

    throughput: Throughput
    days: int
    left: int
    seed: bytes


class Records(NamedTuple):
    """The backlog, and when each item came to the target that stands at `tip`, in seconds since 1970."""

    board: Board
    done: Mapping[str, int]
    tip: Oid


def records_of(chamber: Chamber, board: Board) -> Records:
    """Read what has reached the target since the first item was added."""
    _, tip = target_tip(chamber)
    first = next((each.subject for each in board.items if chamber.repo.holds(each.subject)), "")
    return Records(board, arrivals(chamber.repo, TRAILER, first, tip), tip)


def past_of(chamber: Chamber, records: Records, team: str, per: Period) -> Past:
    """Return what is known of a team; raises `BadInput` where there is no whole period yet."""
    mine = _items_of(records.board, team)
    periods = _weeks(chamber, records, team) if per == "week" else _sprints(chamber, records.board, team)
    if not periods:
        raise BadInput(f"{team} has no whole {per} behind it", "a forecast needs a past: come back later")
    instants = [at for name, at in records.done.items() if name in mine]
    days = (periods[-1][1] - periods[-1][0]) // DAY
    left = len([each for each in mine if each not in records.done])
    return Past(finished(team, instants, periods), days, left, bytes.fromhex(records.tip))


def _items_of(board: Board, team: str) -> set[str]:
    """Name the items of a team: those that the backlog gives it, and those that it has planned."""
    planned = {item.id for each in board.sprints if each.team.name == team for item in each.plan.body.items}
    return {name for name, each in board.wanted.items() if each.body.team == team} | planned


def _weeks(chamber: Chamber, records: Records, team: str) -> list[tuple[int, int]]:
    began = [each.at for each in records.board.items if each.body.team == team]
    began += [each.started_at for each in records.board.sprints if each.team.name == team and each.started]
    return whole_periods(min(began, default=chamber.now()), chamber.now(), 7 * DAY, MOST)


def _sprints(chamber: Chamber, board: Board, team: str) -> list[tuple[int, int]]:
    """Return the sprints of a team that are over, by a review or by the day, from the first day to after the last one."""
    day = today(chamber).isoformat()
    ended = [
        each.plan.body
        for each in board.sprints
        if each.team.name == team and each.started and (each.review or each.plan.body.ends < day)
    ]
    found = sorted((_instant(each.begins), _instant(each.ends) + DAY) for each in ended)
    return found[-MOST:]


def _instant(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def when(past: Past, items: int) -> Until:
    """Forecast in how many periods a team finishes so many items."""
    return until(past.throughput, items, past.seed)


def how_many(past: Past, periods: int) -> Within:
    """Forecast how many items a team finishes in so many periods."""
    return within(past.throughput, periods, past.seed)


def when_item(chamber: Chamber, records: Records, item: str) -> tuple[Until, dict[str, Past]]:
    """Forecast in how many weeks an item is done, after all that it needs of any team; and what is known of these teams."""
    wanted = records.board.wanted
    items = {name: Wanted(each.body.team, tuple(each.body.needs)) for name, each in wanted.items()}
    if item not in items:
        raise BadInput(f"no item {item!r} is in the backlog", "git sprint item list shows it")
    found = stages(item, items, records.done)
    if orphans := sorted(name for stage, names in found.items() if not stage.team for name in names):
        raise BadInput(f"no team has {', '.join(orphans)}", f"git sprint item add {orphans[0]} TITLE --team TEAM")
    pasts = {team: past_of(chamber, records, team, "week") for team in sorted({stage.team for stage in found})}
    if not found:
        return Until((0,)), pasts
    works, needs = as_graph(found, items, {team: past.throughput for team, past in pasts.items()})
    return of_graph(works, needs, bytes.fromhex(records.tip))[
        next(s.name for s, n in found.items() if item in n)
    ], pasts


def day_after(chamber: Chamber, days: int) -> date:
    """Return the day in so many days."""
    return today(chamber) + timedelta(days=days)


def periods_until(chamber: Chamber, day: str, days: int) -> int:
    """Return how many whole periods end before a day is over; raises `BadInput` for what is no day, or past."""
    try:
        left = (date.fromisoformat(day) - today(chamber)).days
    except ValueError as error:
        raise BadInput(f"not a day: {day!r}", "write it as 2026-12-24") from error
    if left < 0:
        raise BadInput(f"{day} is over", "name a day to come")
    return left // days
