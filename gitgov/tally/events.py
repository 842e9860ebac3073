"""The kinds of event in the votes room."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.ledger.event import Body, Kind, table

OnText = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")]


class BallotCast(Body):
    """A member votes aye or nay, or abstains, and may say why; `on` names the question, or nothing the one that opened the thread."""

    on: OnText = ""
    choice: Literal["aye", "nay", "abstain"]
    reason: Annotated[str, Field(max_length=16_384)] = ""


class VetoEntered(Body):
    """A member whom the charter lets veto does so, and says why."""

    on: OnText = ""
    reason: Annotated[str, Field(max_length=16_384)]


class VetoWithdrawn(Body):
    """A member takes a veto back, and may say why."""

    on: OnText = ""
    reason: Annotated[str, Field(max_length=16_384)] = ""


class RecusalDeclared(Body):
    """A member stands aside from a question because of an interest in it, and says which."""

    on: OnText = ""
    reason: Annotated[str, Field(max_length=16_384)]


class RecusalEnded(Body):
    """A member who had stood aside takes that back."""

    on: OnText = ""


class ProxyGiven(Body):
    """A member lets another, `to`, vote in the member's place where the member does not vote in person.

    `kind` and `motion` say upon what: questions of a kind, one matter (by the motion that opened it), or all where both
    are empty. It ends at the instant `until`, in seconds, if that is not 0.
    """

    to: Annotated[str, Field(min_length=1, max_length=64)]
    kind: Annotated[str, Field(pattern=r"^[a-z_]{0,40}$")] = ""
    motion: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""
    until: Annotated[int, Field(ge=0)] = 0


class ProxyWithdrawn(Body):
    """Who gave the proxy that opened the thread takes it back, or who holds it declines it."""


KINDS = table(
    Kind("ballot.cast", 1, "votes", BallotCast),
    Kind("veto.entered", 1, "votes", VetoEntered),
    Kind("veto.withdrawn", 1, "votes", VetoWithdrawn),
    Kind("recusal.declared", 1, "votes", RecusalDeclared),
    Kind("recusal.ended", 1, "votes", RecusalEnded),
    Kind("proxy.given", 1, "votes", ProxyGiven),
    Kind("proxy.withdrawn", 1, "votes", ProxyWithdrawn),
)
