"""Folding the inbox: submissions become lines of the rooms, or go back to their senders with the reason.

Killed at any point, it loses nothing: rooms first, then the answers, then the inbox refs, and folding again changes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from gitgov.chamber import clock
from gitgov.chamber.acts import LETTING_IN, entry
from gitgov.chamber.baseline import Held, held_here, otherwise, rows
from gitgov.chamber.found import pin
from gitgov.chamber.keep import note_protected
from gitgov.chamber.open import open_if_founded, seated
from gitgov.chamber.sift import Sifted, sift
from gitgov.chamber.wanted import MEASURE, QUEUE, wants
from gitgov.charter.events import Genesis
from gitgov.charter.read import read
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.objection import Objection
from gitgov.git import inbox
from gitgov.git.lock import writing
from gitgov.git.notes import NotesStore, busy, swap
from gitgov.git.repository import Repository, open_repository
from gitgov.ledger.event import Event
from gitgov.procedure.constitution import find_genesis

ANSWERS_KEPT = 30 * 86_400
"""Seconds for which a sender may fetch the answer to a submission."""
MORE_ROUNDS = 20


class Folded(NamedTuple):
    """How many submissions were folded, how many lines taken in, and what was sent back, by inbox id.

    `queue` says that this repository's keeper wants the merge queue to run after every push, `measure` that what came in be measured.
    """

    submissions: int
    taken: int
    refused: dict[str, list[tuple[bytes, Objection]]]
    queue: bool = False
    measure: bool = False


def fold_inbox(repo: Repository, now: Callable[[], int]) -> Folded:
    """Take in all that waits in the inbox of this repository."""
    store = NotesStore(repo, now)
    store = store._replace(receipts=not _is_new(repo, store))  # when the past of a whole ledger came, nobody here saw
    submissions = inbox.read(repo)
    if not submissions:
        return Folded(0, 0, {})
    lines = [line for submission in submissions for line in submission.lines]
    sifted = _sifted(repo, store, lines, now)
    taken = store.append(sifted.entries)
    if any(each.kind in LETTING_IN for each in sifted.taken):
        from gitgov.chamber.kept import Keeper  # noqa: PLC0415 - most submissions let nothing in

        chamber = seated(repo, store, now)
        Keeper(repo, chamber.chain.charter, now).keep(sifted.taken)
    reasons = dict(sifted.refused)
    refused = {
        each.id: back
        for each in submissions
        if (back := [(line, reasons[line]) for line in each.lines if line in reasons])
    }
    _answer(repo, submissions, refused, now())
    return Folded(len(submissions), taken, refused)


def fold_here(start: Path, now: Callable[[], int] = clock.now) -> Folded:
    """Fold the inbox of the repository around `start`, and leave each sender's answer where the hook finds it.

    What arrives meanwhile is folded too, which spares its senders a start of their own; but not without end, as the
    sender whose push this is waits for it.
    """
    repo = open_repository(start)
    folded = fold_inbox(repo, now)
    for _ in range(MORE_ROUNDS):
        more = fold_inbox(repo, now)
        if not more.submissions:
            break
        folded = Folded(folded.submissions + more.submissions, folded.taken + more.taken, folded.refused | more.refused)
    if chamber := open_if_founded(start, now=now):
        note_protected(chamber)
        settings = chamber.settings
        folded = folded._replace(queue=wants(settings, QUEUE), measure=wants(settings, MEASURE))
    folder = repo.state / "answers"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < now() - 86_400:
            old.unlink(missing_ok=True)
    for name, back in folded.refused.items():
        words = [
            f"gitgov: refused {objection}" + (f"; next: {objection.remedy}" if objection.remedy else "")
            for _, objection in back
        ]
        (folder / name).write_text("\n".join(words) + "\n", encoding="utf-8")
    return folded


def _sifted(repo: Repository, store: NotesStore, lines: Sequence[bytes], now: Callable[[], int]) -> Sifted:
    new = _is_new(repo, store)
    if new:
        genesis = _first_genesis(repo, lines)
        if isinstance(genesis, Objection):
            return Sifted(refused=[(line, genesis) for line in lines])
        store.append([entry(genesis)])
    chamber = seated(repo, store, now)
    if "gov.genesis" not in repo.settings():
        pin(repo, chamber.chain.repo)
    # a ledger that arrives whole brings its past with it; only what comes later can come late
    return sift(chamber, lines, on_receipt=not new)


def _is_new(repo: Repository, store: NotesStore) -> bool:
    """Say whether no ledger is kept here yet, so that one arrives whole."""
    return not repo.settings().get("gov.genesis") and not store.tip("charter")


def _first_genesis(repo: Repository, lines: Sequence[bytes]) -> Event | Objection:
    """Trust the first genesis that arrives, if it describes this repository."""
    try:
        genesis = find_genesis(lines)
    except (BadInput, Undecided) as error:
        return Objection("GOV-430", error.what, remedy=error.remedy)
    return why_not_genesis(genesis, held_here(repo)) or genesis


def why_not_genesis(genesis: Event, held: Held) -> Objection | None:
    """Object to a genesis that says otherwise than this of the refs that it protects; where none are, nobody can."""
    body = genesis.body
    if not held or not isinstance(body, Genesis):
        return None
    found = otherwise(body.refs, rows(held, read(body.charter).protects))
    if not found:
        return None
    remedy = "git pull, then git gov init again: it replaces this genesis"
    return Objection("GOV-431", f"the genesis was drawn up {found}", remedy=remedy, records=(genesis.id,))


def _answer(
    repo: Repository,
    submissions: Sequence[inbox.Submission],
    refused: dict[str, list[tuple[bytes, Objection]]],
    now: int,
) -> None:
    """Write what is refused where its sender will look, and take the submissions out of the inbox."""
    moves: dict[str, tuple[str, str]] = {}
    for name, back in refused.items():
        answer = inbox.commit(
            repo,
            {"reasons": reasons_of(back), "lines": b"".join(line + b"\n" for line, _ in back)},
            now,
            "gitgov: refused",
        )
        moves[inbox.REFUSED + name] = (repo.tip(inbox.REFUSED + name), answer)
    moves |= {submission.ref: (submission.oid, "") for submission in submissions}
    old = inbox.older(repo, inbox.REFUSED, now - ANSWERS_KEPT)
    moves |= {ref: (oid, "") for ref, oid in old.items() if ref not in moves}
    with writing(repo.state, repo.common) as intent:
        if not swap(repo, intent, moves):
            raise busy(repo, moves, "it is folded again with the next push")


def reasons_of(refused: Sequence[tuple[bytes, Objection]]) -> bytes:
    """Write objections as JSON lines, for the sender's tool to read."""
    return b"".join(
        orjson.dumps(
            {
                "code": each.code,
                "remedy": each.remedy,
                "rule": each.rule,
                "what": each.what,
                "records": list(each.records),
            }
        )
        + b"\n"
        for _, each in refused
    )


def read_reasons(content: bytes) -> list[Objection]:
    """Read what `reasons_of` wrote; a server's words are shown, never obeyed, so what is malformed is said to be."""
    found = []
    for row in content.splitlines():
        try:
            value = orjson.loads(row)
            found.append(
                Objection(
                    str(value["code"])[:16],
                    str(value["what"])[:2000],
                    str(value["rule"])[:200],
                    str(value["remedy"])[:500],
                    tuple(map(str, value["records"])),
                )
            )
        except (orjson.JSONDecodeError, KeyError, TypeError):
            found.append(Objection("GOV-217", "the keeper gave a reason that cannot be read"))
    return found
