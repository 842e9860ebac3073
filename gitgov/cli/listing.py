"""`git motion list`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from gitgov.chamber import clock
from gitgov.chamber.derived import as_derived
from gitgov.chamber.stale import moved_to
from gitgov.chamber.summary import Summary
from gitgov.cli.options import Json
from gitgov.cli.rows import json_of, line
from gitgov.cli.text import clean, columns, give, paint, say
from gitgov.core.ids import short


class _Listing(NamedTuple):
    """Motions, what else is to be said of each in brackets, and which standing orders are in breach, in words."""

    motions: Sequence[Summary]
    mark: Callable[[Summary], str]
    in_breach: Sequence[str] = ()


def list_motions(
    everything: Annotated[bool, typer.Option("--all", "-a", help="Also those that are decided and done.")] = False,
    as_json: Json = False,
    names: Annotated[bool, typer.Option("--short", help="Only names and branches, a line each.")] = False,
) -> None:
    """List the open motions."""
    now, known = clock.now(), as_derived(Path(), everything=everything)
    listing = (
        _by_law(now, everything=everything)
        if known is None
        else _Listing(known.motions, lambda each: _stale(moved_to(known.repo, each)))
    )
    if as_json:
        give([json_of(each, now) for each in listing.motions])
    elif names:
        say("\n".join(f"{each.name}\t{clean(each.branch or each.target or each.kind)}" for each in listing.motions))
    else:
        _say(listing, now, everything=everything)


def _by_law(now: int, *, everything: bool) -> _Listing:
    """Ask the law, which takes longer to load than a list to be shown."""
    from gitgov.chamber.done import to_push
    from gitgov.chamber.indexing import listed
    from gitgov.chamber.open import open_chamber
    from gitgov.chamber.orders import breaches, told

    chamber = open_chamber(Path())
    motions = listed(chamber, everything=everything)
    return _Listing(
        motions,
        lambda each: _stale(moved_to(chamber.repo, each)) or ("not pushed yet" if to_push(chamber, each) else ""),
        [f"in breach: {each.name}  {clean(told(each, now))}" for each in breaches(chamber)],
    )


def _say(listing: _Listing, now: int, *, everything: bool) -> None:
    if listing.in_breach:
        say(paint("\n".join(listing.in_breach), "red"))
    if not listing.motions:
        say("no open motions" if not everything else "no motions yet: git motion merge BRANCH moves one")
        return
    say(columns([line(each, now, listing.mark(each)) for each in listing.motions]))
    if any(not each.verified for each in listing.motions):
        say("\nsignatures of some were not checked for this list: git gov verify checks all")


def _stale(tip: str) -> str:
    return f"stale: {short(tip)}" if tip else ""
