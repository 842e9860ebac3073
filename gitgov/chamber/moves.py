"""The moves of protected refs since genesis: each must have been authorised by a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import NamedTuple

from gitgov.chamber.judge import judge_branch_from, onward, tag_facts
from gitgov.chamber.open import Chamber
from gitgov.chamber.used import methods_ever
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.gate.branch import decide_branch
from gitgov.gate.facts import BranchFacts, RefUpdate, Step, Verdict
from gitgov.gate.tag import decide_tag
from gitgov.git.history import Commit, clean_merges, first_parents, is_ancestor, is_cut
from gitgov.git.repository import Repository
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion

Motions = Mapping[str, tuple[Motion, ...]]


@dataclass(slots=True)
class Moves:
    """How many steps were checked, where the refs stand, what nobody authorised, and what a shallow clone cannot tell."""

    count: int = 0
    tips: dict[str, str] = field(default_factory=dict)
    problems: list[Objection] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


def protected_refs(chamber: Chamber, wanted: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    """Return shown name -> (protected ref, where it stands): branches and tags here, and branches as last fetched."""
    charter, found = chamber.chain.charter, {}
    named = (f"refs/heads/{branch.pattern}" for branch in charter.branches if "*" not in branch.pattern)
    for ref in {*chamber.chain.baseline, *named}:
        chamber.repo.tip(ref)  # raises where it cannot be read, which a listing of refs passes over
    for name, oid in chamber.repo.refs("refs/heads/").items() | chamber.repo.refs("refs/tags/").items():
        if charter.protects(name):
            found[name] = (name, str(oid))
    for name, oid in chamber.repo.refs("refs/remotes/").items():
        ref = "refs/heads/" + "/".join(name.split("/")[3:])
        if charter.protects(ref):
            found[name] = (ref, str(oid))
    if unknown := [word for word in wanted if not any(_meant(name, [word]) for name in found)]:
        raise BadInput(f"no protected ref is called {unknown[0]!r} here", f"protected here: {', '.join(sorted(found))}")
    return {name: each for name, each in sorted(found.items()) if not wanted or _meant(name, wanted)}


def _meant(name: str, wanted: Iterable[str]) -> bool:
    return any(name == word or name.split("/", 2)[-1] == word for word in wanted)


class Way(NamedTuple):
    """The way that a protected branch has come: from `start` (nothing: from what other branches hold) to `tip`."""

    ref: str
    start: str
    tip: str
    without: tuple[str, ...]


class Trodden(NamedTuple):
    """What git says of a way: its commits, newest first, and the clean merges of its two-parent ones."""

    commits: tuple[Commit, ...]
    merges: dict[tuple[str, str], str]


def check_refs(chamber: Chamber, wanted: Sequence[str], known: Mapping[str, str]) -> Moves:
    """Check every protected ref from where it was last verified, reading each step's decision from its notes."""
    moves = Moves()
    for name, way in _ways(chamber, wanted, known, moves).items():
        verdict, count = _since(chamber, way)
        moves.count += count
        _report(chamber, moves, name, verdict)
    return moves


class WholeWay:
    """A check of every protected ref from its baseline, whose facts git gathers while others read the ledger."""

    def __init__(self, chamber: Chamber, wanted: Sequence[str], pool: Executor) -> None:
        self.chamber = chamber
        self.plain = Moves()
        self.ways = _ways(chamber, wanted, {}, self.plain)
        distinct = dict.fromkeys(self.ways.values())
        self._trodden = {way: pool.submit(tread, chamber.repo, way) for way in distinct}

    @property
    def merged(self) -> frozenset[str]:
        """What the ways have brought in: each commit on them, and each that was merged."""
        commits = (commit for gathered in self._trodden.values() for commit in gathered.result().commits)
        return frozenset(oid for commit in commits for oid in (commit.oid, *commit.parents[1:]))

    def judge(self, motions: Sequence[Motion]) -> Moves:
        """Judge all steps by the decisions among `motions`."""
        by_head: dict[str, tuple[Motion, ...]] = {}
        for motion in motions:
            if isinstance(motion.question, Merge):
                head = motion.question.head
                by_head[head] = (*by_head.get(head, ()), motion)
        moves = Moves(self.plain.count, self.plain.tips, list(self.plain.problems), list(self.plain.cut))
        for way, gathered in self._trodden.items():
            trodden = gathered.result()
            moves.count += len(trodden.commits)
            verdict = _judged(self.chamber, way, trodden, by_head)
            for name in (name for name, each in self.ways.items() if each == way):
                _report(self.chamber, moves, name, verdict)
        return moves


def tread(repo: Repository, way: Way) -> Trodden:
    """Ask git for the commits and merges of a way. Children only, so any thread may."""
    commits = tuple(first_parents(repo, way.tip, way.without))
    pairs = [(commit.parents[0], commit.parents[1]) for commit in commits if len(commit.parents) == 2]
    return Trodden(commits, dict(clean_merges(repo, pairs)))


def _ways(chamber: Chamber, wanted: Sequence[str], known: Mapping[str, str], moves: Moves) -> dict[str, Way]:
    """List the ways still to be judged by the names of their refs; tags and what is plainly wrong go to `moves`."""
    ways = {}
    for name, (ref, tip) in protected_refs(chamber, wanted).items():
        moves.tips[name] = tip
        if known.get(f"verified:{name}") == tip:
            continue
        if ref.startswith("refs/tags/"):
            _check_tag(chamber, ref, tip, moves)
        elif way := _way(chamber, (name, ref, tip), known.get(f"verified:{name}", ""), moves):
            ways[name] = way
    return ways


def _check_tag(chamber: Chamber, ref: str, tip: str, moves: Moves) -> None:
    if chamber.chain.baseline.get(ref) == tip:
        return
    moves.count += 1
    facts, motions = tag_facts(chamber, tip)
    update = RefUpdate(ref, "0" * len(tip), tip)
    # a key that has been retired since then was good when it signed
    verdicts = [decide_tag(update, facts, motions, step.charter) for step in reversed(chamber.chain.steps)]
    verdict = next((each for each in verdicts if each.allowed), verdicts[0])
    _report(chamber, moves, ref, verdict)


def _way(chamber: Chamber, place: tuple[str, str, str], verified: str, moves: Moves) -> Way | None:
    name, ref, tip = place
    repo, start = chamber.repo, verified or chamber.chain.baseline.get(ref, "")
    if not start:
        return Way(ref, "", tip, tuple(_elsewhere(chamber, ref)))
    if not repo.holds(start):
        what = f"{name} stood at {short(start)}, which is not in this clone"
        remedy = "git fetch; if it stays so, the history was rewritten: who keeps the server?"
        problem = Objection("GOV-141", what, remedy=remedy, records=(start,))
    elif tip == start or (name == ref and is_ancestor(repo, tip, start)):
        return None  # nothing has moved, or this clone has not followed yet
    elif not is_ancestor(repo, start, tip):
        what = f"{name} was rewound or replaced: {short(start)} is no longer in it"
        remedy = "compare with other clones; who keeps the server?"
        problem = Objection("GOV-102", what, remedy=remedy, records=(start, tip))
    else:
        return Way(ref, start, tip, (start,))
    if is_cut(repo, tip):
        moves.cut.append(f"this clone is shallow: its history ends before {short(start)}, where {name} came from")
    else:
        moves.problems.append(problem)
    return None


def _elsewhere(chamber: Chamber, ref: str) -> list[str]:
    charter, chain = chamber.chain.charter, chamber.chain
    tips = [oid for name, oid in chamber.repo.refs("refs/heads/").items() if name != ref and charter.protects(name)]
    return [oid for oid in (*tips, *chain.baseline.values()) if chamber.repo.holds(oid)]


def _since(chamber: Chamber, way: Way) -> tuple[Verdict, int]:
    if way.start:
        return judge_branch_from(chamber, RefUpdate(way.ref, way.start, way.tip))
    commits = first_parents(chamber.repo, way.tip, way.without, messages=False)
    if not commits:
        return Verdict(way.ref), 0
    return judge_branch_from(chamber, RefUpdate(way.ref, _before(commits), way.tip))


def _before(commits: Sequence[Commit]) -> str:
    """Return the commit that the oldest of a way builds on; zeros for a root."""
    return commits[-1].parents[0] if commits[-1].parents else "0" * len(commits[-1].oid)


def _judged(chamber: Chamber, way: Way, trodden: Trodden, by_head: Motions) -> Verdict:
    """Judge a whole way with the decisions at hand."""
    if not trodden.commits:
        return Verdict(way.ref)
    steps = tuple(Step(each.oid, each.parents, each.tree, each.named) for each in trodden.commits)
    merges = trodden.merges | clean_merges(
        chamber.repo,
        [(step.parents[0], step.named) for step in steps if len(step.parents) == 1 and step.named in by_head],
    )
    steps = _found_by_content(chamber, way, steps, by_head, merges)
    update = RefUpdate(way.ref, way.start or _before(trodden.commits), way.tip)
    ahead = onward(chamber, update, steps, by_head)
    return decide_branch(update, BranchFacts(steps, True, merges, frozenset(), chamber.now(), ahead), by_head)


def _found_by_content(
    chamber: Chamber, way: Way, steps: tuple[Step, ...], by_head: Motions, merges: dict[tuple[str, str], str]
) -> tuple[Step, ...]:
    """Name the heads of squashes that carry no trailer, as a host's button makes them; adds the merges it tried.

    A head that no other step uses goes first; what is left then uses a decision again, and is to be judged as that.
    """
    nameless = [step for step in steps if len(step.parents) == 1 and not step.named and step.commit not in by_head]
    if not nameless or "squash" not in methods_ever(chamber, way.ref):
        return steps
    heads = [head for head, motions in by_head.items() if any(carried(each, way.ref) for each in motions)]
    elsewhere = {head for step in steps for head in (*step.parents[1:], step.named, step.commit)}
    named: dict[str, str] = {}
    for candidates in (
        [head for head in heads if head not in elsewhere],
        [head for head in heads if head in elsewhere],
    ):
        left = [step for step in nameless if step.commit not in named]
        tried = clean_merges(chamber.repo, [(step.parents[0], head) for step in left for head in candidates])
        merges |= tried
        for step in reversed(left):
            fitting = [head for head in candidates if tried[step.parents[0], head] == step.tree]
            free = [head for head in fitting if head not in named.values()]
            if fitting:
                named[step.commit] = (free or fitting)[0]
    return tuple(step._replace(named=named.get(step.commit, step.named)) for step in steps)


def carried(motion: Motion, ref: str) -> bool:
    """Say whether a motion lets something into a ref."""
    return motion.target == ref and motion.decision is not None and motion.decision.carried


_BY_MERGE = frozenset({"GOV-107", "GOV-108"})
"""What the gate says of merges, which come out otherwise where the history that they need is not here."""


def _report(chamber: Chamber, moves: Moves, name: str, verdict: Verdict) -> None:
    for objection in verdict.objections:
        if objection.code in _BY_MERGE and is_cut(chamber.repo, moves.tips[name]):
            moves.cut.append(f"this clone is shallow: it may lack what {name} was merged from: {objection.what}")
            continue
        moves.problems.append(objection._replace(what=f"{name}: {objection.what}"))
