"""The table of hindsight: for each adviser a file that says which past cases there are, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gitgov.advice.advisers import NAMES
from gitgov.advice.learning import Example
from gitgov.chamber.advising.hindsight.past import Asked, Past
from gitgov.core.errors import BadInput
from gitgov.core.filed import Filed

PAST: Final[Mapping[str, Past]] = Filed("gitgov.chamber.advising.hindsight", "PAST", NAMES)


def examples(adviser: str, asked: Asked) -> list[Example]:
    """Put past cases of an adviser together, oldest first; raises `BadInput` where there is no such adviser."""
    if adviser not in PAST:
        raise BadInput(f"there is no adviser {adviser!r}", f"there is {', '.join(PAST)}")
    return PAST[adviser].examples(asked)
