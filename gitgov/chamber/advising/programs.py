"""Programs that have learnt: put on record by digest, and asked with once a decision on process has adopted them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.families import Program
from gitgov.advice.learning import is_program
from gitgov.chamber.indexing import listed
from gitgov.chamber.open import Chamber, the_matter
from gitgov.chamber.threads import threads_about
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import short
from gitgov.core.visible import flat
from gitgov.gate.ratified import why_not_ratified
from gitgov.procedure.state import Motion, decided_at

ROOM = "advice"
_ADOPTS = re.compile(r"^Advice-Program: ([a-z][a-z-]{0,39}) ([0-9a-f]{64}|none)$", re.MULTILINE)
"""The line of a decision on process that adopts a program, or for `none` goes back to the one that has learnt nothing."""

_MEANT = re.compile(r"^Advice-Program:.*$", re.MULTILINE)
_HOW = "a line of its own: Advice-Program: ADVISER SHA256, or none in its place"


def program_for(chamber: Chamber, adviser: str) -> Mapping[str, Any] | None:
    """Return what the adopted program of an adviser has learnt; nothing where none is adopted. Raises `Undecided` where it is not here."""
    digest = adopted(chamber).get(adviser, "")
    if not digest:
        return None
    for each in compiled(chamber):
        if each.body.adviser == adviser and each.body.digest == digest:
            state: Mapping[str, Any] = json.loads(each.body.state)
            return state
    raise Undecided(
        f"the program {digest[:12]} of the adviser {adviser}, which was adopted, is not here", "git gov sync"
    )


def compiled(chamber: Chamber) -> list[Program]:
    """Return the programs on record, oldest first: they lie on the charter's commit, where everybody reads."""
    found = (each.state for each in threads_about(chamber, ROOM, (chamber.chain.subject,)))
    return sorted((each for each in found if isinstance(each, Program)), key=lambda each: (each.at, each.id))


def check_adoption(chamber: Chamber, text: str) -> None:
    """Raise `BadInput` where a decision would adopt what is not on record, since every question would then wait for it, or is not read as one."""
    found = compiled(chamber) if _MEANT.search(text) else []
    known = {(each.body.adviser, each.body.digest): each.body.state for each in found}
    read = {match[0]: match.groups() for match in _ADOPTS.finditer(text)}
    for line in _MEANT.findall(text):
        if line not in read:
            raise BadInput(f"not read as the adoption of a program: {flat(line)}", _HOW)
        adviser, digest = read[line]
        if adviser not in ADVISERS:
            raise BadInput(f"there is no adviser {adviser}", _HOW)
        if digest != "none" and (adviser, digest) not in known:
            how = f"git gov advise train {adviser} --profile NAME --record; git gov sync brings what others have"
            raise BadInput(f"no program {short(digest)} of the adviser {adviser} is on record here", how)
        if digest != "none" and not is_program(json.loads(known[adviser, digest])):
            what = f"the program {short(digest)} of the adviser {adviser} is none that could be asked with"
            raise BadInput(what, f"git gov advise train {adviser} --profile NAME --record makes one")


def adopted(chamber: Chamber) -> dict[str, str]:
    """Return by adviser the digest of the program that the last decision on process about it has adopted.

    Of two in the same second the one that goes back to no program counts, since nobody can tell which was the later.
    """
    lines = [
        (decided_at(motion), digest == "none", motion.id, name, "" if digest == "none" else digest)
        for motion in _processes(chamber)
        for name, digest in _ADOPTS.findall(getattr(motion.question, "text", ""))
    ]
    return {name: digest for *_, name, digest in sorted(lines, key=lambda each: each[:3])}


def _processes(chamber: Chamber) -> Iterator[Motion]:
    """Yield the decisions on process that stand, on whichever commit they lie."""
    for each in listed(chamber, everything=True):
        if each.kind == "process":
            motion = the_matter(chamber, each.id, each.subject).motion
            if why_not_ratified(motion, chamber.now()) is None:
                yield motion
