"""When something happened that is put on record: now, or at an instant that somebody writes down."""

from __future__ import annotations

from gitgov.chamber.open import Chamber
from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_instant, show_instant
from gitgov.git.history import committed_at


def instant_of(chamber: Chamber, text: str, commit: str = "") -> int:
    """Return the instant that is written, or now, in seconds; raises `BadInput` for one to come, or one before a commit was made.

    Clocks may differ by the charter's `clock_skew`.
    """
    if not text:
        return chamber.now()
    at, skew = parse_instant(text), chamber.chain.charter.clock_skew
    if at > chamber.now() + skew:
        raise BadInput(f"{text} is yet to come", "put on record what has happened, when it has")
    if commit and at + skew < (made := committed_at(chamber.repo, commit)):
        what = f"{text} is before {commit[:12]} was made, which says {show_instant(made)}"
        raise BadInput(what, "give the instant again; without --at it is now")
    return at
