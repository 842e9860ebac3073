"""What the gate is told of how heads come in: upon what, after what, by whom, and what git itself would make of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from gitgov.chamber.open import Chamber
from gitgov.chamber.used import methods_ever, used
from gitgov.gate.facts import RefUpdate, Series, Step
from gitgov.gate.octopus import MOST_HEADS
from gitgov.gate.ordered import Ahead
from gitgov.git.history import authors_of, is_ancestor
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge

Motions: TypeAlias = Mapping[str, Sequence[Authority]]
"""The motions found on each commit, and the invocations about it."""


class Entry(NamedTuple):
    """A head that comes in upon a first parent; `earlier` are the heads that the same octopus merges before it."""

    onto: str
    head: str
    earlier: tuple[str, ...] = ()


def entries_of(
    steps: Sequence[Step], pairs: Iterable[tuple[str, str]], motions: Motions, ahead: Container[tuple[str, str]]
) -> list[Entry]:
    """Return how heads come in about which some decision asks, each pair of a first parent and a head once.

    `ahead` are pairs about which ratified sequences ask.
    """
    earlier: dict[tuple[str, str], tuple[str, ...]] = {}
    for step in (each for each in steps if len(each.parents) > 2):
        earlier |= {(step.parents[0], head): step.heads[:at] for at, head in enumerate(step.heads)}
    asked = [pair for pair in pairs if pair in ahead or any(map(_asks, motions.get(pair[1], ())))]
    return [Entry(*pair, earlier.get(pair, ())) for pair in dict.fromkeys(asked)]


def _asks(motion: Authority) -> bool:
    """Say whether a decision asks by whom what it lets in was written, or after what it comes."""
    return not motion.rules.author_votes or bool(getattr(motion.question, "after", ()))


def octopuses(chamber: Chamber, ref: str, steps: Sequence[Step], heads: Container[str]) -> dict[tuple[str, str], str]:
    """Return for each first parent and head of an octopus the tree that git makes of its heads up to this one, or nothing.

    Only of those whose heads are all among `heads`, where some charter has allowed them into `ref`. As no decision is used
    twice, no head is merged twice: an older step that brings one again is refused whatever its tree.
    """
    several, seen = list[Step](), set[str]()
    for step in (each for each in steps if 2 < len(each.parents) <= MOST_HEADS + 1):
        if all(head in heads for head in step.heads) and seen.isdisjoint(step.heads):
            several.append(step)
        seen.update(step.heads)
    if not several or "octopus" not in methods_ever(chamber, ref):
        return {}
    from gitgov.git.merging import merged_in_turn  # noqa: PLC0415 - few bodies merge several heads at once

    trees = {step.parents: merged_in_turn(chamber.repo, step.parents[0], step.heads) for step in several}
    return {
        (first, head): tree for (first, *rest), found in trees.items() for head, tree in zip(rest, found, strict=True)
    }


def rebases(chamber: Chamber, ref: str, steps: Sequence[Step], motions: Motions) -> dict[tuple[str, str], Series]:
    """Return the series that rebases on the way may be, where some charter has allowed them into `ref`."""
    if "rebase" not in methods_ever(chamber, ref):
        return {}
    from gitgov.chamber.rebasing import series_facts  # noqa: PLC0415 - few bodies rebase

    return series_facts(chamber, ref, steps, motions)


def upon(steps: Sequence[Step], series: Mapping[tuple[str, str], Series]) -> list[tuple[str, str]]:
    """Return for each rebase the commit that it was put upon, with its head."""
    found: list[tuple[str, str]] = []
    for at, step in enumerate(steps):
        line = series.get((step.commit, step.named))
        if line and line.commits and (oldest := steps[at : at + len(line.commits)][-1]).parents:
            found.append((oldest.parents[0], step.named))
    return found


def authors(chamber: Chamber, entries: Iterable[Entry], motions: Motions) -> dict[tuple[str, str], frozenset[str]]:
    """Return who wrote what each head adds where it comes in, where a decision about it keeps authors from voting."""
    asked = [each for each in entries if any(not motion.rules.author_votes for motion in motions.get(each.head, ()))]
    return {(each.onto, each.head): authors_of(chamber.repo, each.onto, each.head, *each.earlier) for each in asked}


def before(
    chamber: Chamber,
    ref: str,
    entries: Iterable[Entry],
    motions: Motions,
    ahead: Mapping[tuple[str, str], Sequence[Ahead]],
) -> dict[tuple[str, str], frozenset[str]]:
    """Return for each head that is to come after something else, which of that `ref` had had by then."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for each in entries:
        questions = (motion.question for motion in motions.get(each.head, ()))
        after = {oid for one in questions if isinstance(one, Merge) for oid in one.after}
        after.update(one.head for one in ahead.get((each.onto, each.head), ()))
        wanted = set(filter(chamber.repo.holds, after))
        if wanted:
            beside = {oid for oid in wanted if any(is_ancestor(chamber.repo, oid, head) for head in each.earlier)}
            found[each.onto, each.head] = used(chamber, ref, wanted, each.onto) | beside
    return found


def onward(chamber: Chamber, update: RefUpdate, steps: Sequence[Step], heads: Container[str]) -> frozenset[str]:
    """Return the ratified commits below the newest step to which the branch could have been fast-forwarded."""
    ratified = (step.commit for step in steps[1:] if step.commit in heads)
    return frozenset(each for each in ratified if update.creates or is_ancestor(chamber.repo, update.old, each))
