"""What members say of a question besides voting on it: that they veto it, stand aside from it, or let it pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.core.ids import EventId, Member


class Veto(NamedTuple):
    """A veto with its reason; `withdrawn` is the event that took it back at `withdrawn_at`, if one did."""

    id: EventId
    member: Member
    at: int
    reason: str
    withdrawn: str = ""
    withdrawn_at: int = 0


class Recusal(NamedTuple):
    """A member who stands aside because of an interest; `ended` is the event that took it back, if one did."""

    id: EventId
    member: Member
    at: int
    reason: str
    ended: str = ""


class Consent(NamedTuple):
    """Unanimous consent that was asked for: silence until `until` gives it, unless `objector` has objected.

    `carries` says by which count those present carry it, where a roll was called; `names` are who is elected by it.
    """

    id: EventId
    member: Member
    at: int
    until: int
    carries: str = ""
    objected: str = ""
    objector: str = ""
    names: tuple[str, ...] = ()


class Answer(NamedTuple):
    """An act that bears on the result of a question, and whose it is."""

    id: EventId
    member: Member


class Turn(NamedTuple):
    """An instant at which somebody begins, or ceases, to oppose a question; `by` tells ballots and vetoes apart."""

    at: int
    by: str
    opposes: bool


def opposed_since(turns: Iterable[Turn]) -> int | None:
    """Return since when a question has been opposed without a break; nothing if it is not opposed.

    Turns come in an order of causes, and are taken by their dates, which never run back along causes.
    """
    standing: set[str] = set()
    since = None
    for turn in sorted(turns, key=lambda each: each.at):
        if turn.opposes:
            standing.add(turn.by)
        else:
            standing.discard(turn.by)
        since = (turn.at if since is None else since) if standing else None
    return since
