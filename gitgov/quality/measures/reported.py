"""Deployments as they were reported, each once, whoever reports it how often.

Two records are of one deployment where commit and result are the same, and the CI run that they name, or the instant where they name
none. A tag is of the same deployment as the records of its commit, unless these all bring an earlier state back; two tags of a commit
are one. What was carried out of the commit that was there already is none, unless more is on record of it: that it was not planned,
brought an earlier state back, or caused an incident.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from gitgov.quality.measures.facts import SUCCEEDED, Deployment, Incident
from gitgov.quality.measures.summing import Left


class Reported(NamedTuple):
    """Deployments in order of time, each once; what was left out, and why; by each report that was, the one that stands for it."""

    deployments: tuple[Deployment, ...]
    left: tuple[Left, ...]
    same: dict[str, str]


def reported(deployments: Iterable[Deployment], incidents: Iterable[Incident], here: Collection[str]) -> Reported:
    """Take reports in, of the commits that are here; the order in which they are given plays no part."""
    left, same = list[Left](), dict[str, str]()
    once = _once(tuple(deployments), left, same)
    left += (("its commit is not here", each.object) for each in once if each.commit not in here)
    named = {same.get(each.deployment, each.deployment) for each in incidents}
    kept, there = list[Deployment](), None
    for each in (one for one in once if one.commit in here):
        if there and each.result == SUCCEEDED and each.commit == there.commit and not _says_more(each, named):
            left.append(("the commit that was there already", each.object))
            same[each.object] = there.object
            continue
        there = each if each.result == SUCCEEDED else there
        kept.append(each)
    return Reported(tuple(kept), tuple(left), same)


def _says_more(deployment: Deployment, named: Collection[str]) -> bool:
    marked = deployment.unplanned or deployment.rollback or deployment.intervention
    return marked or deployment.object in named


def _once(deployments: Sequence[Deployment], left: list[Left], same: dict[str, str]) -> list[Deployment]:
    """Return each deployment once: a record goes before a tag, and what says when before what does not."""
    groups: dict[tuple[str, str, str], list[Deployment]] = {}
    records = sorted((each for each in deployments if not each.tag), key=_when, reverse=True)
    told = {each.commit: each for each in records if not each.rollback}
    for each in sorted(deployments, key=lambda one: (one.tag, one.lossy, *_when(one))):
        groups.setdefault(_identity(told.get(each.commit, each) if each.tag else each), []).append(each)
    for first, *more in groups.values():
        left += (("the same deployment, said once more", each.object) for each in more)
        same |= {each.object: first.object for each in more}
    return sorted((_united(each) for each in groups.values()), key=_when)


def _identity(deployment: Deployment) -> tuple[str, str, str]:
    if deployment.tag:
        return deployment.commit, deployment.result, "tag"
    return deployment.commit, deployment.result, f"run {deployment.run}" if deployment.run else str(deployment.at)


def _united(reports: Sequence[Deployment]) -> Deployment:
    """Return the first report of a deployment, with what the others say of it."""
    return reports[0]._replace(
        unplanned=any(each.unplanned for each in reports),
        intervention=any(each.intervention for each in reports),
        rollback=any(each.rollback for each in reports),
    )


def _when(deployment: Deployment) -> tuple[int, str]:
    return deployment.at, deployment.object
