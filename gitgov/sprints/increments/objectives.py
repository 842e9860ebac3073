"""Objectives of teams and their worth, and the features that stand in iterations."""

from __future__ import annotations

from dataclasses import replace

from gitgov.ledger.event import Event
from gitgov.sprints.increments.events import (
    FeaturePlaced,
    FeatureRemoved,
    ObjectiveAchieved,
    ObjectiveSet,
    ObjectiveValued,
)
from gitgov.sprints.increments.guards import (
    SOURCE,
    valuers,
    why_no_iteration,
    why_not_among,
    why_not_led,
    why_not_of_train,
    why_not_planning,
    why_not_under_way,
)
from gitgov.sprints.increments.state import Feature, Increment, Objective
from gitgov.threads.rows import Objections, Row, Seen, object_to


def _why_not_set(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: ObjectiveSet = event.body  # type: ignore[assignment]
    return (
        why_not_planning(increment, event)
        or why_not_of_train(seen, increment, event, body.team)
        or why_not_led(seen, event, body.team, "set objectives")
    )


def _set(increment: Increment, event: Event) -> Increment:
    body: ObjectiveSet = event.body  # type: ignore[assignment]
    new = Objective(body.team, body.objective, body.text, body.committed)
    return increment if increment.started else _with_objective(increment, new)


def _why_no_objective(increment: Increment, event: Event) -> Objections:
    body: ObjectiveValued | ObjectiveAchieved = event.body  # type: ignore[assignment]
    if (body.team, body.objective) in increment.objectives:
        return ()
    what = f"{body.team} has no objective {body.objective} in {increment.name}"
    return object_to("GOV-635", what, SOURCE, event, "git sprint pi show lists them")


def _why_not_worth(seen: Seen, increment: Increment, event: Event) -> Objections:
    owners = valuers(seen.step(event).charter.teams, increment.train)
    return _why_no_objective(increment, event) or why_not_among(event, owners, "say what objectives are worth")


def _why_not_valued(seen: Seen, increment: Increment, event: Event) -> Objections:
    return why_not_planning(increment, event) or _why_not_worth(seen, increment, event)


def _valued(increment: Increment, event: Event) -> Increment:
    body: ObjectiveValued = event.body  # type: ignore[assignment]
    known = increment.objectives.get((body.team, body.objective))
    return increment if increment.started or not known else _with_objective(increment, known._replace(value=body.value))


def _why_not_achieved(seen: Seen, increment: Increment, event: Event) -> Objections:
    return why_not_under_way(increment, event) or _why_not_worth(seen, increment, event)


def _achieved(increment: Increment, event: Event) -> Increment:
    body: ObjectiveAchieved = event.body  # type: ignore[assignment]
    known = increment.objectives.get((body.team, body.objective))
    return _with_objective(increment, known._replace(actual=body.actual)) if known else increment


def _with_objective(increment: Increment, objective: Objective) -> Increment:
    key = (objective.team, objective.name)
    return replace(increment, objectives={**increment.objectives, key: objective})


def _why_not_placed(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: FeaturePlaced = event.body  # type: ignore[assignment]
    if body.item in body.needs:
        return object_to("GOV-613", f"{body.item} would need itself", SOURCE, event)
    known = increment.features.get(body.item)
    if known and known.team != body.team:
        what = f"{body.item} stands with {known.team}"
        return object_to("GOV-636", what, SOURCE, event, f"git sprint pi remove {body.item}, by who leads {known.team}")
    return (
        why_not_planning(increment, event)
        or why_not_of_train(seen, increment, event, body.team)
        or why_not_led(seen, event, body.team, "place features")
        or why_no_iteration(increment, event, body.iteration, working=True)
    )


def _placed(increment: Increment, event: Event) -> Increment:
    body: FeaturePlaced = event.body  # type: ignore[assignment]
    if increment.started:
        return increment
    new = Feature(body.team, body.item, body.title, body.points, body.iteration, tuple(body.needs))
    return replace(increment, features={**increment.features, body.item: new})


def _why_not_removed(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: FeatureRemoved = event.body  # type: ignore[assignment]
    known = increment.features.get(body.item)
    if known is None:
        what = f"{body.item} stands in no iteration of {increment.name}"
        return object_to("GOV-636", what, SOURCE, event, "git sprint pi board shows what does")
    return why_not_planning(increment, event) or why_not_led(seen, event, known.team, "remove features")


def _removed(increment: Increment, event: Event) -> Increment:
    body: FeatureRemoved = event.body  # type: ignore[assignment]
    if increment.started:
        return increment
    return replace(increment, features={key: each for key, each in increment.features.items() if key != body.item})


ROWS = {
    "objective.set": Row(_why_not_set, _set),
    "objective.valued": Row(_why_not_valued, _valued),
    "objective.achieved": Row(_why_not_achieved, _achieved),
    "feature.placed": Row(_why_not_placed, _placed),
    "feature.removed": Row(_why_not_removed, _removed),
}
