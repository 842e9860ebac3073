"""Keeping the ledger of a host without hooks: any member's sync folds the inbox, by an atomic push with leases."""

from __future__ import annotations

from collections.abc import Callable

from gitgov.chamber.inbox import reasons_of
from gitgov.chamber.open import seated
from gitgov.chamber.sift import sift
from gitgov.core.objection import Objection
from gitgov.git import inbox, transfer
from gitgov.git.notes import NotesStore, drop, room_ref
from gitgov.git.repository import Repository
from gitgov.ledger.event import ROOMS

TRIES = 8


def fold_for_others(repo: Repository, now: Callable[[], int], remote: transfer.Remote, faults: list[Objection]) -> None:
    """Fold what waits in the remote's inbox; whoever else does so first leaves nothing to do."""
    local, theirs = NotesStore(repo, now), NotesStore(repo, now, remote.rooms)
    for _ in range(TRIES):
        submissions = inbox.read(repo, remote.inbox)
        if not submissions or transfer.fold_remotely(repo, remote, _moves(repo, local, theirs, submissions)):
            return
        transfer.fetch(repo, remote)
        gone = repo.refs(remote.inbox).keys() - transfer.listed(repo, remote)
        drop(repo, gone)
        local.adopt({room: theirs.tip(room) for room in ROOMS if theirs.tip(room)})
    faults.append(
        Objection(
            "GOV-216",
            f"{remote.name} has no hooks, and other members keep moving its rooms",
            remedy="git gov sync again; your submission is safe in its inbox",
        )
    )


def _moves(
    repo: Repository, local: NotesStore, theirs: NotesStore, submissions: list[inbox.Submission]
) -> dict[str, tuple[str, str]]:
    """Take submissions into the local rooms, and say which refs of the remote then move."""
    lines = [line for submission in submissions for line in submission.lines]
    reasons = {}
    if local.tip("charter"):
        sifted = sift(seated(repo, local, local.now, inbox_too=False), lines)
        local.append(sifted.entries)
        reasons = dict(sifted.refused)
    moves = {
        room_ref(room): (theirs.tip(room), local.tip(room)) for room in ROOMS if local.tip(room) != theirs.tip(room)
    }
    for submission in submissions:
        moves[inbox.INBOX + submission.id] = (submission.oid, "")
        if back := [(line, reasons[line]) for line in submission.lines if line in reasons]:
            files = {"reasons": reasons_of(back), "lines": b"".join(line + b"\n" for line, _ in back)}
            moves[inbox.REFUSED + submission.id] = ("", inbox.commit(repo, files, local.now(), "gitgov: refused"))
    return moves
