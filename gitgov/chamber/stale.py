"""Whether a branch has moved on since a motion froze its head."""

from __future__ import annotations

from gitgov.chamber.open import Chamber
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion


def moved_to(chamber: Chamber, motion: Motion) -> str:
    """Return where the motion's branch stands now, if that is elsewhere; nothing if it is unknown here."""
    question = motion.question
    return (
        tip_elsewhere(chamber, question.branch, question.head) if isinstance(question, Merge) and motion.pending else ""
    )


def tip_elsewhere(chamber: Chamber, branch: str, head: str) -> str:
    """Return where a branch stands, here or as last fetched from origin, unless that is at `head`."""
    tips = [tip for prefix in ("refs/heads/", "refs/remotes/origin/") if (tip := chamber.repo.tip(prefix + branch))]
    return "" if not tips or head in tips else tips[0]
