"""`post-receive`: folds the inbox into the rooms, tells senders what came back, and where that is wanted runs the merge queue, and measures."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.inbox import fold_here


def run(_arguments: list[str]) -> int:
    """Fold what waits, carry out what may go by now, measure what came in; the shim holds the lock and prints the answers."""
    folded = fold_here(Path())
    if folded.queue:
        from gitgov.hooks.landed import land  # noqa: PLC0415 - most folds carry nothing out

        land(Path())
    if folded.measure:
        from gitgov.hooks.measured import measure  # noqa: PLC0415 - as above

        measure(Path())
    return 0
