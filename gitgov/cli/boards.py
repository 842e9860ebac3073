"""`git sprint pi board` and `show`: the increment as a table, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gitgov.chamber.increments import (
    Crossing,
    Which,
    capacities,
    crossings,
    increment_of,
    items_done,
    loads,
    phase_of,
    strategy_of,
    teams_in,
    trains_below,
)
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import today
from gitgov.chamber.sprints import read_board
from gitgov.cli.acting import my_name
from gitgov.cli.confiding import told, vote_json
from gitgov.cli.depending import dependency_json, graph_json, row_of, tell_graph
from gitgov.cli.increments import LastIncrement, Train
from gitgov.cli.options import Json
from gitgov.cli.risking import point_json, point_row
from gitgov.cli.text import columns, flat, give, indent, many, paint, say
from gitgov.core.ids import motion_name
from gitgov.sprints.increments.reading import Predictability, predictability
from gitgov.sprints.increments.state import Increment, Iteration


def board(increment: LastIncrement = "", train: Train = "", as_json: Json = False) -> None:
    """Show an increment as a table: a row for each team, a column for each iteration, and what teams need of each other.

    For a team above several trains it shows only what crosses them.
    """
    chamber, found, across = _found(increment, train)
    if found is None:
        return give(_across_json(across)) if as_json else say("\n".join(_across(across)))
    done = items_done(chamber, found)
    if as_json:
        return give(_board_json(chamber, found, done))
    say("\n".join(_table(chamber, found, done)))
    return tell_graph(found)


def show(increment: LastIncrement = "", train: Train = "", as_json: Json = False) -> None:
    """Show what an increment comes to: capacity, objectives, dependencies, risks, confidence and sync points.

    For a team above several trains it shows only what crosses them.
    """
    chamber, found, across = _found(increment, train)
    if found is None:
        return give(_across_json(across)) if as_json else say("\n".join(_across(across)))
    if as_json:
        return give(_show_json(chamber, found))
    say("\n".join(_shown(chamber, found)))
    return tell_graph(found)


def _found(name: str, train: str) -> tuple[Chamber, Increment | None, list[Crossing]]:
    """Find an increment, or what crosses the trains below a team that has none of its own."""
    chamber = open_chamber(Path())
    room = read_board(chamber)
    own = [each for each in room.increments if each.train == train and name in {"", each.name}]
    if train and not own and (below := trains_below(chamber, room, train, name)):
        return chamber, None, crossings(chamber, below)
    return chamber, increment_of(chamber, room, Which(name, train), my_name(chamber)), []


def _heading(chamber: Chamber, found: Increment) -> str:
    first, last = found.iterations[0], found.iterations[-1]
    phase = paint(phase_of(chamber, found), "bold")
    return f"{found.train}  increment {found.name} ({first.begins} to {last.ends}): {phase}"


def _table(chamber: Chamber, found: Increment, done: frozenset[str]) -> Iterator[str]:
    yield _heading(chamber, found)
    rows = [["", *(_column(each) for each in found.iterations)]]
    points = found.points.values()
    marks = [[each.name for each in points if each.day and _within(each.day, column)] for column in found.iterations]
    if any(marks):
        rows.append(["milestones", *(", ".join(each) or "-" for each in marks)])
    full, load = capacities(chamber, found), loads(found)
    for team in teams_in(chamber, found.train):
        cells = []
        for column in found.iterations:
            cards = [
                each for each in found.features.values() if (each.team, each.iteration) == (team.name, column.number)
            ]
            said = " ".join(f"[{'x' if each.item in done else ' '}] {each.item}" for each in sorted(cards))
            of = f"{load.get((team.name, column.number), 0)}/{full[team.name][column.number - 1]}"
            cells.append(f"{of} {said}".strip())
        rows.append([team.name, *cells])
    yield columns(rows)
    needs = sorted(found.dependencies.values(), key=lambda each: (each.need_by, each.id))
    if needs:
        yield ""
        yield columns([row_of(each) for each in needs])


def _within(day: str, iteration: Iteration) -> bool:
    return iteration.begins <= day <= iteration.ends


def _column(iteration: Iteration) -> str:
    return f"{iteration.number} ({'planning' if iteration.planning else iteration.begins})"


def _board_json(chamber: Chamber, found: Increment, done: frozenset[str]) -> dict[str, Any]:
    full, load = capacities(chamber, found), loads(found)
    return {
        **graph_json(found),
        "phase": phase_of(chamber, found),
        "iterations": [each._asdict() for each in found.iterations],
        "teams": [
            {
                "team": team.name,
                "capacity": full[team.name],
                "load": [load.get((team.name, each.number), 0) for each in found.iterations],
                "features": [
                    {"item": each.item, "title": each.title, "points": each.points, "iteration": each.iteration,
                     "needs": list(each.needs), "done": each.item in done}
                    for each in sorted(found.features.values(), key=lambda each: (each.iteration, each.item))
                    if each.team == team.name
                ],
            }
            for team in teams_in(chamber, found.train)
        ],
        "milestones": [point_json(each, today(chamber).isoformat()) for each in found.points.values()],
    }  # fmt: skip


def _shown(chamber: Chamber, found: Increment) -> Iterator[str]:
    yield _heading(chamber, found)
    full, load = capacities(chamber, found), loads(found)
    whole, planned = sum(map(sum, full.values())), sum(load.values())
    yield f"capacity: {planned} of {whole} points are planned, of {many(len(full), 'team')}"
    for (team, number), points in sorted(load.items()):
        able = sum(full.get(team, [])[number - 1 : number])
        if points > able:
            yield f"  {paint('!', 'red')} {team} has {many(points, 'point')} in iteration {number}, and can do {able}"
    yield from _objectives(found)
    unresolved = sum(each.unresolved for each in found.dependencies.values())
    yield f"dependencies: {len(found.dependencies)}, {unresolved} unresolved"
    for need in sorted(found.dependencies.values(), key=lambda each: (each.need_by, each.id)):
        if need.unresolved:
            yield "  " + "  ".join(row_of(need))
    yield f"risks: {len(found.risks)}"
    for risk in found.risks.values():
        how = risk.roam or paint("nobody has said what is done about it", "red")
        yield f"  {risk.id[:8]} {flat(risk.text)} ({risk.team or found.train}; {how}{f', {risk.owner}' if risk.owner else ''})"
    strategy, motion = strategy_of(chamber, found)
    if strategy.strip():
        yield f"lands as {motion_name(motion)} says:"
        yield indent(strategy)
    if found.votes:
        yield from told(chamber, found, found.votes[-1])
    now = today(chamber).isoformat()
    if found.points:
        yield columns([point_row(each, now) for each in sorted(found.points.values(), key=lambda each: each.day)])


def _objectives(found: Increment) -> Iterator[str]:
    said = predictability(found.objectives.values())
    yield f"objectives: {len(found.objectives)}, of value {said.planned} committed{_share(said) if found.started else ''}"
    for key in sorted(found.objectives):
        each = found.objectives[key]
        worth = f"{each.actual} of {each.value}" if each.actual is not None else f"{each.value or 'no value yet'}"
        yield f"  {each.team} {each.name} {flat(each.text)} ({worth}{'' if each.committed else ', uncommitted'})"


def _share(said: Predictability) -> str:
    if said.share is None:
        return ""
    percent = 100 * said.share // 1
    return f"; {said.actual} reached, predictability {percent} %{'' if said.healthy else ' (80 to 100 % is healthy)'}"


def _show_json(chamber: Chamber, found: Increment) -> dict[str, Any]:
    full, load = capacities(chamber, found), loads(found)
    said = predictability(found.objectives.values())
    return {
        **graph_json(found),
        "phase": phase_of(chamber, found),
        "motion": found.motion or None,
        "plan": found.plan,
        "strategy": strategy_of(chamber, found)[0] or None,
        "capacity": sum(map(sum, full.values())),
        "load": sum(load.values()),
        "unresolved": sum(each.unresolved for each in found.dependencies.values()),
        "objectives": [found.objectives[key]._asdict() for key in sorted(found.objectives)],
        "planned_value": said.planned,
        "actual_value": said.actual,
        "predictability": str(said.share) if said.share is not None else None,
        "risks": [each._asdict() for each in found.risks.values()],
        "confidence": vote_json(chamber, found, found.votes[-1]) if found.votes else None,
        "sync_points": [point_json(each, today(chamber).isoformat()) for each in found.points.values()],
    }


def _across(across: list[Crossing]) -> Iterator[str]:
    if not across:
        yield "nothing crosses these trains"
        return
    rows = [
        [f"{each.provider_train} -> {each.consumer_train}", each.increment.name, *row_of(each.dependency)]
        for each in across
    ]
    yield columns(rows)


def _across_json(across: list[Crossing]) -> list[dict[str, Any]]:
    return [
        {"increment": each.increment.name, "provider_train": each.provider_train, "consumer_train": each.consumer_train,
         **dependency_json(each.dependency)}
        for each in across
    ]  # fmt: skip
