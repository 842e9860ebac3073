"""A change as advisers are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gitgov.advice.answer import Citable
from gitgov.git.diffs import Change

MOST_MESSAGES = 200
MOST_TEXT = 60_000
"""Characters of a diff that a model is shown; the rest it is told the size of."""


def data_of(change: Change) -> Mapping[str, Any]:
    """Return the text of a change that people wrote: messages of commits, newest first, and the diff."""
    shown = change.patch[:MOST_TEXT]
    messages = [each.message for each in change.commits[:MOST_MESSAGES]]
    return {"messages": messages, "diff": shown, "left_out": len(change.patch) - len(shown)}


def citable_in(change: Change, *ids: str) -> Citable:
    """Return what may be cited of a change: its commits and what else is named, and of each file the lines that the diff shows.

    Line 0 stands for a file as a whole.
    """
    known = frozenset(filter(None, (change.base, change.head, *(each.oid for each in change.commits), *ids)))
    return Citable(known, lines={path: each.lines | {0} for path, each in change.files.items()})
