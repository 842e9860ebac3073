"""Forecasts from what commits that have reached the target say: how much a team finished in each week or sprint."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip, today
from gitgov.chamber.progress import TRAILER, is_here, reached
from gitgov.chamber.sprints import Board
from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid
from gitgov.git.arrivals import arrivals
from gitgov.sprints.events import SprintPlanned
from gitgov.sprints.forecast import Throughput, Until, Within, of_graph, until, within
from gitgov.sprints.outlook import Wanted, as_graph, finished, once, stages, whole_periods

DAY = 86_400
WEEK = 7
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
    by_week = per == "week"
    throughput, days = _by_week(chamber, records, team, mine) if by_week else _by_sprint(chamber, records, team)
    left = len([each for each in mine if each not in records.done])
    return Past(throughput, days, left, bytes.fromhex(records.tip))


def _items_of(board: Board, team: str) -> set[str]:
    """Name the items of a team: those that the backlog gives it, and those that it has planned."""
    planned = {item.id for each in board.sprints if each.team.name == team for item in each.plan.body.items}
    return {name for name, each in board.wanted.items() if each.body.team == team} | planned


def _by_week(chamber: Chamber, records: Records, team: str, mine: Collection[str]) -> tuple[Throughput, int]:
    """Return what a team finished in each whole week since it had an item or a sprint, and the days of one."""
    began = [each.at for each in records.board.items if each.body.team == team]
    began += [each.started_at for each in records.board.sprints if each.team.name == team and each.started]
    weeks = whole_periods(min(began, default=chamber.now()), chamber.now(), WEEK * DAY, MOST)
    if not weeks:
        raise BadInput(f"{team} has no whole week behind it", "a forecast needs a past: come back later")
    return finished(team, [at for name, at in records.done.items() if name in mine], weeks), WEEK


def _by_sprint(chamber: Chamber, records: Records, team: str) -> tuple[Throughput, int]:
    """Return what a team finished in each sprint that is over, and the days that its last one was planned for.

    What a sprint has finished is what its review shows, whatever days it was planned for; where its last day has passed and
    nobody has reviewed it, what a review would show now. What two sprints planned counts in the one that was reviewed first.
    """
    day = today(chamber).isoformat()
    begun = [each for each in records.board.sprints if each.team.name == team and each.started]
    ended = [each for each in begun if each.review or each.plan.body.ends < day]
    ended.sort(key=lambda each: each.review.at if each.review else math.inf)
    looks = [(each, each.review.body.tip if each.review else records.tip) for each in ended]
    over = [(each, tip) for each, tip in looks if is_here(chamber, each, tip)]
    if not over:
        what = f"{team} has no whole sprint behind it"
        raise BadInput(what, "a forecast needs a past: git sprint review SPRINT --record ends a sprint")
    known = once([reached(chamber, each, tip) for each, tip in over])
    return Throughput(team, tuple(map(len, known[-MOST:]))), _days_of(over[-1][0].plan.body)


def _days_of(plan: SprintPlanned) -> int:
    return (date.fromisoformat(plan.ends) - date.fromisoformat(plan.begins)).days + 1


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
    """Return the day in so many days; raises `BadInput` for one that no calendar has."""
    try:
        return today(chamber) + timedelta(days=days)
    except OverflowError as error:
        raise BadInput(f"no calendar has a day in {days} days", "forecast less, or from weeks") from error


def periods_until(chamber: Chamber, day: str, days: int) -> int:
    """Return how many whole periods end before a day is over; raises `BadInput` for what is no day, or past."""
    try:
        left = (date.fromisoformat(day) - today(chamber)).days
    except ValueError as error:
        raise BadInput(f"not a day: {day!r}", "write it as 2026-12-24") from error
    if left < 0:
        raise BadInput(f"{day} is over", "name a day to come")
    return left // days
