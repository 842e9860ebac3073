"""Judging a direct push to the rooms: they may only grow, by lines that the keeper would take in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gitgov.chamber.kinds import room_of
from gitgov.chamber.open import Chamber
from gitgov.chamber.sift import sift
from gitgov.core.line import NotALineError, unseal
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.gate.facts import RefUpdate, Verdict
from gitgov.git import notetree
from gitgov.git.history import is_ancestor
from gitgov.git.notes import RECEIPT_KEY, split
from gitgov.git.objects import read_blob, tree_of
from gitgov.git.refs import NOTES
from gitgov.git.repository import Repository
from gitgov.ledger.event import ROOMS, Event
from gitgov.procedure.constitution import misplaced


def judge_rooms(chamber: Chamber, updates: Sequence[RefUpdate]) -> list[Verdict]:
    """Judge all updates of rooms in a push together, since lines in one may need lines in another."""
    new: dict[bytes, tuple[RefUpdate, str]] = {}
    verdicts: dict[str, Verdict] = {}
    for update in updates:
        objection = _shape(chamber, update) or _growth(chamber, update, new) or _on_the_way(chamber, update)
        verdicts[update.ref] = Verdict(update.ref, (objection,) if objection else ())
    sifted = sift(chamber, new)
    for line, objection in sifted.refused:
        ref = new[line][0].ref
        verdicts[ref] = Verdict(ref, (*verdicts[ref].objections, objection))
    for event in sifted.taken:
        if objection := _misplaced(event, *new[event.line]):
            ref = new[event.line][0].ref
            verdicts[ref] = Verdict(ref, (*verdicts[ref].objections, objection))
    return list(verdicts.values())


def _shape(chamber: Chamber, update: RefUpdate) -> Objection | None:
    if update.ref.removeprefix(NOTES) not in ROOMS:
        return Objection("GOV-211", f"{update.ref} is no room of the ledger", remedy=f"rooms are {', '.join(ROOMS)}")
    if RECEIPT_KEY in chamber.repo.settings():
        what = f"{update.ref} is written by this server alone, which signs a receipt for what it takes in"
        return Objection("GOV-250", what, remedy="git gov sync brings lines to its inbox")
    if update.deletes:
        return Objection("GOV-212", f"{update.ref} may not be deleted: rooms only grow")
    if not update.creates and not is_ancestor(chamber.repo, update.old, update.new):
        return Objection(
            "GOV-213",
            f"{update.ref} may only be fast-forwarded: rooms only grow",
            remedy="git gov sync unites both sides",
        )
    return None


def _growth(chamber: Chamber, update: RefUpdate, new: dict[bytes, tuple[RefUpdate, str]]) -> Objection | None:
    """Collect the lines that an update brings; object to any that it drops."""
    for subject, before, after in changes(chamber.repo, "" if update.creates else update.old, update.new):
        if dropped := before - after:
            return _loss(f"{update.ref} would lose", dropped, subject)
        new.update(dict.fromkeys(after - before, (update, subject)))
    return None


def _on_the_way(chamber: Chamber, update: RefUpdate) -> Objection | None:
    """Object to a commit below the new one that lacks what is in it and in the commit before: that history would stay."""
    stop = [] if update.creates else [f"^{update.old}"]
    for commit, parents in chamber.repo.commits(update.new, *stop):
        for parent in parents if commit != update.new else ():
            for subject, before, after in changes(chamber.repo, parent, commit):
                if dropped := (before - after) & lines_at(chamber.repo, update.new, subject):
                    return _loss(f"{update.ref} would have lost, at {commit[:12]},", dropped, subject)
    return None


def _loss(what: str, dropped: set[bytes], subject: str) -> Objection:
    return Objection(
        "GOV-214",
        f"{what} {many(len(dropped), 'line')} on {subject[:12]}: rooms only grow",
        remedy="git gov sync unites both sides",
        records=named(dropped),
    )


def changes(repo: Repository, old: str, new: str) -> Iterator[tuple[str, set[bytes], set[bytes]]]:
    """Yield (subject, lines before, lines after) for every note that differs between two notes commits."""
    before, after = (tree_of(repo, oid) if oid else None for oid in (old, new))
    for subject in notetree.differing(
        repo, before.id if before is not None else None, after.id if after is not None else None
    ):
        yield subject, _lines(repo, before, subject), _lines(repo, after, subject)


def lines_at(repo: Repository, commit: str, subject: str) -> set[bytes]:
    """Return the lines on a commit's note as a notes commit holds them."""
    return _lines(repo, tree_of(repo, commit), subject)


def _lines(repo: Repository, tree: object, subject: str) -> set[bytes]:
    found = notetree.find(repo, tree, subject)  # type: ignore[arg-type]
    return {line for _, blob in found for line in split(read_blob(repo, blob))}


def named(lines: set[bytes]) -> tuple[str, ...]:
    """Return the ids of lines, as far as they are lines at all."""
    ids = []
    for line in lines:
        try:
            ids.append(unseal(line).id)
        except NotALineError:
            continue
    return tuple(sorted(ids))


def _misplaced(event: Event, update: RefUpdate, subject: str) -> Objection | None:
    if event.subject != subject:
        return misplaced(event, subject)
    room = room_of(event)
    if update.ref == NOTES + room:
        return None
    what = f"{event.kind} {event.id[:12]} belongs in the room {room}, not in {update.ref}"
    return Objection("GOV-215", what, records=(event.id,))
