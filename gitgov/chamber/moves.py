"""The moves of protected refs since genesis: each must have been authorised by a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gitgov.chamber.judge import judge_branch_from, tag_facts
from gitgov.chamber.open import Chamber
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.gate.decide import decide_branch, decide_tag
from gitgov.gate.facts import BranchFacts, RefUpdate, Step, Verdict
from gitgov.git.history import clean_merges, first_parents, is_ancestor
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion

Motions = Mapping[str, tuple[Motion, ...]]


@dataclass(slots=True)
class Moves:
    """How many steps were checked, where the refs stand, and what nobody authorised."""

    count: int = 0
    tips: dict[str, str] = field(default_factory=dict)
    problems: list[Objection] = field(default_factory=list)


def protected_refs(chamber: Chamber, wanted: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    """Return shown name -> (protected ref, where it stands): branches and tags here, and branches as last fetched."""
    charter, found = chamber.chain.charter, {}
    for name, oid in chamber.repo.refs("refs/heads/").items() | chamber.repo.refs("refs/tags/").items():
        if charter.protects(name):
            found[name] = (name, str(oid))
    for name, oid in chamber.repo.refs("refs/remotes/").items():
        ref = "refs/heads/" + "/".join(name.split("/")[3:])
        if charter.protects(ref):
            found[name] = (ref, str(oid))
    return {name: each for name, each in sorted(found.items()) if not wanted or _meant(name, wanted)}


def _meant(name: str, wanted: Iterable[str]) -> bool:
    return any(name == word or name.split("/", 2)[-1] == word for word in wanted)


def check_refs(chamber: Chamber, wanted: Sequence[str], known: Mapping[str, str], motions: Motions | None) -> Moves:
    """Check every protected ref, from its baseline or from where it was last verified.

    `motions` by subject serve a whole pass; without them, each step's are read from its notes.
    """
    moves = Moves()
    for name, (ref, tip) in protected_refs(chamber, wanted).items():
        moves.tips[name] = tip
        if known.get(f"verified:{name}") == tip:
            continue
        if ref.startswith("refs/tags/"):
            _check_tag(chamber, ref, tip, moves)
        else:
            _check_branch(chamber, (name, ref, tip), known.get(f"verified:{name}", ""), motions, moves)
    return moves


def _check_tag(chamber: Chamber, ref: str, tip: str, moves: Moves) -> None:
    if chamber.chain.baseline.get(ref) == tip:
        return
    moves.count += 1
    facts, motions = tag_facts(chamber, tip)
    update = RefUpdate(ref, "0" * len(tip), tip)
    # a key that has been retired since then was good when it signed
    verdicts = [decide_tag(update, facts, motions, step.charter) for step in reversed(chamber.chain.steps)]
    verdict = next((each for each in verdicts if each.allowed), verdicts[0])
    _report(moves, ref, verdict)


def _check_branch(
    chamber: Chamber, place: tuple[str, str, str], verified: str, motions: Motions | None, moves: Moves
) -> None:
    name, ref, tip = place
    start = verified or chamber.chain.baseline.get(ref, "")
    if start and not chamber.repo.holds(start):
        moves.problems.append(
            Objection(
                "GOV-141",
                f"{name} stood at {short(start)}, which is not in this clone",
                remedy="git fetch --unshallow; the history may have been rewritten",
                records=(start,),
            )
        )
        return
    if start and tip == start:
        return
    if start and not is_ancestor(chamber.repo, start, tip):
        if is_ancestor(chamber.repo, tip, start) and name == ref:
            return  # a clone that has not followed yet
        moves.problems.append(
            Objection(
                "GOV-102",
                f"{name} was rewound or replaced: {short(start)} is no longer in it",
                remedy="compare with other clones; who keeps the server?",
                records=(start, tip),
            )
        )
        return
    verdict, count = _steps(chamber, ref, start, tip, motions)
    moves.count += count
    _report(moves, name, verdict)


def _steps(chamber: Chamber, ref: str, start: str, tip: str, motions: Motions | None) -> tuple[Verdict, int]:
    """Judge the steps that led to `tip`; a branch without a baseline starts from what other protected ones hold."""
    others = [] if start else _elsewhere(chamber, ref)
    if motions is None and start:
        return judge_branch_from(chamber, RefUpdate(ref, start, tip))
    commits = first_parents(chamber.repo, tip, [start] if start else others)
    if not commits:
        return Verdict(ref), 0
    steps = tuple(Step(each.oid, each.parents, each.tree, each.named) for each in commits)
    by_head = motions if motions is not None else {}
    pairs = [(step.parents[0], head) for step in steps for head in _heads(step) if head in by_head]
    facts = BranchFacts(steps, True, clean_merges(chamber.repo, pairs), frozenset(), chamber.now())
    old = start or (commits[-1].parents[0] if commits[-1].parents else "0" * len(tip))
    found = {
        head: tuple(each for each in by_head.get(head, ()) if isinstance(each.question, Merge))
        for step in steps
        for head in (step.commit, *_heads(step))
    }
    return decide_branch(RefUpdate(ref, old, tip), facts, found), len(steps)


def _heads(step: Step) -> tuple[str, ...]:
    if len(step.parents) == 2:
        return (step.parents[1],)
    return (step.named,) if step.named and len(step.parents) == 1 else ()


def _elsewhere(chamber: Chamber, ref: str) -> list[str]:
    charter, chain = chamber.chain.charter, chamber.chain
    tips = [oid for name, oid in chamber.repo.refs("refs/heads/").items() if name != ref and charter.protects(name)]
    return [oid for oid in (*tips, *chain.baseline.values()) if chamber.repo.holds(oid)]


def _report(moves: Moves, name: str, verdict: Verdict) -> None:
    for objection in verdict.objections:
        moves.problems.append(replace(objection, what=f"{name}: {objection.what}"))
