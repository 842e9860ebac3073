"""Whether somebody accounts for what a branch came to hold last, before something is built upon it."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.chamber.finding import find
from gitgov.chamber.judge import contained, judge_branch_from
from gitgov.chamber.open import Chamber
from gitgov.chamber.used import methods_ever
from gitgov.core.errors import Refused, Undecided
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate
from gitgov.git.history import first_parents

LONGEST = 64
"""So many steps are looked at for a rebase which names no head, and whose newest commit does not show it."""


def check_accounted(chamber: Chamber, ref: str, tip: str) -> None:
    """Raise `Refused` where nobody has let in what a branch holds last; what lies below is for verification to find.

    Whatever is built upon that takes away the simple way out, which is to put the branch back. Where this clone cannot
    tell, as it is shallow, the server does.
    """
    try:
        objection = _why_not_accounted(chamber, ref, tip)
    except Undecided:
        return
    if objection is not None:
        what = f"{ref} holds what nobody has let in, and nothing is built upon that: {objection.what}"
        remedy = (
            "git gov sync; if it stays so, put the branch back, or have it decided: git motion merge BRANCH --in-place"
        )
        raise Refused((objection._replace(what=what, remedy=remedy),))


def _why_not_accounted(chamber: Chamber, ref: str, tip: str) -> Objection | None:
    """Object to the newest step of a branch, unless it was there when the branch was protected, or another one has stood there."""
    if contained(chamber, RefUpdate(ref, "0" * len(tip), tip)):
        return None
    first = _why_not_newest(chamber, ref, tip, 1)
    if first is None or first.code == "GOV-106" or "rebase" not in methods_ever(chamber, ref):
        return first
    return _why_not_newest(chamber, ref, tip, _length(chamber, ref, tip))


def _why_not_newest(chamber: Chamber, ref: str, tip: str, count: int) -> Objection | None:
    """Object to the newest of so many steps, or return nothing."""
    verdict, _ = judge_branch_from(chamber, RefUpdate(ref, _below(chamber, tip, count), tip), back=True)
    return None if verdict.allowed or verdict.since[:1] == (0,) else verdict.objections[0]


def _length(chamber: Chamber, ref: str, tip: str) -> int:
    """Return of how many commits the rebase may consist that a branch ends with: as many as the series that it names has."""
    from gitgov.git.picks import series_of  # noqa: PLC0415 - few bodies rebase

    _, (step,) = find(chamber, ref, first_parents(chamber.repo, tip, chamber.repo.parents(tip)))
    return len(series_of(chamber.repo, step.named, tip)) if step.named else LONGEST


def _below(chamber: Chamber, tip: str, count: int) -> str:
    """Return the commit that lies so many first parents below another, or where there are not so many, zeros."""
    here: Sequence[str] = (tip,)
    for _ in range(count):
        here = chamber.repo.parents(here[0]) if here else ()
    return here[0] if here else "0" * len(tip)
