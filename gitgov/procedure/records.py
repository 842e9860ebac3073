"""What is on record about one question: ballots, speeches, results, and that one was carried out."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.charter.chain import Step
from gitgov.core.ids import EventId, Member
from gitgov.tally.ballots import Paper, favours
from gitgov.tally.count import Outcome


class Ballot(NamedTuple):
    """A ballot in order; `id` is its event's. `choice` is what it says in words, `paper` what it says among many."""

    id: EventId
    member: Member
    at: int
    choice: str
    reason: str
    paper: Paper | None = None


class ByProxy(NamedTuple):
    """The vote of a member who has not voted in person: by which proxy it came, through whom, and as which ballot."""

    member: Member
    proxy: EventId
    through: tuple[Member, ...]
    ballot: Ballot


class Speech(NamedTuple):
    """A speech in debate, `for` or `against`."""

    id: EventId
    member: Member
    at: int
    side: str
    text: str


class Acceptance(NamedTuple):
    """The signature of a member under the charter that is moved, with a key that it names; `charter` is its text's SHA-256."""

    id: EventId
    member: Member
    key: str
    charter: str


class Concurrence(NamedTuple):
    """The record that another body, as the charter calls it, has carried the same, by a `motion` of its own."""

    id: EventId
    member: Member
    at: int
    body: str
    motion: EventId


class Enactment(NamedTuple):
    """The record that a decision was carried out: a ref moved from `old` to `new`; `step` is the charter that it acts under."""

    id: EventId
    member: Member
    at: int
    ref: str
    old: str
    new: str
    step: Step | None = None


class Refused(NamedTuple):
    """A ballot in an announcement's past that was not counted, and why."""

    ballot: EventId
    member: Member
    code: str
    what: str


class Decision(NamedTuple):
    """An announced result on the question `on`, recomputed from the ballots in its past.

    `contested` is set when another announcement, lawful by its own past, came to another result: then nothing may be
    enacted. `round` is the ballot of the question that it is about: where one decides nothing, there is another.
    """

    id: EventId
    on: EventId
    at: int
    actor: Member
    outcome: Outcome
    counted: tuple[Ballot, ...]
    refused: tuple[Refused, ...]
    ends_hold: int
    contested: bool = False
    by_proxy: tuple[ByProxy, ...] = ()
    round: int = 1

    @property
    def papers(self) -> tuple[Ballot, ...]:
        """The ballots that count, one for each member whose vote does: in person, and by proxy."""
        return (*self.counted, *(each.ballot for each in self.by_proxy))

    @property
    def word(self) -> str:
        """What the result is called: carried, lost, or that there is to be another ballot."""
        return "carried" if self.outcome.carried else "ballot again" if self.outcome.again else "lost"

    def agrees(self, other: Decision) -> bool:
        """Say whether two announcements come to the same."""
        return (self.round, self.word, {*self.outcome.chosen}) == (other.round, other.word, {*other.outcome.chosen})

    @property
    def prevailing(self) -> frozenset[Member]:
        """Who voted on the side that prevailed; among many, who put something that was chosen first, or nothing."""
        side, chosen = "aye" if self.outcome.carried else "nay", {*self.outcome.chosen}
        return frozenset(
            ballot.member
            for ballot in self.counted
            if (ballot.choice == side if ballot.paper is None else favours(ballot.paper, chosen) == bool(chosen))
        )

    @property
    def losing(self) -> frozenset[Member]:
        """Who voted on the side that lost; who abstained, or left the ballot blank, is on neither."""
        voted = {
            each.member for each in self.counted if (each.choice != "abstain" if each.paper is None else each.paper)
        }
        return frozenset(voted - self.prevailing)

    @property
    def carried(self) -> bool:
        """Say whether the motion was adopted, beyond contest."""
        return self.outcome.carried and not self.contested
