"""When something happened that is put on record: now, or at an instant that somebody writes down."""

from __future__ import annotations

from gitgov.chamber import clock
from gitgov.chamber.open import Chamber
from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_instant, show_instant
from gitgov.git.history import committed_at


def latest(chamber: Chamber | None) -> int:
    """Return the last instant, in seconds, that what has happened may say: now, by a clock that may differ by the charter's `clock_skew`."""
    return clock.now() if chamber is None else chamber.now() + chamber.chain.charter.clock_skew


def instant_of(chamber: Chamber, text: str, commit: str = "") -> int:
    """Return the instant that is written, or now, in seconds; raises `BadInput` for one to come, or one before a commit was made.

    Clocks may differ by the charter's `clock_skew`.
    """
    if not text:
        return chamber.now()
    at = parse_instant(text)
    if at > latest(chamber):
        raise BadInput(f"{text} is yet to come", "put on record what has happened, when it has")
    if commit and is_before(chamber, at, commit):
        made = committed_at(chamber.repo, commit)
        what = f"{text} is before {commit[:12]} was made, which says {show_instant(made)}"
        raise BadInput(what, "give the instant again; without --at it is now")
    return at


def is_before(chamber: Chamber, at: int, commit: str) -> bool:
    """Say whether an instant is before a commit that is here was made, by clocks that may differ by the charter's `clock_skew`."""
    return at + chamber.chain.charter.clock_skew < committed_at(chamber.repo, commit)
