"""Elect somebody to an office; ballots are repeated until somebody has a majority unless the motion says otherwise."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.procedure.among import MOST, Among, Counting, MethodName, mistaken, why_not_terms
from gitgov.procedure.rows import ONE_LINE, MotionRow, Objections
from gitgov.tally.events import OptionName


class ElectTerms(Counting):
    """The terms of an election; where `cap` is not 0, at most so many of the elected share an affiliation."""

    method: MethodName = "majority"
    cap: Annotated[int, Field(ge=0, le=MOST)] = 0


class Elect(Among):
    """The office, the terms, and the `nominees` whom the motion itself nominates."""

    motion: Literal["elect"] = "elect"
    office: Annotated[str, Field(min_length=1, max_length=100, pattern=ONE_LINE)]
    nominees: list[OptionName] = Field(default=[], max_length=MOST)
    terms: ElectTerms = ElectTerms()

    @property
    def counting(self) -> Counting:
        """The terms of the count."""
        return self.terms

    @property
    def listed(self) -> tuple[str, ...]:
        """The nominees that the motion names."""
        return tuple(self.nominees)

    @property
    def elects(self) -> bool:
        """Members, to an office."""
        return True

    @property
    def alike(self) -> int:
        """The cap of the terms."""
        return self.terms.cap


def _why_not(question: Elect, chain: Chain) -> Objections:
    eligible = chain.charter.electorate
    if strangers := [each for each in question.nominees if each not in eligible]:
        return mistaken(f"no active member: {', '.join(strangers)}")
    if len(set(question.nominees)) < len(question.nominees):
        return mistaken("a member is nominated twice")
    return why_not_terms(question, chain, tuple(sorted(eligible)))


def _read_back(question: Elect) -> str:
    seats = f" ({question.terms.seats} seats)" if question.terms.seats > 1 else ""
    return f"elect to the office of {question.office}{seats}"


ROW = MotionRow(
    "elect",
    "elect to an office",
    "RONR (12th ed.) 46",
    Elect,
    _read_back,
    amendable=False,
    reconsidered="no",
    why_not=_why_not,
    verb="elect",
    effect="who is elected holds the office; a charter motion gives the roles",
)
