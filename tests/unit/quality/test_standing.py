"""How a process stands: with its capability whether its values look normal, as that takes for granted."""

from fractions import Fraction
from random import Random

from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, charted
from gitgov.quality.standing import Standing, standing_of
from gitgov.quality.stats.distributions import normal_quantile

CTQ = Ctq(ctq="size", unit="h", lower="-50", upper="50", chart="xmr", rules="shewhart")


def standing(values: list[float]) -> Standing:
    order = Random(0)
    order.shuffle(values)
    points = [
        Observed(EventId(f"{place:064x}"), f"{place:040x}", place, Fraction(round(1_000 * value), 1_000), 1)
        for place, value in enumerate(values)
    ]
    found = charted(CTQ, points)
    assert isinstance(found, Charted)
    return standing_of(CTQ, found)


def test_values_that_are_normal_are_not_called_anything_else() -> None:
    found = standing([10 * normal_quantile((place + 0.5) / 40) for place in range(40)])
    assert not isinstance(found.capable, str)
    assert found.normal is not None
    assert found.normal.p > 0.9
    assert not found.skewed


def test_values_of_two_kinds_are_said_not_to_be_normal() -> None:
    found = standing([sign * 10 + place / 100 for place in range(20) for sign in (-1, 1)])
    assert not isinstance(found.capable, str)
    assert found.skewed


def test_where_there_is_no_capability_nothing_is_said_of_it() -> None:
    found = standing([float(place) for place in range(8)])
    assert (isinstance(found.capable, str), found.normal, found.skewed) == (True, None, False)
