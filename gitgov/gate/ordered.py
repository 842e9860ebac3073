"""Which ratified sequences hold, and what they put before a head."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.core.ids import EventId
from gitgov.gate.ratified import why_not_ratified
from gitgov.procedure.invocation import Authority
from gitgov.procedure.state import Motion, in_turn

KIND = "sequence"
"""The kind of motion; its question is not read here, as most bodies move none."""


class Ahead(NamedTuple):
    """A head that is to come in before another, by a sequence that began to bind at an instant."""

    head: str
    by: EventId
    since: int


def in_force(motions: Iterable[Motion], ref: str, now: int) -> tuple[Motion, ...]:
    """Return the sequences that hold for a branch, oldest first: a later one replaces each earlier one that shares a head.

    It does so for good, also where it is rescinded afterwards, or replaced itself: what was replaced does not come back.
    """
    begun = [each for each in motions if each.question.motion == KIND and _has_begun(each, ref, now)]
    begun.sort(key=in_turn)
    last = {head: each.id for each in begun for head in heads_of(each)}
    whole = (each for each in begun if all(last[head] == each.id for head in heads_of(each)))
    return tuple(each for each in whole if why_not_ratified(each, now) is None)


def _has_begun(motion: Motion, ref: str, now: int) -> bool:
    decision = motion.decision
    carried = decision is not None and decision.carried and not decision.contested and now >= decision.ends_hold
    return carried and motion.fate != "void" and getattr(motion.question, "into", "") == ref


def heads_of(motion: Motion) -> tuple[str, ...]:
    """Return the heads of a sequence, in its order; none of any other motion."""
    return tuple(getattr(motion.question, "heads", ()))


def ahead_of(sequences: Iterable[Motion], head: str) -> tuple[Ahead, ...]:
    """Return what goes before a head by its place in sequences."""
    return tuple(
        Ahead(each, by.id, by.decision.ends_hold)
        for by in sequences
        if by.decision and head in heads_of(by)
        for each in heads_of(by)[: heads_of(by).index(head)]
    )


def still_binding(ahead: Iterable[Ahead], authority: Authority, *, back: bool) -> tuple[Ahead, ...]:
    """Return what binds a head that comes in by some authority; looking `back`, not what began after it had come in.

    That it had is what the record of its enactment says, which the keeper takes in only where it is so.
    """
    came = min((each.at for each in authority.enacted), default=None) if back else None
    return tuple(each for each in ahead if came is None or came >= each.since)
