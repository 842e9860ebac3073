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


KINDS = table(
    Kind("ballot.cast", 1, "votes", BallotCast),
    Kind("veto.entered", 1, "votes", VetoEntered),
    Kind("veto.withdrawn", 1, "votes", VetoWithdrawn),
    Kind("recusal.declared", 1, "votes", RecusalDeclared),
    Kind("recusal.ended", 1, "votes", RecusalEnded),
)
