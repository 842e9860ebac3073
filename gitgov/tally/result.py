"""What a tally says: who is chosen, in which order, by which arithmetic, and what it leaves open."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

Ranked: TypeAlias = tuple[tuple[str, ...], ...]
"""Tiers of options, best first; the options of a tier are tied."""


class Tie(NamedTuple):
    """Options that the count cannot tell apart, of which `places` are to be elected or eliminated."""

    between: tuple[str, ...]
    places: int
    about: Literal["elected", "eliminated"] = "elected"

    def __str__(self) -> str:
        return f"tie between {', '.join(self.between)}: {self.places} of them to be {self.about}"


class Round(NamedTuple):
    """A round of a count: votes of whoever stands, what the elected hold, what no ballot gives to anybody any more."""

    counts: tuple[tuple[str, Fraction], ...]
    held: Fraction
    exhausted: Fraction
    what: str

    def __str__(self) -> str:
        parts = [f"{option} {votes}" for option, votes in self.counts]
        parts += [f"the elected hold {self.held}"] if self.held else []
        parts += [f"exhausted {self.exhausted}"] if self.exhausted else []
        return f"{', '.join(parts)}: {self.what}"


class Result(NamedTuple):
    """The outcome of a choice among many; `lines` are what a reader needs to check it by hand.

    `winners` are chosen beyond doubt, by the votes or by the tie rule, best first where the method says who is better;
    `unfilled` seats have nobody, either for want of a majority or because of the `tie` that remains.
    """

    winners: tuple[str, ...]
    unfilled: int
    tiers: Ranked
    lines: tuple[str, ...]
    tie: Tie | None = None
    rounds: tuple[Round, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether every seat is filled."""
        return not self.unfilled
