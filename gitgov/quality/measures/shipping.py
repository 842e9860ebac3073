"""Which changes each deployment of an application brought, found by ranges of commits.

A deployment follows the latest successful one before it whose commit its own contains; its changes are the commits between the two
that are no merges and touch the application's paths, simplifying no history away. The first has no such, and is given no changes: it
would else answer for all the years before. A failed one brings nothing: its changes come with the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import NamedTuple

from gitgov.quality.measures.facts import SUCCEEDED, Application, Commit, Deployment, Incident
from gitgov.quality.measures.history import History, children_first
from gitgov.quality.measures.reported import reported
from gitgov.quality.measures.reverting import Reverts
from gitgov.quality.measures.summing import Left

FIRST, FOLLOWS, AGAIN, ROLLBACK, BESIDE, APART = "first", "follows", "again", "rollback", "beside", "apart"
"""How a deployment stands to the successful one before it: the same commit again, one that it contained, one on another line."""


class Releases(NamedTuple):
    """What is known of an application; `touching` are the commits that touch its paths, nothing where all do."""

    application: Application
    deployments: tuple[Deployment, ...] = ()
    incidents: tuple[Incident, ...] = ()
    touching: frozenset[str] | None = None


class Shipped(NamedTuple):
    """A deployment in its place: how it stands to those before, and the changes that it was the first to bring.

    `undone` says that the next one brought back what had been there before it.
    """

    deployment: Deployment
    relation: str
    changes: tuple[Commit, ...] = ()
    undone: bool = False

    @property
    def object(self) -> str:
        """The record or the tag that says so."""
        return self.deployment.object

    @property
    def at(self) -> int:
        """When it was deployed, in seconds."""
        return self.deployment.at

    @property
    def succeeded(self) -> bool:
        """Say whether it was carried out."""
        return self.deployment.result == SUCCEEDED

    @property
    def back(self) -> bool:
        """Say whether it brought an earlier state back, by its record or by what it contains."""
        return self.deployment.rollback or self.relation == ROLLBACK


class Delivery(NamedTuple):
    """All deployments of an application in order of time, and what else is known of them.

    `left` are those that could not be placed. `contained` are, by each commit, the places of the deployments that have it, as bits.
    `begun` is when a change was begun, in seconds, where it is known to be otherwise than its author says. `same` is by each report that
    only says again what another one does the object of that other one, `when` by each report its instant.
    """

    application: Application
    shipped: tuple[Shipped, ...]
    left: tuple[Left, ...]
    contained: Mapping[str, int]
    reverts: Reverts
    incidents: tuple[Incident, ...] = ()
    begun: Mapping[str, int] = MappingProxyType({})
    same: Mapping[str, str] = MappingProxyType({})
    when: Mapping[str, int] = MappingProxyType({})

    def first_with(self, oid: str) -> Shipped | None:
        """Return the first successful deployment that contains a commit; nothing where none does."""
        mask = self.contained.get(oid, 0)
        found = (each for place, each in enumerate(self.shipped) if mask >> place & 1 and each.succeeded)
        return next(found, None)


def delivered(
    history: History, releases: Releases, reverts: Reverts, begun: Mapping[str, int] = MappingProxyType({})
) -> Delivery:
    """Put the deployments of an application in their places."""
    found = reported(releases.deployments, releases.incidents, history.commits)
    placed = found.deployments
    contained = _contained(history, placed)
    relations = [*_relations(placed, contained)]
    done = sum(1 << place for place, each in enumerate(placed) if each.result == SUCCEEDED)
    brought: dict[int, list[Commit]] = {}
    by_mask = {mask: _first_bringing(mask & done, relations) for mask in {*contained.values()}}
    for oid, mask in contained.items():
        commit, place = history.commits[oid], by_mask[mask]
        if place >= 0 and len(commit.parents) < 2 and (releases.touching is None or oid in releases.touching):
            brought.setdefault(place, []).append(commit)
    shipped = [
        Shipped(each, how, tuple(sorted(brought.get(place, ()))))
        for place, (each, (how, _)) in enumerate(zip(placed, relations, strict=True))
    ]
    marked = tuple(each._replace(undone=_undone(each, after)) for each, after in zip_longest(shipped, shipped[1:]))
    incidents = tuple(sorted(releases.incidents))
    when = {each.object: each.at for each in releases.deployments}
    return Delivery(releases.application, marked, found.left, contained, reverts, incidents, begun, found.same, when)


def _undone(shipped: Shipped, after: Shipped | None) -> bool:
    """Say whether the next deployment went back; from one that was not carried out only a record can say so."""
    if after is None or not after.back:
        return False
    return shipped.succeeded or (after.deployment.rollback and not shipped.back)


def _contained(history: History, placed: Sequence[Deployment]) -> dict[str, int]:
    """Return by each commit the places of the deployments that contain it, as bits."""
    masks = dict.fromkeys(history.commits, 0)
    for place, each in enumerate(placed):
        masks[each.commit] |= 1 << place
    for commit in children_first(history.commits) if placed else ():
        if mask := masks[commit.oid]:
            for parent in commit.parents:
                if parent in masks:
                    masks[parent] |= mask
    return masks


def _relations(placed: Sequence[Deployment], contained: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield how each deployment stands to those before, and the place of the one that it follows, -1 where that is none."""
    done: list[int] = []
    for place, each in enumerate(placed):
        upon = [one for one in done if contained[placed[one].commit] >> place & 1]
        before = done[-1] if done else -1
        if before < 0:
            yield FIRST, -1
        elif placed[before].commit == each.commit:
            yield AGAIN, before
        elif contained[each.commit] >> before & 1:
            yield ROLLBACK, before
        elif not upon:
            yield APART, -1
        else:
            yield (FOLLOWS if upon[-1] == before else BESIDE), upon[-1]
        if each.result == SUCCEEDED:
            done.append(place)


def _first_bringing(mask: int, relations: Sequence[tuple[str, int]]) -> int:
    """Return the place of the first deployment that brought the commits with these bits, or -1 where the first ones had them."""
    place = (mask & -mask).bit_length() - 1 if mask else 0
    while mask >> place:
        if mask >> place & 1:
            how, before = relations[place]
            if how in {FIRST, APART}:
                return -1
            if how in {FOLLOWS, BESIDE} and not mask >> before & 1:
                return place
        place += 1
    return -1


def why_unplanned(delivery: Delivery, shipped: Shipped) -> str:
    """Say why a deployment counts as rework: `recorded`, `inferred` as all that it brings takes changes back, or nothing."""
    if shipped.deployment.unplanned or any(each.fixes for each in shipped.changes):
        return "recorded"
    reverting = shipped.changes and all(each.oid in delivery.reverts.by for each in shipped.changes)
    return "inferred" if reverting else ""


def tried(delivery: Delivery) -> frozenset[str]:
    """Return what was deployed, or failed so that somebody had to step in: the others changed nothing for anybody. By their objects."""
    return frozenset(
        each.object for each in delivery.shipped if each.succeeded or each.deployment.intervention or each.undone
    )
