"""`pre-receive`: the boundary. Judges a whole push against what the server already holds."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.judge import parse_updates
from gitgov.chamber.keep import surely_free
from gitgov.chamber.open import open_if_founded
from gitgov.core.errors import GitgovError
from gitgov.hooks.verdicts import answer, warn


def run(_arguments: list[str]) -> int:
    """Judge the updates on standard input; before a body is founded nothing is protected."""
    updates = parse_updates(sys.stdin.read().splitlines())
    try:
        chamber = open_if_founded(Path())
    except GitgovError:
        if surely_free(Path(), [update.ref for update in updates]):
            return 0  # without the charter nothing protected moves; what it never protected still may
        raise
    if chamber is None:
        return 0
    warn(chamber, updates)
    return answer(chamber, updates, "refused")
