"""Rebases on a protected branch: of which ratified head commits are copies, and what git itself makes of its series."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from gitgov.chamber.finding import Named
from gitgov.chamber.ground import Ground
from gitgov.chamber.open import Chamber
from gitgov.core.errors import Refused
from gitgov.core.objection import Objection
from gitgov.gate.content import why_not_in_line, why_not_picked
from gitgov.gate.facts import Series, Step
from gitgov.git.history import Commit
from gitgov.git.making import commit, would_be
from gitgov.git.merging import adds_nothing
from gitgov.git.picks import Pick, copy_of, picked, rebase, series_of, stamp, tree_at, trees_before, written
from gitgov.procedure.invocation import Authority

Motions = Mapping[str, Sequence[Authority]]


def name_rebases(chamber: Chamber, nameless: Sequence[Commit], heads: Iterable[str], waiting: Container[str]) -> Named:
    """Name the heads of rebases that carry no trailer, as a host's button makes them.

    A rebase keeps who wrote a commit and when: that finds it, and what git makes of the commit decides between several.
    What was made otherwise of one that is `waiting` to be carried out is named too, for the sake of a better word. What
    changes nothing is named only as part of a series that does: else nothing but its date would speak for it.
    """
    repo, by_stamp = chamber.repo, dict[object, list[str]]()
    for head in heads:
        by_stamp.setdefault(stamp(repo, head), []).append(head)
    tried = [(each, head) for each in nameless for head in by_stamp.get(stamp(repo, each.oid), ())]
    picks = {
        (each, head): Pick(_tree_before(chamber, head), tree_at(repo, each.parents[0]), tree_at(repo, head))
        for each, head in tried
    }
    trees, exact, among = picked(repo, picks.values()), dict[Commit, str](), {each.oid: each for each in nameless}
    for each, head in tried:
        if trees[picks[each, head]] == each.tree:
            exact.setdefault(each, head)
    whole = {each: copy_of(repo, series_of(repo, head, each.oid), each, among) for each, head in exact.items()}
    found: dict[str, str] = {
        each.oid: head for each, head in exact.items() if whole[each] or not adds_nothing(repo, each)
    }
    for each, head in tried:
        if head in waiting and head not in exact.values() and not adds_nothing(repo, each):
            found.setdefault(each.oid, head)
    return Named(found, frozenset(below.oid for run in whole.values() for below in run[1:]))


def _tree_before(chamber: Chamber, commit: str) -> str:
    """Return the tree of a commit's first parent; of a root its own, since nobody could pick it."""
    parents = chamber.repo.parents(commit)
    return tree_at(chamber.repo, parents[0] if parents else commit)


def series_facts(chamber: Chamber, ref: str, steps: Sequence[Step], motions: Motions) -> dict[tuple[str, str], Series]:
    """Return for each step that may end a rebase the series of its head, and what git makes of it here."""
    repo, lines, picks = chamber.repo, dict[tuple[str, str], tuple[Commit, ...]](), dict[tuple[str, str], list[Pick]]()
    for at, step in enumerate(steps):
        if not _may_end_one(ref, step, motions):
            continue
        key = (step.commit, step.named)
        lines[key] = series_of(repo, step.named, step.commit)
        run = [each for each in steps[at : at + len(lines[key])] if each.parents]
        ours = [*(each.tree for each in run[1:]), *(tree_at(repo, each.parents[0]) for each in run[-1:])]
        line = lines[key][: len(run)]
        picks[key] = list(map(Pick, trees_before(repo, line), ours, [each.tree for each in line]))
    trees = picked(repo, [pick for each in picks.values() for pick in each])
    return {
        key: Series(tuple(each.oid for each in line), tuple(trees[pick] for pick in picks[key]))
        for key, line in lines.items()
    }


def _may_end_one(ref: str, step: Step, motions: Motions) -> bool:
    """Say whether a step may be the newest of a rebase that some motion allows."""
    about = motions.get(step.named, ()) if len(step.parents) == 1 and step.named else ()
    branches = [branch for each in about if (branch := each.step.charter.branch(ref))]
    return any("rebase" in each.methods for each in branches)


def rebased(ground: Ground, motion: Authority, head: str, trailers: Sequence[str]) -> str:
    """Make a ratified series again upon a branch, with its authors and messages, and return the newest.

    Each gets the trailers, of which the last, which names the head, is for the newest only. No commit is one of the series
    itself, even where that builds on the branch already. Raises `Refused` where there are merges in it, or a conflict.
    """
    repo, onto = ground.chamber.repo, ground.tip
    line = series_of(repo, head, onto)
    if not line:
        raise Refused((why_not_in_line(motion),))
    trees, conflict = rebase(repo, line, onto)
    if conflict:
        raise Refused((why_not_picked(motion, conflict, onto),))
    made, hand = onto, ground.hand(motion)
    for each, tree in zip(reversed(line), trees, strict=True):
        said, added = written(repo, each.oid), "\n".join(trailers if each is line[0] else trailers[:-1])
        said = said._replace(message=said.message.rstrip(b"\n") + f"\n\n{added}\n".encode())
        made = commit(repo, tree, [made], said, hand)
    return made


def would_be_rebased(chamber: Chamber, head: str, onto: str) -> str:
    """Write what a rebase of a head would be, in nobody's name; nothing where it cannot be made."""
    line = series_of(chamber.repo, head, onto)
    trees, conflict = rebase(chamber.repo, line, onto) if line else ([], "")
    made = onto
    for tree in trees:
        made = would_be(chamber.repo, tree, [made], f"What would be\n\nRatified-Head: {head}\n")
    return "" if conflict or not line else made


def why_not_rebasable(chamber: Chamber, motion: Authority, head: str, onto: str) -> Objection | None:
    """Say why a ratified series cannot be made again upon a commit, or nothing."""
    line = series_of(chamber.repo, head, onto)
    conflict = rebase(chamber.repo, line, onto)[1] if line else ""
    if not line:
        return why_not_in_line(motion)
    return why_not_picked(motion, conflict, onto) if conflict else None
