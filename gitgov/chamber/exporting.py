"""Gathering what is exported: the backlog, sprints as far as they have come, and the days that are recorded of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gitgov.chamber.chapters import (
    increment_cards,
    increment_chapter,
    increment_days,
    increment_graph,
    meeting_chapter,
    meeting_day,
)
from gitgov.chamber.increments import Which, increment_of
from gitgov.chamber.meant import GOING, each_team
from gitgov.chamber.open import Chamber
from gitgov.chamber.progress import Progress, going_of, progress_of
from gitgov.chamber.sprints import Board, read_board
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId
from gitgov.sprints.backlog import Item
from gitgov.sprints.export.values import DOING, DONE, OPEN, PLANNED, Card, Chapter, Obstacle, Occasion, Picture, Slate
from gitgov.sprints.facilitating.held import Held
from gitgov.sprints.increments.guards import is_of
from gitgov.sprints.increments.state import Increment
from gitgov.sprints.sprint import Sprint


def picture(chamber: Chamber, sprint: str = "", team: str = "") -> Picture:
    """Return all that may be exported: of a team, or of the sprints of that name, if one is given; raises `BadInput`.

    Of each team the sprint under way stands on the board (or the one that waits, or else the last), and its last meeting, unless a sprint is named; so does the last increment
    of each train. Days are given of all.
    """
    board = read_board(chamber)
    found = _sprints(chamber, board, sprint, team)
    going = {each.id: progress_of(chamber, each) for each in board.sprints}
    cards = _cards(board, going)
    taken = {each.id for one in found for each in one.plan.body.items} if sprint else set(cards)
    chosen = [each for each in cards.values() if each.id in taken and (sprint or team in {"", each.team})]
    last = found if sprint else list(each_team(found, GOING).values())
    slates = sorted(
        (_slate(going[each.id] if sprint else going_of(chamber, board, each)) for each in last),
        key=lambda each: (each.team, each.begins, each.sprint),
    )
    resting = sorted({each.team for each in slates} if sprint else {team} if team else chamber.chain.charter.teams)
    days = [*map(_days, found), *_holidays(chamber, resting)]
    chapters = () if sprint else _chapters(chamber, board, team)
    days += () if sprint else _further(chamber, board, team)
    title = " ".join(filter(None, [chamber.chain.charter.name, team, sprint]))
    return Picture(title, tuple(chosen), tuple(slates), _in_order(days), tuple(chapters))


def increment_picture(chamber: Chamber, increment: str, train: str = "") -> Picture:
    """Return an increment alone: its features, days and all that is told of it, and its graph; raises `BadInput`."""
    board = read_board(chamber)
    found = increment_of(chamber, board, Which(increment, train))
    return Picture(
        f"{chamber.chain.charter.name} {found.train} {found.name}",
        increment_cards(chamber, found),
        (),
        _in_order(increment_days(board, found)),
        (increment_chapter(chamber, found),),
        increment_graph(chamber, found),
    )


def _in_order(days: Iterable[Occasion]) -> tuple[Occasion, ...]:
    return tuple(sorted(days, key=lambda each: (each.begins, each.uid)))


def _chapters(chamber: Chamber, board: Board, team: str) -> list[Chapter]:
    """Tell the last increment of each train that a team belongs to, and the last meeting of each team."""
    trains = {each.train: each for each in _increments(chamber, board, team)}
    met = {each.body.team: each for each in _meetings(board, team)}
    return [
        *(increment_chapter(chamber, trains[name]) for name in sorted(trains)),
        *(meeting_chapter(met[name]) for name in sorted(met)),
    ]


def _further(chamber: Chamber, board: Board, team: str) -> Iterator[Occasion]:
    """Yield the days of all increments and meetings."""
    for each in _increments(chamber, board, team):
        yield from increment_days(board, each)
    yield from map(meeting_day, _meetings(board, team))


def _increments(chamber: Chamber, board: Board, team: str) -> Iterator[Increment]:
    teams = chamber.chain.charter.teams
    return (each for each in board.increments if not team or is_of(teams, team, each.train))


def _meetings(board: Board, team: str) -> Iterator[Held]:
    return (each for each in board.held if team in {"", each.body.team})


def _sprints(chamber: Chamber, board: Board, sprint: str, team: str) -> list[Sprint]:
    teams = chamber.chain.charter.teams
    known = {*teams, *(each.team.name for each in board.sprints)}
    if team and team not in known:
        raise BadInput(f"the charter has no team {team!r}", f"there are: {', '.join(sorted(known)) or 'none'}")
    found = [each for each in board.sprints if team in {"", each.team.name} and sprint in {"", each.name}]
    if sprint and not found:
        names = ", ".join(sorted({each.name for each in board.sprints})) or "none"
        raise BadInput(f"no sprint is called {sprint!r}", f"there are: {names}")
    return found


def _cards(board: Board, going: Mapping[EventId, Progress]) -> dict[str, Card]:
    """Return the items that are wanted, or that a sprint took on, in the order in which they came in."""
    within = {each.id: sprint for sprint in board.sprints for each in sprint.plan.body.items}
    done = {name for each in going.values() for name in each.done}
    return {name: _card(each, within.get(name), name in done) for name, each in board.wanted.items()}


def _card(item: Item, within: Sprint | None, done: bool) -> Card:  # noqa: FBT001 - a fact, not a switch
    body = item.body
    state = DONE if done else OPEN if within is None else DOING if within.started else PLANNED
    value = body.value + body.criticality + body.risk
    sprint = within.name if within else ""
    return Card(body.item, body.title, body.team, body.points, value, tuple(body.needs), state, sprint)


def _slate(going: Progress) -> Slate:
    sprint, plan = going.sprint, going.sprint.plan.body
    otherwise = DOING if sprint.started else PLANNED
    cards = (
        Card(each.id, each.title, sprint.team.name, each.points, 0, tuple(each.needs), state, sprint.name)
        for each in plan.items
        for state in [DONE if each.id in going.done else otherwise]
    )
    obstacles = (Obstacle(each.impediment.id, each.impediment.text, each.with_team) for each in going.hindering)
    head = (sprint.team.name, sprint.name, going.phase, plan.goal, plan.begins, plan.ends, plan.capacity)
    return Slate(*head, tuple(cards), tuple(obstacles))


def _days(sprint: Sprint) -> Occasion:
    plan = sprint.plan
    items = "\n".join(f"{each.id} {each.title}".strip() for each in plan.body.items)
    text = "\n\n".join(filter(None, [plan.body.goal, items]))
    title, uid = f"Sprint {sprint.name}: {sprint.team.name}", f"{sprint.id}@gitgov"
    return Occasion(uid, title, plan.body.begins, plan.body.ends, plan.at, text, len(sprint.plans) - 1)


def _holidays(chamber: Chamber, teams: Sequence[str]) -> Iterator[Occasion]:
    """Yield the days on which teams do not work, as recorded by the charter in force."""
    chain = chamber.chain
    for name in teams:
        for day in chain.charter.teams[name].holidays if name in chain.charter.teams else ():
            uid = f"{day}-{name}-{chain.repo[:16]}@gitgov"
            yield Occasion(uid, f"Holiday: {name}", day, day, chain.head.at)
