"""How a question is put to a model: how long somebody waits, how they learn that it is asked, or that nothing is sent at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gitgov.chamber.clock import ticks

Tell = Callable[[str], None]
"""What is told the name of a profile when a question is sent."""


def untold(_profile: str) -> None:
    """Tell nobody."""


class Manner(NamedTuple):
    """The tick of the clock at which nobody waits any longer, nothing for as long as each profile says; who is told that one is asked; and whether it is `dry`, so that nothing is sent."""

    until: int | None = None
    tell: Tell = untold
    dry: bool = False

    def seconds(self, most: float) -> float:
        """Return how long something may take that takes at most so many seconds."""
        return most if self.until is None else max(0.0, min(most, (self.until - ticks()) / 1_000))


UNHURRIED = Manner()
DRY = Manner(dry=True)


def hurried(milliseconds: int) -> Manner:
    """Return a manner in which so much time is left from now on."""
    return Manner(ticks() + milliseconds)
