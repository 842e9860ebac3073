"""`post-receive`: folds the inbox into the rooms, and tells senders what came back."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.inbox import fold_here


def run(_arguments: list[str]) -> int:
    """Fold what waits; the shim holds the lock and prints the answers."""
    fold_here(Path())
    return 0
