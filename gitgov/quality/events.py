"""The kinds of event in the metrics room that say what was measured, and what happened."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions.ctq import AmountOrNothing, CtqName, Unit
from gitgov.procedure.motions.forms import Line, OfText

Text = Annotated[str, Field(max_length=16_384)]
Digest = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")]
Count = Annotated[int, Field(ge=0, le=10**12)]
Instant = Annotated[int, Field(ge=0, le=253_402_300_799)]
Service = Annotated[str, Field(pattern=r"^(?:[a-z0-9][a-z0-9-]{0,39})?$")]
Judgement = Literal["met", "missed", "no data"]


class Measured(Body):
    """One characteristic as it was measured: `value` is empty where there is no data.

    `ctq` is the motion by which it is defined so, with the limits `lower` and `upper`; without one it is measured and nothing asked of
    it. Of a share `part` of `n` observations count. `signals` are the rules of its chart that its newest point breaks, so many
    `recent` ones in the last 20 points, `better` of them on the good side alone. `digest` is the SHA-256 of the file that it was read from, if it was; `baseline` the record
    that it was compared with. `after` is the record of the point before it on its chart, where that was made in the same second.
    """

    metric: CtqName
    value: AmountOrNothing = ""
    unit: Unit
    n: Count
    part: Count | None = None
    left_out: Count = 0
    ctq: OfText = ""
    lower: AmountOrNothing = ""
    upper: AmountOrNothing = ""
    judged: Judgement | Literal[""] = ""
    signals: list[Line] = Field(default=[], max_length=20)
    recent: Annotated[int, Field(ge=0, le=20)] = 0
    better: Annotated[int, Field(ge=0, le=20)] = 0
    source: Line = ""
    digest: Digest = ""
    baseline: OfText = ""
    after: OfText = ""


class MeasuresTaken(Body):
    """What was measured of the commit that this lies on, by a `tool`."""

    measures: list[Measured] = Field(min_length=1, max_length=200)
    tool: Line = ""


class RunRecorded(Body):
    """A run of the checks on a commit: whether it passed, at which attempt; instants in seconds."""

    name: Line
    result: Literal["success", "failure"]
    attempt: Annotated[int, Field(ge=1, le=10_000)] = 1
    started: Instant = 0
    finished: Instant = 0
    digest: Digest = ""


class DeploymentRecorded(Body):
    """A deployment of a commit; `incident` is the record of what made it necessary, where it was not planned.

    `run` is the CI run that carried it out: records of one commit, result and run are of one deployment.
    """

    service: Service = ""
    environment: Line = "production"
    result: Literal["success", "failure"]
    started: Instant = 0
    finished: Instant
    planned: bool = True
    rollback: bool = False
    incident: OfText = ""
    run: Line | Literal[""] = ""


class IncidentOpened(Body):
    """Something that needs immediate intervention; `deployment` is the record of the one that caused it, if one did."""

    service: Service = ""
    title: Line
    deployment: OfText = ""
    began: Instant


class IncidentClosed(Body):
    """It is over."""

    ended: Instant
    how: Text = ""


KINDS: Kinds = table(
    Kind("measures.taken", 1, "metrics", MeasuresTaken),
    Kind("run.recorded", 1, "metrics", RunRecorded),
    Kind("deployment.recorded", 1, "metrics", DeploymentRecorded),
    Kind("incident.opened", 1, "metrics", IncidentOpened),
    Kind("incident.closed", 1, "metrics", IncidentClosed),
)
