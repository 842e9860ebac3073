"""What is told in an export besides sprints and the backlog: program increments, and meetings that were held in the room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from gitgov.chamber.increments import capacities, items_done, loads, phase_of, strategy_of, teams_in
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import thread_of, today
from gitgov.chamber.sprints import Board
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.ratio import in_tenths
from gitgov.core.visible import many
from gitgov.sprints.export.values import DOING, DONE, PLANNED, Card, Chapter, Occasion, Part
from gitgov.sprints.facilitating.held import Held
from gitgov.sprints.facilitating.summary import parts
from gitgov.sprints.increments.confidence import unheard
from gitgov.sprints.increments.events import SyncPointSet
from gitgov.sprints.increments.reading import critical_path, predictability, rounds, wants
from gitgov.sprints.increments.state import Dependency, Increment, Iteration, Objective, Risk, SyncPoint


def increment_chapter(chamber: Chamber, increment: Increment) -> Chapter:
    """Tell an increment: its iterations, objectives, what teams need of each other, risks, confidence and sync points."""
    first, last = increment.iterations[0], increment.iterations[-1]
    said = predictability(increment.objectives.values())
    about = f"From {first.begins} to {last.ends}, {phase_of(chamber, increment)}; objectives of value {said.planned} are committed"
    strategy = strategy_of(chamber, increment)[0]
    needs = sorted(increment.dependencies.values(), key=lambda each: (each.need_by, each.id))
    now = today(chamber).isoformat()
    found = (
        Part("Iterations", tuple(_iterations(chamber, increment))),
        Part("Objectives", tuple(_objective(increment.objectives[key]) for key in sorted(increment.objectives))),
        Part("Dependencies", (*map(_dependency, needs), *_graph(increment))),
        Part("Risks", tuple(map(_risk, increment.risks.values()))),
        Part("Confidence", tuple(_confidence(chamber, increment))),
        Part("Sync points", tuple(_point(each, now) for each in increment.points.values())),
        Part("How it lands", tuple(line for line in strategy.splitlines() if line.strip())),
    )
    title = f"{increment.train}: increment {increment.name}"
    return Chapter(title, about, tuple(each for each in found if each.rows))


def _iterations(chamber: Chamber, increment: Increment) -> Iterator[str]:
    """Tell the days of each iteration, and the load of each team with which something stands in it."""
    full, load, done = capacities(chamber, increment), loads(increment), items_done(chamber, increment)
    for each in increment.iterations:
        yield f"Iteration {each.number}, {each.begins} to {each.ends}{', innovation and planning' if each.planning else ''}"
        for team in teams_in(chamber, increment.train):
            here = [one for one in increment.features.values() if (one.team, one.iteration) == (team.name, each.number)]
            cards = ", ".join(sorted(f"{one.item}{' (done)' if one.item in done else ''}" for one in here))
            points = f"{load.get((team.name, each.number), 0)} of {full[team.name][each.number - 1]} points"
            if here:
                yield f"Iteration {each.number}: {team.name}, {points}: {cards}"


def _objective(each: Objective) -> str:
    worth = (
        f"{each.actual} of {each.value}"
        if each.actual is not None
        else f"{each.value}"
        if each.value
        else "no value yet"
    )
    return f"{each.team} {each.name}: {each.text} ({worth}{'' if each.committed else ', uncommitted'})"


def _dependency(each: Dependency) -> str:
    promised = f", promised in {each.committed} by {each.owner}" if each.committed else ""
    return f"{each.provider} for {each.consumer} by iteration {each.need_by}: {each.what} ({each.status}{promised})"


def _graph(increment: Increment) -> Iterator[str]:
    for circle in rounds(increment):
        yield f"no order: {', '.join(circle.names)} wait for each other; {', '.join(circle.owners)} should talk"
    way = critical_path(wants(increment))
    if len(way) > 1:
        yield f"longest way: {' then '.join(way)}"


def _risk(each: Risk) -> str:
    how = f"{each.roam}{f', {each.owner}' if each.owner else ''}{f': {each.why}' if each.why else ''}"
    return f"{each.text} ({each.team or 'the train'}; {how or 'nobody has said what is done about it'})"


def _confidence(chamber: Chamber, increment: Increment) -> Iterator[str]:
    """Tell the last vote that is closed: nothing of one that goes on shows before."""
    closed = [each for each in increment.votes if each.closed]
    for each in closed[-1:]:
        needed = chamber.chain.charter.sprints.confidence
        stale = "" if each.plan == increment.plan else "; the plan has changed since"
        missing = ", ".join(unheard(each, chamber.chain.charter.teams))
        without = f"; nobody has voted of {missing}" if missing else ""
        cast = many(len(each.counted), "ballot")
        yield f"a mean of {in_tenths(each.mean())} of 5 fingers in {cast}, where {needed} are needed{without}{stale}"


def _point(each: SyncPoint, today: str) -> str:
    missing = ", ".join(each.missing())
    state = f"waits for {missing}{', overdue' if each.overdue(today) else ''}" if missing else "all are in step"
    return f"{each.name}, {each.day}: {state}"


def increment_days(board: Board, increment: Increment) -> Iterator[Occasion]:
    """Yield the iterations and sync points of an increment; who plans it anew moves them."""
    thread = thread_of(board, increment.id)
    plans = [each for each in thread.events.values() if each.kind == "increment.planned" and each.id in thread.lawful]
    stamp, revision = max(each.at for each in plans), len(plans) - 1
    for each in increment.iterations:
        uid = f"{increment.id}-{each.number}@gitgov"
        yield Occasion(uid, _named(increment, each), each.begins, each.ends, stamp, revision=revision)
    set_by = [(each.body.point, each.at) for each in thread.events.values() if isinstance(each.body, SyncPointSet)]
    for point in increment.points.values():
        times = [at for name, at in set_by if name == point.name]
        when, anew = max(times), len(times) - 1
        title = f"Sync point {point.name}: {increment.name} of {increment.train}"
        yield Occasion(
            f"{increment.id}-point-{point.name}@gitgov", title, point.day, point.day, when, ", ".join(point.teams), anew
        )


def _named(increment: Increment, iteration: Iteration) -> str:
    planning = ", innovation and planning" if iteration.planning else ""
    return f"Increment {increment.name}, iteration {iteration.number}{planning}: {increment.train}"


def increment_cards(chamber: Chamber, increment: Increment) -> tuple[Card, ...]:
    """Return the features of an increment as cards."""
    done = items_done(chamber, increment)
    otherwise = DOING if increment.started else PLANNED
    features = sorted(increment.features.values(), key=lambda each: (each.iteration, each.team, each.item))
    return tuple(
        Card(each.item, each.title, each.team, each.points, 0, tuple(sorted(each.needs)),
             DONE if each.item in done else otherwise, f"{increment.name} {each.iteration}")
        for each in features
    )  # fmt: skip


def increment_graph(chamber: Chamber, increment: Increment) -> tuple[Card, ...]:
    """Return what waits for what in an increment: its features, and where a need names none, a team in an iteration."""
    needs, cards = wants(increment), {each.id: each for each in increment_cards(chamber, increment)}
    for name in (*needs, *(each for found in needs.values() for each in found)):
        team, at, number = name.partition("@")
        if name not in cards and at:
            cards[name] = Card(name, f"iteration {number}", team)
    return tuple(each._replace(needs=tuple(sorted(needs.get(name, ())))) for name, each in sorted(cards.items()))


def meeting_chapter(held: Held) -> Chapter:
    """Tell a meeting in the room, as its record does."""
    body = held.body
    length = show_duration(body.ended - body.began)
    about = f"Began at {show_instant(body.began)}, {length}. Present: {', '.join(body.present) or 'nobody'}"
    found = tuple(Part(title, tuple(rows)) for title, rows in parts(body))
    return Chapter(f"{body.team}: {body.title}", about, found)


def meeting_day(held: Held) -> Occasion:
    """Return the day, in UTC, on which a meeting began."""
    body = held.body
    day = datetime.fromtimestamp(body.began, UTC).date().isoformat()
    text = "\n".join([*body.decisions, *(f"{each.text} ({each.owner})" for each in body.actions)])
    return Occasion(f"{held.id}@gitgov", f"{body.title}: {body.team}", day, day, held.at, text)
