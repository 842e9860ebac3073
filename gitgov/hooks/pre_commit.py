"""`pre-commit`, in a clone: says before a message is written that a commit would not be let into the branch."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.early import why_not_commit_here
from gitgov.chamber.open import open_if_founded
from gitgov.hooks.verdicts import explain, show


def run(_arguments: list[str]) -> int:
    """Judge what is staged as a commit upon the branch that is checked out."""
    chamber = open_if_founded(Path())
    verdict = why_not_commit_here(chamber) if chamber else None
    if chamber is None or verdict is None:
        return 0
    if not verdict.allowed:
        print(f"gitgov: not here without a decision: a commit to {verdict.ref}", file=sys.stderr)
        show(verdict)
    explain(chamber, [verdict])
    return 0 if verdict.allowed else 1
