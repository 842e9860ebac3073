"""Which deployments failed, and when that was mended: by what is on record, else by what history shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from gitgov.quality.measures.facts import DAY, Incident
from gitgov.quality.measures.shipping import Delivery, Shipped

LINKED = 7 * DAY
"""For so long after a deployment the revert of one of its changes is taken for a sign that it failed."""


class Failure(NamedTuple):
    """Why a deployment failed: on record, or `inferred`; and when that was mended, by which object, where that is known.

    `again` says that the mending itself was inferred.
    """

    shipped: Shipped
    inferred: bool
    recovered: int | None = None
    by: str = ""
    again: bool = False


def failures(delivery: Delivery) -> tuple[Failure, ...]:
    """Return the deployments that failed, each once, in order of time."""
    shipped, first = delivery.shipped, _first_brought(delivery)
    recorded = _recorded(delivery)
    taken = _taken_back(delivery, first)
    found = list[Failure]()
    for place, each in enumerate(shipped):
        known = place in recorded or each.deployment.intervention
        if known or place in taken or each.undone:
            found.append(Failure(each, inferred=not known))
    broken = {each.shipped.object for each in found}
    return tuple(_recovery(delivery, each, broken, recorded, first) for each in found)


def _first_brought(delivery: Delivery) -> dict[str, int]:
    """Return by each change the place of the deployment that brought it."""
    return {each.oid: place for place, shipped in enumerate(delivery.shipped) for each in shipped.changes}


def _recorded(delivery: Delivery) -> dict[int, list[Incident]]:
    """Return the incidents on record by the place of the deployment that each names, by its object, else by its commit."""
    by_object = {each.object: place for place, each in enumerate(delivery.shipped)}
    found: dict[int, list[Incident]] = {}
    for each in delivery.incidents:
        place = by_object.get(delivery.same.get(each.deployment, each.deployment), -1)
        if place < 0:
            before = [
                one
                for one, ship in enumerate(delivery.shipped)
                if ship.deployment.commit == each.deployment and ship.at <= each.at
            ]
            place = max(before, default=-1)
        if place >= 0:
            found.setdefault(place, []).append(each)
    return found


def _taken_back(delivery: Delivery, first: Mapping[str, int]) -> frozenset[int]:
    """Return the places of deployments of which one soon after reverts a change."""
    found = set[int]()
    for revert, changes in delivery.reverts.by.items():
        by = first.get(revert, -1)
        for change in changes:
            place = first.get(change, -1)
            if 0 <= place < by and delivery.shipped[by].at - delivery.shipped[place].at <= LINKED:
                found.add(place)
    return frozenset(found)


def _recovery(
    delivery: Delivery,
    failure: Failure,
    broken: Collection[str],
    recorded: Mapping[int, Sequence[Incident]],
    first: Mapping[str, int],
) -> Failure:
    """Find when a failed deployment was mended: its incidents were all closed, else a healthy one came with what mends it."""
    place = delivery.shipped.index(failure.shipped)
    told = recorded.get(place, ())
    ends = [each.closed for each in told if each.closed is not None]
    if told and len(ends) == len(told):
        latest = max((each for each in told), key=lambda each: (each.closed or 0, each.id))
        return failure._replace(recovered=max(ends), by=latest.id)
    mending = {revert for revert, changes in delivery.reverts.by.items() if any(first.get(c) == place for c in changes)}
    fixed, names = {each.fixed_by for each in told} - {""}, {each.id for each in told}
    for later, each in enumerate(delivery.shipped[place + 1 :], place + 1):
        if not each.succeeded or each.object in broken:
            continue
        named = any(delivery.contained.get(oid, 0) >> later & 1 for oid in fixed) or any(
            names.intersection(change.fixes) for change in each.changes
        )
        if named or _brings_back(delivery, each, place) or any(change.oid in mending for change in each.changes):
            return failure._replace(recovered=each.at, by=each.object, again=not named)
    return failure


def _brings_back(delivery: Delivery, later: Shipped, place: int) -> bool:
    """Say whether a later deployment brings the state before the one at a place back, or carries out what that one did not."""
    failed, commit = delivery.shipped[place], later.deployment.commit
    if not failed.succeeded and commit == failed.deployment.commit:
        return True
    there = {each.deployment.commit for each in delivery.shipped[:place] if each.succeeded}
    return later.back and (commit in there or bool(delivery.contained[commit] >> place & 1))
