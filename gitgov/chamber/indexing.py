"""Keeping the index up to date with rooms and refs, and asking it: by what changed, or wholly where it has to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import islice
from typing import TypeVar

from gitgov.chamber.derived import INDEX, PLAIN, STANDING, WATCHED, listed_in, standing
from gitgov.chamber.deriving import brought_up_to_date, derive, derived_apart, rows_of
from gitgov.chamber.done import merged_heads, with_others
from gitgov.chamber.open import Chamber, invocations_here, matters
from gitgov.chamber.summarising import series_of
from gitgov.chamber.summary import Summary, from_row, to_row
from gitgov.chamber.survey import without_collector
from gitgov.charter.chain import rows_of as refs_in
from gitgov.git.checking import Checkers
from gitgov.git.history import is_ancestor
from gitgov.git.index import (
    Contents,
    DamagedIndexError,
    Index,
    UnwritableIndexError,
    discard,
    in_memory,
    open_index,
)

Answer = TypeVar("Answer")
MANY = 50
"""Above this many motions, what is done for each one by one is done for all at once."""
LARGE = 2_000
"""From so many commits with motions on, it pays to start processes."""


def ask(chamber: Chamber, question: Callable[[Index], Answer]) -> Answer:
    """Ask the index something; one that turns out to be damaged is made anew, once."""
    try:
        return question(index_of(chamber))
    except UnwritableIndexError:
        index = in_memory()
        _make(chamber, index, derived_from(chamber))
        return question(index)
    except (DamagedIndexError, ValueError, TypeError):
        discard(chamber.repo.state / INDEX)
        return question(index_of(chamber))


def index_of(chamber: Chamber) -> Index:
    """Open the index and bring it up to date: by the notes that changed, or wholly where the charter did."""
    index = open_index(chamber.repo.state / INDEX)
    tips, known = derived_from(chamber), index.meta()
    if all(known.get(name) == tip for name, tip in tips.items()):
        return index
    if known.get("genesis") != tips["genesis"] or known.get("charter") != tips["charter"] or not known.get("motions"):
        _make(chamber, index, tips)
    else:
        _refresh(chamber, index, known, tips)
    return index


def derived_from(chamber: Chamber) -> dict[str, str]:
    """Return what an index is derived from: rooms, the proxies that are in force by now, and whether it may do without the law."""
    register, now = chamber.chain.proxies, chamber.now()
    alive = (each.id for each in register.in_force(register.events).values() if each.alive(now))
    rooms = {room: chamber.store.tip(room) for room in WATCHED}
    plain = not register.events and not invocations_here(chamber)
    return rooms | {"genesis": chamber.chain.repo, "proxies": " ".join(alive), PLAIN: "yes" if plain else ""}


def _make(chamber: Chamber, index: Index, tips: Mapping[str, str]) -> None:
    """Fold everything; a large ledger without its signatures, which a list need not wait for."""
    motions = len(list(islice(chamber.store.subjects("motions"), LARGE)))
    with without_collector(), Checkers(chamber.chain.keys) as checkers:
        contents = (
            derived_apart(chamber) if motions == LARGE else derive(chamber, checkers if motions <= MANY else None)
        )
    index.renew(None, contents, tips)


def _refresh(chamber: Chamber, index: Index, known: Mapping[str, str], tips: Mapping[str, str]) -> None:
    """Fold again what lies on the commits whose notes changed, and all that is undecided where proxies did."""
    subjects = {subject for room in WATCHED[1:] for subject in chamber.store.changed(room, known.get(room, ""))}
    if known.get("proxies") != tips["proxies"]:
        subjects |= {row.subject for row in index.undecided()}
    floors = [floor for subject in subjects for floor in matters(chamber, subject).floors]
    index.renew(sorted(subjects), Contents(rows_of(chamber, floors, verified=True), series_of(floors)), tips)


def listed(chamber: Chamber, *, everything: bool) -> list[Summary]:
    """List the motions, oldest first; the ones still to be decided or carried out, or all."""

    def question(index: Index) -> list[Summary]:
        _note_carried_out(chamber, index)
        return listed_in(index, everything=everything)

    return ask(chamber, question)


def _note_carried_out(chamber: Chamber, index: Index) -> None:
    """Take off the list what has reached its ref since, by whatever hand; begin anew where a ref has lost what it held."""
    stands, stood = standing(chamber.repo, index.targets()), index.meta().get(STANDING)
    if _lost(chamber, stood or "", stands):
        _make(chamber, index, derived_from(chamber))
    waiting = [from_row(row) for row in index.pending() if row.pending == 1]
    merged = with_others(chamber, merged_heads(chamber), waiting) if len(waiting) > MANY else None
    done = [to_row(new) for old in waiting if (new := brought_up_to_date(chamber, old, merged)) is not old]
    if done:
        index.put(done)
    if stands != stood:
        with suppress(UnwritableIndexError):  # the next list looks again
            index.note({STANDING: stands})


def _lost(chamber: Chamber, stood: str, stands: str) -> bool:
    """Say whether a ref does not hold any more what it held, so that what was carried out may be so no longer."""
    old, new = refs_in(stood.splitlines()), refs_in(stands.splitlines())
    held = chamber.repo.holds
    return any(
        tip != new.get(ref, "") and not (held(tip) and ref in new and is_ancestor(chamber.repo, tip, new[ref]))
        for ref, tip in old.items()
    )
