"""Moving between clones: submit what is new through the inbox, fetch, check that it only grew, unite.

Nothing is ever fetched by force. What the other side dropped is named and kept here; what it refused comes back with
its reason and is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gitgov.chamber import returned
from gitgov.chamber.found import pin
from gitgov.chamber.hookless import fold_for_others
from gitgov.chamber.inbox import read_reasons
from gitgov.chamber.open import constitution_of
from gitgov.chamber.rooms import changes, named
from gitgov.core.objection import Objection
from gitgov.git import inbox, transfer
from gitgov.git.lock import writing
from gitgov.git.notes import NotesStore, drop, split, swap
from gitgov.git.repository import Repository
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import ROOMS
from gitgov.ledger.store import Entry
from gitgov.procedure.constitution import Constitution, find_genesis
from gitgov.procedure.events import ALL_KINDS


@dataclass(slots=True)
class Report:
    """What a sync did: lines sent and received, what came back refused, and what is wrong with the other side."""

    remote: str
    sent: int = 0
    received: int = 0
    pinned: str = ""
    refused: list[Objection] = field(default_factory=list)
    faults: list[Objection] = field(default_factory=list)


def sync(repo: Repository, now: Callable[[], int], remote_name: str = "") -> Report:
    """Exchange lines with a remote; raises `GitFailedError` where it cannot be reached."""
    settings = repo.settings()
    remote = transfer.find_remote(settings, remote_name)
    local, theirs = NotesStore(repo, now), NotesStore(repo, now, remote.rooms)
    report = Report(remote.name)
    sent = _submit(repo, remote, local, theirs, report)
    before = {room: theirs.tip(room) for room in ROOMS}
    _fetch(repo, remote, sent, report)
    if sent and repo.tip(remote.inbox + sent):
        refused = fold_for_others(repo, now, remote, sent)
        _fetch(repo, remote, sent, report)
    else:
        refused = _answer(repo, remote, sent) if sent else []
    returned.note(repo, refused)
    report.refused = [objection for _, objection in refused]
    _unite(repo, local, theirs, before, report)
    drop(repo, repo.refs(remote.inbox))
    return report


def outgoing(local: NotesStore, theirs: NotesStore) -> list[bytes]:
    """List the lines that the other side is not known to hold, and has not sent back."""
    back = returned.ids(local.repo) | {""}
    lines: list[bytes] = []
    for room in ROOMS:
        for _, before, after in changes(local.repo, theirs.tip(room), local.tip(room)) if local.tip(room) else ():
            lines.extend(line for line in after - before if returned.id_of(line) not in back)
    return lines


def _fetch(repo: Repository, remote: transfer.Remote, sent: str, report: Report) -> None:
    for ref in transfer.fetch(repo, remote, sent):
        what = f"{remote.name} rewound {ref}: what was fetched before is kept"
        report.faults.append(Objection("GOV-213", what, remedy="compare with other members' clones"))


def _submit(repo: Repository, remote: transfer.Remote, local: NotesStore, theirs: NotesStore, report: Report) -> str:
    """Send what is new; returns the inbox id, or nothing where nothing is new."""
    lines = outgoing(local, theirs)
    if not lines:
        return ""
    inbox_id, commit = inbox.write(repo, lines)
    transfer.submit(repo, remote, commit, inbox_id)
    report.sent = len(lines)
    return inbox_id


def _answer(repo: Repository, remote: transfer.Remote, sent: str) -> list[tuple[bytes, Objection]]:
    """Read the keeper's answer to a submission: the lines that it refused, and why."""
    answer = repo.tip(remote.refused + sent)
    if not answer:
        return []
    reasons = read_reasons(inbox.file(repo, answer, "reasons") or b"")
    lines = split(inbox.file(repo, answer, "lines") or b"")
    return list(zip(lines, reasons, strict=False))


def _unite(repo: Repository, local: NotesStore, theirs: NotesStore, before: dict[str, str], report: Report) -> None:
    """Take in the other side's lines; a room that shrank is put back to what it was and left alone."""
    shrunk = {room for room in ROOMS if _shrank(repo, theirs, room, before[room], report)}
    rooms = [room for room in ROOMS if room not in shrunk]
    if not theirs.tip("charter"):
        return
    constitution = _constitution(repo, local, theirs, report)
    admission = Admission(constitution.chain.repo, constitution.chain.keys, ALL_KINDS)
    clean: dict[str, str] = {}
    good: list[Entry] = []
    for room in rooms:
        entries, bad = _arrived(repo, local, theirs, room, admission)
        report.received += len(entries)
        report.faults.extend(bad)
        if bad:
            good.extend(entries)
        else:
            clean[room] = theirs.tip(room)
    local.append(good)
    back = returned.ids(repo)
    local.adopt(clean, lambda line: returned.id_of(line) in back)


def _constitution(repo: Repository, local: NotesStore, theirs: NotesStore, report: Report) -> Constitution:
    """Read the constitution of both sides together; the first one ever seen is pinned."""
    pinned = repo.settings().get("gov.genesis", "")
    find_genesis([line for subject in theirs.subjects("charter") for line in theirs.lines("charter", subject)], pinned)
    known = [line for subject in local.subjects("charter") for room in ROOMS for line in local.lines(room, subject)]
    constitution = constitution_of(theirs, pinned, known)
    if not pinned:
        pin(repo, constitution.chain.repo)
        report.pinned = constitution.chain.repo
    return constitution


def _shrank(repo: Repository, theirs: NotesStore, room: str, before: str, report: Report) -> bool:
    after = theirs.tip(room)
    if not before or before == after:
        return False
    for subject, old, new in changes(repo, before, after):
        if dropped := old - new:
            report.faults.append(
                Objection(
                    "GOV-214",
                    f"{report.remote} dropped {len(dropped)} lines on {subject[:12]} in {room}; they are kept here",
                    remedy=f"ask who keeps {report.remote}; git gov verify names the records",
                    records=named(dropped),
                )
            )
            with writing(repo.state, repo.common) as intent:
                swap(repo, intent, {theirs.prefix + room: (after, before)})
            return True
    return False


def _arrived(
    repo: Repository, local: NotesStore, theirs: NotesStore, room: str, admission: Admission
) -> tuple[list[Entry], list[Objection]]:
    """Admit the lines of a room that are not here yet; lines of unknown kinds are kept as they are."""
    entries, bad = [], []
    for subject, here, there in changes(repo, local.tip(room), theirs.tip(room)):
        for line in there - here:
            result = admit(line, admission)
            if isinstance(result, Objection):
                bad.append(result)
            else:
                entries.append(Entry(room, subject, line))
    return entries, bad
