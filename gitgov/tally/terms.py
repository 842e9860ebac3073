"""The terms of a choice among many: what a motion freezes when its poll opens. Data, so that they can be signed."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Unranked: TypeAlias = Literal["last", "ignore"]
"""`last`: unranked is tied for last, below every ranked option (Debian constitution A.5). `ignore`: a pair counts only
where the voter ranked both ("no opinion": CIVS, Elekto)."""

Strength: TypeAlias = Literal["winning", "margins"]
"""How strong a defeat is: by the votes of its winning side, or by their lead."""

Tiers: TypeAlias = Literal["undefeated", "defeats"]
"""How a partial order becomes tiers: the undefeated, then who is undefeated without them; or by number of defeats."""

Quota: TypeAlias = Literal["droop", "hare", "exact-droop"]
"""`droop`: floor(votes / (seats + 1)) + 1. `hare`: votes / seats. `exact-droop`: more than votes / (seats + 1)."""

Transfer: TypeAlias = Literal["wigm", "scottish", "gregory"]
"""All weigh every paper of the elected anew (weighted inclusive Gregory). `wigm`: all who reach the quota are elected at
once and receive nothing more, surpluses go over one a round. `scottish`: so too, and a paper's value is cut to five
decimals (Scottish Local Government Elections Order 2011, rules 48-49). `gregory`: only the highest is elected in a round,
the others still receive."""

Elimination: TypeAlias = Literal["lowest", "previous", "strict"]
"""The lowest leaves. Of equals: `lowest`: all leave together if all of them together stay below the next one; else the
tie rule speaks. `previous`: who had fewer in the latest round in which they differed (Scottish rule 51), then as
`lowest`. `strict`: the tie rule speaks at once."""


class TieRule(NamedTuple):
    """How ties are broken; never by chance.

    `order`: as the motion lists the options. `hash`: by SHA-256 of `seed` and the option. `repeat`: not at all, there is
    another ballot (RONR (12th ed.) 46:32). `chair`: `choice` names the options that the chair prefers, best first.
    """

    name: Literal["order", "hash", "repeat", "chair"] = "repeat"
    seed: str = ""
    choice: tuple[str, ...] = ()


class Terms(NamedTuple):
    """How a question among many is counted; a method reads the terms that its row names."""

    method: str = "schulze"
    seats: int = 1
    ties: TieRule = TieRule()
    unranked: Unranked = "last"
    strength: Strength = "winning"
    tiers: Tiers = "undefeated"
    quota: Quota = "droop"
    transfer: Transfer = "wigm"
    elimination: Elimination = "lowest"
