"""A motion in a line: what lists and status need to know without folding it again, nor loading the law that folds."""

from __future__ import annotations

from typing import NamedTuple

import orjson

from gitgov.core.ids import motion_name
from gitgov.git.index import Row

CARRIED_OUT = frozenset({"merge", "release", "charter"})
"""The kinds of motion that something is left of once they are carried."""


class Summary(NamedTuple):
    """A motion as lists show it. Instants are seconds; `result` is the arithmetic once announced.

    `settled` is the phase it reaches without further acts; `silent` are the members who have not voted in person,
    `entrusted` who of them let whom vote for them, and `by_proxy` for whom that has happened; `silence_at`
    is when it is carried if nobody objects until then, where the rules say so and nobody has, and `consenting` says that
    unanimous consent was asked for; `lacking` are the ayes that the rules ask for and that are missing, in words; `behind`
    names the question immediately pending that comes before this one, `waits` says that the meeting where it is pending does not
    sit, `presider` who presides over it, where the charter alone does not say that, `floor` the thread where it is pending, and
    `place` which of its questions it is, `renews` the motion that it takes the place of; `recorded` says that somebody has put
    on record that it was carried out. Of a choice among many, filled ballots count as
    `ayes` and blank ones as `abstentions`; `ballot` is which one is taken, `how` the command to vote, and `chosen` who or what is.
    """

    id: str
    subject: str
    kind: str
    text: str
    mover: str
    at: int
    target: str
    head: str
    branch: str
    settled: str
    opens_at: int | None
    closes_at: int | None
    silence_at: int | None
    ends_hold: int | None
    earliest_poll: int | None
    touched_at: int
    behind: str
    needs_second: bool
    chaired: bool
    silent: list[str]
    entrusted: dict[str, str]
    by_proxy: list[str]
    ayes: int
    nays: int
    abstentions: int
    missing: int
    lacking: list[str]
    vetoes: list[str]
    recused: list[str]
    consenting: bool
    result: str
    among: bool
    ballot: int
    how: str
    chosen: list[str]
    waits: str
    presider: str
    recorded: bool
    floor: str
    place: int
    renews: str
    verified: bool

    @property
    def name(self) -> str:
        """The id as people say it."""
        return motion_name(self.id)

    def phase(self, now: int) -> str:
        """Name where the question stands at `now`; as `Motion.phase` does."""
        if (self.behind or self.waits) and self.settled in {"moved", "debate", "voting"}:
            return "waiting"
        if self.settled == "voting" and self.opens_at is not None and now < self.opens_at:
            return "debate"
        return self.settled

    @property
    def pending(self) -> int:
        """Say whether it is still to be decided (2), or carried out (1)."""
        if self.settled in {
            "moved",
            "seconded",
            "debate",
            "voting",
            "tabled",
            "postponed",
            "referred",
            "unfinished",
            "interrupted",
        }:
            return 2
        return int(self.settled == "carried" and self.kind in CARRIED_OUT)


def to_row(summary: Summary) -> Row:
    """Write a summary as a row of the index."""
    data = orjson.dumps(summary[:-1]).decode()  # all but `verified`, which is a column of its own
    return Row(
        summary.id,
        summary.subject,
        summary.pending,
        summary.target,
        summary.head,
        summary.branch,
        summary.verified,
        summary.at,
        data,
    )


def from_row(row: Row) -> Summary:
    """Read a summary from a row of the index."""
    return Summary(*[*orjson.loads(row.data), row.verified])
