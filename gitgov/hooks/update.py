"""`update`: judges one ref again at the moment it moves, so that two pushes cannot both use one decision."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.judge import parse_updates
from gitgov.chamber.open import open_if_founded
from gitgov.hooks.verdicts import answer


def run(arguments: list[str]) -> int:
    """Judge `REF OLD NEW`."""
    ref, old, new = arguments
    chamber = open_if_founded(Path())
    return answer(chamber, parse_updates([f"{old} {new} {ref}"]), "refused") if chamber else 0
