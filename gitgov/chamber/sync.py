"""Moving between clones: submit what is new through the inbox, fetch, check that it only grew, unite.

Nothing is ever fetched by force. What the other side dropped is named and kept here; what it refused comes back with
its reason and is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gitgov.chamber import returned
from gitgov.chamber.acts import LETTING_IN
from gitgov.chamber.elsewhere import Elsewhere, decides, elsewhere, why_behind
from gitgov.chamber.found import pin
from gitgov.chamber.hookless import fold_for_others
from gitgov.chamber.inbox import read_reasons
from gitgov.chamber.kept import Keeper
from gitgov.chamber.kinds import every_kind
from gitgov.chamber.open import constitution_of
from gitgov.chamber.rooms import changes, named
from gitgov.core.errors import Undecided
from gitgov.core.objection import Objection
from gitgov.git import inbox, transfer
from gitgov.git.disk import why_not_writable
from gitgov.git.history import is_ancestor
from gitgov.git.lock import writing
from gitgov.git.notes import NotesStore, busy, drop, split, swap
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import ROOMS, Event
from gitgov.ledger.store import Entry
from gitgov.procedure.constitution import Constitution, find_genesis

QUEUE = "gitgov: queue: "
"""How a server's merge queue begins a line."""
STUCK = "gitgov: could not decide, so nothing moves: "
"""How a server's hook says what keeps it from its work."""
MOST_SAID = 100


@dataclass(slots=True)
class Report:
    """What a sync did: lines that were sent and taken, lines received, what came back refused, and what is wrong with the other side.

    What came back stays here where it is `kept`, as another remote decides. `queue` is what the other side's merge queue said. `waiting` is what keeps the other side from taking in what was sent,
    which is safe in its inbox.
    """

    remote: str
    sent: int = 0
    received: int = 0
    pinned: str = ""
    waiting: str = ""
    refused: list[Objection] = field(default_factory=list)
    kept: bool = False
    faults: list[Objection] = field(default_factory=list)
    queue: list[str] = field(default_factory=list)


def sync(repo: Repository, now: Callable[[], int], remote_name: str = "") -> Report:
    """Exchange lines with a remote; raises `Undecided` where it cannot be reached."""
    remote = transfer.find_remote(repo.settings(), remote_name)
    try:
        return _met(repo, NotesStore(repo, now), remote)
    except (GitFailedError, OSError) as error:
        if why := why_not_writable(repo):
            what = f"cannot write to {repo.common}: {why}"
            raise Undecided(what, f"check {repo.common}, its disk and permissions; then git gov sync again") from error
        if isinstance(error, OSError):
            raise
        raise Undecided(
            f"{remote.name}: {error.what}",
            error.remedy
            or f"git ls-remote {remote.name} shows whether it can be reached; then git gov sync {remote.name} again",
        ) from error


def _met(repo: Repository, local: NotesStore, remote: transfer.Remote) -> Report:
    report = Report(remote.name)
    _exchange(repo, local, remote, report)
    if report.faults and outgoing(local, _present(local, remote), remote):
        _exchange(repo, local, remote, report)  # it has lost what it held: send that again
    if local.tip("charter") and not _present(local, remote).tip("charter"):
        _add(report, _untaken(repo, remote))
    return report


def _untaken(repo: Repository, remote: transfer.Remote) -> Objection:
    """Object to a remote that is not governed by the ledger that is here, and say why it sent the genesis back."""
    what = f"{remote.name} has no ledger, though one is here: it protects nothing, whatever is pushed there"
    genesis = repo.settings().get("gov.genesis", "")
    rows = (row for row in returned.read(repo) if row.remote in {"", remote.name})
    if back := next((row for row in rows if row.id == genesis), None):
        why = f"{what}; its genesis came back: {back.code} {back.what}"
        return Objection("GOV-218", why, remedy="git pull, then git gov init founds the body again")
    return Objection("GOV-218", what, remedy=f"git gov sync again; ask who keeps {remote.name}")


def _exchange(repo: Repository, local: NotesStore, remote: transfer.Remote, report: Report) -> None:
    theirs = _present(local, remote)
    sent = _submit(repo, remote, local, theirs, report)
    transfer.fetch(repo, remote, sent)
    if sent and repo.tip(remote.inbox + sent):
        refused, said = _fold(repo, local, remote, sent)
        if repo.tip(remote.inbox + sent):
            report.waiting = said
    else:
        refused = _answer(repo, remote, sent) if sent else []
    report.sent -= len(refused)
    report.kept = not decides(repo, remote)
    returned.note(repo, refused, remote.name, kept=report.kept)
    others = elsewhere(_present(local, remote), remote)
    report.refused.extend(objection for line, objection in refused if line not in others.usual)
    _unite(repo, local, remote, report, others)
    drop(repo, repo.refs(remote.inbox))


def _fold(
    repo: Repository, local: NotesStore, remote: transfer.Remote, sent: str
) -> tuple[list[tuple[bytes, Objection]], str]:
    """See to it that our submission is folded: by ourselves, or by the remote's own hooks if they were interrupted.

    Returns what was refused, and what the hooks said of what keeps them from it.
    """
    try:
        refused = fold_for_others(repo, local.now, remote, sent)
        transfer.fetch(repo, remote, sent)
    except transfer.KeptByHooksError:
        said = transfer.submit(repo, remote, inbox.write(repo, [])[1], f"{sent}-{local.now()}")
        transfer.fetch(repo, remote, sent)
        why = (row.partition(STUCK)[2].strip() for row in said.splitlines() if STUCK in row)
        return _answer(repo, remote, sent), next(why, "its hook ended in the midst of it")
    return refused, ""


def _present(local: NotesStore, remote: transfer.Remote) -> NotesStore:
    """Return the remote's rooms as they were when it was last asked."""
    return NotesStore(local.repo, local.now, remote.present)


def outgoing(local: NotesStore, theirs: NotesStore, remote: transfer.Remote) -> list[bytes]:
    """List the lines that the other side is not known to hold, and has not sent back."""
    back = returned.ids(local.repo, remote.name) | {""}
    lines: list[bytes] = []
    for room in ROOMS:
        for _, before, after in changes(local.repo, theirs.tip(room), local.tip(room)) if local.tip(room) else ():
            lines.extend(line for line in after - before if returned.id_of(line) not in back)
    return lines


def _submit(repo: Repository, remote: transfer.Remote, local: NotesStore, theirs: NotesStore, report: Report) -> str:
    """Send what is new; returns the inbox id, or nothing where nothing is new."""
    lines = outgoing(local, theirs, remote)
    if not lines:
        return ""
    inbox_id, commit = inbox.write(repo, lines)
    said = transfer.submit(repo, remote, commit, inbox_id)
    report.queue += [row.partition(QUEUE)[2].rstrip() for row in said.splitlines() if QUEUE in row][:MOST_SAID]
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


def _unite(repo: Repository, local: NotesStore, remote: transfer.Remote, report: Report, others: Elsewhere) -> None:
    """Take in the other side's lines; what it dropped is named, kept here, and remembered.

    What was sent back by the remote that decides leaves, unless another one was seen to hold it.
    """
    theirs = _present(local, remote)
    shrunk = {room for room in ROOMS if _shrank(repo, remote, room, report)}
    if not theirs.tip("charter"):
        return
    constitution = _constitution(repo, local, theirs, report)
    admission = Admission(constitution.chain.repo, constitution.chain.keys, every_kind())
    clean: dict[str, str] = {}
    good: list[Entry] = []
    letting_in: list[Event] = []
    for room in ROOMS:
        events, bad = _arrived(repo, local, theirs, room, admission)
        entries = [Entry(room, subject, each.line) for subject, each in events]
        letting_in += (each for _, each in events if each.kind in LETTING_IN)
        report.received += len(entries)
        report.faults.extend(bad)
        if bad or room in shrunk:
            good.extend(entries)
        else:
            clean[room] = theirs.tip(room)
    local.append(good)
    back = returned.ids(repo)
    upon = {room: others.base(repo, room, tip) for room, tip in clean.items()}
    local.adopt(upon, lambda line: line not in others.lines and returned.id_of(line) in back)
    sent_back = returned.ids(repo, remote.name)
    if behind := sum(returned.id_of(line) in sent_back for line in others.usual) if sent_back else 0:
        _add(report, why_behind(repo, remote, behind))
    _remember(repo, remote, clean)
    if letting_in:
        Keeper(repo, constitution.chain.charter, local.now).keep(letting_in)


def _remember(repo: Repository, remote: transfer.Remote, tips: dict[str, str]) -> None:
    """Remember what the other side holds, which is at least what it held."""
    moves = {
        remote.rooms + room: (old, tip) for room, tip in tips.items() if (old := repo.tip(remote.rooms + room)) != tip
    }
    if moves:
        with writing(repo.state, repo.common) as intent:
            if not swap(repo, intent, moves):
                raise busy(repo, moves, "nothing is lost")


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


def _shrank(repo: Repository, remote: transfer.Remote, room: str, report: Report) -> bool:
    """Say whether a room lacks lines that it was seen to hold, and name them."""
    before, after = repo.tip(remote.rooms + room), repo.tip(remote.present + room)
    if not before or before == after:
        return False
    if after and not is_ancestor(repo, before, after):
        what = (
            f"{remote.name} rewound or replaced the history of {room}: its record of receipt is no longer what it was"
        )
        _add(report, Objection("GOV-213", what, remedy=f"ask who keeps {remote.name}", records=(before, after)))
    dropped = {line for _, old, new in changes(repo, before, after) for line in old - new}
    if dropped:
        what = f"{remote.name} no longer holds {len(dropped)} of the lines that it held in {room}; they are kept here"
        remedy = f"ask who keeps {remote.name} why; what is missing there is sent again"
        _add(report, Objection("GOV-214", what, remedy=remedy, records=named(dropped)))
    return bool(dropped)


def _add(report: Report, fault: Objection) -> None:
    if fault.what not in {each.what for each in report.faults}:
        report.faults.append(fault)


def _arrived(
    repo: Repository, local: NotesStore, theirs: NotesStore, room: str, admission: Admission
) -> tuple[list[tuple[str, Event]], list[Objection]]:
    """Admit the lines of a room that are not here yet, each with its note's subject; lines of unknown kinds are kept as they are."""
    events, bad = [], []
    for subject, here, there in changes(repo, local.tip(room), theirs.tip(room)):
        for line in there - here:
            result = admit(line, admission)
            if isinstance(result, Objection):
                bad.append(result)
            else:
                events.append((subject, result))
    return events, bad
