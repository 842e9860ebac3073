"""Move to commit a team to a sprint: exactly this plan (Scrum Guide 2020, Sprint Planning)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.core.visible import many
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.rows import MotionRow, Objections, Question, object_to

SprintName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
ItemId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._#/-]{0,63}$")]
TeamText = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
SOURCE = "Scrum Guide (2020), Sprint Planning"


class Sprint(Question):
    """`plan` is the id of the plan, which holds all else; `points` of `capacity` in so many `items` are what people read."""

    motion: Literal["sprint"] = "sprint"
    team: TeamText
    sprint: SprintName
    plan: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    goal: Line = ""
    points: Annotated[int, Field(ge=0, le=1_000_000)]
    capacity: Annotated[int, Field(ge=0, le=1_000_000)]
    items: Annotated[int, Field(ge=0, le=500)]


def _read_back(question: Sprint) -> str:
    goal = f", for the goal “{question.goal}”" if question.goal else ""
    load = f"{question.points} of {question.capacity} points in {many(question.items, 'item')}"
    return f"commit {question.team} to sprint {question.sprint} as planned ({question.plan[:12]}): {load}{goal}"


def _why_not(question: Sprint, chain: Chain) -> Objections:
    if question.team not in chain.charter.teams:
        what = f"the charter has no team {question.team}"
        return object_to("GOV-600", what, SOURCE, "git gov charter show; a charter motion adds [teams.NAME]")
    if question.points > question.capacity:
        what = f"the plan has {many(question.points, 'point')}, and {question.team} can do {question.capacity}"
        return object_to("GOV-601", what, SOURCE, "leave items out: git sprint plan")
    return ()


ROW = MotionRow(
    "sprint",
    "commit a team to a sprint",
    "RONR (12th ed.) 10:1",
    Sprint,
    _read_back,
    amendable=False,
    why_not=_why_not,
    words="goal",
    program="git sprint",
    verb="commit",
    effect="git sprint start may begin the sprint, with exactly this plan; the team's own people decide",
)
