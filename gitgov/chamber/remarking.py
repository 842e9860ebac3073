"""How sprints stand, as a note of git's own on the commit that they have reached: derived at each round, and never law."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.progress import Progress
from gitgov.git.remarks import remark

NAME = "sprints"
"""The note's ref is `refs/notes/sprints`; the rooms of the ledger are below `refs/notes/gov/`."""
MARK = "Derived by git sprint sync"


def told(found: Sequence[Progress]) -> str:
    """Tell how sprints stand, a line each: the points of ratified work that has come in, of those committed to; and in all."""
    rows = [f"{MARK}: points ratified and in, of points committed to.", ""]
    for each in found:
        done = str(each.points_done) if each.counted else "?"
        rows.append(f"{each.sprint.team.name} {each.sprint.name} {done}/{each.sprint.plan.points}")
    if all(each.counted for each in found):
        done_all, planned = sum(each.points_done for each in found), sum(each.sprint.plan.points for each in found)
        rows.append(f"in all {done_all}/{planned}")
    return "".join(f"{row}\n" for row in rows)


def note_progress(chamber: Chamber, found: Sequence[Progress]) -> str:
    """Note how sprints stand on the commit that they have reached, and return that; nothing where nothing is noted.

    A note that somebody else has written there is left. Raises `GitFailedError` where git cannot write.
    """
    if not found:
        return ""
    tip = target_tip(chamber)[1]
    return tip if remark(chamber.repo, NAME, tip, told(found), MARK) else ""
