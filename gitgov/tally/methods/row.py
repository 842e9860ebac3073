"""What the table says of one method."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from gitgov.tally.ballots import Form, Profile
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms


class MethodRow(NamedTuple):
    """One method: the ballots that it counts, how many it can elect, and which of the terms it reads.

    `terms` names the fields of `Terms` beside `seats` and `ties`, which all methods read. A tally is total: what cannot be told apart is
    a tie in its result. `sure` says that so many more ballots, whatever they say, choose nobody else than a count has, which
    fills all seats; where it is nothing, that is not known before all have voted.
    """

    name: str
    summary: str
    source: str
    form: Form
    seats: Literal["one", "many"]
    terms: tuple[str, ...]
    tally: Callable[[Profile[Any], Terms], Result]
    sure: Callable[[Profile[Any], tuple[str, ...], int], bool] | None = None
