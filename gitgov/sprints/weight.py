"""How much it matters that a branch lands: what its items are worth for their size, and for how long it has waited.

All is counted, and nothing asks what time it is: the same commits and records give the same weights in every clone.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

UNIT = 100
"""A weight is a number of hundredths."""
A_LANDING = 10
"""What each landing that a branch has waited for adds to its weight, so that none waits for ever."""


class Claim(NamedTuple):
    """A branch that is to land: what waiting costs and how big the work is, of its items together; both 0 where it names none.

    `waited` is how many landings it has seen go before it, `carried` says that the assembly has decided to let it in.
    """

    name: str
    cost_of_delay: int = 0
    size: int = 0
    waited: int = 0
    carried: bool = False

    @property
    def worth(self) -> Fraction:
        """Its cost of delay for each unit of size (WSJF); 1 where that is not known, and of no size as of size 1."""
        return Fraction(self.cost_of_delay, max(self.size, 1)) if self.cost_of_delay else Fraction(1)

    @property
    def weight(self) -> int:
        """In hundredths, from 1."""
        return max(1, int(self.worth * UNIT)) + self.waited * A_LANDING


def weights(claims: Sequence[Claim]) -> dict[str, int]:
    """Weigh branches; one that was carried outweighs all together that were not."""
    undecided = sum(each.weight for each in claims if not each.carried)
    return {each.name: each.weight + each.carried * undecided for each in claims}


def most_first(claims: Sequence[Claim]) -> dict[str, int]:
    """Weigh branches so that as many as can be land at once, and of as many those that matter most.

    What was carried still outweighs all together that was not: what is decided does not wait for what nobody has decided.
    """
    each_one = 1 + sum(each.weight for each in claims)
    even = {each.name: each_one + each.weight for each in claims}
    undecided = sum(even[each.name] for each in claims if not each.carried)
    return {each.name: even[each.name] + each.carried * undecided for each in claims}
