"""Ballots for choosing among many: what they say, and which of them count.

A ranking is groups of options, best first; the options of a group are equally good. What a ballot leaves out is unranked,
and the terms of the question say what that means. Options stand in the order in which the motion lists them.
Who may vote, and which of a member's ballots is the last, is for others to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, assert_never, cast

from gitgov.core.ids import Member

Ranking: TypeAlias = tuple[tuple[str, ...], ...]
"""Groups of options, best first."""

Names: TypeAlias = tuple[str, ...]
"""The options that a voter names: as many as there are seats, or as many as the voter approves of."""

Scores: TypeAlias = tuple[tuple[str, int], ...]
"""Options with their scores, 0 to 5; an option without a score has 0."""

Paper: TypeAlias = Ranking | Names | Scores
Form: TypeAlias = Literal["ranking", "approval", "score", "single"]
HIGHEST_SCORE = 5

B_co = TypeVar("B_co", bound=Paper, covariant=True)


class Profile(NamedTuple, Generic[B_co]):
    """What was voted: how many ballots say what, and how many illegal votes were cast besides."""

    options: tuple[str, ...]
    ballots: tuple[tuple[int, B_co], ...]
    illegal: int = 0

    @property
    def cast(self) -> int:
        """Votes cast: illegal ones are among them, blanks are not (RONR (12th ed.) 45:31-32)."""
        return sum(count for count, _ in self.ballots) + self.illegal


def collect(form: Form, options: tuple[str, ...], papers: Iterable[Paper | None], seats: int = 1) -> Profile[Any]:
    """Sift papers, one of each voter; None is a paper that nobody can read.

    A blank is no vote (RONR (12th ed.) 45:31). A vote for somebody ineligible, for too many, twice for one, or unreadable
    is cast and credited to nobody (45:32). Equal ballots are put together in an order of their own, so that the order of
    arrival shows nowhere.
    """
    heard: Counter[Paper] = Counter()
    illegal = 0
    for paper in papers:
        credited = None if paper is None else credit(form, options, paper, seats)
        if credited:
            heard[credited] += 1
        elif credited is None:
            illegal += 1
    return Profile(options, tuple(sorted((count, ballot) for ballot, count in heard.items())), illegal)


def credit(form: Form, options: tuple[str, ...], paper: Paper, seats: int) -> Paper | None:
    """Return what of a paper is credited to options: nothing of a blank, None where the vote is illegal."""
    groups = _groups(form, paper)
    named = list(chain.from_iterable(groups))
    known = [option for option in options if option in named]
    if not named:
        return ()
    if not known or len(set(named)) < len(named) or (form == "single" and len(named) > seats):
        return None
    match form:
        case "ranking":
            kept = (tuple(option for option in options if option in group) for group in groups)
            return tuple(group for group in kept if group)
        case "approval" | "single":
            return tuple(known)
        case "score":
            scores = dict(cast(Scores, paper))
            legal = all(0 <= score <= HIGHEST_SCORE for score in scores.values())
            return tuple((option, scores[option]) for option in known) if legal else None
        case _:
            assert_never(form)


def without(profile: Profile[Ranking], gone: Collection[str]) -> Profile[Ranking]:
    """Return rankings without some of the options; whoever ranked nobody else has still voted."""
    if not gone:
        return profile
    ballots = (
        (count, tuple(kept for group in ranking if (kept := tuple(option for option in group if option not in gone))))
        for count, ranking in profile.ballots
    )
    return profile._replace(
        options=tuple(option for option in profile.options if option not in gone), ballots=tuple(ballots)
    )


def in_words(form: Form, paper: Paper) -> str:
    """Write a paper as members type it: `A > B = C`, `A, C`, `A=5 B=0`; a blank is called so."""
    if not paper:
        return "blank"
    match form:
        case "ranking":
            return " > ".join(" = ".join(group) for group in cast(Ranking, paper))
        case "score":
            return " ".join(f"{option}={score}" for option, score in cast(Scores, paper))
        case _:
            return ", ".join(cast(Names, paper))


def favours(paper: Paper, options: Collection[str]) -> bool:
    """Say whether what a paper puts first is, or is among, some of the options."""
    if not paper:
        return False
    first = paper[0]
    if isinstance(first, str):
        return any(name in options for name in paper)
    if len(first) == 2 and isinstance(first[1], int):
        best = max(score for _, score in cast(Scores, paper))
        return any(option in options for option, score in cast(Scores, paper) if score == best)
    return any(option in options for option in first)


def one_of(papers: Iterable[Paper]) -> Paper | None:
    """Return the one paper of several that were folded together: two that are filled are one illegal vote (45:34)."""
    filled = [paper for paper in papers if paper]
    return None if len(filled) > 1 else (filled or [()])[0]


def of_members(votes: Mapping[Member, Paper | None], electorate: frozenset[Member]) -> list[Paper | None]:
    """Return the papers of the electorate; anybody else's are ignored (RONR (12th ed.) 45:35)."""
    return [paper for member, paper in votes.items() if member in electorate]


def _groups(form: Form, paper: Paper) -> list[tuple[str, ...]]:
    if form == "ranking":
        return list(cast(Ranking, paper))
    return [(each if isinstance(each, str) else str(each[0]),) for each in paper]
