"""The figures of a body, green, red or without data, on figures that were worked out by hand."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from gitgov.core.ids import EventId
from gitgov.quality.dora import FIVE, figures
from gitgov.quality.kpi import Baseline, Kpi, downtime, kpis
from gitgov.quality.measures.facts import DAY, HOUR, Application, Course, Deployment, GateRun, Incident, Window
from gitgov.quality.measures.reverting import reverts_in
from gitgov.quality.measures.row import Facts
from gitgov.quality.measures.shipping import Delivery, Releases, delivered
from gitgov.quality.stats.outcome import Estimate, Insufficient
from tests.kit.commits import history

MAIN = "refs/heads/main"
DRAWING = history("a - 0", "x a 1", "m a,x 2", "y m 3", "n m,y 4", "b n 5", "c b 6")
"""x comes in as m, and y as n."""


def delivery(*more: Deployment, incidents: tuple[Incident, ...] = ()) -> Delivery:
    tags = (Deployment("v1", "a", 0), *more)
    return delivered(DRAWING, Releases(Application("web"), tags, incidents), reverts_in(DRAWING))


def facts(shipped: Delivery, **more: object) -> Facts:
    return Facts(DRAWING, Window(0, 100 * DAY), reverts_in(DRAWING), deliveries=(shipped,), **more)  # type: ignore[arg-type]


def named(found: Facts, baseline: Baseline | None = None) -> dict[str, Kpi]:
    return {each.name: each for each in kpis(found, baseline)}


def daily(days: int) -> Iterator[Deployment]:
    oids = "mnbc"
    return (Deployment(f"d{day}", oids[day % 4], day * DAY) for day in range(1, days + 1))


def test_no_data_is_no_colour() -> None:
    found = kpis(
        Facts(DRAWING, Window(0, DAY), reverts_in(DRAWING), deliveries=(delivery()._replace(shipped=()),)), None
    )
    assert {each.state for each in found} == {"no data"}


class TestDeployments:
    """S4-166."""

    def test_daily_without_downtime_is_green(self) -> None:
        assert named(facts(delivery(*daily(100))))["deployment_frequency/web"].state == "green"

    def test_an_incident_is_downtime_until_it_is_over(self) -> None:
        incidents = (
            Incident("i1", "d3", 3 * DAY, 3 * DAY + HOUR), Incident("i2", "d3", 3 * DAY + HOUR // 2, 3 * DAY + 2 * HOUR),
            Incident("i3", "d5", 100 * DAY - HOUR, None),
        )  # fmt: skip
        shipped = delivery(*daily(100), incidents=incidents)
        assert downtime(shipped, Window(0, 100 * DAY)) == 3 * HOUR
        assert downtime(shipped, Window(3 * DAY + HOUR, 4 * DAY)) == HOUR
        found = named(facts(shipped))["deployment_frequency/web"]
        assert (found.state, found.said, found.objects) == (
            "red",
            "10800 s of downtime in 3 incidents on record",
            ("i1", "i2", "i3"),
        )

    def test_seldom_is_red(self) -> None:
        assert named(facts(delivery(*daily(50))))["deployment_frequency/web"].state == "red"


@pytest.mark.parametrize(("days", "state"), [(13, "green"), (14, "red"), (15, "red")])
def test_lead_time_from_motion_to_release(days: int, state: str) -> None:
    """S4-167: the motion was opened in the second hour."""
    released = Deployment("v2", "m", 2 * HOUR + days * DAY)
    course = Course("one", MAIN, "x", 2 * HOUR, enacted=2 * HOUR, old="a", new="m", carried=True)
    found = named(facts(delivery(released), courses=(course,)))["lead_time"]
    assert (found.reading.value, found.state) == (Fraction(days), state)


@pytest.mark.parametrize(("failed", "state"), [(1, "green"), (2, "red")])
def test_gates(failed: int, state: str) -> None:
    """S4-168: 999 of 1000 are 99.9 %."""
    gates = tuple(GateRun(f"g{place}", place, place >= failed) for place in range(1000))
    found = named(facts(delivery(), gates=gates))["gate_pass_rate"]
    assert (found.reading.value, found.state) == (Fraction(1000 - failed, 1000), state)
    assert found.objects == tuple(f"g{place}" for place in range(failed))


def test_a_bypass_is_named() -> None:
    """S4-169."""
    first = Course("one", MAIN, "x", HOUR, enacted=2 * HOUR, old="a", new="m", carried=True)
    ordered = Course("two", MAIN, "y", 3 * HOUR, enacted=4 * HOUR, old="m", new="n", ordered=True)
    found = named(facts(delivery(), courses=(first, ordered), since=1))["decided_share"]
    assert (found.state, found.objects, found.reading.part, found.reading.n) == ("red", ("n", "b", "c"), 1, 4)


class TestCoordination:
    """S4-170."""

    COURSE = Course("one", MAIN, "x", HOUR, enacted=2 * HOUR, old="a", new="m", carried=True, acts=(1, 2, 3, 4))

    def found(self, baseline: Baseline | None) -> Kpi:
        return named(facts(delivery(), courses=(self.COURSE,)), baseline)["records_per_change"]

    def test_half_of_the_baseline_is_green_and_names_it(self) -> None:
        found = self.found(Baseline(EventId("r" * 64), Fraction(8)))
        assert (found.state, found.baseline) == ("green", "r" * 64)
        assert self.found(Baseline(EventId("r" * 64), Fraction(15, 2))).state == "red"

    def test_without_one_nothing_is_claimed(self) -> None:
        found = self.found(None)
        assert (found.state, found.reading.value, found.said) == (
            "no data",
            Fraction(4),
            "no baseline is named, so nothing is claimed",
        )


class TestDora:
    """A window of 50 days, and the 50 before: in them 50 deployments each, of which those that are told of failed."""

    WINDOW = Window(51 * DAY, 100 * DAY)

    def test_the_time_before_is_as_long_and_ends_where_it_begins(self) -> None:
        incidents = tuple(
            Incident(f"i{day}", f"d{day}", day * DAY, day * DAY + HOUR * (day % 5 + 1)) for day in range(52, 72, 2)
        )
        long = history("c0 - 0", *(f"c{day} c{day - 1} {24 * day - 1}" for day in range(1, 101)))
        tags = tuple(Deployment(f"d{day}", f"c{day}", day * DAY) for day in range(101))
        shipped = delivered(long, Releases(Application("web"), tags, incidents), reverts_in(long))
        found = {each.row.name: each for each in figures(shipped, self.WINDOW)}
        assert [*found] == [each.name for each in FIVE]
        failing = found["change_fail_rate"]
        assert (failing.reading.n, failing.reading.part, failing.before.n) == (50, 10, 49)
        assert isinstance(failing.interval, Estimate)
        assert (found["change_lead_time"].reading.value, found["change_lead_time"].before.n) == (Fraction(1), 49)
        assert failing.interval.interval.low < 0.2 < failing.interval.interval.high
        assert found["failed_deployment_recovery_time"].reading.value == 3
        assert isinstance(found["deployment_frequency"].interval, Insufficient)

    def test_nothing_is_claimed_of_nothing(self) -> None:
        for each in figures(delivery()._replace(shipped=()), self.WINDOW):
            assert each.reading.value is None
            assert isinstance(each.interval, Insufficient)
            assert isinstance(each.change, Insufficient)
