"""The kinds of event in the metrics room that are about projects, and about what is to become better."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.charter.forms import DayText, MemberName
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions.ctq import AmountOrNothing, AmountText, CtqName
from gitgov.procedure.motions.forms import Line, OfText
from gitgov.procedure.motions.tollgate import Outcome, Phase

Text = Annotated[str, Field(max_length=16_384)]
Rated = Annotated[int, Field(ge=1, le=10)]
Method = Literal["dmaic", "dmadv", "idov"]


class ProjectChartered(Body):
    """A project to improve (DMAIC) or to design (DMADV, IDOV) what some characteristics measure."""

    name: Line
    method: Method
    problem: Text = ""
    goal: Text
    ctqs: list[CtqName] = Field(min_length=1, max_length=50)
    owner: MemberName
    due: DayText


class Sipoc(Body):
    """Who supplies what to which process, what comes out of it, and for whom."""

    suppliers: list[Line] = Field(max_length=50)
    inputs: list[Line] = Field(max_length=50)
    process: list[Line] = Field(min_length=1, max_length=50)
    outputs: list[Line] = Field(max_length=50)
    customers: list[Line] = Field(max_length=50)


class Need(Body):
    """What customers need, as important as `weight` says (1 to 5); how strongly each characteristic bears on it (9, 3, 1, 0)."""

    text: Line
    weight: Annotated[int, Field(ge=1, le=5)]
    bears: dict[CtqName, Literal[0, 1, 3, 9]] = Field(max_length=50)


class HouseOfQuality(Body):
    """Needs by characteristics (quality function deployment)."""

    needs: list[Need] = Field(min_length=1, max_length=100)


class Failure(Body):
    """How something may fail: severity, occurrence and detection from 1 to 10, and what is to be done about it."""

    mode: Line
    effect: Line = ""
    cause: Line = ""
    controls: Line = ""
    severity: Rated
    occurrence: Rated
    detection: Rated
    action: Line = ""
    motion: OfText = ""


class FailureModes(Body):
    """The failure modes and effects that were thought of."""

    modes: list[Failure] = Field(min_length=1, max_length=200)


class Finding(Body):
    """What an analysis has found: the `test`, what it says, and the records and objects that it rests on."""

    title: Line
    test: Line = ""
    said: Text
    evidence: list[Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]] = Field(max_length=500)


class Filed(Body):
    """What a project files in a phase: one of these."""

    phase: Phase
    note: Text = ""
    sipoc: Sipoc | None = None
    house: HouseOfQuality | None = None
    failures: FailureModes | None = None
    finding: Finding | None = None


class TollgatePassed(Body):
    """The project has been through the tollgate of a phase, by a carried motion, with that outcome."""

    phase: Phase
    outcome: Outcome
    motion: EventIdText
    decision: EventIdText


class ImprovementProposed(Body):
    """A change that is to move a characteristic: from the `problem`, on `evidence`, to `target` by the day of `review`.

    `before` is the record of the measurement that it starts from, `since` that of the project, if it belongs to one.
    """

    ctq: CtqName
    problem: Text
    change: Text
    target: AmountText
    owner: MemberName
    review: DayText
    before: OfText = ""
    evidence: list[EventIdText] = Field(default=[], max_length=100)
    project: OfText = ""


class ImprovementPut(Body):
    """The change was put before the assembly, by this motion."""

    motion: EventIdText


class ImprovementJudged(Body):
    """What measurements say of it: whether the target is met, from `before` to `after`, the difference in words with its interval.

    `measures` are the records that it was judged by.
    """

    verdict: Literal["met", "not met", "insufficient data"]
    before: AmountOrNothing = ""
    after: AmountOrNothing = ""
    said: Line = ""
    measures: list[EventIdText] = Field(default=[], max_length=500)


KINDS: Kinds = table(
    Kind("project.chartered", 1, "metrics", ProjectChartered),
    Kind("project.filed", 1, "metrics", Filed),
    Kind("tollgate.passed", 1, "metrics", TollgatePassed),
    Kind("improvement.proposed", 1, "metrics", ImprovementProposed),
    Kind("improvement.put", 1, "metrics", ImprovementPut),
    Kind("improvement.judged", 1, "metrics", ImprovementJudged),
)
