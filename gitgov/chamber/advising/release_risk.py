"""The case of a release's risk: what its commit adds to the last release under the same pattern of tags, weighed as one change."""

from __future__ import annotations

from gitgov.advice.answer import Case
from gitgov.chamber.advising.release import last_release
from gitgov.chamber.advising.risk import Names, case
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import tag_ref
from gitgov.git.changes import Tell, quietly


def case_of_release(chamber: Chamber, tag: str, commit: str, tell: Tell = quietly) -> Case:
    """Put together how risky a commit is as a release under a tag, upon nothing where it is the first one.

    Raises `BadInput` and `Undecided` as `advising.risk.case` does, and for what is no name of a tag.
    """
    ref = tag_ref(chamber, tag)
    head = chamber.repo.commit_of(chamber.repo.nearest(commit))
    last = last_release(chamber, ref, head)
    names = Names(ref.removeprefix("refs/tags/"), last.name if last else "nothing", ref)
    return case(chamber, head, last.commit if last else "", tell, called=names)
