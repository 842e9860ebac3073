"""A page as frozen values: what is shown, and behind every number the objects that it rests on and what was left out.

Instants are seconds since 1970 (UTC); ids are those of commits, records and motions, in full. Amounts are exact where they were
measured and floats where statistics made them; nothing (`None`) is "no data", which is never 0.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from gitgov.quality.reading import Excluded

Amount = Fraction | float
Judgement = Literal["met", "missed", "no data", ""]
GateJudgement = Judgement | Literal["waived"]
"""What is not met and comes in all the same, by a waiver, is `waived` for a gate."""
Side = Literal["above", "below", "within"]
Bound = float | None | tuple[float | None, ...]
"""A limit of a phase: one for all its points, one for each of them (charts of shares), or none."""


class Figure(NamedTuple):
    """A number: `value` in `unit` (of `quality.reading.UNITS`) of `n` observations, with its interval where there is one.

    `objects` are what it was computed from, in order, `excluded` what was left out and why.
    """

    value: Amount | None
    unit: str
    n: int
    low: Amount | None = None
    high: Amount | None = None
    confidence: Fraction = Fraction(19, 20)
    objects: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()


class Tile(NamedTuple):
    """A characteristic at a glance: `name` is `METRIC` or `METRIC/SERVICE`, `ctq` the motion that defines it, `trend` oldest first."""

    name: str
    title: str
    definition: str
    figure: Figure
    verdict: Judgement = ""
    limits: str = ""
    trend: tuple[float | None, ...] = ()
    ctq: str = ""


class Point(NamedTuple):
    """One point of a chart: when, its value, the object that it was measured on, and a few words where there are some."""

    at: int
    value: float | None
    object: str
    label: str = ""


class Phase(NamedTuple):
    """The limits of a chart from its point `first` to the next phase; `decision` is the motion that moved them here, if one did."""

    first: int
    center: float
    lower: Bound = None
    upper: Bound = None
    decision: str = ""
    why: str = ""


class Signal(NamedTuple):
    """The point of a chart at which a rule is met, the rule and its words."""

    point: int
    rule: str
    words: str = ""
    side: Side = "within"


class Chart(NamedTuple):
    """A control chart: `kind` as people call it (XmR, p), points in order of time, `lower`, `target` and `upper` as specified.

    `note` says what a reader must know, such as how often the rules give a false alarm.
    """

    name: str
    title: str
    kind: str
    unit: str
    points: tuple[Point, ...]
    phases: tuple[Phase, ...] = ()
    signals: tuple[Signal, ...] = ()
    lower: float | None = None
    target: float | None = None
    upper: float | None = None
    note: str = ""
    excluded: tuple[Excluded, ...] = ()


class Week(NamedTuple):
    """How long changes stood in each stage in one week, a value for each stage, and the changes."""

    name: str
    values: tuple[Amount, ...]
    objects: tuple[str, ...] = ()


class Breakdown(NamedTuple):
    """Where time goes, by week, oldest first."""

    title: str
    unit: str
    stages: tuple[str, ...]
    weeks: tuple[Week, ...]
    excluded: tuple[Excluded, ...] = ()


class Bar(NamedTuple):
    """One cause and how much comes of it."""

    name: str
    value: Amount
    objects: tuple[str, ...] = ()


class Pareto(NamedTuple):
    """Causes, greatest first."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    excluded: tuple[Excluded, ...] = ()


class Place(NamedTuple):
    """Where one team lies in a funnel: its value, of how many, and whether beyond the limits for as many."""

    team: str
    value: Amount
    n: int
    side: Side = "within"
    objects: tuple[str, ...] = ()


class Limits(NamedTuple):
    """The limits of a funnel for one size."""

    n: int
    lower: float
    upper: float


class Funnel(NamedTuple):
    """Teams against what all of them have together; teams in the order of their names, limits by size."""

    title: str
    unit: str
    center: float
    places: tuple[Place, ...]
    limits: tuple[Limits, ...]
    excluded: tuple[Excluded, ...] = ()


class Tollgate(NamedTuple):
    """A phase of a project and how far its tollgate is: `passed`, `moved`, `open` or `to come`; the motion where there is one."""

    phase: str
    state: Literal["passed", "moved", "open", "to come"]
    motion: str = ""
    at: int = 0


class Project(NamedTuple):
    """A quality project with its tollgates in order; `method` as people write it (DMAIC)."""

    id: str
    title: str
    method: str
    owner: str
    tollgates: tuple[Tollgate, ...]


class Waiver(NamedTuple):
    """A motion that lets a characteristic be missed until an instant."""

    motion: str
    ctq: str
    until: int
    state: str
    why: str = ""


class Link(NamedTuple):
    """A step of an improvement: what it is (definition, measurement, motion), its record, and what that says."""

    kind: str
    id: str
    words: str
    at: int = 0


class Chain(NamedTuple):
    """An improvement from definition to measurement after it; what came of it is `verdict`, in words."""

    title: str
    links: tuple[Link, ...]
    verdict: str = ""


class Gate(NamedTuple):
    """What a protected ref asks of a characteristic, and whether its head has it."""

    ref: str
    ctq: str
    verdict: GateJudgement
    objects: tuple[str, ...] = ()


class Count(NamedTuple):
    """How often something has happened since the beginning; `name` in snake case, without a unit."""

    name: str
    words: str
    value: int
    service: str = ""
    objects: tuple[str, ...] = ()


class Page(NamedTuple):
    """All that a dashboard shows: what it was measured of (a commit), `at` when, and by which `tool` in which version."""

    title: str
    of: str
    at: int
    tool: str
    version: str = ""
    tiles: tuple[Tile, ...] = ()
    gates: tuple[Gate, ...] = ()
    counts: tuple[Count, ...] = ()
    charts: tuple[Chart, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    paretos: tuple[Pareto, ...] = ()
    funnels: tuple[Funnel, ...] = ()
    projects: tuple[Project, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    chains: tuple[Chain, ...] = ()
