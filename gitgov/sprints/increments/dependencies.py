"""What teams need of each other: declared by who needs it, promised by who provides it, settled by who has it."""

from __future__ import annotations

from dataclasses import replace

from gitgov.charter.teams import people_of
from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.sprints.increments.events import DependencyDeclared, DependencyPromised, DependencySettled
from gitgov.sprints.increments.guards import SOURCE, why_no_iteration, why_not_known, why_not_led, why_not_of_train
from gitgov.sprints.increments.state import Dependency, Increment
from gitgov.threads.rows import Objections, Row, Seen, object_to


def _why_not_declared(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: DependencyDeclared = event.body  # type: ignore[assignment]
    if body.consumer == body.provider or (body.item and body.item == body.feature):
        return object_to("GOV-613", f"{body.item or body.consumer} would need itself", SOURCE, event)
    return (
        why_not_of_train(seen, increment, event, body.consumer)
        or why_not_known(seen, event, body.provider)
        or why_not_led(seen, event, body.consumer, "declare dependencies")
        or why_no_iteration(increment, event, body.need_by)
    )


def _declared(increment: Increment, event: Event) -> Increment:
    body: DependencyDeclared = event.body  # type: ignore[assignment]
    new = Dependency(
        event.id, event.actor, body.consumer, body.provider, body.what, body.need_by, body.feature, body.item
    )
    return _with(increment, new)


def _why_not_open(increment: Increment, event: Event) -> Objections:
    body: DependencyPromised | DependencySettled = event.body  # type: ignore[assignment]
    known = increment.dependencies.get(EventId(body.dependency))
    if known is None:
        what = f"{body.dependency[:12]} is no dependency of {increment.name}"
        return object_to("GOV-637", what, SOURCE, event, "git sprint pi deps lists them")
    if known.settled:
        what = f"dependency {known.id[:12]} is {known.settled} already"
        return object_to("GOV-637", what, SOURCE, event, "git sprint pi need declares another")
    return ()


def _why_not_promised(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: DependencyPromised = event.body  # type: ignore[assignment]
    if objections := _why_not_open(increment, event):
        return objections
    provider = increment.dependencies[EventId(body.dependency)].provider
    if body.owner not in people_of(seen.step(event).charter.teams, provider):
        what = f"{body.owner} is not of {provider}, which provides it"
        return object_to("GOV-638", what, SOURCE, event, f"name somebody of {provider}")
    return why_not_led(seen, event, provider, "promise anything") or why_no_iteration(increment, event, body.iteration)


def _promised(increment: Increment, event: Event) -> Increment:
    body: DependencyPromised = event.body  # type: ignore[assignment]
    known = increment.dependencies[EventId(body.dependency)]
    return _with(increment, known._replace(committed=body.iteration, owner=body.owner))


def _why_not_settled(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: DependencySettled = event.body  # type: ignore[assignment]
    if objections := _why_not_open(increment, event):
        return objections
    return why_not_led(seen, event, increment.dependencies[EventId(body.dependency)].consumer, "settle dependencies")


def _settled(increment: Increment, event: Event) -> Increment:
    body: DependencySettled = event.body  # type: ignore[assignment]
    known = increment.dependencies[EventId(body.dependency)]
    return _with(increment, known._replace(settled=body.how))


def _with(increment: Increment, dependency: Dependency) -> Increment:
    return replace(increment, dependencies={**increment.dependencies, dependency.id: dependency})


ROWS = {
    "dependency.declared": Row(_why_not_declared, _declared),
    "dependency.promised": Row(_why_not_promised, _promised),
    "dependency.settled": Row(_why_not_settled, _settled),
}
