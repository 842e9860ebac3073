"""Move to define what is critical to quality: what is measured, in which unit, within which limits (Six Sigma, CTQ tree)."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.charter.forms import OwnedPath
from gitgov.core.amounts import AMOUNT, parse_amount, with_unit
from gitgov.core.ids import Member
from gitgov.core.instants import show_duration
from gitgov.core.scales import of_logarithm, of_power
from gitgov.ledger.event import Body
from gitgov.procedure.motions.forms import Line, Seconds, Words
from gitgov.procedure.rows import ONE_LINE, MotionRow, Objections, Question, object_to

SOURCE = "Six Sigma: a critical-to-quality characteristic is measurable, and has an owner and limits"
Measure = Annotated[str, Field(pattern=r"^(?:[a-z][a-z0-9_-]{0,59})?$")]
CtqName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,59}(?:/[a-z0-9][a-z0-9-]{0,39})?$")]
AmountText = Annotated[str, Field(pattern=AMOUNT)]
AmountOrNothing = Annotated[str, Field(pattern=f"^$|{AMOUNT}")]
Unit = Annotated[str, Field(max_length=20, pattern=ONE_LINE)]
Chart = Literal["", "xmr", "log-xmr", "xbar-r", "xbar-s", "p", "p'", "np", "c", "u", "u'", "g", "t", "ewma", "cusum"]
Rules = Literal["shewhart", "usual", "western-electric", "nelson"]
Points = Annotated[int, Field(ge=0, le=1_000)]
_SHARES = ("p", "p'")
SUBGROUPED = {"xbar-r": 25, "xbar-s": 100}
"""The charts of subgroups, and how many values a subgroup has at most: ranges of more are of no use, and have no published factors."""


class Limits(Body):
    """What is frozen of a base period, for a control chart: the centre, and the spread of one value.

    `ratio` is what the spread between points has over that within them (Laney), `floor` and `ceiling` bound what can be measured at all. It is
    of so many `points`, the last of which is what the record `upto` says. Where it is to be said `as_measured`, the motion says the centre in
    the unit of the records; where it is not, as in those from before there was this field, as it stands here.
    """

    center: AmountText
    sigma: AmountText
    ratio: AmountText = "1"
    floor: AmountOrNothing = ""
    ceiling: AmountOrNothing = ""
    points: Annotated[int, Field(ge=1, le=100_000)]
    upto: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    as_measured: bool = False


class Ctq(Question):
    """A characteristic as it is to be from now on: `ctq` is what it is called; moved again, it is defined anew.

    `voice`, `need` and `driver` are the way from what was heard to what is measured. `lower` and `upper` are the specification
    limits, which still meet it, `target` what is best. It is measured by `source`, as `sampling` says; where it has `paths`, only for what
    changes below them. Where it is the `measure` of a part, it is measured of what lies below its paths, and its name is its own. A measurement holds for `fresh` seconds, or for ever (0). A `chart` under `rules` watches it, with the
    `limits` as they are frozen; on an X-bar chart, a point is a `subgroup` of so many records in a row. `reaction` says what is
    done about a signal, and so many signals in its last 20 points call for a motion, or close the gate (0: they do not). A
    `retired` characteristic is not asked for any more.
    """

    motion: Literal["ctq"] = "ctq"
    ctq: CtqName
    title: Line = ""
    voice: Line = ""
    need: Line = ""
    driver: Line = ""
    unit: Unit
    lower: AmountOrNothing = ""
    target: AmountOrNothing = ""
    upper: AmountOrNothing = ""
    owner: Annotated[str, Field(pattern=r"^(?:[a-z0-9._-]{1,64})?$")] = ""
    source: Line = ""
    sampling: Line = ""
    paths: list[OwnedPath] = Field(default=[], max_length=100)
    measure: Measure = ""
    fresh: Seconds = 0
    critical: bool = False
    chart: Chart = ""
    subgroup: Annotated[int, Field(ge=0, le=100)] = 0
    rules: Rules = "usual"
    limits: Limits | None = None
    reaction: Words = ""
    motion_after: Points = 0
    gate_after: Points = 0
    retired: bool = False

    def met_by(self, value: Fraction) -> bool:
        """Say whether a value lies within the specification limits, which belong to it."""
        return not (self.lower and value < parse_amount(self.lower)) and not (
            self.upper and value > parse_amount(self.upper)
        )

    @property
    def measured_as(self) -> str:
        """The measure that gives its value: the one that it names, else what its name begins with, before a part."""
        return self.measure or self.ctq.partition("/")[0]

    @property
    def is_part(self) -> bool:
        """Whether it is the measure of a part, and not of the whole."""
        return self.measured_as != self.ctq

    @property
    def good_side(self) -> Literal["above", "below", ""]:
        """On which side of the centre more of it is better, by its one limit; nothing where it has two, or none."""
        if bool(self.lower) == bool(self.upper):
            return ""
        return "above" if self.lower else "below"

    @property
    def ruled(self) -> bool:
        """Say whether run rules are asked of its chart: on one that weighs or sums up what was before, a signal is a point beyond its limits."""
        return self.chart not in {"", "ewma", "cusum"}

    @property
    def within(self) -> str:
        """The specification limits in words."""
        unit = with_unit("", self.unit)
        bounds = [
            f"{word} {limit}{unit}" for word, limit in (("at least", self.lower), ("at most", self.upper)) if limit
        ]
        return " and ".join(bounds) or "any value"

    @property
    def frozen_center(self) -> str:
        """The frozen centre in the unit of what was measured, to four digits: charts draw shares, logarithms and powers; empty without limits."""
        return with_unit(f"{_measured(self, self.limits.center):.4g}", self.unit) if self.limits else ""


def _read_back(question: Ctq) -> str:
    if question.retired:
        return f"retire the quality characteristic {question.ctq}"
    return f"define the quality characteristic {question.ctq}: {', '.join(_told(question))}"


def _told(question: Ctq) -> list[str]:
    """Tell all that a definition asks: what voters do not read, they do not decide."""
    limits = question.limits
    within = question.within if question.unit in question.within else f"{question.within}, in {question.unit}"
    said: list[tuple[object, str]] = [
        (True, within),
        (question.target, f"best at {with_unit(question.target, question.unit)}"),
        (question.measure, f"measured as {question.measure} of a part"),
        (question.paths, f"asked only of changes below {' and '.join(question.paths)}"),
        (question.fresh, f"measured at most {show_duration(question.fresh)} before"),
        (question.source, f"measured by {question.source}"),
        (question.sampling, f"sampled so: {question.sampling}"),
        (question.chart, f"watched by a chart ({_chart_told(question)})"),
        (limits, _frozen_told(question, limits) if limits else ""),
        (question.motion_after, f"{question.motion_after} signals in 20 points calling for a motion"),
        (question.gate_after, f"{question.gate_after} signals in 20 points closing the gate"),
        (question.critical, "critical"),
        (question.owner, f"owned by {question.owner}"),
    ]
    return [words for asked, words in said if asked]


def _chart_told(question: Ctq) -> str:
    of = f", subgroups of {question.subgroup}" if question.subgroup else ""
    return f"{question.chart}, {question.rules} rules{of}"


def _frozen_told(question: Ctq, limits: Limits) -> str:
    """Tell the centre in the unit that people read, where the motion asks for that: approved minutes have the words of older ones."""
    center = question.frozen_center if limits.as_measured else limits.center
    return f"frozen at {center} of {limits.points} points"


def _measured(question: Ctq, amount: str) -> float:
    """Read a number as a chart draws it in the unit of what was measured."""
    value = float(parse_amount(amount))
    if question.chart in _SHARES:
        return 100 * value if question.unit == "%" else value
    return {"log-xmr": of_logarithm, "t": of_power}.get(question.chart, float)(value)


def _why_not_grouped(question: Ctq) -> str:
    """Say what is wrong with the subgroups of a chart, if anything is."""
    most = SUBGROUPED.get(question.chart)
    if most is None:
        return f"a chart {question.chart or 'of nothing'} has no subgroups" if question.subgroup else ""
    if 2 <= question.subgroup <= most:
        return ""
    return f"a chart {question.chart} is of subgroups of 2 to {most} records, and not of {question.subgroup}"


def _why_not(question: Ctq, chain: Chain) -> Objections:
    how = "git quality define NAME --lower 80 --unit %"
    order = [parse_amount(each) for each in (question.lower, question.target, question.upper) if each]
    if order != sorted(order):
        what = f"the limits and the target of {question.ctq} do not go upwards: {', '.join(map(str, order))}"
        return object_to("GOV-700", what, SOURCE, how)
    if not (question.retired or order or question.chart):
        what = f"nothing could be found wrong with {question.ctq}: it has no limits, no target and no chart"
        return object_to("GOV-701", what, SOURCE, how)
    if question.owner and Member(question.owner) not in chain.charter.electorate:
        what = f"{question.owner}, who is to own {question.ctq}, is no active member"
        return object_to("GOV-702", what, SOURCE, "git gov member list")
    if (question.limits or question.gate_after or question.motion_after) and not question.chart:
        what = f"{question.ctq} has no chart that could give a signal"
        return object_to("GOV-703", what, SOURCE, "git quality define NAME --chart xmr")
    if what := _why_not_grouped(question):
        return object_to("GOV-719", what, SOURCE, "git quality define NAME --chart xbar-r --subgroup 5")
    return ()


def _governed_by(_question: Ctq, _chain: Chain) -> str:
    """Decide what quality is by the rules of decisions about the process."""
    return "process"


ROW = MotionRow(
    "ctq",
    "define what is critical to quality",
    "RONR (12th ed.) 10:1",
    Ctq,
    _read_back,
    amendable=False,
    subject=lambda _, chain: chain.subject,
    why_not=_why_not,
    governed_by=_governed_by,
    apart=True,
    words="reaction",
    program="git quality",
    verb="define",
    effect="the characteristic is defined so from now on; where the charter asks for it, the gate goes by it",
)
