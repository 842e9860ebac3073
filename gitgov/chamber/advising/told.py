"""What advisers have said of commits, as the gate is told of it."""

from __future__ import annotations

from collections.abc import Collection

from gitgov.advice.families import Proposal
from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import threads_about
from gitgov.gate.advised import Advice, Told


def told_of(chamber: Chamber, contents: Collection[str]) -> Advice:
    """Return what was lawfully said of some commits."""
    found: dict[str, tuple[Told, ...]] = {}
    for thread in threads_about(chamber, "advice", contents):
        if isinstance(state := thread.state, Proposal):
            told = Told(state.id, state.body.adviser, state.body.verdict, state.at)
            found[state.subject] = (*found.get(state.subject, ()), told)
    return found
