"""Whether a proposal on record has the facts that it says: they are computed again, of the same commit upon the same tip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from gitgov.advice.answer import Case
from gitgov.advice.families import Proposal
from gitgov.chamber.advising import merge, review
from gitgov.chamber.advising.plain import digest_of, one_line
from gitgov.chamber.advising.proposals import name_of
from gitgov.chamber.advising.risk import Names
from gitgov.chamber.advising.risk import case as case_of_risk
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import merge_question
from gitgov.core.errors import BadInput
from gitgov.core.ids import branch_or_tag, short
from gitgov.procedure.motions.merge import Merge


class Checked(NamedTuple):
    """What the facts come to now: their digest, and by which reasons they differ, those of the record and those of now."""

    same: bool
    facts: str
    then: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


def check(chamber: Chamber, found: Proposal) -> Checked:
    """Compute the facts of a proposal again.

    Raises `BadInput` where that is of another adviser than of a merge, a review or a risk, does not say upon what, or a commit is not here.
    """
    body = found.body
    if body.adviser not in _AGAIN:
        what = f"facts of {body.adviser} are of the day on which they were told, and cannot be computed again"
        raise BadInput(f"{name_of(found)}: {what}", f"only those of {', '.join(_AGAIN)} can")
    if not body.upon:
        raise BadInput(
            f"{name_of(found)} does not say upon what it is", f"git gov advise {body.adviser}, with --record"
        )
    for commit in filter(None, (found.subject, body.tip)):
        if not chamber.repo.holds_commit(commit):
            raise BadInput(f"{short(commit)}, which {name_of(found)} is about, is not here", "git fetch")
    cases = {digest_of(case): case for case in _AGAIN[body.adviser](chamber, found)}
    if body.provenance.facts in cases:
        return Checked(True, body.provenance.facts)
    digest, case = next(iter(cases.items()))
    now = tuple(map(one_line, case.answer.reasons))
    then = () if body.model_said else tuple(each for each in body.reasons if each not in now)
    return Checked(False, digest, then, tuple(each for each in now if each not in body.reasons))


def _question(chamber: Chamber, found: Proposal) -> Merge:
    return merge_question(chamber, found.body.about, found.subject, found.body.upon)


def _merge(chamber: Chamber, found: Proposal) -> tuple[Case, ...]:
    """Return the case by now, and as it was before anything was moved about it, which mostly rests on what is proposed."""
    case = merge.case_at(chamber, _question(chamber, found), found.body.tip)
    return case, case._replace(facts={**case.facts, "motion": ""})


def _review(chamber: Chamber, found: Proposal) -> tuple[Case, ...]:
    return (review.case_upon(chamber, _question(chamber, found), found.body.tip),)


def _risk(chamber: Chamber, found: Proposal) -> tuple[Case, ...]:
    names = Names(found.body.about, branch_or_tag(found.body.upon), found.body.upon)
    return (case_of_risk(chamber, found.subject, found.body.tip, called=names),)


_AGAIN: Mapping[str, Callable[[Chamber, Proposal], tuple[Case, ...]]] = {
    "merge": _merge,
    "review": _review,
    "risk": _risk,
}
