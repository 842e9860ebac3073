"""Move to ratify a train's plan of a program increment: exactly this one (SAFe, PI planning)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.core.visible import many
from gitgov.procedure.motions.architecture import title
from gitgov.procedure.motions.forms import Words
from gitgov.procedure.motions.sprint import SprintName, TeamText
from gitgov.procedure.rows import MotionRow, Objections, Question, object_to

SOURCE = "SAFe, PI planning"
Count = Annotated[int, Field(ge=0, le=100_000)]


class Increment(Question):
    """`plan` is the digest of the plan, which the room of sprints holds; the numbers are what people read.

    `value` is that of the committed objectives of so many `teams`, `late` the dependencies that are promised for too late.
    `strategy` says, verbatim, how what the teams make is to land together; nothing where nobody has proposed it.
    """

    motion: Literal["increment"] = "increment"
    team: TeamText
    increment: SprintName
    plan: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    teams: Count
    objectives: Count
    value: Count
    features: Count
    dependencies: Count
    late: Count = 0
    strategy: Words = ""


def _read_back(question: Increment) -> str:
    late = f", {question.late} of them late" if question.late else ""
    landing = f", landing by the strategy “{title(question.strategy)}”" if question.strategy.strip() else ""
    needs = "dependency" if question.dependencies == 1 else "dependencies"
    return (
        f"ratify the plan {question.plan[:12]} of {question.team} for increment {question.increment}: "
        f"{many(question.objectives, 'objective')} of {many(question.teams, 'team')}, of value {question.value}, "
        f"with {many(question.features, 'feature')} and {question.dependencies} {needs}{late}{landing}"
    )


def _why_not(question: Increment, chain: Chain) -> Objections:
    if question.team in chain.charter.teams:
        return ()
    what = f"the charter has no team {question.team}"
    return object_to("GOV-600", what, SOURCE, "git gov charter show; a charter motion adds [teams.NAME]")


ROW = MotionRow(
    "increment",
    "ratify a train's plan of an increment",
    "RONR (12th ed.) 10:1",
    Increment,
    _read_back,
    amendable=False,
    why_not=_why_not,
    program="git sprint",
    verb="pi commit",
    effect="git sprint pi start may begin the increment, with exactly this plan; the train's own people decide",
)
