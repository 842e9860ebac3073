"""Keeping the ledger of a host without hooks: any member's sync folds the inbox, by an atomic push with leases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gitgov.chamber.baseline import Held
from gitgov.chamber.inbox import reasons_of, why_not_genesis
from gitgov.chamber.open import seated
from gitgov.chamber.sift import Sifted, sift
from gitgov.core.errors import Undecided
from gitgov.core.objection import Objection
from gitgov.git import inbox, transfer
from gitgov.git.notes import NotesStore
from gitgov.git.refs import room_ref
from gitgov.git.repository import Repository
from gitgov.ledger.event import ROOMS
from gitgov.procedure.constitution import find_genesis

TRIES = 8
Refused = list[tuple[bytes, Objection]]


def fold_for_others(repo: Repository, now: Callable[[], int], remote: transfer.Remote, mine: str) -> Refused:
    """Fold what waits in the remote's inbox, and return what was refused of our own submission.

    Whoever else does so first leaves nothing to do. Raises `Undecided` where others keep being quicker.
    """
    theirs, why = NotesStore(repo, now, remote.present), ""
    for _ in range(TRIES):
        submissions = inbox.read(repo, remote.inbox)
        if not submissions:
            return []
        refused, moves = _fold(repo, theirs, submissions, remote)
        try:
            transfer.fold_remotely(repo, remote, moves)
        except transfer.OvertakenError as error:
            why = error.what
            transfer.fetch(repo, remote)
        else:
            return refused.get(mine, [])
    raise Undecided(
        f"{remote.name} has no hooks to take in what was sent: {why}",
        f"git gov sync again; your submission is safe in its inbox. If it stays so, tell who keeps {remote.name}",
    )


def _fold(
    repo: Repository, theirs: NotesStore, submissions: Sequence[inbox.Submission], remote: transfer.Remote
) -> tuple[dict[str, Refused], dict[str, tuple[str, str]]]:
    """Sift submissions against what the remote holds: what is refused, and which of its refs move to what."""
    lines = [line for submission in submissions for line in submission.lines]
    sifted = _sifted(repo, theirs, lines, remote)
    moves = {}
    for room in ROOMS:
        tip = theirs.upon(theirs.tip(room), [entry for entry in sifted.entries if entry.room == room])
        if tip != theirs.tip(room):
            moves[room_ref(room)] = (theirs.tip(room), tip)
    reasons = dict(sifted.refused)
    refused: dict[str, Refused] = {}
    for submission in submissions:
        moves[inbox.INBOX + submission.id] = (submission.oid, "")
        if back := [(line, reasons[line]) for line in submission.lines if line in reasons]:
            files = {"reasons": reasons_of(back), "lines": b"".join(line + b"\n" for line, _ in back)}
            answer = inbox.commit(repo, files, theirs.now(), "gitgov: refused")
            moves[inbox.REFUSED + submission.id] = ("", answer)
            refused[submission.id] = back
    return refused, moves


def _sifted(repo: Repository, theirs: NotesStore, lines: Sequence[bytes], remote: transfer.Remote) -> Sifted:
    def held() -> Held:
        stands = transfer.standing(repo, remote)
        if stands is None:
            raise Undecided(f"{remote.name} does not say where its branches stand", "git gov sync again")
        return stands

    if theirs.tip("charter"):
        return sift(seated(repo, theirs, theirs.now), lines, held=held)
    genesis = find_genesis(lines, repo.settings().get("gov.genesis", ""))
    if objection := why_not_genesis(genesis, held()):
        return Sifted(refused=[(line, objection) for line in lines])
    return sift(seated(repo, theirs, theirs.now, (genesis.line,)), lines, on_receipt=False, held=held)
