"""The kinds of event in the advice room."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.motions.merge import OidOrNothing

Digest = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")]
IdText = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]
Prose = Annotated[str, Field(max_length=40_000)]
Money = Annotated[str, Field(pattern=r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?$|^$")]
Count = Annotated[int, Field(ge=0, le=10**12)]
Level = Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")]
RefOrNothing = Annotated[str, Field(pattern=r"^(?:refs/[^\x00-\x20\x7f~^:?*\[\\]{1,250})?$")]


class FindingOf(Body):
    """Something to look at: a line of a file as it is at the commit that the proposal lies on; line 0 is the whole file."""

    path: Annotated[str, Field(max_length=1_000)]
    line: Annotated[int, Field(ge=0, le=10**9)]
    note: Line


class Provenance(Body):
    """Where a proposal comes from: digests (SHA-256) of the facts, the program and each request; the model that was asked, and what that took.

    Without a `profile` no model was asked; `profile_digest` is of what decides an answer, as a profile's name is each user's own. `cost` is
    nothing where nobody knows it, as a number of tokens is null; so is a `seed` that was not sent, and `temperature` nothing.
    `adaptations` are what a wire could not carry. Where it is `unsent`, nothing has left, and the requests are those that would have been.
    `fell_back` says why what a model said was not taken, `versions` names the programs whose changes change the digests.
    """

    facts: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    program: Digest = ""
    requests: list[EventIdText] = Field(default=[], max_length=50)
    profile: Line = ""
    profile_digest: Digest = ""
    model: Line = ""
    seed: Annotated[int, Field(ge=0, le=2**53)] | None = 0
    temperature: Line = ""
    adaptations: list[Line] = Field(default=[], max_length=20)
    unsent: bool = False
    tokens_in: Count | None = 0
    tokens_out: Count | None = 0
    cost: Money = ""
    fell_back: Line = ""
    versions: list[Line] = Field(default=[], max_length=20)


class AdviceProposed(Body):
    """A proposal about the commit that this lies on: an answer of an adviser to a case (`advice.answer`).

    `floor` is the verdict of the facts alone, `model_said` the one that a model gave; `verdict` is the more careful of them.
    `choice` is a word out of the adviser's list, as the strategy of a release. `upon` is the ref that the commit would come to, and `tip` the commit that it was
    compared with there; nothing where it would come to none, and in records that were made before these fields were.
    """

    adviser: Level
    about: Line
    verdict: Level
    floor: Level
    model_said: Annotated[str, Field(pattern=r"^(?:[a-z][a-z-]{0,39})?$")] = ""
    reasons: list[Line] = Field(default=[], max_length=200)
    findings: list[FindingOf] = Field(default=[], max_length=200)
    order: list[Line] = Field(default=[], max_length=1_000)
    cites: list[IdText] = Field(default=[], max_length=500)
    choice: Annotated[str, Field(pattern=r"^(?:[a-z][a-z-]{0,39})?$")] = ""
    draft: Prose = ""
    patch: Annotated[str, Field(max_length=200_000)] = ""
    remark: Annotated[str, Field(max_length=4_000)] = ""
    provenance: Provenance
    upon: RefOrNothing = ""
    tip: OidOrNothing = ""


LONGEST = 200_000
"""Characters of the state of a compiled program that a record holds."""


class ProgramCompiled(Body):
    """A compiled program of an adviser, as text that is digested: what a decision on process may adopt.

    `trained_on` and `judged_on` are how many cases of the past it was made and measured with, `score` what it came to of a thousand.
    """

    adviser: Level
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    state: Annotated[str, Field(max_length=LONGEST)]
    optimizer: Line
    trained_on: Count = 0
    judged_on: Count = 0
    score: Annotated[int, Field(ge=0, le=1_000)] = 0
    before: Annotated[int, Field(ge=0, le=1_000)] = 0


KINDS: Kinds = table(
    Kind("advice.proposed", 1, "advice", AdviceProposed),
    Kind("program.compiled", 1, "advice", ProgramCompiled),
)
