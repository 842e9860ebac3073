"""Piston rings, as qcc has them, from single records under a definition to a chart, its signals and a capability.

`test_spc` compares the statistics with the same vectors; here they are reached as people reach them.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, charted, frozen
from gitgov.quality.standing import standing_of

FILE: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors/spc.json").read_text(encoding="utf-8"))
VECTORS = {each["id"]: each for each in FILE["vectors"]}
RINGS = VECTORS["pistonrings-xbar-R"]["input"]
CTQ = Ctq(
    ctq="diameter", unit="mm", lower="73.95", target="74", upper="74.05", chart="xbar-r", subgroup=5, rules="shewhart"
)


def records(*phases: str) -> list[Observed]:
    """Returns a record for each ring, in the order in which they were measured."""
    rings = [str(each) for phase in phases for subgroup in RINGS[phase] for each in subgroup]
    return [Observed(EventId(f"{at:064x}"), f"{at:040x}", at, Fraction(each), 1) for at, each in enumerate(rings)]


def drawn(ctq: Ctq, *phases: str) -> Charted:
    found = charted(ctq, records(*phases))
    assert isinstance(found, Charted)
    return found


@pytest.mark.parametrize(("chart", "vector"), [("xbar-r", "pistonrings-xbar-R"), ("xbar-s", "pistonrings-xbar-S")])
def test_limits_are_those_of_qcc(chart: str, vector: str) -> None:
    expected = VECTORS[vector]["expected"]
    found = drawn(CTQ.model_copy(update={"chart": chart}), "phase1_subgroups")
    means, spreads = found.control.points[0].limits, found.control.spreads[0].limits
    of = chart[-1]
    assert [found.base.sigma, means.lower, means.upper, spreads.lower, spreads.upper] == pytest.approx(
        [expected[each] for each in ("sigma", "xbar_lcl", "xbar_ucl", f"{of}_lcl", f"{of}_ucl")], abs=1e-7
    )
    assert (len(found.points), found.control.stable) == (25, True)


def test_what_comes_after_the_limits_were_frozen_signals_as_in_qcc() -> None:
    base = drawn(CTQ, "phase1_subgroups")
    ctq = CTQ.model_copy(update={"limits": frozen(base.base, base.points[-1].record)})
    found = drawn(ctq, "phase1_subgroups", "phase2_subgroups")
    expected = VECTORS["pistonrings-xbar-R"]["expected"]
    assert [float(each.value) for each in found.points[25:]] == pytest.approx(expected["phase2_xbar"])
    assert [each.at for each in found.control.signals] == expected["phase2_out_1based"]


def test_capability_is_of_the_single_values_by_the_spread_within_subgroups() -> None:
    found = standing_of(CTQ, drawn(CTQ, "phase1_subgroups")).capable
    assert not isinstance(found, str)
    expected = VECTORS["pistonrings-capability"]["expected"]
    assert {name: each.value for name, each in found.items()} == pytest.approx(
        {name: expected[name] for name in ("Cp", "Cpk", "Pp", "Ppk", "Cpm", "Ppm")}, abs=2e-6
    )
    assert found["Cp"].n == 125
    assert found["Cp"].interval.low == pytest.approx(1.455, abs=0.005), (
        "chi-square of 90 degrees of freedom: 0.9 k (n - 1)"
    )
