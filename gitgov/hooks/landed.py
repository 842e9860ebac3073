"""What the server's merge queue does after a push, told to who pushed."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.landing import Left, Outcome, land_here
from gitgov.core.ids import short
from gitgov.core.visible import clean, many


def land(start: Path) -> None:
    """Run the queue of the repository around `start`, and say of each branch what went, or why something did not."""
    for outcome in land_here(start):
        for row in told(outcome):
            print(f"gitgov: queue: {clean(row)}", file=sys.stderr)


def told(outcome: Outcome) -> list[str]:
    """Say what came of one branch, a line each; nothing where nothing was to be done."""
    plan, rows = outcome.plan, []
    if outcome.error:
        rows.append(f"{plan.ref} stays at {short(plan.theirs)}: {outcome.error.what}")
    if outcome.moved:
        rows.append(f"{plan.ref} is at {short(plan.tip)}: {many(len(plan.laid), 'merge')} upon {short(plan.theirs)}")
        rows += [f"  {each.queued.motion.name}  {each.queued.motion.text}" for each in plan.laid]
    rows += [f"  measured: {each}" for each in outcome.measured]
    return rows + [_left(each) for each in plan.left]


def _left(left: Left) -> str:
    how = "waits" if left.waits else "cannot go"
    remedy = f"; next: {left.why.remedy}" if left.why.remedy else ""
    return f"{left.queued.motion.name} {how}: {left.why.code} {left.why.what}{remedy}"
