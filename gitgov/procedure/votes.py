"""What a motion needs to be adopted, by the vote that Robert's Rules name for its kind."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from gitgov.charter.charter import RuleSet
from gitgov.core.ratio import Threshold
from gitgov.procedure.rows import VoteRule

MAJORITY = Threshold(Fraction(1, 2), strict=True)
TWO_THIRDS = Threshold(Fraction(2, 3), strict=False)
Basis = Literal["cast", "present", "membership"]


class Needed(NamedTuple):
    """The thresholds of which one must be met, each over its basis; with `notice`, `with_notice` suffices as well.

    `against` says that nays are counted: the question is carried unless they meet the threshold.
    """

    tests: tuple[tuple[Threshold, Basis], ...]
    with_notice: tuple[tuple[Threshold, Basis], ...] = ()
    against: bool = False
    source: str = "RONR (12th ed.) 44:1"


NEEDED: Mapping[VoteRule, Needed] = {
    "majority": Needed(((MAJORITY, "cast"),)),
    "two_thirds": Needed(((TWO_THIRDS, "cast"),), source="RONR (12th ed.) 44:3"),
    "two_thirds_against": Needed(((TWO_THIRDS, "cast"),), against=True, source="RONR (12th ed.) 26:2"),
    "majority_entire_membership": Needed(((MAJORITY, "membership"),), source="RONR (12th ed.) 44:9"),
    "change_adopted": Needed(
        ((TWO_THIRDS, "cast"), (MAJORITY, "membership")), ((MAJORITY, "cast"),), source="RONR (12th ed.) 35:2(7)"
    ),
    "again_in_committee": Needed(
        ((TWO_THIRDS, "cast"),), ((MAJORITY, "cast"),), source="RONR (12th ed.) 37:35, 35:2(7)"
    ),
    "majority_negative_to_overturn": Needed(((MAJORITY, "cast"),), against=True, source="RONR (12th ed.) 24:3(7)"),
}
"""Rules of vote that put a question to the vote; `chair_rules`, `demand` and `none` do not."""


def secondary(rules: RuleSet, vote: VoteRule, *, notice: bool = False) -> RuleSet:
    """Return the rules for a motion that the table decides, on a floor whose main motions follow `rules`."""
    needed = NEEDED.get(vote, NEEDED["majority"])
    first, *others = (*(needed.with_notice if notice else ()), *needed.tests)
    return rules._replace(
        threshold=first[0], basis=first[1], otherwise=tuple(others), against=needed.against, ayes=0, notice=0, lazy=0,
        hold=0, early=True, reasons=False, mover_votes=True, debate=0, ayes_of=(), veto=frozenset(),
        seconder_votes=True, author_votes=True, ballot=False,
    )  # fmt: skip


BASES: Mapping[Basis, str] = {"cast": "votes cast", "present": "members present", "membership": "the membership"}


def in_words(rules: RuleSet) -> str:
    """Say what a question needs, such as `two thirds of votes cast, or a majority of the membership`."""
    tests = ((rules.threshold, rules.basis), *rules.otherwise)
    said = ", or ".join(f"{threshold} of {BASES[basis]}" for threshold, basis in tests)
    return f"carried unless {said} are against" if rules.against else said
