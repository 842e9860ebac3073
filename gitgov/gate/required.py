"""Whether what changes below certain paths was decided about as the charter asks, besides the decision to merge it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gitgov.charter.charter import Requirement
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import flat, typed
from gitgov.gate.content import into
from gitgov.gate.ratified import helpfulness, why_not_ratified
from gitgov.gate.unratified import SENT
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion

SUBMODULES = ".gitmodules"
"""Where git keeps what it knows of submodules; who asks about it asks also about their pins that come or go."""


class Change(NamedTuple):
    """A path at which an entry of a tree came, went or became another one.

    `submodule` says that a pin came or went, and not only moved; `as_ratified` that the ratified head has the same entry.
    """

    path: str
    submodule: bool = False
    as_ratified: bool = True


class When(NamedTuple):
    """The instant at which it is asked, and when what is asked about was used, where that is asked afterwards and on record."""

    now: int
    used: int | None = None


def asked_about(need: Requirement, change: Change) -> bool:
    """Say whether a requirement is about a change."""
    return need.asks_about(change.path) or (change.submodule and need.asks_about(SUBMODULES))


def why_not_required(
    question: Merge, needs: Iterable[Requirement], changes: Sequence[Change], beside: Iterable[Authority], at: When
) -> Objection | None:
    """Say which decision is missing for what a merge would change, or nothing; `beside` is all about the same content."""
    motions = [each for each in beside if isinstance(each, Motion)]
    for need in needs:
        asked = [each for each in changes if asked_about(need, each)]
        if asked and (objection := _why_not_decided(question, need.kind, asked[0].path, motions, at)):
            return objection
        strange = next((each for each in asked if not each.as_ratified), None)
        if question.resolution and strange is not None:
            what = f"the resolution of {question.branch} has another {flat(strange.path)} than {short(question.head)}, which the {need.kind} decision is about"
            branch = typed(question.branch)
            remedy = f"merge {typed(into(question))} into {branch}, git motion adopt {need.kind} --content {branch} -m TEXT, git motion merge {branch}"
            return Objection("GOV-188", what, remedy=remedy)
    return None


def _why_not_decided(question: Merge, kind: str, path: str, motions: Iterable[Motion], at: When) -> Objection | None:
    """Say why no decision of a kind about the ratified head stands, or nothing."""
    head, reasons = short(question.head), list[Objection]()
    for each in motions:
        if each.kind == kind and getattr(each.question, "commit", "") == question.head:
            reason = why_not_ratified(each, at.now)
            if reason is None or _stood(each, at.used):
                return None
            reasons.append(reason)
    path, name = flat(path), into(question)
    if not reasons:
        what = f"{head} changes {path}, and for that {name} needs a carried motion of the kind {kind}: there is none about {head}"
        return Objection("GOV-186", what, remedy=f"git motion adopt {kind} --content {head} -m TEXT; {SENT}")
    near = min(reasons, key=helpfulness)
    what = f"{head} changes {path}, and for that {name} needs a carried motion of the kind {kind}: {near.what}"
    return Objection(
        "GOV-187", what, remedy=near.remedy or f"git motion adopt {kind} --content {head} -m TEXT", records=near.records
    )


def _stood(motion: Motion, used: int | None) -> bool:
    """Say whether a decision that was struck out since still stood when, on record, it was used."""
    decision = motion.decision
    if decision is None or used is None or motion.fate not in {"rescinded", "expunged"}:
        return False
    return decision.carried and not decision.contested and used <= motion.touched_at
