"""What has been carried and is not in place yet: which of it may go, in which order, and why the rest may not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from gitgov.chamber.indexing import listed
from gitgov.chamber.open import Chamber, Matter, the_matter
from gitgov.chamber.ordering import sequences_for
from gitgov.chamber.summary import Summary
from gitgov.core.ids import EventId, short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.ordered import ahead_of
from gitgov.gate.ratified import why_not_ratified
from gitgov.gate.sequence import in_order, most
from gitgov.git.history import held_by
from gitgov.git.merging import clean_merges
from gitgov.git.repository import Repository
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion, in_turn

NO_HEAD = ""


class Queued(NamedTuple):
    """A carried merge or release that is not in place, and why it may not be carried out now, whatever its ref holds.

    `ahead` are heads that ratified sequences put before it.
    """

    matter: Matter
    why_not: Objection | None = None
    ahead: frozenset[str] = frozenset()

    @property
    def motion(self) -> Motion:
        """The motion."""
        return self.matter.motion

    @property
    def id(self) -> EventId:
        """The motion's id."""
        return self.motion.id

    @property
    def head(self) -> str:
        """The commit that is to be merged; nothing for a release."""
        return self.motion.question.head if isinstance(self.motion.question, Merge) else NO_HEAD

    @property
    def names(self) -> frozenset[str]:
        """The heads that are to come in before it, by the terms of the motion or by a sequence."""
        own = self.motion.question.after if isinstance(self.motion.question, Merge) else ()
        return self.ahead.union(own)

    def is_resolved_upon(self, tip: str) -> bool:
        """Say whether the motion names the tree of a merge upon exactly this commit, which no other may go before."""
        question = self.motion.question
        return isinstance(question, Merge) and bool(question.resolution) and question.onto == tip


def queued(chamber: Chamber, ref: str = "") -> tuple[Queued, ...]:
    """Return what waits to be carried out, for one ref or for all, in the order in which it was decided."""
    waiting = [
        the_matter(chamber, each.id, each.subject)
        for each in listed(chamber, everything=True)
        if each.kind in {"merge", "release"} and each.settled in {"carried", "contested"} and ref in {"", each.target}
    ]
    waiting.sort(key=lambda matter: in_turn(matter.motion))
    ordered = {each: sequences_for(chamber, each) for each in {matter.motion.target for matter in waiting}}
    return tuple(
        Queued(matter, _why_not(chamber, matter.motion), _ahead(ordered[matter.motion.target], matter.motion))
        for matter in waiting
    )


def replaced(chamber: Chamber, work: Collection[Queued]) -> frozenset[str]:
    """Return the ids of merges among work that others for the same branch and ref have renewed and were carried, at whatever remove.

    Of a branch with one motion nothing is read: a fold for each other motion of a branch that was moved again.
    """
    about = {
        (each.motion.question.branch, each.motion.target) for each in work if isinstance(each.motion.question, Merge)
    }
    rows = [
        each
        for each in listed(chamber, everything=True)
        if each.kind == "merge" and (each.branch, each.target) in about
    ]
    known = {each.id: each for each in rows}
    found = set[str]()
    for each in rows:
        place = (each.branch, each.target)
        old = _renewed_by(chamber, each) if each.settled in {"carried", "enacted"} and len(rows) > len(about) else ""
        while old in known and old not in found and (known[old].branch, known[old].target) == place:
            found.add(old)
            old = _renewed_by(chamber, known[old])
    return frozenset(found)


def _renewed_by(chamber: Chamber, row: Summary) -> str:
    return the_matter(chamber, row.id, row.subject).motion.renews


def _ahead(sequences: Sequence[Motion], motion: Motion) -> frozenset[str]:
    head = motion.question.head if isinstance(motion.question, Merge) else NO_HEAD
    return frozenset(each.head for each in ahead_of(sequences, head))


def _why_not(chamber: Chamber, motion: Motion) -> Objection | None:
    if objection := why_not_ratified(motion, chamber.now()):
        return objection
    if not isinstance(motion.question, Merge):
        what = f"{motion.name} ({motion.text}) waits for who may sign the tag: no queue signs in anybody's name"
        return Objection("GOV-176", what, remedy=f"git gov enact {motion.name}", records=(motion.id,))
    ratified = (motion.question.head, motion.question.resolution or motion.question.head)
    if missing := next((oid for oid in ratified if not chamber.repo.holds(oid)), ""):
        what = f"{short(missing)}, which {motion.name} ratified, is not in this repository"
        return Objection(
            "GOV-177", what, remedy=f"push {typed(motion.question.branch)}, or git fetch", records=(motion.id,)
        )
    return None


def lined_up(repo: Repository, tip: str, ready: Sequence[Queued]) -> tuple[Queued, ...]:
    """Put merges for one ref into the order in which they go: as they were decided, but each after what it is to follow.

    That is what its head contains, and what the motion itself names; one that names its tree upon this very tip goes first,
    as it cannot go upon another. This is the one place where anything but the time of the decision orders them; whether one
    may go the gate says when it is tried.
    """
    ready = sorted(ready, key=lambda each: getattr(each.motion.question, "onto", "") != tip)
    heads = held_by(repo, {each.head for each in ready}, tip)
    after = {str(one.id): _ids(ready, heads.get(one.head, frozenset()) | one.names) for one in ready}
    by_id = {str(each.id): each for each in ready}
    return tuple(by_id[each] for each in in_order(list(by_id), after))


def _ids(ready: Sequence[Queued], heads: Collection[str]) -> frozenset[str]:
    return frozenset(each.id for each in ready if each.head in heads)


def others(
    repo: Repository, tip: str, order: Sequence[Queued], left: Collection[EventId]
) -> Iterator[tuple[Queued, ...]]:
    """Yield orders that may let more in than one which has left some.

    One goes by conflicts; the others begin with what was resolved by name upon `tip`.
    """
    yield better(repo, order, left)
    for first in (each for each in order if each.is_resolved_upon(tip)):
        yield (first, *(each for each in order if each.id != first.id))


def better(repo: Repository, order: Sequence[Queued], left: Collection[EventId]) -> tuple[Queued, ...]:
    """Return the same merges with those first of which most can go together, by which pairs of heads conflict.

    `left` are those that could not go; the others have gone together, so that no two of them conflict.
    """
    pairs = [(one, other) for i, one in enumerate(order) for other in order[i + 1 :] if {one.id, other.id} & set(left)]
    merged = clean_merges(repo, list(dict.fromkeys((one.head, other.head) for one, other in pairs)))
    conflicting = {(one.id, other.id) for one, other in pairs if not merged[one.head, other.head]}
    both_ways = conflicting | {(other, one) for one, other in conflicting}
    apart = {str(each.id): frozenset(other for one, other in both_ways if one == each.id) for each in order}
    first = set(most([each.id for each in order], apart))
    return (*(each for each in order if each.id in first), *(each for each in order if each.id not in first))
