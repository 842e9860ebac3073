"""Verification: every decision, and every move of a protected ref since genesis, derived again from raw signed lines.

Offline. A first pass reads everything; later ones rely on what the index says was verified, and look only at what has
been added since: a room by its notes commit, a ref by where it stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from gitgov.chamber import returned
from gitgov.chamber.lost import lost_enactments, missing_refs, why_gone, why_not_fetched
from gitgov.chamber.moves import WholeWay, check_refs
from gitgov.chamber.open import Chamber
from gitgov.chamber.orders import objection, told, unratified
from gitgov.chamber.pointed import Lookup, astray
from gitgov.chamber.reads import INDEX, derived_from, index_of, rows_of
from gitgov.chamber.rooms import changes, lines_at, named
from gitgov.chamber.summary import series_of
from gitgov.chamber.survey import Progress, Refusal, Survey, without_collector
from gitgov.chamber.ways import Moves
from gitgov.core.errors import Undecided
from gitgov.core.ids import Oid
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.git.checking import Checkers
from gitgov.git.index import Contents, DamagedIndexError, Index, UnwritableIndexError, discard, open_index
from gitgov.ledger.event import ROOMS, UNKNOWN
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Motion

BROKEN = frozenset({"GOV-301", "GOV-309", "GOV-338"})
"""Rulings that mean that records are missing or false, not merely out of order."""


@dataclass(slots=True)
class Verification:
    """What was checked, what is wrong (`problems`: verification fails), and what a reader should know (`notices`).

    `enacted` are the refs that any enactment on record has moved.
    """

    events: int = 0
    motions: int = 0
    moves: int = 0
    refs: int = 0
    enacted: set[str] = field(default_factory=set)
    problems: list[Objection] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def verify(
    chamber: Chamber,
    refs: Sequence[str] = (),
    *,
    from_scratch: bool = False,
    history: bool = False,
    progress: Progress = lambda _: None,
) -> Verification:
    """Verify a clone; `refs` narrows the moves to these refs, `history` also walks every notes commit."""
    try:
        return _verify(chamber, refs, from_scratch=from_scratch, history=history, progress=progress)
    except DamagedIndexError:
        discard(chamber.repo.state / INDEX)
        return _verify(chamber, refs, from_scratch=True, history=history, progress=progress)


def _verify(
    chamber: Chamber, refs: Sequence[str], *, from_scratch: bool, history: bool, progress: Progress
) -> Verification:
    index = open_index(chamber.repo.state / INDEX)
    known = {} if from_scratch else index.meta()
    report = Verification()
    if not chamber.settings.get("gov.genesis"):
        report.notices.append(f"no genesis is pinned in this clone; {chamber.chain.repo} is taken on trust")
    _check_constitution(chamber, report)
    _check_against_remotes(chamber, report)
    if history:
        _check_history(chamber, report)
    if _is_known(chamber, known):
        _since(chamber, known, report)
        moves = check_refs(chamber, refs, known)
    else:
        moves = _everything(chamber, index, report, refs, progress)
    _add_moves(report, moves)
    if not refs:
        _check_presence(chamber, report)
    if moves.cut and not report.problems:
        raise Undecided(moves.cut[0], "git fetch --unshallow, then again")
    if not report.problems and not refs:
        _remember(chamber, index, report, moves)
    _check_orders(chamber, report)  # by the clock, so that nothing of it is remembered
    return report


def _check_orders(chamber: Chamber, report: Verification) -> None:
    """Tell what was done under standing orders and not ratified: until the deadline a notice, after it a problem."""
    now = chamber.now()
    for each in unratified(chamber):
        if each.in_breach(now):
            report.problems.append(objection(each, now))
        else:
            report.notices.append(told(each, now))


def _is_known(chamber: Chamber, known: dict[str, str]) -> bool:
    """Say whether an earlier verification found nothing wrong under this very charter."""
    return (
        known.get("verified:charter", "") == chamber.store.tip("charter") and known.get("genesis") == chamber.chain.repo
    )


def _check_constitution(chamber: Chamber, report: Verification) -> None:
    constitution = chamber.constitution
    home = constitution.chain.subject
    _judge(report, [Refusal("", home, objection) for _, objection in constitution.refused], (), ())
    for ruling in constitution.chain.out_of_order:
        report.notices.append(_said(ruling))


def _everything(chamber: Chamber, index: Index, report: Verification, refs: Sequence[str], progress: Progress) -> Moves:
    """Read the whole ledger; git gathers merges and threads check signatures meanwhile, and all is in before we judge."""
    with without_collector(), ThreadPoolExecutor(1) as pool, Checkers(chamber.chain.keys) as checkers:
        way = WholeWay(chamber, refs, pool)
        found = Survey(chamber, checkers)
        moves, rows = way.judge(found.motions), rows_of(chamber, found.floors, verified=True, merged=way.merged)
        if found.settle(progress):
            moves, rows = way.judge(found.motions), rows_of(chamber, found.floors, verified=True, merged=way.merged)
    floors = {(floor.subject, floor.id): floor for floor in found.floors}
    lost_pointers = astray(chamber.chain, found.pointers, lambda commit, thread: floors.get((Oid(commit), thread)))
    _judge(report, found.refused, found.floors, [*found.unopened, *lost_pointers])
    report.enacted.update(_enacted(found.motions))
    lost, unseen = lost_enactments(chamber, found.motions, way.merged)
    report.problems.extend(lost)
    report.notices.extend(unseen)
    report.events, report.motions = found.events, len(found.motions)
    if not report.problems:
        with suppress(UnwritableIndexError):
            index.renew(None, Contents(rows, series_of(found.floors)), derived_from(chamber))
    return moves


def _since(chamber: Chamber, known: dict[str, str], report: Verification) -> None:
    """Check what has been added since the last verification: rooms grew, and every thread that changed is lawful."""
    report.events, report.motions, report.moves = (
        int(known[f"verified {what}"]) for what in ("events", "motions", "moves")
    )
    report.enacted.update(known["verified enactments"].split())
    subjects: set[str] = set()
    back = returned.ids(chamber.repo)
    for room in ROOMS:
        old, new = known.get(f"verified:{room}", ""), chamber.store.tip(room)
        if old == new:
            continue
        for subject, before, after in changes(chamber.repo, old, new):
            subjects.add(subject)
            report.events += len(after - before)
            if dropped := {line for line in before - after if returned.id_of(line) not in back}:
                report.problems.append(_dropped(room, subject, dropped, "since the last verification"))
    lookup = Lookup(chamber)
    for subject in sorted(subjects):
        found = lookup.on(subject)
        report.enacted.update(_enacted(found.motions))
        report.motions += len({motion.id for motion in found.motions} - _opened(chamber, known, subject))
        refused = [Refusal("", subject, objection) for _, objection in found.refused]
        _judge(report, refused, found.floors, [*found.unopened, *lookup.astray(subject)])


def _enacted(motions: Iterable[Motion]) -> Iterator[str]:
    return (record.ref for motion in motions for record in motion.enacted)


def _opened(chamber: Chamber, known: dict[str, str], subject: str) -> set[str]:
    """Return the ids of what stood on a commit when it was last verified, in the rooms that threads are opened in."""
    tips = [tip for room in ("motions", "decisions") if (tip := known.get(f"verified:{room}", ""))]
    return {each for tip in tips for each in named(lines_at(chamber.repo, tip, subject))}


def _judge(
    report: Verification, refused: Iterable[Refusal], floors: Collection[Floor], unopened: Iterable[Ruling]
) -> None:
    for refusal in refused:
        where = f" (in {refusal.room}, on {refusal.subject[:12]})" if refusal.room else f" (on {refusal.subject[:12]})"
        objection = refusal.objection
        if (
            objection.code == "GOV-208"
        ):  # a copy, as a rebase makes them: without effect; a loss shows as a missing parent
            report.notices.append(objection.what)
            continue
        report.problems.append(
            Objection(objection.code, objection.what + where, objection.rule, objection.remedy, objection.records)
        )
    for ruling in unopened:
        _sort(report, ruling)
    for floor in floors:
        for ruling in floor.out_of_order:
            _sort(report, ruling)
    for motion in (motion for floor in floors for motion in floor.motions.values()):
        if motion.decision and motion.decision.contested:
            report.problems.append(
                Objection(
                    "GOV-111",
                    f"{motion.name} has two contradictory announcements",
                    records=(motion.id, motion.decision.id),
                )
            )


def _sort(report: Verification, ruling: Ruling) -> None:
    objection = ruling.objections[0]
    if ruling.event.body is UNKNOWN:
        report.notices.append(
            f"{ruling.event.kind} v{ruling.event.v} {ruling.event.id[:12]} is of a kind that this version does not know: kept, without effect"
        )
    elif objection.code in BROKEN:
        report.problems.append(objection)
    else:
        report.notices.append(_said(ruling))


def _said(ruling: Ruling) -> str:
    event = ruling.event
    return f"{event.kind} {event.id[:12]} by {event.actor} is out of order: {ruling.objections[0]}"


def _check_against_remotes(chamber: Chamber, report: Verification) -> None:
    """Every line that was ever fetched from a remote must still be here."""
    for ref, tip in chamber.repo.refs("refs/gov/remotes/").items():
        name, _, room = ref.removeprefix("refs/gov/remotes/").partition("/rooms/")
        if room in ROOMS and tip != chamber.store.tip(room):
            for subject, here, there in changes(chamber.repo, chamber.store.tip(room), tip):
                if missing := there - here:
                    report.problems.append(
                        _dropped(room, subject, missing, f"though {name} holds them", "git gov sync")
                    )


def _check_history(chamber: Chamber, report: Verification) -> None:
    """Walk every notes commit: none may lack a line that its parent holds."""
    for room in ROOMS:
        for commit, parents in chamber.repo.commits(f"refs/notes/gov/{room}"):
            for parent in parents:
                for subject, before, after in changes(chamber.repo, parent, commit):
                    if dropped := before - after:
                        report.problems.append(_dropped(room, subject, dropped, f"by notes commit {commit[:12]}"))


def _dropped(room: str, subject: str, lines: set[bytes], when: str, remedy: str = "") -> Objection:
    ids = named(lines)
    shown = ", ".join(each[:12] for each in ids[:5]) + (" …" if len(ids) > 5 else "")
    return Objection(
        "GOV-214",
        f"{many(len(lines), 'line')} on {subject[:12]} gone from {room} {when}: {shown}",
        "rooms only grow",
        remedy or "git gov sync brings them back from another clone",
        ids,
    )


def _add_moves(report: Verification, moves: Moves) -> None:
    report.moves += moves.count
    report.refs = len(moves.tips)
    report.problems.extend(moves.problems)
    report.notices.extend(moves.cut)


def _check_presence(chamber: Chamber, report: Verification) -> None:
    """Look for protected refs that are nowhere here; raises `Undecided` in a clone that may only lack a fetch."""
    missing = missing_refs(chamber, report.enacted)
    if missing and chamber.repo.remotes:
        error = why_not_fetched(chamber, missing)
        if not report.problems:
            raise error
        report.notices.append(f"{error.what}: {error.remedy}")
        return
    report.problems.extend(why_gone(ref) for ref in missing)


def _remember(chamber: Chamber, index: Index, report: Verification, moves: Moves) -> None:
    facts = {f"verified:{room}": chamber.store.tip(room) for room in ROOMS}
    facts |= {f"verified:{ref}": oid for ref, oid in moves.tips.items()}
    facts |= {
        "verified events": str(report.events),
        "verified motions": str(report.motions),
        "verified moves": str(report.moves),
        "verified enactments": "\n".join(sorted(report.enacted)),
    }
    with suppress(UnwritableIndexError):
        index_of(chamber)
        index.note(facts)
