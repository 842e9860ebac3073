"""How long somebody waits for a model, and how they learn that it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gitgov.chamber.clock import ticks

Tell = Callable[[str], None]
"""What is told the name of a profile when a question is sent."""


def untold(_profile: str) -> None:
    """Tell nobody."""


class Patience(NamedTuple):
    """The tick of the clock at which nobody waits any longer, nothing for as long as each profile says; and who is told that one is asked."""

    until: int | None = None
    tell: Tell = untold

    def seconds(self, most: float) -> float:
        """Return how long something may take that takes at most so many seconds."""
        return most if self.until is None else max(0.0, min(most, (self.until - ticks()) / 1_000))


UNHURRIED = Patience()


def hurried(milliseconds: int) -> Patience:
    """Return a patience that begins now."""
    return Patience(ticks() + milliseconds)
