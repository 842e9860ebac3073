"""Breaking ties by a rule that was announced beforehand; seats filled from tiers by it. Never by chance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import assert_never

from gitgov.tally.result import Ranked, Result, Round, Tie
from gitgov.tally.terms import Terms, TieRule


def break_tie(rule: TieRule, tied: Collection[str], listed: tuple[str, ...]) -> Ranked:
    """Put the tied in tiers, best first, as far as the rule tells them apart; `listed` is the motion's order."""
    group = tuple(option for option in listed if option in tied)
    match rule.name:
        case "order":
            return tuple((option,) for option in group)
        case "hash":
            return tuple((option,) for option in sorted(group, key=lambda option: lot(rule.seed, option)))
        case "chair":
            named = tuple((option,) for option in rule.choice if option in group)
            rest = tuple(option for option in group if (option,) not in named)
            return (*named, rest) if rest else named
        case "repeat":
            return (group,) if group else ()
        case _:
            assert_never(rule.name)


def lot(seed: str, option: str) -> bytes:
    """Return SHA-256 of seed, a zero byte and option, in UTF-8; of two lots the lesser is better."""
    return sha256(f"{seed}\0{option}".encode()).digest()


def fill(tiers: Ranked, seats: int, rule: TieRule, listed: tuple[str, ...]) -> tuple[tuple[str, ...], Tie | None]:
    """Seat whole tiers, best first, and of the tier that is too large those whom the tie rule puts first."""
    winners: list[str] = []
    for tier in tiers:
        for group in (tier,) if len(tier) <= seats - len(winners) else break_tie(rule, tier, listed):
            room = seats - len(winners)
            if not room:
                return tuple(winners), None
            if len(group) > room:
                return tuple(winners), Tie(group, room)
            winners += group
    return tuple(winners), None


def seated(tiers: Ranked, terms: Terms, lines: Iterable[str], rounds: tuple[Round, ...] = ()) -> Result:
    """Return the result of a method that ranks all options: its first tiers take the seats.

    Within a tier, options stand as the motion lists them.
    """
    listed = tuple(option for tier in tiers for option in tier)
    winners, tie = fill(tiers, terms.seats, terms.ties, listed)
    said = (str(tie),) if tie else _broken(tiers, terms)
    told = (*lines, *said, f"chosen: {', '.join(winners) or 'nobody'}")
    return Result(winners, terms.seats - len(winners), tiers, told, tie, rounds)


def _broken(tiers: Ranked, terms: Terms) -> tuple[str, ...]:
    """Say which tie for the last seats a rule has broken, if there was one."""
    room = terms.seats
    for tier in tiers:
        if 0 < room < len(tier):
            return (f"tie between {', '.join(tier)}, of which {room} are chosen: broken by {terms.ties.name}",)
        room -= len(tier)
    return ()


def by_count(options: tuple[str, ...], counts: Mapping[str, int]) -> Ranked:
    """Put options in tiers by a number, the highest first."""
    numbers = sorted({counts[option] for option in options}, reverse=True)
    return tuple(tuple(option for option in options if counts[option] == number) for number in numbers)
