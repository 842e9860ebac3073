"""Commits as measures look at them, from what git's log says of them."""

from __future__ import annotations

from gitgov.git.logged import Logged
from gitgov.quality.measures.facts import Commit


def commit_of(each: Logged) -> Commit:
    """Return what measures know of a commit."""
    return Commit(each.oid, each.parents, each.authored, each.committed, each.message, each.fixes)
