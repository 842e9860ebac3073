"""The commits of a history as the weighing of risk looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gitgov.advice.risk.step import Step, Touched
from gitgov.git.changes import Change
from gitgov.git.changes import Touched as Read
from gitgov.quality.measures.reverting import said_in

_FIX = re.compile(r"\b(?:fix(?:e[sd]|ing)?|bugs?|bugfix|defects?|regressions?|hotfix|crash(?:es)?)\b", re.IGNORECASE)
"""What the subject of a fix says (after Mockus & Votta 2000, and Kamei 2013)."""


def fixes(message: str) -> bool:
    """Say whether a message says, in its first line, that the commit mends something; to take a fix back is none."""
    return _FIX.search(message.partition("\n")[0]) is not None and not said_in(message)


def step_of(change: Change, critical: tuple[str, ...] = ()) -> Step:
    """Return a commit as it is weighed."""
    return Step(
        change.oid,
        change.parents,
        (change.author,),
        change.authored,
        change.zone,
        change.committed,
        touched(change.files),
        fixes(change.message),
        bool(said_in(change.message)),
        change.cut,
        critical,
    )


def touched(files: Iterable[Read]) -> tuple[Touched, ...]:
    """Return files as they are weighed."""
    return tuple(Touched(*each) for each in files)
