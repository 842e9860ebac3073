"""What the tree says of who needs whom, as `git sprint pi deps` shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from gitgov.chamber.leaning import Derived, why_unread
from gitgov.cli.text import flat, paint, say
from gitgov.core.ids import short
from gitgov.sprints.increments.state import Dependency
from gitgov.sprints.leaning import PINS, Leaning

_MOST = 3
"""Places that are shown of two teams; JSON has all."""


def tell_derived(seen: Derived, declared: Iterable[Dependency]) -> None:
    """Say who needs whom by what is in the tree, where that is seen, and what of it nobody has declared."""
    said = {(each.consumer, each.provider) for each in declared}
    branch = seen.target.removeprefix("refs/heads/")
    if seen.leanings:
        say(f"by the tree of {flat(branch)} at {short(seen.commit)}:")
    for (consumer, provider), those in groupby(seen.leanings, lambda each: (each.team, each.needs)):
        mark = "" if (consumer, provider) in said else f"  {paint('not declared', 'yellow')}"
        say(f"  {provider} -> {consumer}{mark}")
        for line in _evidence([*those]):
            say(f"    {line}")
    if why := why_unread(seen):
        say(paint(why, "yellow"))


def tell_alone(seen: Derived) -> None:
    """Say that where nothing is planned in which it could be declared."""
    branch = flat(seen.target.removeprefix("refs/heads/"))
    where = f"the tree of {branch} says nothing of who needs whom" if seen.commit else f"{branch} is not here"
    say("no increment is planned" if seen.leanings else f"no increment is planned, and {where}")
    tell_derived(seen, [])


def tell_undeclared(seen: Derived, declared: Iterable[Dependency]) -> None:
    """Say how what the tree says is declared, where nobody has done that."""
    said = {(each.consumer, each.provider) for each in declared}
    if left := next((each for each in seen.leanings if (each.team, each.needs) not in said), None):
        say(f'  next: git sprint pi need "What is needed" --team {left.team} --from {left.needs} --by N')


def _evidence(those: list[Leaning]) -> Iterator[str]:
    for each in those[:_MOST]:
        if each.how == PINS:
            yield f"{flat(each.file)} pins {flat(each.what) or 'it'} at {short(each.commit)}"
        else:
            yield f"{flat(each.file)}:{each.line} imports {flat(each.what)}"
    if len(those) > _MOST:
        yield f"and {len(those) - _MOST} more: --json"


def derived_json(seen: Derived, declared: Iterable[Dependency]) -> dict[str, Any]:
    """Return that with stable keys."""
    said = {(each.consumer, each.provider) for each in declared}
    return {
        "target": seen.target,
        "head": seen.commit or None,
        "edges": [
            {"provider": each.needs, "consumer": each.team, "how": each.how, "what": each.what, "file": each.file,
             "line": each.line or None, "pin": each.commit or None, "declared": (each.team, each.needs) in said}
            for each in seen.leanings
        ],
        "unread": seen.unread,
    }  # fmt: skip
