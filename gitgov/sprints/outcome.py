"""What comes of a sprint: its review, feedback, and what its retrospective found; values, and what is computed of them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from gitgov.core.ids import EventId, Member
from gitgov.sprints.outcome_events import FeedbackTaken, ImprovementDrafted, ObservationMade, SprintReviewed

LAST_SPRINTS = 6
"""Of so many sprints a velocity is told: older ones were another team."""


class Review(NamedTuple):
    """A review that was held, and by whom."""

    id: EventId
    by: Member
    at: int
    body: SprintReviewed


class Feedback(NamedTuple):
    """What a stakeholder said, and who took it down."""

    id: EventId
    by: Member
    at: int
    body: FeedbackTaken


class Observation(NamedTuple):
    """What somebody observed, and the members who have voted for it."""

    id: EventId
    by: Member
    at: int
    body: ObservationMade
    backers: frozenset[Member] = frozenset()


class Improvement(NamedTuple):
    """What is to be done otherwise; the motion that puts it before the assembly, and who closed it with which result.

    Nothing, where it has not come so far.
    """

    id: EventId
    by: Member
    at: int
    body: ImprovementDrafted
    motion: str = ""
    closed_by: str = ""
    result: str = ""

    def overdue(self, day: str) -> bool:
        """Say whether on a day, as ISO 8601 writes it, its own has passed, and nobody has closed it."""
        return not self.closed_by and self.body.due < day


class Heard(NamedTuple):
    """An observation as several made it: the id and the words of the one that was made first, with all votes and the teams, sorted."""

    id: EventId
    digest: str
    text: str
    well: bool
    backers: frozenset[Member]
    teams: tuple[str, ...]


def digest(text: str) -> str:
    """Return the SHA-256 digest of a text, folded: however it is spaced, and in whatever case and form its letters are."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(folded.split()).encode(errors="surrogatepass")).hexdigest()


def heard(made: Iterable[tuple[str, Observation]]) -> tuple[Heard, ...]:
    """Unite observations, whose teams are named before each: what says the same is one, and a member votes once.

    Those with most votes come first, then by their texts' digests. The same in whatever order they are given.
    """
    found: dict[tuple[str, bool], list[tuple[str, Observation]]] = {}
    for team, each in made:
        found.setdefault((digest(each.body.text), each.body.well), []).append((team, each))
    united = [_united(*key, among) for key, among in found.items()]
    return tuple(sorted(united, key=lambda each: (-len(each.backers), each.digest, each.well)))


def _united(name: str, well: bool, among: list[tuple[str, Observation]]) -> Heard:  # noqa: FBT001 - of a key
    first = min((each for _, each in among), key=lambda each: (each.at, each.id))
    backers = frozenset[Member]().union(*(each.backers for _, each in among))
    return Heard(first.id, name, first.body.text.strip(), well, backers, tuple(sorted({team for team, _ in among})))


def wording(improvement: Improvement, sprint: str, team: str) -> str:
    """Put an improvement into the words of a process decision."""
    body = improvement.body
    metric = f" It should move: {body.metric}." if body.metric else ""
    return (
        f"{body.text}\n\nOwner: {body.owner}. Due: {body.due}.{metric}\n"
        f"From the retrospective of sprint {sprint} of {team}.\n"
    )


def reason(improvement: Improvement) -> str:
    """Return the reason that a motion gives which puts an improvement forward; by it the two belong together."""
    return f"Improvement {improvement.id}"
