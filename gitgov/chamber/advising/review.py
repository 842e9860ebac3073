"""The case of a change that is to be reviewed: what the rules find in it, and what its tests come to where a command is named."""

from __future__ import annotations

from gitgov.advice.advisers.review import ADVISER, MOST, ReviewFacts, Tried, answer
from gitgov.advice.answer import Answer, Case, Citable, told
from gitgov.advice.reading.changed import Changed, Touched
from gitgov.advice.reading.rules import hits
from gitgov.advice.reading.wholes import READ
from gitgov.chamber.advising.changes import citable_in, data_of
from gitgov.chamber.advising.trying import NOTHING, Outcome, Trying
from gitgov.chamber.advising.trying import tried as try_on
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import lands_at, mergeable
from gitgov.core.visible import flat
from gitgov.git.diffs import Change, change_between
from gitgov.git.reading import files_of
from gitgov.git.worktrees import trailers
from gitgov.procedure.motions.merge import Merge

TRAILER = "AI-Assisted-By"
"""The trailer of a commit that says with what it was written: the name of a profile, or of a tool."""
_NAMED = 80


def case(chamber: Chamber, branch: str, into: str = "", wanted: Trying = NOTHING) -> Case:
    """Put together what is found in a branch that might be merged, and try its tests where that is wanted; raises `BadInput`, `Refused`."""
    question = mergeable(chamber, branch, into)
    return case_upon(chamber, question, lands_at(chamber, question.into), wanted)


def case_upon(chamber: Chamber, question: Merge, tip: str, wanted: Trying = NOTHING) -> Case:
    """Put together what is found in a head that would come upon a tip."""
    came = try_on(chamber, question.head, wanted)
    change = change_between(chamber.repo, tip, question.head)
    read = tuple(Touched(*each) for each in files_of(chamber.repo, tip, question.head, READ))
    assisted = trailers(chamber.repo, TRAILER, tip, question.head) if tip else []
    facts = _facts(question, tip, change, read, came.tried if came else None)
    facts = facts._replace(assisted=tuple(flat(each)[:_NAMED] for each in assisted[:10]))
    found = _with(answer(facts), came, wanted)
    return Case(
        ADVISER.name,
        question.head,
        facts.branch,
        told(facts),
        found,
        data_of(change),
        citable(change, read, tip),
        question.into,
        tip,
    )


def _facts(question: Merge, tip: str, change: Change, read: Changed, tried: Tried | None) -> ReviewFacts:
    found = hits(read)
    return ReviewFacts(
        flat(question.branch),
        question.head,
        question.into.removeprefix("refs/heads/"),
        tip,
        len(change.commits),
        len(read),
        sum(len(each.added) + each.removed for each in read),
        found[:MOST],
        len(found[MOST:]),
        tried=tried,
    )


def _with(found: Answer, came: Outcome | None, wanted: Trying) -> Answer:
    """Return an answer with how long tests took, which no fact is, and the patch that they came in."""
    return found._replace(reasons=(*found.reasons, came.told), patch=wanted.patch) if came else found


def citable(change: Change, read: Changed, tip: str) -> Citable:
    """Return what may be cited: commits, and of each file the lines that a diff by content shows; 0 is the whole file."""
    known = citable_in(change, tip)
    return known._replace(lines={each.path: each.shown | {0} for each in read if not each.gone})
