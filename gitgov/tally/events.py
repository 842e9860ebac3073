"""The kinds of event in the votes room."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.ledger.event import Body, Kind, table


class BallotCast(Body):
    """A member votes aye or nay, or abstains, and may say why; `on` names the question, or nothing the one that opened the thread."""

    on: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""
    choice: Literal["aye", "nay", "abstain"]
    reason: Annotated[str, Field(max_length=16_384)] = ""


KINDS = table(Kind("ballot.cast", 1, "votes", BallotCast))
