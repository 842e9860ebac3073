"""Whether a branch has moved on since a motion froze its head."""

from __future__ import annotations

from gitgov.chamber.open import Chamber
from gitgov.git.history import is_ancestor
from gitgov.git.transfer import remotes
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion


def moved_to(chamber: Chamber, motion: Motion) -> str:
    """Return where the motion's branch stands now, if that is elsewhere; nothing if it is unknown here."""
    question = motion.question
    return (
        tip_elsewhere(chamber, question.branch, question.head) if isinstance(question, Merge) and motion.pending else ""
    )


def tip_elsewhere(chamber: Chamber, branch: str, head: str) -> str:
    """Return where a branch stands, here or as last fetched from origin, if it has moved on from `head`.

    A clone that has not fetched the branch since knows less than the motion: that the branch moved is not seen there.
    """
    tips = _tips(chamber, branch)
    if head in tips or not chamber.repo.holds(head):
        return ""
    alone = not remotes(chamber.settings)  # nothing is to be fetched, so that a branch which is behind was rewound
    return next((tip for tip in tips if alone or not is_ancestor(chamber.repo, tip, head)), "")


def tip_here(chamber: Chamber, branch: str) -> str:
    """Return where a branch stands, here or else as last fetched from origin; nothing if it is unknown."""
    return next(iter(_tips(chamber, branch)), "")


def _tips(chamber: Chamber, branch: str) -> list[str]:
    return [tip for prefix in ("refs/heads/", "refs/remotes/origin/") if (tip := chamber.repo.tip(prefix + branch))]
