"""`post-receive`: folds the inbox into the rooms, tells senders what came back, and runs the merge queue where that is wanted."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.inbox import fold_here


def run(_arguments: list[str]) -> int:
    """Fold what waits, then carry out what may go by now; the shim holds the lock and prints the answers."""
    if fold_here(Path()).queue:
        from gitgov.hooks.landed import land  # noqa: PLC0415 - most folds carry nothing out

        land(Path())
    return 0
