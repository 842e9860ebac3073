"""Reading: lists, status and finding a motion, through the index; a motion itself always from its signed lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from gitgov.chamber.done import is_adopted, is_in_place, merged_heads, to_carry_out, with_copied
from gitgov.chamber.open import MATTERS, Chamber, Matter, matters, the_matter
from gitgov.chamber.summary import Summary, from_row, on_floor, series_of, summarise, to_row
from gitgov.chamber.survey import Survey, without_collector
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name
from gitgov.git.checking import Checkers
from gitgov.git.index import (
    Contents,
    DamagedIndexError,
    Index,
    Row,
    UnwritableIndexError,
    discard,
    in_memory,
    open_index,
)
from gitgov.procedure.by_proxy import counted, entrusted
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.precedence import why_not_taken_up
from gitgov.procedure.rows import Rising
from gitgov.procedure.state import Motion

WATCHED = ("charter", "motions", "votes", "decisions")
INDEX = "index.sqlite"
SET_ASIDE = frozenset({"postponed", "unfinished", "interrupted", "tabled", "referred"})
"""What is not before the assembly until something brings it back, or its time comes."""
Answer = TypeVar("Answer")
Fit = Callable[[Summary, str, int], bool]
"""Whether a question, at an instant, is one of those that a member may do something with."""
MANY = 50
"""Above this many motions, what is done for each one by one is done for all at once."""


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
    """Return what an index is derived from: rooms, and the proxies that are in force by now."""
    register, now = chamber.chain.proxies, chamber.now()
    alive = (each.id for each in register.in_force(register.events).values() if each.alive(now))
    rooms = {room: chamber.store.tip(room) for room in WATCHED}
    return rooms | {"genesis": chamber.chain.repo, "proxies": " ".join(alive)}


def _make(chamber: Chamber, index: Index, tips: Mapping[str, str]) -> None:
    """Fold everything; a large ledger without its signatures, which a list need not wait for."""
    small = len(list(islice(chamber.store.subjects("motions"), MANY + 1))) <= MANY
    with without_collector(), Checkers(chamber.chain.keys) as checkers:
        found = Survey(chamber, checkers if small else None)
        found.settle()
    rows = rows_of(chamber, found.floors, verified=small, merged=merged_heads(chamber))
    index.renew(None, Contents(rows, series_of(found.floors)), tips)


def _refresh(chamber: Chamber, index: Index, known: Mapping[str, str], tips: Mapping[str, str]) -> None:
    """Fold again what lies on the commits whose notes changed, and all that is undecided where proxies did."""
    subjects = {subject for room in WATCHED[1:] for subject in chamber.store.changed(room, known.get(room, ""))}
    if known.get("proxies") != tips["proxies"]:
        subjects |= {row.subject for row in index.undecided()}
    floors = [floor for subject in subjects for floor in matters(chamber, subject).floors]
    index.renew(sorted(subjects), Contents(rows_of(chamber, floors, verified=True), series_of(floors)), tips)


def rows_of(
    chamber: Chamber, floors: Iterable[Floor], *, verified: bool, merged: frozenset[str] | None = None
) -> list[Row]:
    """Write the questions of floors as rows of the index; `merged` spares a look into history for each."""
    found = [
        on_floor(_summary(chamber, floor, motion, verified=verified), floor, place)
        for floor in floors
        for place, motion in enumerate(floor.motions.values())
    ]
    merged = merged if merged is None else with_copied(chamber, merged, found)
    rows = [to_row(_brought_up_to_date(chamber, summary, merged)) for summary in found]
    return sorted(rows, key=lambda row: row.id)  # the index is a tree by id: in order it grows twice as fast


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


def _brought_up_to_date(chamber: Chamber, summary: Summary, merged: frozenset[str] | None) -> Summary:
    if summary.settled == "carried" and is_in_place(chamber, summary, merged):
        return summary._replace(settled="enacted")
    return summary


def phase_of(chamber: Chamber, motion: Motion) -> str:
    """Name where a motion stands, as lists do: what has reached its ref has been enacted, by whatever hand."""
    version = chamber.chain.charter.version
    summary = summarise(motion, version, adopted=is_adopted(chamber, motion))
    return _brought_up_to_date(chamber, summary, None).phase(chamber.now())


def listed(chamber: Chamber, *, everything: bool) -> list[Summary]:
    """List the motions, oldest first; the ones still to be decided or carried out, or all."""

    def question(index: Index) -> list[Summary]:
        _note_carried_out(chamber, index)
        found = [from_row(row) for row in (index.all() if everything else index.pending())]
        return sorted(found, key=attrgetter("at", "floor", "place"))

    return ask(chamber, question)


def _note_carried_out(chamber: Chamber, index: Index) -> None:
    """Take off the list what has reached its ref since, by whatever hand."""
    waiting = [from_row(row) for row in index.pending() if row.pending == 1]
    merged = with_copied(chamber, merged_heads(chamber), waiting) if len(waiting) > MANY else None
    done = [to_row(new) for old in waiting if (new := _brought_up_to_date(chamber, old, merged)) is not old]
    if done:
        index.put(done)


def find_matter(
    chamber: Chamber, word: str = "", member: str = "", *, enacting: bool = False, fit: Fit | None = None
) -> Matter:
    """Find the motion that a person means, and fold it and its floor from its lines.

    `word` is a prefix of its id (with or without `M-`), the branch or tag it is about, or its kind (`charter`); nothing
    means the one question that waits for `member`, one that is `fit` for what is to be done if any is, or where `enacting` the one thing that waits to be carried out. Raises
    `BadInput` that lists the candidates.
    """
    found = called(chamber, word) if word else to_enact(chamber) if enacting else waiting_for(chamber, member, fit)
    if word and len(found) > 1:  # a branch moved again: who votes means the new motion, who enacts the carried one
        found = [each for each in found if (each.pending == 1) == enacting] or found
    if len(found) == 1:
        return the_matter(chamber, found[0].id, found[0].subject)
    timely = _timely(chamber, found, member) if fit and not word else []
    if len(timely) == 1:
        return timely[0]
    raise _unclear(found, word, enacting=enacting)


def _timely(chamber: Chamber, found: list[Summary], member: str) -> list[Matter]:
    """Return, of a few questions, those that are pending or may be stated now; the one that interrupts goes before all."""
    folded = [the_matter(chamber, each.id, each.subject) for each in found[:8]]
    asking = Rising(member, chamber.now())
    timely = [
        each
        for each in folded
        if each.motion.stated_at is not None or not why_not_taken_up(each.floor, each.motion, asking)
    ]
    interrupting = [each for each in timely if each.motion.row.interrupts and each.motion.stated_at is None]
    return interrupting if len(interrupting) == 1 else timely


def find_floor(chamber: Chamber, word: str, member: str) -> Matter:
    """Find a question whose floor a person means: as `find_matter` does, but any one where all that may be meant share it."""
    found = called(chamber, word) if word else waiting_for(chamber, member)
    if len({each.floor for each in found}) == 1:
        return the_matter(chamber, found[0].id, found[0].subject)
    return find_matter(chamber, word, member)


def _unclear(found: list[Summary], word: str, *, enacting: bool) -> BadInput:
    """Say that nothing is meant, or what may be."""
    if not found and word in MOTIONS:
        return BadInput(f"no {word} motion has been made", f"{MOTIONS[word].command} makes one")
    if not found:
        waits = "nothing waits to be carried out" if enacting else "no question waits for you"
        remedy = "git motion list shows the open ones, --all every one"
        return BadInput(f"no motion is called {word!r}" if word else waits, remedy)
    several = "more than one thing waits to be carried out" if enacting else "more than one question waits for you"
    names = "; ".join(f"{each.name} ({each.text})" for each in found[:8])
    return BadInput(f"{f'more than one motion is meant by {word!r}' if word else several}: {names}", "name one of them")


def called(chamber: Chamber, word: str) -> list[Summary]:
    """Return the motions that a word may mean: by id, else by branch or tag, the open ones first; else by their kind."""
    return ask(chamber, lambda index: _called(index, word))


def _called(index: Index, word: str) -> list[Summary]:
    prefix = word.removeprefix("M-").removeprefix("m-").lower()
    if len(prefix) >= 4 and all(char in "0123456789abcdef" for char in prefix) and (rows := index.called(prefix)):
        return [from_row(row) for row in rows]
    rows = index.about(branch=word, target=f"refs/tags/{word.removeprefix('refs/tags/')}")
    found = [from_row(row) for row in rows]
    open_ones = [each for each in found if each.pending]
    return open_ones or found[-1:] or _of_kind(index, word)


def _of_kind(index: Index, word: str) -> list[Summary]:
    """Return the open motions of a kind; if none is open, the newest."""
    if word not in MOTIONS:
        return []
    pending = [each for each in map(from_row, index.pending()) if each.kind == word]
    return pending or [each for each in map(from_row, index.all()) if each.kind == word][-1:]


def waiting_for(chamber: Chamber, member: str, fit: Fit | None = None) -> list[Summary]:
    """Return the open questions on which a member has not voted; if none, all that are still to be decided.

    Those that are `fit` go before all others.
    """
    undecided = ask(chamber, lambda index: [from_row(row) for row in index.undecided()])
    if fit and (fitting := [each for each in undecided if fit(each, member, chamber.now())]):
        return fitting
    phases = {each.id: each.phase(chamber.now()) for each in undecided}
    first = [each for each in undecided if not each.behind and phases[each.id] not in SET_ASIDE]
    first = [each for each in first if not each.waits] or first or _to_take_up(undecided, phases)
    return _before_the_assembly([each for each in first if member in each.silent] or first, phases)


def _before_the_assembly(found: list[Summary], phases: Mapping[str, str]) -> list[Summary]:
    """Leave out what was moved and not stated yet, on the floors where another of these questions is pending."""
    pending = {each.floor for each in found if phases[each.id] in {"debate", "voting"}}
    return [each for each in found if phases[each.id] in {"debate", "voting"} or each.floor not in pending]


def _to_take_up(undecided: list[Summary], phases: Mapping[str, str]) -> list[Summary]:
    """Return the main questions that a motion or a report brings back; what adheres to them comes with them."""
    return [each for each in undecided if phases[each.id] in {"tabled", "referred"} and MOTIONS[each.kind].is_main]


def to_enact(chamber: Chamber) -> list[Summary]:
    """Return what is still to be carried out, by decision or under a standing order; if nothing, what is to be decided."""
    found = listed(chamber, everything=False)
    invoked = [each for invocation in to_carry_out(chamber) for each in called(chamber, invocation.id)]
    return [*(each for each in found if each.settled == "carried"), *invoked] or found


def motions_on(chamber: Chamber, subjects: set[str]) -> dict[str, tuple[Motion, ...]]:
    """Fold the motions on each of some commits."""
    return {
        subject: matters(chamber, subject).motions
        for subject in subjects
        if any(chamber.store.lines(room, subject) for room in MATTERS) or chamber.waiting
    }
