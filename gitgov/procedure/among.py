"""Questions that choose among many: what they freeze, and what keeps one from being put."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.ledger.event import Body
from gitgov.procedure.rows import Objections, Question, object_to
from gitgov.tally.ballots import Form
from gitgov.tally.terms import Elimination, Quota, Strength, Terms, Tiers, TieRule, Transfer, Unranked

if TYPE_CHECKING:
    from gitgov.tally.debian import Conditions

MOST = 50
"""Options of one choice, and seats of one election."""
SOURCE = "RONR (12th ed.) 45:62, 46"

MethodName = Annotated[str, Field(pattern=r"^[a-z-]{1,40}$")]


class Slate(NamedTuple):
    """The nominees of an election, in the order of nomination, and whether and by whom more can be nominated.

    `by` is anybody (`floor`), whoever presides (`chair`) or a `committee`, whose members are `committee`.
    """

    nominees: tuple[str, ...] = ()
    closed: bool = False
    by: Literal["floor", "chair", "committee"] = "floor"
    committee: tuple[str, ...] = ()


NOBODY = Slate()


def slate_of(question: Question) -> Slate:
    """Return the slate with which a question begins: whom it nominates itself, if it is an election."""
    nominees = getattr(question, "nominees", ()) if isinstance(question, Among) else ()
    return Slate(tuple(nominees)) if nominees else NOBODY


class Counting(Body):
    """The terms of a count.

    `ties` never go by chance: `repeat` the ballot, `order` of the options, `hash` of the question's id and the option, or
    the `chair`.
    """

    method: MethodName = "schulze"
    seats: Annotated[int, Field(ge=1, le=MOST)] = 1
    ties: Literal["repeat", "order", "hash", "chair"] = "repeat"
    unranked: Unranked = "last"
    strength: Strength = "winning"
    tiers: Tiers = "undefeated"
    quota: Quota = "droop"
    transfer: Transfer = "wigm"
    elimination: Elimination = "lowest"


class Among(Question):
    """A question that is decided by ballots on which several options stand, counted on the terms that it states.

    The terms are one value, so that no amendment changes a part of them.
    """

    @property
    def counting(self) -> Counting:
        """The terms of the count."""
        raise NotImplementedError

    @property
    def listed(self) -> tuple[str, ...]:
        """The options that the question itself names, in its order."""
        raise NotImplementedError

    @property
    def status_quo_option(self) -> str:
        """The option that leaves things as they are; nothing where there is none."""
        return ""

    @property
    def elects(self) -> bool:
        """Whether it elects members, of whom any may be voted for, nominated or not (RONR (12th ed.) 46:2)."""
        return False

    @property
    def alike(self) -> int:
        """How many of those elected may share an affiliation; 0 where it does not matter."""
        return 0

    def conditions(self, _electors: int) -> Conditions | None:
        """Return what options must satisfy against the status quo, of so many who may vote."""
        return None

    @property
    def form(self) -> Form:
        """The form of the ballots."""
        from gitgov.tally.methods import METHODS  # a yes-or-no question does without

        return METHODS[self.counting.method].form

    def terms_for(self, seats: int, seed: str, preferred: tuple[str, ...] = ()) -> Terms:
        """Return the terms of a count for so many seats that are still to be filled."""
        said = self.counting
        return Terms(
            said.method, seats, TieRule(said.ties, seed, preferred), said.unranked, said.strength, said.tiers, said.quota,
            said.transfer, said.elimination,
        )  # fmt: skip


def why_not_terms(question: Among, chain: Chain, options: tuple[str, ...]) -> Objections:
    """Object to terms on which nothing can be counted."""
    from gitgov.tally.methods import mistakes

    counting = question.counting
    found = list(mistakes(question.terms_for(counting.seats, "the id of the question"), options))
    if counting.ties == "chair" and chain.charter.presiding != "chair":
        found.append("ties are broken by the chair, and nobody presides here")
    return tuple(each for what in found for each in mistaken(what))


def mistaken(what: str) -> Objections:
    """Object to a question as it is worded."""
    return object_to("GOV-537", what, SOURCE, "word it otherwise, then move it again")
