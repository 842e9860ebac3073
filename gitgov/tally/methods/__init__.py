"""The table of methods for choosing among many: one file and one row each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gitgov.tally.ballots import Profile
from gitgov.tally.methods import (
    approval,
    copeland,
    irv,
    majority,
    minimax,
    plurality,
    ranked_pairs,
    schulze,
    star,
    stv,
)
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms

METHODS: Mapping[str, MethodRow] = {
    row.name: row
    for row in (
        schulze.ROW,
        majority.ROW,
        plurality.ROW,
        approval.ROW,
        ranked_pairs.ROW,
        irv.ROW,
        stv.ROW,
        star.ROW,
        copeland.ROW,
        minimax.ROW,
    )
}
"""The first is the default (docs/adr/0025-choosing-among-many.md)."""


def choose(profile: Profile[Any], terms: Terms) -> Result:
    """Count by the method that the terms name; where nobody votes, nobody is chosen."""
    if not profile.ballots:
        return Result((), terms.seats, (profile.options,), ("no vote is credited to anybody", "chosen: nobody"))
    return METHODS[terms.method].tally(profile, terms)


def mistakes(terms: Terms, options: tuple[str, ...]) -> tuple[str, ...]:
    """Say what keeps a question from being put on these terms, before anybody votes on it."""
    row = METHODS.get(terms.method)
    found = []
    if row is None:
        return (f"no such method: {terms.method!r}; there are {', '.join(METHODS)}",)
    if len(set(options)) < len(options):
        found.append("an option is listed twice")
    if not 1 <= terms.seats <= len(options):
        found.append(f"{terms.seats} seats cannot be filled from {len(options)} options")
    if row.seats == "one" and terms.seats > 1:
        found.append(f"{row.name} elects one; for {terms.seats} seats there is stv")
    if terms.ties.name == "hash" and not terms.ties.seed:
        found.append("ties are broken by hash, and there is no seed")
    found += [
        f"{row.name} does not read {field!r}: leave it at {default!r}"
        for field, default in Terms._field_defaults.items()
        if field not in {"method", "seats", "ties", *row.terms} and getattr(terms, field) != default
    ]
    return tuple(found)
