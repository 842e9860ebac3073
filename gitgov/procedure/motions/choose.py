"""Choose among several options, by a method that the motion names; Schulze with a status quo unless it says otherwise."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.ledger.event import Body
from gitgov.procedure.among import MOST, Among, Counting, mistaken, why_not_terms
from gitgov.procedure.motions.forms import Words
from gitgov.procedure.rows import ONE_LINE, MotionRow, Objections
from gitgov.tally.debian import Conditions, Quorum, roots, votes
from gitgov.tally.events import OptionName

STATUS_QUO = "status-quo"
RATIO = r"^[1-9][0-9]{0,3}:[1-9][0-9]{0,3}$"
QUORUM = r"^(?:[0-9]{1,6}|[1-9][0-9]{0,2}Q)?$"


class Option(Body):
    """An option: the word for it, what it says, and what it must satisfy against the status quo.

    More than `ratio` times as many must rank it above the status quo as below it; `quorum` is how many must at least, a
    number or as `3Q`, where Q is half the square root of the number of members (Debian constitution 4.2, A.5).
    """

    name: OptionName
    text: Words = ""
    ratio: Annotated[str, Field(pattern=RATIO)] = "1:1"
    quorum: Annotated[str, Field(pattern=QUORUM)] = ""

    @property
    def share(self) -> Fraction:
        """The ratio as a number."""
        over, _, under = self.ratio.partition(":")
        return Fraction(int(over), int(under))

    def least(self, electors: int) -> Quorum:
        """Return the quorum, of so many who may vote."""
        times = self.quorum.removesuffix("Q")
        return votes(int(times)) if times == self.quorum else roots(int(times), electors)


class ChooseTerms(Counting):
    """The terms of a choice; unless `status_quo` is false, the last option is to leave things as they are."""

    status_quo: bool = True


class Choose(Among):
    """What is to be chosen, from which options, and on which terms."""

    motion: Literal["choose"] = "choose"
    title: Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
    text: Words = ""
    options: Annotated[list[Option], Field(min_length=1, max_length=MOST)]
    terms: ChooseTerms = ChooseTerms()

    @property
    def counting(self) -> Counting:
        """The terms of the count."""
        return self.terms

    @property
    def listed(self) -> tuple[str, ...]:
        """The options, and the status quo after them."""
        return (*(option.name for option in self.options), *([STATUS_QUO] if self.terms.status_quo else ()))

    @property
    def status_quo_option(self) -> str:
        """The option that leaves things as they are."""
        return STATUS_QUO if self.terms.status_quo else ""

    def conditions(self, electors: int) -> Conditions | None:
        """Return the ratios and quorums of the options, where rankings compare them with the status quo."""
        if not self.status_quo_option or self.form != "ranking":
            return None
        quorums = {option.name: option.least(electors) for option in self.options if option.quorum}
        ratios: dict[str, Fraction] = {option.name: option.share for option in self.options}
        return Conditions(self.status_quo_option, ratios, quorums)


def _why_not(question: Choose, chain: Chain) -> Objections:
    if STATUS_QUO in {option.name for option in question.options}:
        return mistaken(f"an option cannot be called {STATUS_QUO}, as that one is there by itself")
    if len(question.listed) < 2:
        return mistaken("there is only one option")
    if objections := why_not_terms(question, chain, question.listed):
        return objections
    if question.terms.seats >= len(question.listed):
        return mistaken(f"{question.terms.seats} of {len(question.listed)} options leave nothing to choose")
    held = [option.name for option in question.options if option.ratio != "1:1" or option.quorum]
    if held and not (question.terms.status_quo and question.form == "ranking"):
        return mistaken(f"{', '.join(held)}: ratio and quorum compare rankings with the status quo")
    return ()


def _read_back(question: Choose) -> str:
    number = f"{question.terms.seats} " if question.terms.seats > 1 else ""
    return f"choose {number}among {', '.join(question.listed)}: “{question.title}”"


ROW = MotionRow(
    "choose",
    "choose among several options",
    "RONR (12th ed.) 45:62-69; Debian constitution A.5",
    Choose,
    _read_back,
    why_not=_why_not,
    verb="choose",
    effect="the option that is chosen is the decision of the body",
)
