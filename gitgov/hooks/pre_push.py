"""`pre-push`, in a clone: the gate's verdict before the server gives its own."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.judge import parse_updates
from gitgov.chamber.open import open_if_founded
from gitgov.hooks.verdicts import answer


def run(_arguments: list[str]) -> int:
    """Judge the pushed refs that are protected; one whose old value is unknown here is left to the server."""
    chamber = open_if_founded(Path())
    if chamber is None:
        return 0
    updates = [
        update
        for update in parse_updates(sys.stdin.read().splitlines())
        if update.creates or chamber.repo.holds(update.old)
    ]
    return answer(chamber, updates, "the server would refuse")
