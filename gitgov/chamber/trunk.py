"""The branch that is meant where nobody names one: the charter says which, and what is checked out here does not."""

from __future__ import annotations

from gitgov.chamber.open import Chamber
from gitgov.charter.charter import Charter


def trunk_of(chamber: Chamber) -> str:
    """Return the short name of the branch that is meant: by the charter in force, else the one that clones check out."""
    return protected_trunk(chamber.chain.charter) or chamber.repo.main_branch


def protected_trunk(charter: Charter) -> str:
    """Return the branch that a charter protects by name: the only one, or `main` among several; nothing where that is open."""
    plain = named_in(charter)
    if len(plain) == 1:
        return plain[0]
    return "main" if "main" in plain else ""


def named_in(charter: Charter) -> list[str]:
    """Return the branches that a charter protects by name, and not by a pattern."""
    return [branch.pattern for branch in charter.branches if "*" not in branch.pattern]
