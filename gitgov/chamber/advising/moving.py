"""A motion that rests on a proposal: a member moves it, and it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gitgov.chamber.open import Chamber
from gitgov.core.errors import BadInput
from gitgov.procedure.advised import LEVELS
from gitgov.procedure.invocation import target_of
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.process import Process
from gitgov.procedure.motions.release import Release
from gitgov.procedure.rows import Question

if TYPE_CHECKING:  # most motions rest on no advice
    from gitgov.advice.families import Proposal

Moved = TypeVar("Moved", Merge, Release, Process)

_MOVED = {"merge": "merge", "release": "release", "process": "retro"}
"""By kind of motion the adviser who proposes such."""


def as_advised(chamber: Chamber, question: Moved, subject: str, word: str, why: str) -> tuple[Moved, str]:
    """Return a question with the proposal that a word names, and why it is moved: in the proposal's words where none are given.

    Raises `BadInput` where that is about another commit, or another branch or tag than what is moved would come to.
    """
    if not word:
        return question, why
    from gitgov.chamber.advising.proposals import name_of, the_proposal  # noqa: PLC0415 - most motions rest on no advice

    proposes, ref = _MOVED[question.motion], _opens(question)

    def fits(each: Proposal) -> bool:
        other = each.body.adviser == proposes and each.body.upon != ref
        return not subject or (each.subject == subject and not other)

    found = the_proposal(chamber, word, fits)
    if found.body.adviser != proposes:
        what = f"{name_of(found)} is advice on {found.body.adviser}, which proposes no such motion"
        how = f"--advice {proposes}; git motion show tells all advice on record about what is moved, also without it"
        raise BadInput(what, how)
    return question.model_copy(update={"advice": found.id}), why or found.body.draft


def _opens(question: Question) -> str:
    """Return the ref that a question would open, nothing for a decision on process."""
    return target_of(question) if isinstance(question, Merge | Release) else ""


def drafted_in(chamber: Chamber, word: str) -> str:
    """Return the text of a motion that a proposal drafts; raises `BadInput` where it drafts none."""
    from gitgov.chamber.advising.proposals import name_of, the_proposal  # noqa: PLC0415 - as above

    found = the_proposal(chamber, word)
    if not found.body.draft:
        raise BadInput(f"{name_of(found)} drafts no motion", "git gov advise list; or give the text with -m")
    return found.body.draft


def at_risk(chamber: Chamber, question: Merge, said: str) -> Merge:
    """Return a question that says its risk: as it was `said`, or the highest on record where the charter asks about risk."""
    if said and said not in LEVELS:
        raise BadInput(f"no risk is called {said!r}", f"--risk {'|'.join(LEVELS)}")
    if said or not asks_about_risk(chamber, question.into):
        return question.model_copy(update={"risk": said})
    from gitgov.chamber.advising.proposals import proposals_on  # noqa: PLC0415 - as above

    known = (each.body for each in proposals_on(chamber, question.head) if each.body.adviser == "risk")
    found = (each.verdict for each in known if each.upon in ("", question.into))
    return question.model_copy(update={"risk": max(found, key=LEVELS.index, default="")})


def at_risk_again(chamber: Chamber, question: Merge, before: Merge) -> Merge:
    """Return a question for a new head, at the risk that is on record about it, or as high as was said before."""
    found = at_risk(chamber, question, "")
    known = [each for each in (before.risk, found.risk) if each]
    return found.model_copy(update={"risk": max(known, key=LEVELS.index, default="")})


def asks_about_risk(chamber: Chamber, ref: str) -> bool:
    """Say whether the charter in force has a word about the risk of what is merged into a branch."""
    branch = chamber.chain.charter.branch(ref)
    return bool(chamber.chain.charter.rules["merge"].at_risk or (branch and "risk" in branch.advice))
