"""What ratified sequences put before the heads that come into a branch: those that they name, and what contains one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from gitgov.chamber.open import Chamber
from gitgov.chamber.used import used
from gitgov.gate.facts import Step
from gitgov.gate.ordered import KIND, Ahead, ahead_of, heads_of, in_force
from gitgov.git.history import is_ancestor
from gitgov.git.repository import Repository
from gitgov.procedure.matters import gathered
from gitgov.procedure.state import Motion

Pair: TypeAlias = tuple[str, str]
"""A first parent and a head; of a fast-forward nothing and the head."""


def sequences_for(chamber: Chamber, ref: str) -> tuple[Motion, ...]:
    """Return the sequences that hold for a branch; nothing is folded where nobody ever moved one."""
    events = chamber.constitution.events.values()
    opened = {each.id for each in events if getattr(getattr(each.body, "question", None), "motion", "") == KIND}
    if not opened:
        return ()
    found = gathered(chamber.chain, [each for each in events if each.thread in opened])
    return in_force(found.motions, ref, chamber.now())


def ahead_on_the_way(
    chamber: Chamber, ref: str, steps: Sequence[Step], pairs: Iterable[Pair], heads: Collection[str]
) -> dict[Pair, tuple[Ahead, ...]]:
    """Return for each first parent and head what is to come before that; for a fast-forward to one of `heads`, for ("", head)."""
    sequences = sequences_for(chamber, ref)
    if not sequences:
        return {}
    found = dict(_among(chamber.repo, sequences, steps, pairs))
    for step in (each for each in steps if each.commit in heads):
        if ahead := _before_forward(chamber, ref, sequences, step.commit):
            found["", step.commit] = ahead
    return found


def ahead_upon(chamber: Chamber, ref: str, head: str, onto: str) -> tuple[Ahead, ...]:
    """Return what is to come before a head that is to go upon a commit; upon nothing, by a fast-forward."""
    sequences = sequences_for(chamber, ref)
    if not sequences or not chamber.repo.holds(head):
        return ()
    return _upon(chamber.repo, sequences, head, onto) if onto else _before_forward(chamber, ref, sequences, head)


def _among(
    repo: Repository, sequences: Sequence[Motion], steps: Sequence[Step], pairs: Iterable[Pair]
) -> Iterator[tuple[Pair, tuple[Ahead, ...]]]:
    """Look at the steps that may be the first to hold a head of a sequence: few of a long way."""
    named = {head for each in sequences for head in heads_of(each)}
    onto = {steps[at].parents[0] for at in _arrivals(repo, steps, named)}
    copied = {step.named for step in steps if len(step.parents) == 1 and step.named}
    for first, head in pairs:
        asked = first in onto or head in named or head in copied
        if asked and (ahead := _upon(repo, sequences, head, first)):
            yield (first, head), ahead


def _arrivals(repo: Repository, steps: Sequence[Step], heads: Iterable[str]) -> set[int]:
    """Return the places of the steps that were the first to contain one of `heads`; what contains one, all after it do."""
    found = set()
    for head in filter(repo.holds, heads):
        newest, beyond = 0, len(steps)
        if not (steps and steps[-1].parents and is_ancestor(repo, head, steps[0].commit)):
            continue
        while beyond - newest > 1:
            middle = (newest + beyond) // 2
            newest, beyond = (middle, beyond) if is_ancestor(repo, head, steps[middle].commit) else (newest, middle)
        found.add(newest)
    return found


def _upon(repo: Repository, sequences: Iterable[Motion], head: str, onto: str) -> tuple[Ahead, ...]:
    """Return what goes before a head, and before those that it brings along and the branch has not had; what it holds is there."""
    found = list(ahead_of(sequences, head))
    for each in sequences:
        for member in _brought(repo, each, head, onto):
            found += (
                ahead
                for ahead in ahead_of([each], member)
                if not (repo.holds(ahead.head) and is_ancestor(repo, ahead.head, head))
            )
    return tuple(dict.fromkeys(found))


def _brought(repo: Repository, sequence: Motion, head: str, onto: str) -> Iterator[str]:
    for member in heads_of(sequence):
        along = member != head and repo.holds(member) and is_ancestor(repo, member, head)
        if along and not (onto and is_ancestor(repo, member, onto)):
            yield member


def _before_forward(chamber: Chamber, ref: str, sequences: Sequence[Motion], head: str) -> tuple[Ahead, ...]:
    """Return what a fast-forward to a head does not show to have come before: all before itself, and what it lacks of the rest."""
    ahead = _upon(chamber.repo, sequences, head, "")
    lacking = [each.head for each in ahead if chamber.repo.holds(each.head)]
    own, had = {*ahead_of(sequences, head)}, used(chamber, ref, lacking, head) if lacking else frozenset()
    return tuple(each for each in ahead if each in own or each.head not in had)
