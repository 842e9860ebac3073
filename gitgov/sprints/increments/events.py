"""The kinds of event in the thread of a program increment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.charter.forms import DayText, MemberName, TeamName
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.motions.sprint import ItemId, SprintName
from gitgov.sprints.events import ItemOrNothing, Points, TeamOrNobody, Text

MOST_ITERATIONS = 20
Number = Annotated[int, Field(ge=1, le=MOST_ITERATIONS)]
MemberOrNobody = Annotated[str, Field(pattern=r"^(?:[a-z0-9._-]{1,64})?$")]
Roam = Literal["resolved", "owned", "accepted", "mitigated"]
Fingers = Annotated[int, Field(ge=1, le=5)]


class IncrementPlanned(Body):
    """What a train means to plan together: so many `iterations` of so many `weeks` from day `begins`.

    The last iteration is for innovation and planning. `team` is the train. Again in the same thread: planned anew.
    """

    increment: SprintName
    team: TeamName
    begins: DayText
    iterations: Annotated[int, Field(ge=2, le=MOST_ITERATIONS)]
    weeks: Annotated[int, Field(ge=1, le=8)]


class ObjectiveSet(Body):
    """What a team means to reach. One that is not `committed` is no part of what it promises. Worded anew, it has no value yet."""

    team: TeamName
    objective: ItemId
    text: Line
    committed: bool = True


class ObjectiveValued(Body):
    """What an objective is worth to the business."""

    team: TeamName
    objective: ItemId
    value: Annotated[int, Field(ge=1, le=10)]


class ObjectiveAchieved(Body):
    """What of its worth has been reached in the end."""

    team: TeamName
    objective: ItemId
    actual: Annotated[int, Field(ge=0, le=10)]


class FeaturePlaced(Body):
    """An item of the backlog, as it was then, stands in an iteration of a team; placed again, it moves."""

    team: TeamName
    item: ItemId
    title: Line = ""
    points: Points
    iteration: Number
    needs: list[ItemId] = Field(default=[], max_length=100)


class FeatureRemoved(Body):
    """The item is no part of the increment any more."""

    item: ItemId


class DependencyDeclared(Body):
    """A team, the `consumer`, needs something from another, the `provider`, by an iteration.

    `feature` is the item that needs it, and `item` the one that it is, where they are known.
    """

    consumer: TeamName
    provider: TeamName
    what: Line
    need_by: Number
    feature: ItemOrNothing = ""
    item: ItemOrNothing = ""


class DependencyPromised(Body):
    """The provider commits itself to an iteration, and names who sees to it."""

    dependency: EventIdText
    iteration: Number
    owner: MemberName


class DependencySettled(Body):
    """The consumer has it, or needs it no more."""

    dependency: EventIdText
    how: Literal["delivered", "dropped"]


class RiskRaised(Body):
    """Something that may keep a team, or the train, from what it means to reach."""

    text: Line
    team: TeamOrNobody = ""


class RiskRoamed(Body):
    """What is done about a risk: it is resolved; a person owns or mitigates it; or it is accepted, for a reason."""

    risk: EventIdText
    roam: Roam
    owner: MemberOrNobody = ""
    why: Text = ""


class ConfidenceAsked(Body):
    """The train is asked how sure it is of its plan: one to five fingers each.

    `teams` are those of which somebody has to be heard: all of the train with a member who may vote, as the charter has them then. Of none,
    as earlier versions have asked, only the mean counts.
    """

    teams: list[TeamName] = Field(default=[], max_length=200)


class ConfidenceGiven(Body):
    """So many fingers of a member; the last ballot before the vote is closed counts."""

    vote: EventIdText
    fingers: Fingers
    why: Text = ""


class ConfidenceClosed(Body):
    """The vote is closed; `counted` is the last ballot of each member among all that led to this."""

    vote: EventIdText
    counted: dict[MemberName, Fingers] = Field(max_length=2_000)


class SyncPointSet(Body):
    """A day on which teams are to have their work in step: set again, it moves."""

    point: SprintName
    day: DayText
    teams: list[TeamName] = Field(max_length=125)


class SyncPointKept(Body):
    """A team has its work in step with the others'."""

    point: SprintName
    team: TeamName


class IncrementStarted(Body):
    """The increment has begun: as planned (`plan` is the digest of the plan), and as the train has ratified it."""

    plan: EventIdText
    motion: EventIdText
    decision: EventIdText


KINDS: Kinds = table(
    Kind("increment.planned", 1, "sprints", IncrementPlanned),
    Kind("increment.started", 1, "sprints", IncrementStarted),
    Kind("objective.set", 1, "sprints", ObjectiveSet),
    Kind("objective.valued", 1, "sprints", ObjectiveValued),
    Kind("objective.achieved", 1, "sprints", ObjectiveAchieved),
    Kind("feature.placed", 1, "sprints", FeaturePlaced),
    Kind("feature.removed", 1, "sprints", FeatureRemoved),
    Kind("dependency.declared", 1, "sprints", DependencyDeclared),
    Kind("dependency.promised", 1, "sprints", DependencyPromised),
    Kind("dependency.settled", 1, "sprints", DependencySettled),
    Kind("risk.raised", 1, "sprints", RiskRaised),
    Kind("risk.roamed", 1, "sprints", RiskRoamed),
    Kind("confidence.asked", 1, "sprints", ConfidenceAsked),
    Kind("confidence.given", 1, "sprints", ConfidenceGiven),
    Kind("confidence.closed", 1, "sprints", ConfidenceClosed),
    Kind("syncpoint.set", 1, "sprints", SyncPointSet),
    Kind("syncpoint.kept", 1, "sprints", SyncPointKept),
)
