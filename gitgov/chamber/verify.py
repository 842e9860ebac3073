"""Verification: every decision, and every move of a protected ref since genesis, derived again from raw signed lines.

Offline. A first pass reads everything; later ones rely on what the index says was verified, and look only at what has
been added since: a room by its notes commit, a ref by where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from gitgov.chamber import returned
from gitgov.chamber.derived import INDEX, VERIFIED, Grandfathered, state_of
from gitgov.chamber.deriving import rows_of
from gitgov.chamber.grandfathered import grandfathered
from gitgov.chamber.grown import dropped, lost_on_the_way, lost_since_fetched
from gitgov.chamber.indexing import derived_from, index_of
from gitgov.chamber.lost import lost_enactments, missing_refs, moved_tags, why_gone, why_not_fetched
from gitgov.chamber.moves import WholeWay, check_refs
from gitgov.chamber.open import Chamber
from gitgov.chamber.orders import objection, told, unratified
from gitgov.chamber.pointed import Lookup, astray
from gitgov.chamber.rooms import changes, lines_at, named
from gitgov.chamber.summarising import series_of
from gitgov.chamber.survey import Progress, Refusal, Survey, without_collector
from gitgov.chamber.verification import Verification, said
from gitgov.chamber.ways import Moves
from gitgov.core.errors import Undecided
from gitgov.core.ids import Oid
from gitgov.git.checking import Checkers
from gitgov.git.index import Contents, DamagedIndexError, Index, UnwritableIndexError, discard, open_index
from gitgov.ledger.event import ABOVE, ROOMS
from gitgov.ledger.store import Wanted, whatever
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Motion


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
    report.problems.extend(lost_since_fetched(chamber))
    if history:
        report.problems.extend(lost_on_the_way(chamber))
    if _is_known(chamber, known):
        lookup = Lookup(chamber)
        _since(chamber, known, report, lookup)
        _check_receipts(chamber, report, known, lookup.floors_on)
        moves = check_refs(chamber, refs, known)
    else:
        moves = _everything(chamber, index, report, refs, progress)
        report.before = grandfathered(chamber)
    report.add(moves)
    if not refs:
        _check_presence(chamber, report)
    if moves.cut and not report.problems:
        raise Undecided(moves.cut[0], "git fetch --unshallow, then again")
    if not report.problems and not refs:
        _remember(chamber, index, report, moves)
    _check_orders(chamber, report)  # by the clock, so that nothing of it is remembered
    return report


def _check_receipts(
    chamber: Chamber, report: Verification, known: Mapping[str, str], on: Callable[[set[str]], Iterable[Floor]]
) -> None:
    """Ask of what the keeper took in whether it should have; `on` finds the floors on some commits."""
    if not chamber.chain.keepers:
        return
    from gitgov.chamber.receipts import read_receipts, why_not_taken  # noqa: PLC0415 - most keepers do not sign

    receipts = read_receipts(chamber, {room: known.get(f"receipts:{room}", "") for room in ROOMS})
    floors = on(receipts.subjects)
    report.problems.extend(receipts.problems)
    report.problems.extend(why_not_taken(floors, receipts, chamber.chain.charter.clock_skew))
    report.notices.extend(receipts.notices)
    report.receipts = receipts.read


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
    report.judge(Refusal("", home, objection) for _, objection in constitution.refused)
    report.notices.extend(map(said, constitution.chain.out_of_order))


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
    report.judge(found.refused, found.floors, [*found.unopened, *lost_pointers])
    report.enacted.update(_enacted(found.motions))
    lost, unseen = lost_enactments(chamber, found.motions, way.brought)
    report.problems.extend([*lost, *moved_tags(chamber, found.motions)])
    report.notices.extend(unseen)
    report.events, report.motions = found.events, len(found.motions)
    report.events += sum(_check_above(chamber, report, room) for room in ABOVE)
    _check_receipts(chamber, report, {}, lambda _: found.floors)
    if not report.problems:
        with suppress(UnwritableIndexError):
            index.renew(None, Contents(rows, series_of(found.floors)), derived_from(chamber))
    return moves


def _since(chamber: Chamber, known: dict[str, str], report: Verification, lookup: Lookup) -> None:
    """Check what has been added since the last verification: rooms grew, and every thread that changed is lawful."""
    report.events, report.motions, report.moves = (
        int(known[f"verified {what}"]) for what in ("events", "motions", "moves")
    )
    report.enacted.update(known["verified enactments"].split())
    counts = known.get("verified before", "").split()
    report.before = Grandfathered(*map(int, counts)) if counts else grandfathered(chamber)
    subjects: set[str] = set()
    rooms: dict[bytes, str] = {}
    back = returned.ids(chamber.repo)
    for room in ROOMS:
        old, new = known.get(f"verified:{room}", ""), chamber.store.tip(room)
        if old == new:
            continue
        for subject, before, after in changes(chamber.repo, old, new):
            subjects.add(subject)
            rooms |= dict.fromkeys(after - before, room)
            report.events += len(after - before)
            if gone := {line for line in before - after if returned.id_of(line) not in back}:
                report.problems.append(dropped(room, subject, gone, "since the last verification"))
    for subject in sorted(subjects):
        found = lookup.on(subject)
        report.enacted.update(_enacted(found.motions))
        report.motions += len({motion.id for motion in found.motions} - _opened(chamber, known, subject))
        told = (
            found.refused if subject != chamber.chain.subject else ()
        )  # what is on the charter's commit is told with it
        refused = [Refusal(rooms.get(line, ""), subject, objection) for line, objection in told]
        report.judge(refused, found.floors, [*found.unopened, *lookup.astray(subject)])
    untrue = bool(known.get("verified untrue"))
    for room in ABOVE:
        if known.get(f"verified:{room}", "") != chamber.store.tip(room) or untrue:
            _check_above(chamber, report, room, subjects.__contains__, again=untrue)


def _check_above(
    chamber: Chamber, report: Verification, room: str, wanted: Wanted = whatever, *, again: bool = False
) -> int:
    """Check a room above procedure, or what lies there on the commits that are `wanted`; returns how many events it read.

    `again` asks of all reviews and judgements, not just of those there, whether they say what follows: some did not.
    """
    if not chamber.store.tip(room):
        return 0
    from gitgov.chamber.threads import survey  # noqa: PLC0415 - many bodies have none

    found = survey(chamber, room, wanted)
    report.judge(found.refused, (), found.rulings)
    if room == "sprints":
        from gitgov.chamber.reviewing import untrue  # noqa: PLC0415 - as above
        from gitgov.chamber.scrums import unfounded_among  # noqa: PLC0415 - as above
        from gitgov.chamber.sprints import read_board  # noqa: PLC0415 - as above

        threads = read_board(chamber).threads if again else found.threads
        _tell_untrue(report, [*untrue(chamber, threads), *unfounded_among(chamber, threads)])
    if room == "metrics":
        from gitgov.chamber.metrics import read_metrics  # noqa: PLC0415 - as above
        from gitgov.chamber.rejudging import unfounded  # noqa: PLC0415 - as above

        threads = read_metrics(chamber, "improvement.proposed").threads if again else found.threads
        _tell_untrue(report, unfounded(chamber, threads))
    return found.events


def _tell_untrue(report: Verification, said: list[str]) -> None:
    report.untrue.extend(said)
    report.notices.extend(said)


def _enacted(motions: Iterable[Motion]) -> Iterator[str]:
    return (record.ref for motion in motions for record in motion.enacted)


def _opened(chamber: Chamber, known: dict[str, str], subject: str) -> set[str]:
    """Return the ids of what stood on a commit when it was last verified, in the rooms that threads are opened in."""
    tips = [tip for room in ("motions", "decisions") if (tip := known.get(f"verified:{room}", ""))]
    return {each for tip in tips for each in named(lines_at(chamber.repo, tip, subject))}


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
    facts |= {f"receipts:{room}": commit for room, commit in report.receipts.items()}
    facts |= {
        "verified events": str(report.events),
        "verified motions": str(report.motions),
        "verified moves": str(report.moves),
        "verified refs": str(report.refs),
        "verified before": f"{report.before.commits} {report.before.tags}",
        "verified enactments": "\n".join(sorted(report.enacted)),
        "verified untrue": "yes" if report.untrue else "",
    }
    with suppress(UnwritableIndexError):
        index_of(chamber)
        index.note(facts | {VERIFIED: "" if report.notices else state_of(chamber.repo)})
