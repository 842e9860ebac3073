"""Which changes each deployment of an application brought, found by ranges of commits, and which deployments failed.

A deployment follows the latest successful one before it whose commit its own contains; its changes are the commits between the two
that are no merges and touch the application's paths, simplifying no history away. The first has no such, and is given no changes: it
would else answer for all the years before. A failed one brings nothing: its changes come with the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from gitgov.quality.measures.facts import DAY, FAILED, SUCCEEDED, Application, Commit, Deployment, Incident
from gitgov.quality.measures.history import History, children_first
from gitgov.quality.measures.reverting import Reverts
from gitgov.quality.measures.summing import Left

FIRST, FOLLOWS, AGAIN, ROLLBACK, BESIDE, APART = "first", "follows", "again", "rollback", "beside", "apart"
"""How a deployment stands to the successful one before it: the same commit again, one that it contained, one on another line."""
LINKED = 7 * DAY
"""For so long after a deployment the revert of one of its changes is taken for a sign that it failed."""


class Releases(NamedTuple):
    """What is known of an application; `touching` are the commits that touch its paths, nothing where all do."""

    application: Application
    deployments: tuple[Deployment, ...] = ()
    incidents: tuple[Incident, ...] = ()
    touching: frozenset[str] | None = None


class Shipped(NamedTuple):
    """A deployment in its place: how it stands to those before, and the changes that it was the first to bring."""

    deployment: Deployment
    relation: str
    changes: tuple[Commit, ...] = ()

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


class Failure(NamedTuple):
    """Why a deployment failed: on record, or `inferred`; and when that was mended, by which object, where that is known.

    `again` says that the mending itself was inferred.
    """

    shipped: Shipped
    inferred: bool
    recovered: int | None = None
    by: str = ""
    again: bool = False


class Delivery(NamedTuple):
    """All deployments of an application in order of time, and what else is known of them.

    `left` are those that could not be placed. `contained` are, by each commit, the places of the deployments that have it, as bits.
    `begun` is when a change was begun, in seconds, where it is known to be otherwise than its author says.
    """

    application: Application
    shipped: tuple[Shipped, ...]
    left: tuple[Left, ...]
    contained: Mapping[str, int]
    reverts: Reverts
    incidents: tuple[Incident, ...] = ()
    begun: Mapping[str, int] = MappingProxyType({})

    def first_with(self, oid: str) -> Shipped | None:
        """Return the first successful deployment that contains a commit; nothing where none does."""
        mask = self.contained.get(oid, 0)
        found = (each for place, each in enumerate(self.shipped) if mask >> place & 1 and each.succeeded)
        return next(found, None)


def delivered(
    history: History, releases: Releases, reverts: Reverts, begun: Mapping[str, int] = MappingProxyType({})
) -> Delivery:
    """Put the deployments of an application in their places."""
    left = list[Left]()
    placed = [*_placed(history, releases.deployments, left)]
    contained = _contained(history, placed)
    relations = [*_relations(placed, contained)]
    done = sum(1 << place for place, each in enumerate(placed) if each.result == SUCCEEDED)
    brought: dict[int, list[Commit]] = {}
    by_mask = {mask: _first_bringing(mask & done, relations) for mask in {*contained.values()}}
    for oid, mask in contained.items():
        commit, place = history.commits[oid], by_mask[mask]
        if place >= 0 and len(commit.parents) < 2 and (releases.touching is None or oid in releases.touching):
            brought.setdefault(place, []).append(commit)
    shipped = tuple(
        Shipped(each, how, tuple(sorted(brought.get(place, ()))))
        for place, (each, (how, _)) in enumerate(zip(placed, relations, strict=True))
    )
    incidents = tuple(sorted(releases.incidents))
    return Delivery(releases.application, shipped, tuple(left), contained, reverts, incidents, begun)


def _placed(history: History, deployments: Iterable[Deployment], left: list[Left]) -> Iterator[Deployment]:
    """Yield what was deployed in order of time, each commit and attempt once: one that says when goes before one that does not."""
    known: set[tuple[str, str]] = set()
    best = sorted(deployments, key=lambda each: (each.lossy, each.at, each.object))
    for each in sorted(_once(best, known, left), key=lambda each: (each.at, each.object)):
        if each.commit in history.commits:
            yield each
        else:
            left.append(("its commit is not here", each.object))


def _once(best: Iterable[Deployment], known: set[tuple[str, str]], left: list[Left]) -> Iterator[Deployment]:
    for each in best:
        if (each.commit, each.attempt) in known:
            left.append(("the same deployment, said once more", each.object))
        else:
            known.add((each.commit, each.attempt))
            yield each


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


def failures(delivery: Delivery) -> tuple[Failure, ...]:
    """Return the deployments that failed, each once, in order of time."""
    shipped, first = delivery.shipped, _first_brought(delivery)
    recorded = _recorded(delivery)
    taken = _taken_back(delivery, first)
    found = list[Failure]()
    for place, each in enumerate(shipped):
        after = shipped[place + 1] if place + 1 < len(shipped) else None
        guessed = place in taken or (each.succeeded and after is not None and after.relation == ROLLBACK)
        if place in recorded or each.deployment.intervention or guessed:
            inferred = place not in recorded and not each.deployment.intervention
            found.append(Failure(each, inferred))
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
        place = by_object.get(each.deployment, -1)
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
        back = delivery.contained[each.deployment.commit] >> place & 1 and each.relation == ROLLBACK
        if named or back or any(change.oid in mending for change in each.changes):
            return failure._replace(recovered=each.at, by=each.object, again=not named)
    return failure


def why_unplanned(delivery: Delivery, shipped: Shipped) -> str:
    """Say why a deployment counts as rework: `recorded`, `inferred` as all that it brings takes changes back, or nothing."""
    if shipped.deployment.unplanned or any(each.fixes for each in shipped.changes):
        return "recorded"
    reverting = shipped.changes and all(each.oid in delivery.reverts.by for each in shipped.changes)
    return "inferred" if reverting else ""


def tried(delivery: Delivery) -> frozenset[str]:
    """Return what was deployed, or failed so that somebody had to step in: the others changed nothing for anybody. By their objects."""
    return frozenset(
        each.object
        for each in delivery.shipped
        if each.succeeded or (each.deployment.result == FAILED and each.deployment.intervention)
    )
