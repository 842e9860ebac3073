"""What a tag says that a release rests on, besides its motion: records of measurements and waivers, each looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gitgov.chamber.defining import Waived, waivers
from gitgov.chamber.open import Chamber
from gitgov.chamber.recorded import recorded
from gitgov.core.amounts import with_unit
from gitgov.core.ids import EventId, short
from gitgov.gate.quality import Recorded
from gitgov.gate.relied import Relied
from gitgov.git.history import tag_message

_NAMED = re.compile(r"^(Metrics|Waiver): ([0-9a-f]{64})$", re.MULTILINE)
_MOST = 400
"""So many of the lines of a tag are looked up."""


class Evidence(NamedTuple):
    """Something that a release names: its id, what it says, and whether it is lawfully on record of the released commit."""

    id: str
    what: str
    found: bool


def trailers_of(relied: Relied) -> list[str]:
    """Write the lines by which a tag names what it rests on."""
    return [*(f"Metrics: {each}" for each in relied.records), *(f"Waiver: {each}" for each in relied.waivers)]


def evidence_of(chamber: Chamber, ref: str, commit: str) -> tuple[Evidence, ...]:
    """Look up what the tag `ref`, as it is here, names as measured of a commit or as waived for it."""
    return tuple(_looked_up(chamber, commit, _named(chamber, ref)))


def _named(chamber: Chamber, ref: str) -> list[tuple[str, str]]:
    """Read the trailers of a tag: the last paragraph of its message, so that no text of a motion is taken for one."""
    tag = chamber.repo.tip(ref)
    last = tag_message(chamber.repo, tag).rstrip("\n").rpartition("\n\n")[2] if tag else ""
    return list(dict.fromkeys(_NAMED.findall(last)))[:_MOST]


def _looked_up(chamber: Chamber, commit: str, named: list[tuple[str, str]]) -> Iterator[Evidence]:
    if not named:
        return
    rows = recorded(chamber, (commit,)).get(commit, ())
    given = {each.motion.id: each for each in waivers(chamber)}
    for kind, name in named:
        own = [each for each in rows if each.record == name]
        waived = given.get(EventId(name))
        if kind == "Metrics" and own:
            yield Evidence(name, f"record {short(name)}: {'; '.join(map(_measured, own))}", found=True)
        elif kind == "Waiver" and waived and _is_about(waived, commit):
            yield Evidence(name, f"{waived.motion.name}, to {waived.motion.text}", found=True)
        else:
            what = "a record of what was measured of it" if kind == "Metrics" else "a waiver that was carried for it"
            yield Evidence(name, f"the tag names {short(name)}, and that is not {what}", found=False)


def _measured(each: Recorded) -> str:
    return f"{each.metric} {with_unit(each.value, each.unit) if each.value else 'no data'}"


def _is_about(waived: Waived, commit: str) -> bool:
    decision = waived.motion.decision
    return decision is not None and decision.carried and waived.waiver.content in ("", commit)
