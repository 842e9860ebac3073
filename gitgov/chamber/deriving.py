"""Deriving the rows of the index from signed lines: by one process, or for a large ledger by as many as there are processors."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import orjson

from gitgov.chamber.done import Merged, is_adopted, is_in_place, merged_heads, with_others
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.summarising import on_floor, series_of, summarise
from gitgov.chamber.summary import Summary, to_row
from gitgov.chamber.survey import Survey
from gitgov.core.ids import motion_name
from gitgov.git.apart import Apart, processors
from gitgov.git.checking import Checkers
from gitgov.git.index import Contents, Row, SeriesRow
from gitgov.ledger.store import Wanted, whatever
from gitgov.procedure.by_proxy import counted, entrusted
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Motion

_CHILD = "import gc, sys; gc.disable(); from gitgov.chamber.deriving import serve; serve(*sys.argv[1:])"


class Part(NamedTuple):
    """The commits whose ids leave `rest` when divided by `whole`: about as many as each other part has."""

    rest: int
    whole: int

    def holds(self, subject: str) -> bool:
        """Say whether a commit is one of them."""
        return int(subject[:8], 16) % self.whole == self.rest


def derive(chamber: Chamber, checkers: Checkers | None, wanted: Wanted = whatever) -> Contents:
    """Fold what lies on the commits that are wanted; without checkers, signatures are taken on trust, and the rows say so."""
    found = Survey(chamber, checkers, wanted)
    found.settle()
    rows = rows_of(chamber, found.floors, verified=checkers is not None, merged=merged_heads(chamber))
    return Contents(rows, series_of(found.floors))


def derived_apart(chamber: Chamber) -> Contents:
    """Fold a large ledger in several processes, without its signatures: what lies on one commit is folded by itself."""
    whole = processors()
    own, *parts = (Part(rest, whole) for rest in range(whole))
    with Apart(_CHILD, [[f"{part.rest}", f"{part.whole}"] for part in parts], chamber.repo.cwd) as others:
        found = [derive(chamber, None, own.holds)]
        for part, answer in zip(parts, others.answers(), strict=True):
            found.append(_read(answer) if answer else derive(chamber, None, part.holds))
    motions = (row for each in found for row in each.motions)
    return Contents(sorted(motions, key=attrgetter("id")), [row for each in found for row in each.series])


def _read(answer: bytes) -> Contents:
    motions, series = orjson.loads(answer)
    return Contents([Row(*each) for each in motions], [SeriesRow(*each) for each in series])


def serve(rest: str, whole: str) -> None:
    """Derive a part and print it: the whole life of a child."""
    found = derive(open_chamber(Path()), None, Part(int(rest), int(whole)).holds)
    sys.stdout.buffer.write(orjson.dumps([[*map(tuple, found.motions)], [*map(tuple, found.series)]]))


def rows_of(chamber: Chamber, floors: Iterable[Floor], *, verified: bool, merged: Merged | None = None) -> list[Row]:
    """Write the questions of floors as rows of the index; `merged` spares a look into history for each."""
    found = [
        on_floor(_summary(chamber, floor, motion, verified=verified), floor, place)
        for floor in floors
        for place, motion in enumerate(_placed(floor))
    ]
    merged = merged if merged is None else with_others(chamber, merged, found)
    rows = [to_row(brought_up_to_date(chamber, summary, merged)) for summary in found]
    return sorted(rows, key=attrgetter("id"))  # the index is a tree by id: in order it grows twice as fast


def _placed(floor: Floor) -> list[Motion]:
    """Return the questions of a floor in the order in which they were moved; parts that one was divided into, which no event has made, follow it."""
    wholes: dict[tuple[int, str, str], int] = {}
    places: dict[str, int] = {}
    for place, each in enumerate(floor.motions.values()):
        key = each.at, each.mover, each.on
        whole = wholes.setdefault(key, place)
        places[each.id] = place if each.id in floor.lineage else whole
    return sorted(floor.motions.values(), key=lambda each: places[each.id])


def _summary(chamber: Chamber, floor: Floor, motion: Motion, *, verified: bool) -> Summary:
    version, adopted = chamber.chain.charter.version, is_adopted(chamber, motion)
    if not floor.chain.proxies.events:
        return summarise(motion, version, behind=behind(floor, motion), verified=verified, adopted=adopted)
    now = chamber.now()
    found = summarise(
        counted(floor, motion, now), version, behind=behind(floor, motion), verified=verified, adopted=adopted
    )
    return found._replace(entrusted=entrusted(floor, motion, now))


def behind(floor: Floor, motion: Motion) -> str:
    """Return the name of the question immediately pending, where that comes before this one; of the part before, for a part."""
    if motion.id in floor.parts:
        before = (*floor.stack[:1], *floor.parts)
        return motion_name(before[before.index(motion.id) - 1]) if before[0] != motion.id else ""
    top = floor.top
    return top.name if top is not None and top.id != motion.id and motion.id in floor.stack else ""


def brought_up_to_date(chamber: Chamber, summary: Summary, merged: Merged | None = None) -> Summary:
    """Say of what was carried whether it has reached its ref, by whatever hand; `merged` spares a look into history."""
    if summary.settled == "carried" and is_in_place(chamber, summary, merged):
        return summary._replace(settled="enacted")
    return summary


def phase_of(chamber: Chamber, motion: Motion) -> str:
    """Name where a motion stands, as lists do: what has reached its ref has been enacted, by whatever hand."""
    version = chamber.chain.charter.version
    summary = summarise(motion, version, adopted=is_adopted(chamber, motion))
    return brought_up_to_date(chamber, summary).phase(chamber.now())
