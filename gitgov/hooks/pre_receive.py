"""`pre-receive`: the boundary. Judges a whole push against what the server already holds."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.judge import parse_updates
from gitgov.chamber.open import open_if_founded
from gitgov.hooks.verdicts import answer


def run(_arguments: list[str]) -> int:
    """Judge the updates on standard input; before a body is founded nothing is protected."""
    updates = parse_updates(sys.stdin.read().splitlines())
    chamber = open_if_founded(Path(), from_env=True)
    return answer(chamber, updates, "refused") if chamber else 0
