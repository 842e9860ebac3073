"""How quality characteristics are defined: as of now, and how they came to be so."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.measured import quality_motions
from gitgov.chamber.open import Chamber
from gitgov.core.errors import BadInput
from gitgov.gate.quality import Quality, definition_of
from gitgov.procedure.motions.ctq import Ctq
from gitgov.procedure.motions.waiver import Waiver
from gitgov.procedure.state import Motion, in_turn


class Defined(NamedTuple):
    """A characteristic, and the motion by which it is defined so."""

    motion: Motion
    ctq: Ctq


class Waived(NamedTuple):
    """A waiver, and the motion that gave it."""

    motion: Motion
    waiver: Waiver


def definitions(chamber: Chamber) -> dict[str, Defined]:
    """Return the characteristics that are in force, by name."""
    moved = tuple(quality_motions(chamber))
    known = Quality(tuple(each for each in moved if isinstance(each.question, Ctq)))
    names = sorted({each.question.ctq for each in moved if isinstance(each.question, Ctq)})
    found = ((name, definition_of(known, name, chamber.now())) for name in names)
    return {name: Defined(*each) for name, each in found if each and not each[1].retired}


def history(chamber: Chamber, name: str) -> list[Defined]:
    """Return all motions that ever defined a characteristic, or would, in whatever state, the oldest first."""
    moved = quality_motions(chamber)
    found = [
        Defined(each, each.question) for each in moved if isinstance(each.question, Ctq) and each.question.ctq == name
    ]
    return sorted(found, key=lambda each: in_turn(each.motion))


def waivers(chamber: Chamber) -> list[Waived]:
    """Return all waivers that were ever moved, the oldest first."""
    moved = quality_motions(chamber)
    found = [Waived(each, each.question) for each in moved if isinstance(each.question, Waiver)]
    return sorted(found, key=lambda each: in_turn(each.motion))


def the_ctq(chamber: Chamber, name: str) -> Defined:
    """Return how a characteristic is defined now; raises `BadInput` where it is not."""
    known = definitions(chamber)
    if name in known:
        return known[name]
    raise BadInput(
        f"no quality characteristic {name!r} is defined",
        f"there are: {', '.join(known) or 'none'}; git quality define {name} --lower N --unit U moves to define it",
    )
