"""A series on its chart: limits that are frozen are those of a base period, and what was before it plays no part."""

from fractions import Fraction

from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, charted, frozen

CTQ = Ctq(ctq="coverage", unit="%", lower="80", chart="xmr")


def series(*values: int) -> list[Observed]:
    return [Observed(EventId(f"{at:064x}"), f"c{at}", at, Fraction(value), 1) for at, value in enumerate(values)]


def charted_at(ctq: Ctq, points: list[Observed]) -> Charted:
    found = charted(ctq, points)
    assert isinstance(found, Charted)
    return found


def test_what_was_before_the_base_period_is_not_on_the_chart() -> None:
    points = series(*[10, 11] * 5, *[86, 87, 88] * 3)
    base = charted_at(CTQ, points[10:]).base
    ctq = CTQ.model_copy(update={"limits": frozen(base, points[-1].record)})
    later = [*points, *series(*[0] * 19, 20)[-1:]]
    found = charted_at(ctq, later)
    assert (found.frozen, len(found.points), found.at_last) == (True, 10, ("N1",))
    assert not charted_at(CTQ, points).control.stable
    assert charted_at(ctq, points).control.stable


def test_where_its_last_record_is_not_there_any_more_all_of_it_is() -> None:
    points = series(*[86, 87, 88] * 3)
    ctq = CTQ.model_copy(update={"limits": frozen(charted_at(CTQ, points).base, EventId("f" * 64))})
    assert len(charted_at(ctq, points).points) == 9
