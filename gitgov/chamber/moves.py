"""The moves of protected refs since genesis: each must have been authorised by a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

from gitgov.chamber.candidates import Reviews
from gitgov.chamber.done import Merged, merged_heads, published
from gitgov.chamber.incoming import authors, before, entries_of, octopuses, onward, rebases, upon
from gitgov.chamber.judge import judge_branch_from, tag_facts
from gitgov.chamber.lost import moved_tag
from gitgov.chamber.measured import quality_for_branch
from gitgov.chamber.open import Chamber, invocations_here
from gitgov.chamber.ordering import ahead_on_the_way
from gitgov.chamber.required import changed_on_the_way
from gitgov.chamber.signed import signatures_of
from gitgov.chamber.used import had_below, methods_ever
from gitgov.chamber.ways import Judged, Moves, Place, Way, account, chosen, commits_of, find_ways, protected_refs
from gitgov.gate.branch import decide_branch
from gitgov.gate.facts import BranchFacts, RefUpdate, Step, Verdict
from gitgov.gate.tag import account_for_tag, standing
from gitgov.git.history import Commit, is_cut
from gitgov.git.merging import adds_nothing, clean_merges
from gitgov.git.repository import Repository
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion

Motions = Mapping[str, tuple[Authority, ...]]
Stand = Mapping[str, tuple[str, str]]
"""Shown name -> (protected ref, where it stands)."""


class Trodden(NamedTuple):
    """What git says of a way: its commits, newest first, and the clean merges of its two-parent ones."""

    commits: tuple[Commit, ...]
    merges: dict[tuple[str, str], str]


def check_refs(chamber: Chamber, wanted: Sequence[str], known: Mapping[str, str], stand: Stand | None = None) -> Moves:
    """Check every protected ref from where it was last verified, reading each step's decision from its notes.

    `stand` says where they do, if not as they are here.
    """
    plain = Plain(chamber, wanted, known, stand)
    return plain.with_ways(account(chamber.repo, plain.ways, lambda way: _since(chamber, way)))


class Plain:
    """What is plain before any way is judged: where the wanted refs stand, how the tags are, which branches were rewound.

    Branches that nobody asks for are looked at too, if one that has no start may need them to vouch for it.
    """

    def __init__(
        self, chamber: Chamber, wanted: Sequence[str], known: Mapping[str, str], stand: Stand | None = None
    ) -> None:
        self.chamber = chamber
        found = protected_refs(chamber) if stand is None else stand
        self.moves = Moves(tips={name: tip for name, (_, tip) in chosen(found, wanted).items()})
        aside, places = Moves(), (Place(name, *each) for name, each in found.items())
        self.ways = find_ways(chamber, places, known, lambda name: self.moves if name in self.moves.tips else aside)
        ours = {name: way for name, way in self.ways.by_name.items() if name in self.moves.tips}
        if all(way.start for way in ours.values()):
            self.ways.by_name = ours
        reviews = Reviews(chamber)
        for name, tip in self.moves.tips.items():
            stood = known.get(f"verified:{name}", "")
            if name.startswith("refs/tags/") and stood != tip:
                _check_tag(chamber, (name, tip), self.moves, reviews)
                self.moves.problems += [moved_tag(name, stood, tip)] if stood else []

    def with_ways(self, judged: Mapping[str, Judged]) -> Moves:
        """Add what the gate says of the ways."""
        plain = self.moves
        moves = Moves(plain.count, plain.tips, list(plain.problems), list(plain.cut))
        ours = {name: each for name, each in judged.items() if name in plain.tips}
        moves.count += sum({self.ways.by_name[name]: each.steps for name, each in ours.items()}.values())
        for name, each in ours.items():
            unstarted = not self.ways.by_name[name].start
            _report(self.chamber, moves, name, each.verdict, unstarted=unstarted)
        return moves


class WholeWay:
    """A check of every protected ref from its baseline, whose facts git gathers while others read the ledger."""

    def __init__(self, chamber: Chamber, wanted: Sequence[str], pool: Executor) -> None:
        self.chamber = chamber
        self.plain = Plain(chamber, wanted, {})
        ways = (*self.plain.ways.started, *self.plain.ways.unstarted)
        self._trodden = {way: pool.submit(tread, chamber.repo, way) for way in ways}

    @property
    def brought(self) -> dict[str, set[str]]:
        """What the ways of each branch have brought in: the commits on them, and those that were merged."""
        found: dict[str, set[str]] = {}
        for way, gathered in self._trodden.items():
            commits = gathered.result().commits
            found.setdefault(way.ref, set()).update(oid for each in commits for oid in (each.oid, *each.parents[1:]))
        return found

    @property
    def merged(self) -> Merged:
        """What has come into each branch where others see it: by these ways, unless one is of what was not pushed yet."""
        if all(way.tip in published(self.chamber, way.ref).values() for way in self._trodden):
            return {ref: frozenset(heads) for ref, heads in self.brought.items()}
        return merged_heads(self.chamber)

    def judge(self, motions: Sequence[Motion]) -> Moves:
        """Judge all steps by the decisions among `motions`, and by the standing orders that were invoked."""
        by_head: dict[str, tuple[Authority, ...]] = {}
        found: list[Authority] = [*motions, *invocations_here(self.chamber)]
        for each in found:
            if isinstance(each.question, Merge):
                head = each.question.head
                by_head[head] = (*by_head.get(head, ()), each)
        for each in motions:  # what else was decided about them
            commit = getattr(each.question, "commit", "")
            if not isinstance(each.question, Merge) and commit in by_head:
                by_head[commit] = (*by_head[commit], each)

        def judged(way: Way) -> Judged:
            gathered = self._trodden.get(way)  # none for a way that is longer than hoped for
            trodden = gathered.result() if gathered else tread(self.chamber.repo, way)
            return Judged(_judged(self.chamber, way, trodden, by_head), len(trodden.commits))

        return self.plain.with_ways(account(self.chamber.repo, self.plain.ways, judged))


def tread(repo: Repository, way: Way) -> Trodden:
    """Ask git for the commits and merges of a way. Children only, so any thread may."""
    commits = tuple(commits_of(repo, way))
    pairs = [(commit.parents[0], commit.parents[1]) for commit in commits if len(commit.parents) == 2]
    return Trodden(commits, dict(clean_merges(repo, pairs)))


def _check_tag(chamber: Chamber, held: tuple[str, str], moves: Moves, reviews: Reviews) -> None:
    ref, tip = held
    if chamber.chain.baseline.get(ref) == tip:
        return
    moves.count += 1
    facts, motions = tag_facts(chamber, tip, reviews)
    update = RefUpdate(ref, "0" * len(tip), tip)
    verdict = standing(account_for_tag(update, facts, motions, chamber.chain.charters))
    _report(chamber, moves, ref, verdict)


def _since(chamber: Chamber, way: Way) -> Judged:
    if way.start:
        return Judged(*judge_branch_from(chamber, RefUpdate(way.ref, way.start, way.tip), back=True))
    commits = commits_of(chamber.repo, way, messages=False)
    if not commits:
        return Judged(Verdict(way.ref), 0)
    return Judged(*judge_branch_from(chamber, RefUpdate(way.ref, _before(commits), way.tip), back=True))


def _before(commits: Sequence[Commit]) -> str:
    """Return the commit that the oldest of a way builds on; zeros for a root."""
    return commits[-1].parents[0] if commits[-1].parents else "0" * len(commits[-1].oid)


def _judged(chamber: Chamber, way: Way, trodden: Trodden, by_head: Motions) -> Verdict:
    """Judge a whole way with the decisions at hand."""
    if not trodden.commits:
        return Verdict(way.ref)
    steps = tuple(Step(each.oid, each.parents, each.tree, each.named) for each in trodden.commits)
    merges = trodden.merges | octopuses(chamber, way.ref, steps, by_head)
    named = _found_by_content(chamber, way, trodden.commits, by_head, merges)
    steps = tuple(step._replace(named=named.get(step.commit, step.named)) for step in steps)
    copies = [(step.parents[0], step.named) for step in steps if len(step.parents) == 1 and step.named in by_head]
    merges |= clean_merges(chamber.repo, [pair for pair in dict.fromkeys(copies) if pair not in merges])
    update = RefUpdate(way.ref, way.start or _before(trodden.commits), way.tip)
    series = rebases(chamber, way.ref, steps, by_head)
    pairs = [*merges, *upon(steps, series)]
    first = ahead_on_the_way(chamber, way.ref, steps, pairs, by_head)
    entries = entries_of(steps, pairs, by_head, first)
    ahead, wrote = onward(chamber, update, steps, by_head), authors(chamber, entries, by_head)
    held = before(chamber, way.ref, entries, by_head, first)
    who = signatures_of(chamber, update, steps, by_head)
    changed, quality = (
        changed_on_the_way(chamber, way.ref, steps, merges),
        quality_for_branch(chamber, way.ref, by_head, pairs),
    )
    facts = BranchFacts(
        steps, True, merges, frozenset(), chamber.now(), ahead, wrote, held, series, who, True, first, changed, quality
    )
    facts = facts._replace(had=had_below(chamber, way.ref, steps, series, by_head))
    return decide_branch(update, facts, by_head)


def _found_by_content(
    chamber: Chamber, way: Way, commits: Sequence[Commit], by_head: Motions, merges: dict[tuple[str, str], str]
) -> dict[str, str]:
    """Name the heads of squashes and rebases that carry no trailer, as a host's button makes them; adds the merges it tried.

    A head that no other step uses goes first; what is left then uses a decision again, and is to be judged as that.
    """
    nameless = [each for each in commits if len(each.parents) == 1 and not each.named and each.oid not in by_head]
    methods = methods_ever(chamber, way.ref) if nameless else frozenset()
    if not methods & {"squash", "rebase"}:
        return {}
    heads = [head for head, motions in by_head.items() if any(carried(each, way.ref) for each in motions)]
    elsewhere = {head for each in commits for head in (*each.parents[1:], each.named, each.oid)}
    fresh, again = [each for each in heads if each not in elsewhere], [each for each in heads if each in elsewhere]
    named: dict[str, str] = {}
    if "rebase" in methods:
        from gitgov.chamber.rebasing import name_rebases  # noqa: PLC0415 - few bodies rebase

        known = [head for head in (*fresh, *again) if chamber.repo.holds(head)]
        rebased = name_rebases(chamber, nameless, known, fresh)
        named = rebased.heads
        nameless = [each for each in nameless if each.oid not in rebased.below]
    for candidates in (fresh, again) if "squash" in methods else ():
        left = [each for each in nameless if each.oid not in named and not adds_nothing(chamber.repo, each)]
        tried = clean_merges(chamber.repo, [(each.parents[0], head) for each in left for head in candidates])
        merges |= tried
        for each in reversed(left):
            fitting = [head for head in candidates if tried[each.parents[0], head] == each.tree]
            free = [head for head in fitting if head not in named.values()]
            if fitting:
                named[each.oid] = (free or fitting)[0]
    return named


def carried(authority: Authority, ref: str) -> bool:
    """Say whether a motion, or a standing order, lets something into a ref."""
    decided = isinstance(authority, Invocation) or (authority.decision is not None and authority.decision.carried)
    return authority.target == ref and decided


_BY_MERGE = frozenset(
    {
        "GOV-186",
        "GOV-187",
        "GOV-188",
        "GOV-107",
        "GOV-108",
        "GOV-178",
        "GOV-179",
        "GOV-117",
        "GOV-118",
        "GOV-119",
        "GOV-120",
        "GOV-558",
    }
)
"""What the gate says of merges, rebases and their order, which come out otherwise where the history that they need is not here."""


def _report(chamber: Chamber, moves: Moves, name: str, verdict: Verdict, *, unstarted: bool = False) -> None:
    for objection in verdict.objections:
        if objection.code in _BY_MERGE and is_cut(chamber.repo, moves.tips[name]):
            moves.cut.append(f"this clone is shallow: it may lack what {name} was merged from: {objection.what}")
        elif unstarted and is_cut(chamber.repo, moves.tips[name]):
            moves.cut.append(f"this clone is shallow: it may lack what {name} was created from: {objection.what}")
        else:
            moves.problems.append(objection._replace(what=f"{name}: {objection.what}"))
