"""`pre-merge-commit`, in a clone: says before a merge is committed that nobody ratified it."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.early import why_not_merge_here
from gitgov.chamber.open import open_if_founded
from gitgov.chamber.rules import HEADS
from gitgov.hooks.verdicts import explain, show


def run(_arguments: list[str]) -> int:
    """Judge the merge in progress on the branch that is checked out."""
    chamber = open_if_founded(Path())
    verdict = why_not_merge_here(chamber) if chamber else None
    if chamber is None or verdict is None:
        return 0
    if not verdict.allowed:
        print(f"gitgov: this merge into {verdict.ref} is not ratified", file=sys.stderr)
        show(verdict)
    explain(chamber, [verdict], HEADS)
    return 0 if verdict.allowed else 1
