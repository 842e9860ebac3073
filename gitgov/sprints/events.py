"""The kinds of event in the sprints room."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from gitgov.charter.events import EventIdText
from gitgov.charter.forms import AddressText, DayText, MemberName, PackName, TeamName
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.motions.merge import OidText, RefText
from gitgov.procedure.motions.sprint import ItemId, SprintName
from gitgov.procedure.rows import ONE_LINE

Text = Annotated[str, Field(max_length=16_384)]
Points = Annotated[int, Field(ge=0, le=10_000)]
TeamOrNobody = Annotated[str, Field(pattern=r"^[a-z0-9-]{0,40}$")]
ItemOrNothing = Annotated[str, Field(pattern=r"^(?:[A-Za-z0-9][A-Za-z0-9._#/-]{0,63})?$")]
ItemType = Annotated[str, Field(max_length=40, pattern=ONE_LINE)]
Score = Annotated[int, Field(ge=0, le=100)]


def _no_twice(items: list[PlannedItem]) -> list[PlannedItem]:
    if len({each.id for each in items}) < len(items):
        raise ValueError("an item stands twice in the plan")
    return items


class ItemAdded(Body):
    """An item of the backlog, as it is known by its `item` id; the same id again, in its thread, rewords it.

    `value`, `criticality` and `risk` (risk reduction and opportunity enablement) are relative, `points` its size: what
    weighted shortest job first divides. `needs` are the items that it depends on; `type` says what sort of thing it is, as "bug".
    """

    item: ItemId
    title: Line
    team: TeamOrNobody = ""
    points: Points = 0
    value: Score = 0
    criticality: Score = 0
    risk: Score = 0
    needs: list[ItemId] = Field(default=[], max_length=100)
    text: Text = ""
    type: ItemType = ""


class ItemDropped(Body):
    """The item is not wanted any more."""

    why: Text = ""


class PlannedItem(Body):
    """An item as it is planned: its size and what it needs, as they were then."""

    id: ItemId
    title: Line = ""
    points: Points
    needs: list[ItemId] = Field(default=[], max_length=100)


class SprintPlanned(Body):
    """What a team means to do in a sprint, from day `begins` to day `ends`, towards the branch `into`.

    `away` are the days that members are not there, `capacity` the points that are left. Again in the same thread: planned anew.
    """

    sprint: SprintName
    team: TeamName
    goal: Line = ""
    begins: DayText
    ends: DayText
    into: RefText
    items: Annotated[list[PlannedItem], Field(max_length=500), AfterValidator(_no_twice)]
    away: dict[MemberName, Annotated[int, Field(ge=0, le=366)]] = Field(default={}, max_length=200)
    capacity: Points


class SprintStarted(Body):
    """The sprint has begun: as planned, and as the team has committed itself to by a carried motion."""

    plan: EventIdText
    motion: EventIdText
    decision: EventIdText


class StandupGiven(Body):
    """What a member has done, and does next."""

    done: Text = ""
    next: Text = ""


class ImpedimentRaised(Body):
    """Something is in the way: of an item, or of the whole."""

    text: Line
    item: ItemOrNothing = ""


class ImpedimentRemoved(Body):
    """It is not in the way any more."""

    impediment: EventIdText
    how: Text = ""


class PackPinned(Body):
    """A domain pack lies in the team's work tree, as a submodule pinned to a commit of the repository at `url`."""

    pack: PackName
    url: AddressText
    commit: OidText


class CulpritFound(Body):
    """By bisection `culprit` is the first commit since `good`, and on the way to `bad`, for which a command fails.

    `command` is as a shell takes it, `runs` how often it was run, `log` what `git bisect replay` takes.
    """

    culprit: OidText
    good: OidText
    bad: OidText
    command: Annotated[str, Field(min_length=1, max_length=4_096)]
    runs: Annotated[int, Field(ge=1, le=100_000)]
    log: Text = ""


KINDS: Kinds = table(
    Kind("item.added", 1, "sprints", ItemAdded),
    Kind("item.dropped", 1, "sprints", ItemDropped),
    Kind("sprint.planned", 1, "sprints", SprintPlanned),
    Kind("sprint.started", 1, "sprints", SprintStarted),
    Kind("standup.given", 1, "sprints", StandupGiven),
    Kind("impediment.raised", 1, "sprints", ImpedimentRaised),
    Kind("impediment.removed", 1, "sprints", ImpedimentRemoved),
    Kind("pack.pinned", 1, "sprints", PackPinned),
    Kind("culprit.found", 1, "sprints", CulpritFound),
)
