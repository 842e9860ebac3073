"""The table of hindsight: for each adviser a file that says which past cases there are, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gitgov.advice.advisers import NAMES
from gitgov.advice.learning import Example
from gitgov.chamber.advising.hindsight.past import Inquiry, Past
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.filed import Filed
from gitgov.core.visible import flat
from gitgov.git.history import shallow_ends

PAST: Final[Mapping[str, Past]] = Filed("gitgov.chamber.advising.hindsight", "PAST", NAMES)


def past_of(adviser: str) -> Past:
    """Return the row of an adviser; raises `BadInput` where there is none of that name."""
    if adviser not in PAST:
        raise BadInput(f"there is no adviser {adviser!r}", f"there is {', '.join(PAST)}")
    return PAST[adviser]


def examples(adviser: str, asked: Inquiry) -> list[Example]:
    """Put past cases of an adviser together, oldest first.

    Raises `BadInput` where there is no such adviser, or no such branch here, and `Undecided` in a shallow clone, which knows less of the past.
    """
    past = past_of(adviser)
    if not asked.ref.startswith("refs/heads/"):
        raise BadInput(f"not a branch: {flat(asked.ref)}", "--into main")
    if shallow_ends(asked.chamber.repo):
        raise Undecided(
            "this clone is shallow, and knows only a part of what became of past cases", "git fetch --unshallow"
        )
    return past.examples(asked)
