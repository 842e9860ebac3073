"""Whether a proposal on record has the facts that it says, computed again of the same commit upon the same tip, and cites what exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from gitgov.advice.answer import Case
from gitgov.advice.families import Proposal
from gitgov.chamber.advising import merge, review
from gitgov.chamber.advising.plain import digest_of, one_line
from gitgov.chamber.advising.proposals import name_of
from gitgov.chamber.advising.risk import Names
from gitgov.chamber.advising.risk import case as case_of_risk
from gitgov.chamber.journal import sealed_in
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import merge_question
from gitgov.core.errors import BadInput
from gitgov.core.ids import branch_or_tag, short
from gitgov.procedure.motions.merge import Merge

_COMMIT = 40
"""Digits of the id of a commit; a record's has more."""


class Checked(NamedTuple):
    """What the facts come to now: their digest, and by which reasons they differ, those of the record and those of now.

    Of facts that are not computed again `why_not` says why, and they are neither the same nor others. `missing` is what it cites, by id or by line, and is not
    there.
    """

    same: bool | None
    facts: str = ""
    then: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    why_not: str = ""
    missing: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether nothing speaks against the proposal."""
        return self.same is not False and not self.missing


def check(chamber: Chamber, found: Proposal) -> Checked:
    """Compute the facts of a proposal again, where it is on a merge, a review or a risk, and look up what it cites.

    Raises `BadInput` where a commit that it is about is not here.
    """
    body, missing = found.body, _missing(chamber, found.body.cites)
    if body.adviser not in _AGAIN:
        why = f"facts of {body.adviser} are of the day on which they were told"
        return Checked(None, why_not=why, missing=missing)
    if not body.upon:
        return Checked(None, why_not="it does not say upon what it is", missing=missing)
    for commit in filter(None, (found.subject, body.tip)):
        if not chamber.repo.holds_commit(commit):
            raise BadInput(f"{short(commit)}, which {name_of(found)} is about, is not here", "git fetch")
    cases = {digest_of(case): case for case in _AGAIN[body.adviser](chamber, found)}
    digest, case = next(iter(cases.items()))
    missing += tuple(f"{each.path}:{each.line}" for each in body.findings if not _shows(case, each.path, each.line))
    if body.provenance.facts in cases:
        return Checked(True, body.provenance.facts, missing=missing)
    now = tuple(map(one_line, case.answer.reasons))
    then = () if body.model_said else tuple(each for each in body.reasons if each not in now)
    return Checked(False, digest, then, tuple(each for each in now if each not in body.reasons), missing=missing)


def _missing(chamber: Chamber, cites: Sequence[str]) -> tuple[str, ...]:
    """Return the ids among some that are of no record and of no object here."""
    beyond = [each for each in cites if not (len(each) == _COMMIT and chamber.repo.holds(each))]
    known = {sealed.id for _, _, sealed in sealed_in(chamber)} if beyond else set[str]()
    return tuple(each for each in beyond if each not in known)


def _shows(case: Case, path: str, line: int) -> bool:
    return line in case.citable.lines.get(path, frozenset())


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
