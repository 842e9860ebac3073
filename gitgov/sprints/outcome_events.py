"""The kinds of event with which a sprint ends: what was reached, what others say of it, and what is to become better."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.charter.forms import DayText, MemberName, TeamName
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.motions.merge import OidText
from gitgov.procedure.motions.sprint import ItemId, SprintName
from gitgov.sprints.events import Text

SomeLine = Annotated[Line, Field(min_length=1)]
Items = Annotated[list[ItemId], Field(max_length=500)]


class SprintReviewed(Body):
    """The sprint is over: what commits up to `tip`, of the branch that it worked towards, say is `done`, and what is `left`."""

    tip: OidText
    done: Items
    left: Items


class ScrumReviewed(Body):
    """A scrum of scrums has reviewed a sprint of the teams below it; `reviews` are the ids of their own reviews, by team.

    What is done they say, and the commits that they have looked at: it is summed from them, and stands nowhere.
    """

    team: TeamName
    sprint: SprintName
    reviews: Annotated[dict[TeamName, EventIdText], Field(min_length=1, max_length=200)]


class FeedbackTaken(Body):
    """What a stakeholder (`giver`) said of a sprint, as the member who signs took it down."""

    giver: SomeLine
    text: Annotated[Text, Field(min_length=1)]


class ObservationMade(Body):
    """What went `well` in a sprint, or badly."""

    text: SomeLine
    well: bool


class ObservationBacked(Body):
    """A vote for an observation: it matters."""

    observation: EventIdText


class ImprovementDrafted(Body):
    """What is to be done otherwise, who sees to it until which day, and which `metric` it should move."""

    text: SomeLine
    owner: MemberName
    due: DayText
    metric: Line = ""


class ImprovementMoved(Body):
    """The improvement is before the assembly: by a motion to adopt a process decision."""

    improvement: EventIdText
    motion: EventIdText


class ImprovementClosed(Body):
    """The improvement has been tried, with this result."""

    improvement: EventIdText
    result: Text = ""


KINDS: Kinds = table(
    Kind("sprint.reviewed", 1, "sprints", SprintReviewed),
    Kind("scrum.reviewed", 1, "sprints", ScrumReviewed),
    Kind("feedback.taken", 1, "sprints", FeedbackTaken),
    Kind("observation.made", 1, "sprints", ObservationMade),
    Kind("observation.backed", 1, "sprints", ObservationBacked),
    Kind("improvement.drafted", 1, "sprints", ImprovementDrafted),
    Kind("improvement.moved", 1, "sprints", ImprovementMoved),
    Kind("improvement.closed", 1, "sprints", ImprovementClosed),
)
