"""Why a commit is in protected refs: the steps that brought it in, and the decisions behind those steps."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.advising.resting import rested_on
from gitgov.chamber.grandfathered import tags_at
from gitgov.chamber.indexing import ask
from gitgov.chamber.judge import judge_branch_from
from gitgov.chamber.open import Chamber, Matter, authority_of, invocations_here, the_matter
from gitgov.chamber.orders import lawful, order_of
from gitgov.chamber.pointed import Lookup
from gitgov.chamber.reads import find_matter
from gitgov.chamber.released import Evidence, evidence_of
from gitgov.chamber.used import copied
from gitgov.chamber.ways import protected_refs
from gitgov.core.ids import Oid, short
from gitgov.gate.facts import RefUpdate
from gitgov.git.history import first_parents, is_ancestor, ways_to
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.pointing import about


class Why(NamedTuple):
    """An answer for one ref: `step` is the commit on the protected branch that brought `commit` in.

    `grandfathered` says that it was there before the ref was protected. `evidence` is the advice that the motion rests on, and what the tag of a release names besides.
    """

    commit: str
    ref: str
    step: str
    what: str
    matter: Matter | None
    accounted: bool
    grandfathered: bool = False
    evidence: tuple[Evidence, ...] = ()


class _Place(NamedTuple):
    """A protected branch as it is called here, and where it stands."""

    name: str
    ref: str
    tip: str


def explain(chamber: Chamber, commit: Oid) -> tuple[Why, ...]:
    """Explain a commit by the protected refs here that hold it, or what it became in a squash or a rebase; at least one answer."""
    places = [_Place(name, *each) for name, each in protected_refs(chamber).items()]
    places = [each for each in places if each.ref.startswith("refs/heads/")]
    found = _in_branches(chamber, commit, places)
    answered = {each.ref for each in found}
    found += _in_copies(chamber, commit, [each for each in places if each.ref not in answered])
    found += _in_releases(chamber, commit)
    found += _in_old_tags(chamber, commit)
    what = f"{short(commit)} is in no protected branch here, so nothing had to let it in"
    return tuple(found) or (Why(commit, "", "", what, None, accounted=True),)


def _in_branches(chamber: Chamber, commit: Oid, places: list[_Place]) -> list[Why]:
    """Explain a commit by each branch that holds it; where there are several copies of one, by the first."""
    holding: dict[str, _Place] = {}
    for place in places:
        if place.ref not in holding and is_ancestor(chamber.repo, commit, place.tip):
            holding[place.ref] = place
    found = [why for place in holding.values() for why in _brought_in(chamber, commit, place)]
    if not any(each.accounted for each in found):
        return found
    # a branch that was protected from its creation on may hold from the start what another one had
    return [each for each in found if each.accounted or each.ref in chamber.chain.baseline]


def _brought_in(chamber: Chamber, commit: Oid, place: _Place) -> list[Why]:
    start = chamber.chain.baseline.get(place.ref, "")
    if start and is_ancestor(chamber.repo, commit, start):
        what = f"{short(commit)} is grandfathered: it was in {place.name} before that was protected (at {short(start)})"
        return [Why(commit, place.ref, start, what, None, accounted=True, grandfathered=True)]
    descendants = ways_to(chamber.repo, commit, [place.tip])
    on_the_way = [
        step
        for step in first_parents(chamber.repo, place.tip, [start] if start else [])
        if step.oid == commit or step.oid in descendants
    ]
    step = on_the_way[-1]
    old = step.parents[0] if step.parents else ""
    verdict, _ = judge_branch_from(chamber, RefUpdate(place.ref, old, step.oid), back=True)
    by = verdict.by
    if not verdict.allowed:  # the step may be part of what a later fast-forward or rebase brought in
        verdict, _ = judge_branch_from(chamber, RefUpdate(place.ref, start or old, place.tip), back=True)
        newer = len(first_parents(chamber.repo, place.tip, [step.oid]))
        by = tuple(each for each, since in zip(verdict.by, verdict.since, strict=True) if since <= newer)[-1:]
    matters = _behind(chamber, commit, by) if verdict.allowed else []
    how = f"{short(commit)} came into {place.name} with {short(step.oid)}"
    if not matters:
        reasons = "; ".join(str(objection) for objection in verdict.objections)
        what = f"{how}, and NO decision accounts for it: {reasons}"
        return [Why(commit, place.ref, step.oid, what, None, accounted=False)]
    return [_accounted(chamber, (commit, place.ref, step.oid), how, each) for each in matters]


def _behind(chamber: Chamber, commit: Oid, by: tuple[str, ...]) -> list[Matter]:
    """Fold the decisions behind a commit, of those by which its step came in: of an octopus the first to bring it, or all."""
    found = [find_matter(chamber, each) for each in reversed(by)]
    if len(found) < 2:
        return found
    asked = ((each, authority_of(chamber, each.motion).question) for each in found)
    heads = ((each, question.head) for each, question in asked if isinstance(question, Merge))
    return next(([each] for each, head in heads if is_ancestor(chamber.repo, commit, head)), found)


def _accounted(chamber: Chamber, where: tuple[str, str, str], how: str, matter: Matter) -> Why:
    """Answer by the decision, or by the standing order, that accounts for a step; one in breach accounts for nothing."""
    found = lawful(chamber, matter.motion.id)
    if found is None:
        what, evidence = f"{how}, by decision of {matter.motion.name}", rested_on(chamber, matter.motion)
        return Why(*where, what, matter, accounted=True, evidence=evidence)
    now = chamber.now()
    return Why(*where, f"{how}, by {order_of(found, now)}", matter, accounted=not found.in_breach(now))


def _in_copies(chamber: Chamber, commit: Oid, places: list[_Place]) -> list[Why]:
    """Explain a commit that is in a branch by its content only, as part of what was squashed or rebased into it."""
    rows = [row for row in ask(chamber, lambda index: index.all()) if row.pending < 2] if places else []
    found: dict[tuple[str, str], Why] = {}
    for place in places:
        heads = [row.head for row in rows if row.target == place.ref and chamber.repo.holds(row.head)]
        holding = ways_to(chamber.repo, commit, heads) | {commit}
        for step, old, method in copied(chamber, place.ref, holding.intersection(heads), place.tip).values():
            verdict, _ = judge_branch_from(chamber, RefUpdate(place.ref, old, step.oid), back=True)
            matter = _matter(chamber, verdict.by) if verdict.allowed else None
            if matter is not None and (place.ref, matter.motion.id) not in found:
                how = f"{short(commit)} was {'squashed' if method == 'squash' else 'rebased'} into {place.name} as part of {short(step.oid)}"
                where = (commit, place.ref, step.oid)
                found[place.ref, matter.motion.id] = _accounted(chamber, where, how, matter)
    return list(found.values())


def _matter(chamber: Chamber, ids: tuple[str, ...]) -> Matter | None:
    """Fold the decision that brought a step in: the first in time of those relied on."""
    return find_matter(chamber, ids[-1]) if ids else None


def _in_releases(chamber: Chamber, commit: Oid) -> list[Why]:
    released = [
        Matter(floor, motion)
        for floor in Lookup(chamber).floors(commit)
        for motion in about(floor, commit)
        if isinstance(motion.question, Release) and motion.decision and motion.decision.carried
    ]
    what = "{} was released as {} by decision of {}"
    decided = [
        Why(
            commit,
            motion.target,
            commit,
            what.format(short(commit), motion.target, motion.name),
            each,
            accounted=True,
            evidence=rested_on(chamber, motion),
        )
        for each in released
        for motion in (each.motion,)
    ]
    ordered = [each for each in invocations_here(chamber) if each.content == commit and chamber.repo.tip(each.target)]
    known = {each.ref for each in decided}
    found = decided + [
        _accounted(
            chamber,
            (commit, each.target, commit),
            f"{short(commit)} was released as {each.target}",
            the_matter(chamber, each.id, chamber.chain.subject),
        )
        for each in ordered
        if each.order.act == "release" and each.target not in known
    ]
    return [each._replace(evidence=(*each.evidence, *evidence_of(chamber, each.ref, commit))) for each in found]


def _in_old_tags(chamber: Chamber, commit: Oid) -> list[Why]:
    what = "{} is grandfathered: it was tagged as {} before that was protected"
    return [
        Why(commit, ref, commit, what.format(short(commit), ref), None, accounted=True, grandfathered=True)
        for ref in tags_at(chamber, commit)
    ]
