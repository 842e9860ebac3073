"""The kinds of event in the votes room."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.ledger.event import Body, Kind, table
from gitgov.tally.ballots import Form, Paper

OPTION = r"^[^\x00-\x20\x7f=,<>\u2028\u2029-][^\x00-\x20\x7f=,<>\u2028\u2029]{0,63}$"
OptionName = Annotated[str, Field(pattern=OPTION)]
"""What people type for an option: a word, without the signs that ballots are written with."""

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


class Score(Body):
    """A score that a ballot gives to an option."""

    option: OptionName
    score: Annotated[int, Field(ge=0, le=1_000)]


class BallotMarked(Body):
    """A member votes on a choice among many; a ballot on which nothing is filled in is blank.

    `round` is the ballot of the question that it belongs to. `ranking` lists groups of equally good options, best first;
    `names` whom the member votes for, or approves of; `scores` go from 0 to 5. Which one counts is the question's to say.
    """

    on: OnText = ""
    round: Annotated[int, Field(ge=1, le=10_000)] = 1
    ranking: list[Annotated[list[OptionName], Field(max_length=200)]] = Field(default=[], max_length=200)
    names: list[OptionName] = Field(default=[], max_length=200)
    scores: list[Score] = Field(default=[], max_length=200)
    reason: Annotated[str, Field(max_length=16_384)] = ""

    def papers(self) -> dict[Form, Paper]:
        """Return what is filled in, by the form of ballot that it would be; a vote for one is an approval of one."""
        ranking = tuple(map(tuple, self.ranking))
        names, scores = tuple(self.names), tuple((each.option, each.score) for each in self.scores)
        found: dict[Form, Paper] = {"ranking": ranking, "approval": names, "single": names, "score": scores}
        return {form: paper for form, paper in found.items() if paper}


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
    Kind("ballot.marked", 1, "votes", BallotMarked),
    Kind("veto.entered", 1, "votes", VetoEntered),
    Kind("veto.withdrawn", 1, "votes", VetoWithdrawn),
    Kind("recusal.declared", 1, "votes", RecusalDeclared),
    Kind("recusal.ended", 1, "votes", RecusalEnded),
    Kind("proxy.given", 1, "votes", ProxyGiven),
    Kind("proxy.withdrawn", 1, "votes", ProxyWithdrawn),
)
