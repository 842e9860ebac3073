"""Comparing this clone with another repository: whether both were shown one ledger, and hold one history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gitgov.chamber.open import Chamber, admitted, constitution_of, matters, seated
from gitgov.chamber.receipts import two_histories
from gitgov.chamber.returned import id_of
from gitgov.chamber.rooms import changes
from gitgov.chamber.ways import protected_refs
from gitgov.core.errors import GitgovError, Undecided
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.git.history import is_ancestor
from gitgov.git.notes import NotesStore, drop
from gitgov.git.run import GitFailedError
from gitgov.git.transfer import AGAINST, AGAINST_ROOMS, fetch_beside, standing_at
from gitgov.ledger.event import ROOMS, Event

MOST = 10
"""Records of each side that are named at most where both hold some that the other lacks."""
_NAMED = 3


@dataclass(slots=True)
class Comparison:
    """What two repositories do not have in common: `problems` are what cannot be a matter of who has synced last."""

    problems: list[Objection] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


class _Line(NamedTuple):
    room: str
    subject: str
    line: bytes


def compare(chamber: Chamber, other: str) -> Comparison:
    """Fetch the rooms and protected refs of another repository aside, and compare; nothing of this clone changes.

    Raises `Undecided` where it cannot be reached.
    """
    try:
        theirs = standing_at(chamber.repo, other)
        protected = {ref: oid for ref, oid in theirs.items() if chamber.chain.charter.protects(ref)}
        fetch_beside(chamber.repo, other, protected)
        found = Comparison()
        _compare_ledgers(chamber, other, found)
        _compare_refs(chamber, other, protected, found)
    except GitFailedError as error:
        raise Undecided(
            f"{other}: {error.what}", "name a remote, a path or an address that git can fetch from"
        ) from error
    finally:
        drop(chamber.repo, chamber.repo.refs(AGAINST))
    return found


def _compare_ledgers(chamber: Chamber, other: str, found: Comparison) -> None:
    theirs = NotesStore(chamber.repo, chamber.now, AGAINST_ROOMS)
    try:
        genesis = constitution_of(theirs).chain.repo
    except GitgovError as error:
        found.problems.append(Objection("GOV-235", f"{other} holds no ledger that can be read: {error.what}"))
        return
    if genesis != chamber.chain.repo:
        what = f"{other} is of another body: its genesis is {genesis}, the one here {chamber.chain.repo}"
        found.problems.append(Objection("GOV-235", what, "all else hangs on the genesis", records=(genesis,)))
        return
    here, there = _differing(chamber, theirs)
    if here and there:
        ours, others = _ids(here), _ids(there)
        what = f"{len(here)} of the records here are not at {other} ({_some(ours)}), and {len(there)} of those there are not here ({_some(others)})"
        remedy = "git gov sync in both, then again; if it stays so, their server shows two histories"
        records = (*ours[:MOST], *others[:MOST])
        found.problems.append(Objection("GOV-236", what, "one ledger, for everybody", remedy, records))
    elif here or there:
        behind, ahead = (other, "here") if here else ("this clone", f"at {other}")
        found.notices.append(f"{behind} lacks {many(len(here or there), 'record')} that are {ahead}: git gov sync")
    found.problems.extend(two_histories(chamber, theirs, other))
    found.problems.extend(_of_theirs(chamber, other, there))


def _ids(lines: list[_Line]) -> list[str]:
    """Return the ids of lines, room by room; what is no line has none."""
    return [found for each in sorted(lines, key=_place) if (found := id_of(each.line))]


def _place(each: _Line) -> tuple[int, str]:
    return ROOMS.index(each.room), id_of(each.line)


def _some(ids: list[str]) -> str:
    return ", ".join([*map(short, ids[:_NAMED]), *(["..."] if len(ids) > _NAMED else [])]) or "no lines"


def _differing(chamber: Chamber, theirs: NotesStore) -> tuple[list[_Line], list[_Line]]:
    """Return the lines that are only here, and those that are only there."""
    here, there = [], []
    for room in ROOMS:
        for subject, ours, others in changes(chamber.repo, chamber.store.tip(room), theirs.tip(room)):
            here += [_Line(room, subject, line) for line in ours - others]
            there += [_Line(room, subject, line) for line in others - ours]
    return here, there


def _of_theirs(chamber: Chamber, other: str, there: list[_Line]) -> Iterator[Objection]:
    """Object to lines that are no lines of this ledger, and to questions that both sides together decide twice."""
    both = seated(chamber.repo, chamber.store, chamber.now, tuple(each.line for each in there))
    for each in there:
        result = admitted(both, each.line, each.subject)
        if not isinstance(result, Event):
            yield result._replace(what=f"{result.what} (at {other}, in {each.room})")
    for subject in sorted({each.subject for each in there}):
        for motion in matters(both, subject).motions:
            if motion.decision and motion.decision.contested:
                what = f"{motion.name} was announced otherwise at {other} than here"
                yield Objection("GOV-111", what, remedy=f"git motion show {motion.name}", records=(motion.id,))


def _compare_refs(chamber: Chamber, other: str, theirs: Mapping[str, str], found: Comparison) -> None:
    """Compare where protected refs stand: one behind the other is a matter of who fetched last, two ways are not."""
    here = protected_refs(chamber).values()
    for ref, oid in theirs.items():
        tips = dict.fromkeys(tip for each, tip in here if each == ref)  # of all copies, the branch's own first
        if not tips or oid in tips:
            continue
        tip = next(iter(tips))
        where = f"{ref} is at {short(tip)} here, and at {short(oid)} at {other}"
        if ref.startswith("refs/heads/") and all(_follow(chamber, each, oid) for each in tips):
            found.notices.append(f"{where}: git fetch, or git push")
        else:
            remedy = "git gov verify in both says what accounts for them"
            what = f"{where}: neither came from the other"
            found.problems.append(Objection("GOV-237", what, remedy=remedy, records=(tip, oid)))


def _follow(chamber: Chamber, one: str, other: str) -> bool:
    """Say whether one of two commits came from the other."""
    return is_ancestor(chamber.repo, one, other) or is_ancestor(chamber.repo, other, one)
