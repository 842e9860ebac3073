"""Every movement of a protected branch with what let it happen: a decision, a standing order, or nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitgov.chamber.judge import judge_branch_from
from gitgov.chamber.measured import quality_of
from gitgov.chamber.open import Chamber, authority_of
from gitgov.chamber.orders import lawful
from gitgov.chamber.reads import find_matter
from gitgov.chamber.ways import Place, baselines, chosen, protected_refs
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate, Verdict
from gitgov.gate.quality import Asked, asked_by
from gitgov.gate.relied import Relied, relied_on
from gitgov.gate.signed import protection
from gitgov.git.history import Commit, committed_at, first_parents, is_ancestor, stood, unstood
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge


class Movement(NamedTuple):
    """A step of a branch, or a place that it left: when git says so, and the motion or the order behind it, or what is wrong.

    `asked` is what quality the charter asked for of what came in, `records` and `waivers` the ids of what it came in by.
    """

    ref: str
    at: int
    old: str
    new: str
    motion: str
    words: str
    objection: Objection | None = None
    asked: Asked | None = None
    records: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()


def audit(chamber: Chamber, wanted: Sequence[str] = (), since: int = 0) -> list[Movement]:
    """List the movements of protected branches since an instant, branch by branch and oldest first; of all that are here, unless some are named."""
    found = chosen(protected_refs(chamber), wanted)
    places = [Place(name, *each) for name, each in found.items() if each[0].startswith("refs/heads/")]
    if not wanted:
        here = {each.ref for each in places if each.name == each.ref}
        places = [each for each in places if each.name == each.ref or each.ref not in here]
    ways = _ways(chamber)
    newest_first = ((*_left(chamber, each, since), *_steps(chamber, each, ways[each.name], since)) for each in places)
    return _with_records(chamber, [row for rows in newest_first for row in reversed(rows)])


def _with_records(chamber: Chamber, rows: list[Movement]) -> list[Movement]:
    """Add what was measured of what came in, and waived for it, where charters asked for that."""
    contents = [each.asked.content for each in rows if each.asked]
    if not contents:
        return rows
    quality, now = quality_of(chamber, contents), chamber.now()
    found = ((each, relied_on(each.asked, quality, now, back=True) if each.asked else Relied()) for each in rows)
    return [each._replace(records=relied.records, waivers=relied.waivers) for each, relied in found]


def _ways(chamber: Chamber) -> dict[str, list[Commit]]:
    """Return for each branch by its name here the commits that it had to come by since it was protected, newest first.

    One without a baseline has come from where others had stood: from those that have one, then from those that come from these.
    """
    settled = {ref: str(oid) for ref, oid in baselines(chamber).items()}
    places = [Place(name, *each) for name, each in protected_refs(chamber).items() if each[0].startswith("refs/heads/")]
    found = {
        each.name: first_parents(chamber.repo, each.tip, [settled[each.ref]]) for each in places if each.ref in settled
    }
    sound = {each.tip for each in places if each.name in found}
    left, before = [each for each in places if each.name not in found], 0
    while len(left) != before:
        stood = sorted(sound)
        found |= {each.name: unstood(chamber.repo, each.tip, stood, sorted({*settled.values()})) for each in left}
        lawful = [each for each in left if _judged(chamber, each, found[each.name]).allowed]
        sound.update(each.tip for each in lawful)
        left, before = [each for each in left if each not in lawful], len(left)
    return found


def _judged(chamber: Chamber, place: Place, commits: list[Commit]) -> Verdict:
    if not commits:
        return Verdict(place.ref)
    return judge_branch_from(chamber, RefUpdate(place.ref, _before(commits[-1]), place.tip), back=True)[0]


def _steps(chamber: Chamber, place: Place, commits: list[Commit], since: int) -> Iterator[Movement]:
    """Yield the steps along first parents since the branch was protected; a wrong one leaves the others accounted for."""
    verdict = _judged(chamber, place, commits)
    for number, step in enumerate(commits):
        at = committed_at(chamber.repo, step.oid)
        if at < since:
            continue
        if verdict.allowed:
            behind = verdict.by[bisect_right(verdict.since, number) - 1] if verdict.by else ""
            yield _accounted(chamber, place, step, at, behind)
        else:
            yield _alone(chamber, place, step, at)


def _alone(chamber: Chamber, place: Place, step: Commit, at: int) -> Movement:
    """Judge a step by itself."""
    verdict, _ = judge_branch_from(chamber, RefUpdate(place.ref, _before(step), step.oid), back=True)
    if verdict.allowed:
        return _accounted(chamber, place, step, at, verdict.by[0] if verdict.by else "")
    return Movement(place.name, at, _before(step), step.oid, "", "", verdict.objections[0])


def _accounted(chamber: Chamber, place: Place, step: Commit, at: int, motion: str) -> Movement:
    if not motion:
        return Movement(place.name, at, _before(step), step.oid, "", "from what another protected branch has")
    by = find_matter(chamber, motion).motion
    order = lawful(chamber, motion)
    words = f"{by.text}, under the standing order {order.order.name}" if order else by.text
    asked = _asked(authority_of(chamber, by), place.ref, _before(step))
    return Movement(place.name, at, _before(step), step.oid, by.name, words, asked=asked)


def _asked(authority: Authority, ref: str, onto: str) -> Asked | None:
    names, question = protection(authority, ref).ctqs, authority.question
    return asked_by(authority, names, question.head, onto) if names and isinstance(question, Merge) else None


def _left(chamber: Chamber, place: Place, since: int) -> Iterator[Movement]:
    """Yield where the branch stood, by this repository's reflog, that it does not hold any more."""
    for at, old, new in stood(chamber.repo, place.name):
        if at < since or not chamber.repo.holds(old) or is_ancestor(chamber.repo, old, place.tip):
            continue
        what = f"{place.name} stood at {short(old)}, and does not hold it any more"
        problem = Objection("GOV-674", what, remedy=f"git log {short(old)} shows what went; who keeps this repository?")
        yield Movement(place.name, at, old, new, "", "", problem)


def _before(step: Commit) -> str:
    return step.parents[0] if step.parents else "0" * len(step.oid)
