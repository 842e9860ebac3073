"""What a row of the table of hindsight says: where past cases of an adviser are from, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from gitgov.advice.learning import Example
from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import Survey
from gitgov.core.errors import BadInput
from gitgov.git.checking import Checkers
from gitgov.procedure.floor import Floor

Tell = Callable[[int, int], None]
Found = TypeVar("Found")


class Inquiry(NamedTuple):
    """Of which ledger and branch (a full ref name) past cases are put together, and out of how many, the newest.

    `tell` hears how far that is, `left_out` why one of them could not be put together any more.
    """

    chamber: Chamber
    ref: str
    most: int
    tell: Tell = lambda _done, _all: None
    left_out: Callable[[BadInput], None] = lambda _: None

    def each(self, found: Sequence[Found]) -> Iterator[Found]:
        """Yield the last of what was found, as many as are wanted, and tell how far that is."""
        wanted = found[-self.most :]
        for number, one in enumerate(wanted):
            self.tell(number, len(wanted))
            yield one
        self.tell(len(wanted), len(wanted))


def floors_of(chamber: Chamber) -> list[Floor]:
    """Fold all threads of procedure, signatures checked."""
    with Checkers(chamber.chain.keys) as checkers:
        survey = Survey(chamber, checkers)
        survey.settle()
    return survey.floors


class Past(NamedTuple):
    """What past cases of an adviser are, in words, and what puts them together, oldest first.

    That raises `BadInput` where the branch is not here.
    """

    cases: str
    examples: Callable[[Inquiry], list[Example]]
