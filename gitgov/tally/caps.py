"""Caps for affiliations: at most so many of one employer, house or group are elected.

PEP 13: "if more than two of the elected share an employer, the lowest of them is dropped and the next moves up". Kubernetes
caps a company at a third of its steering committee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gitgov.tally.result import Ranked, Result, Tie
from gitgov.tally.terms import Terms
from gitgov.tally.ties import break_tie


class Cap(NamedTuple):
    """At most `limit` of each group; whoever is in no group stands under no cap. `seated` were elected before."""

    limit: int
    groups: Mapping[str, str]
    seated: tuple[str, ...] = ()

    @property
    def taken(self) -> Counter[str]:
        """How many of each group were elected before."""
        return Counter(group for option in self.seated if (group := self.groups.get(option)))

    def full(self, option: str) -> bool:
        """Say whether nobody more of an option's group can be elected."""
        group = self.groups.get(option, "")
        return bool(group) and self.taken[group] >= self.limit


class _Seating(NamedTuple):
    winners: list[str]
    lines: list[str]
    taken: Counter[str]


def capped(result: Result, cap: Cap, terms: Terms) -> Result:
    """Seat a ranking again, best first, passing over whoever would be one too many of a group.

    Works on the tiers of any method that ranks all options. After `stv` those who were eliminated last move up, which is
    no count of its own: seats are then less in proportion. A count that a tie has stopped midway stays as it is.
    """
    if result.tie and result.tie.about == "eliminated":
        return result
    seating = _Seating([], [], cap.taken)
    tie = _seat(result.tiers, cap, terms, seating)
    unfilled = terms.seats - len(seating.winners)
    said = (*seating.lines, *((str(tie),) if tie else ()), f"under the cap: {', '.join(seating.winners) or 'nobody'}")
    return result._replace(winners=tuple(seating.winners), unfilled=unfilled, lines=(*result.lines, *said), tie=tie)


def _seat(tiers: Ranked, cap: Cap, terms: Terms, seating: _Seating) -> Tie | None:
    for tier in tiers:
        listed = tuple(option for option in tier if _room_for(option, cap, seating))
        for group in (listed,) if _fits(listed, cap, terms, seating) else break_tie(terms.ties, listed, listed):
            eligible = tuple(option for option in group if _room_for(option, cap, seating))
            if len(seating.winners) == terms.seats:
                return None
            if not _fits(eligible, cap, terms, seating):
                return Tie(eligible, _places(eligible, cap, terms, seating))
            seating.winners.extend(eligible)
            seating.taken.update(cap.groups[option] for option in eligible if cap.groups.get(option))
        if len(seating.winners) < terms.seats:
            seating.lines.extend(
                f"{option} is passed over: {cap.limit} of {cap.groups[option]} are elected"
                for option in tier
                if option not in seating.winners
            )
    return None


def _room_for(option: str, cap: Cap, seating: _Seating) -> bool:
    group = cap.groups.get(option, "")
    return not group or seating.taken[group] < cap.limit


def _fits(options: Sequence[str], cap: Cap, terms: Terms, seating: _Seating) -> bool:
    """Say whether all of them can be seated, whoever comes first."""
    return len(options) == _places(options, cap, terms, seating)


def _places(options: Sequence[str], cap: Cap, terms: Terms, seating: _Seating) -> int:
    """Count how many of them can be seated."""
    grouped = Counter(cap.groups.get(option, "") for option in options)
    most = sum(
        number if not group else min(number, cap.limit - seating.taken[group]) for group, number in grouped.items()
    )
    return min(most, terms.seats - len(seating.winners))
