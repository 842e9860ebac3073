"""Measuring what has just come into a branch, each step by itself, and putting that on record.

A step that has such a record is not measured again, and what is missing is found the next time: whoever is killed loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber import clock
from gitgov.chamber.acts import Actor
from gitgov.chamber.commits import commit_of
from gitgov.chamber.judge import judge_branch_from
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.chamber.reads import find_matter
from gitgov.chamber.recorded import recorded
from gitgov.chamber.recording import server_recorder
from gitgov.chamber.taking import Sourced, charted_rows, record
from gitgov.core.amounts import with_unit
from gitgov.core.errors import BadInput, GitgovError
from gitgov.core.ids import short
from gitgov.gate.facts import RefUpdate
from gitgov.git.history import fork, shallow_ends
from gitgov.git.logged import logged
from gitgov.git.paircache import PairCache
from gitgov.git.replays import Made
from gitgov.git.stepfacts import replayed, sized
from gitgov.procedure.motions.merge import Merge
from gitgov.quality.events import Measured
from gitgov.quality.measures.accepted import Accepted, readings_of
from gitgov.quality.measures.facts import Commit, Size
from gitgov.quality.measures.history import Step, history_of
from gitgov.quality.showing import shown

MOST = 20
"""So many steps are measured at once, the newest ones: who pushed waits for it."""
_ALWAYS = "merge_lines"
"""What is measured of every step, and of nothing but a step: by it a record is known."""
SOURCE = "git, of this step alone"


class Told(NamedTuple):
    """What came of measuring a branch: for each step the record and what it says, or why there is none."""

    ref: str
    records: tuple[tuple[str, str, list[Measured]], ...] = ()
    error: GitgovError | None = None


def measure_here(start: Path, now: Callable[[], int] = clock.now) -> Iterator[Told]:
    """Measure what a server's protected branches have accepted, in the name of the member whose key its own settings name."""
    chamber = open_chamber(start, now=now)
    actor = server_recorder(chamber)
    for ref, tip in chamber.repo.refs("refs/heads/").items():
        if chamber.chain.charter.branch(ref):
            yield measure_accepted(chamber, actor, ref, tip, chamber.chain.baseline.get(ref, ""))
            chamber = reopened(chamber)


def measure_accepted(chamber: Chamber, actor: Actor | None, ref: str, tip: str, start: str) -> Told:
    """Measure the steps of a branch after `start` that nobody has measured, and record them; what hinders it is part of the answer."""
    steps = unmeasured(chamber, tip, start)
    if not steps:
        return Told(ref)
    if actor is None:
        what = f"no member's key signs here, so that nothing of {short(tip)} is measured"
        return Told(ref, error=BadInput(what, "git config gov.key FILE, with the key of a member who measures"))
    done: list[tuple[str, str, list[Measured]]] = []
    try:
        for each in accepted(chamber, ref, steps):
            oid = each.step.commit.oid
            rows = charted_rows(chamber, [Sourced(reading, SOURCE) for reading in readings_of(each)], oid)
            done.append((oid, record(chamber, actor, oid, rows).id, rows))
    except GitgovError as error:
        return Told(ref, tuple(done), error)
    return Told(ref, tuple(done))


def unmeasured(chamber: Chamber, tip: str, start: str) -> list[str]:
    """Return the newest steps of a branch that nobody has measured, the oldest first: back to one that was, or to `start`."""
    found: list[str] = []
    oid = tip
    while oid not in {"", start} and len(found) < MOST and not _is_measured(chamber, oid):
        found.append(oid)
        oid = next(iter(chamber.repo.parents(oid)), "") if chamber.repo.holds_commit(oid) else ""
    return found[::-1]


def _is_measured(chamber: Chamber, oid: str) -> bool:
    return any(row.metric == _ALWAYS for rows in recorded(chamber, (oid,)).values() for row in rows)


def accepted(chamber: Chamber, ref: str, oids: Sequence[str]) -> Iterator[Accepted]:
    """Collect what git tells of steps that follow one another, the oldest first: one child for each sort of fact."""
    repo, cache = chamber.repo, PairCache(chamber.repo)
    before = repo.parents(oids[0])[:1]
    log = logged(repo, [oids[-1], *(f"^{each}" for each in before)])
    steps = [_related(chamber, each) for each in history_of(oids[-1], map(commit_of, log), shallow_ends(repo)).steps]
    trees = {each.oid: each.tree for each in log}
    plain = (each.commit for each in steps if _is_plain(each))
    merges = [Made(each.oid, each.parents[0], each.parents[1], trees[each.oid]) for each in plain]
    replays = replayed(repo, cache, merges)
    sizes = sized(repo, cache, [(each.commit.oid, each.commit.parents[0]) for each in steps if each.commit.parents])
    for step in steps:
        oid = step.commit.oid
        size = Size(sizes[oid].files, sizes[oid].lines) if oid in sizes else None
        yield Accepted(step, step.brought or _squashed(chamber, ref, step), size, replays.get(oid, ""))


def _related(chamber: Chamber, step: Step) -> Step:
    """Say of a merge whether its sides share anything: what they share was not read."""
    return step._replace(
        related=all(fork(chamber.repo, step.commit.parents[0], each) for each in step.commit.parents[1:])
    )


def _is_plain(step: Step) -> bool:
    return len(step.commit.parents) == 2 and step.related and step.whole


def _squashed(chamber: Chamber, ref: str, step: Step) -> tuple[Commit, ...]:
    """Return the commits of the head that a step squashes, by the decision that let it in; none where it is none."""
    if len(step.commit.parents) != 1:
        return ()
    old, oid = step.commit.parents[0], step.commit.oid
    verdict, _ = judge_branch_from(chamber, RefUpdate(ref, old, oid), back=True)
    if not verdict.allowed or not verdict.by:
        return ()
    question = find_matter(chamber, verdict.by[0]).motion.question
    head = question.head if isinstance(question, Merge) else ""
    if head in {"", oid} or not chamber.repo.holds_commit(head):
        return ()
    return tuple(map(commit_of, logged(chamber.repo, [head, f"^{old}"])))


def said(told: Told) -> list[str]:
    """Say what came of measuring a branch, a line each."""
    name = told.ref.removeprefix("refs/heads/")
    rows = [
        f"{name} at {short(oid)}: {', '.join(_value(each) for each in rows)} ({short(record)})"
        for oid, record, rows in told.records
    ]
    if told.error:
        rows.append(f"{name}: {told.error.what}; next: {told.error.remedy}")
    return rows


def _value(row: Measured) -> str:
    value = with_unit(shown(row.value), row.unit) if row.value else "no data"
    return f"{row.metric} {value}" + (f", {row.judged}" if row.judged == "missed" else "")
