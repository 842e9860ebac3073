"""Published figures: every value that tests/vectors/spc.json expects, to the tolerance that it states."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from gitgov.quality import fmea
from gitgov.quality.stats import (
    agreement,
    delivery,
    many_groups,
    many_tests,
    normality,
    pareto,
    proportions,
    quantiles,
    rates,
    sigma_level,
    two_groups,
)
from gitgov.quality.stats.capability import Process, indices, specify
from gitgov.quality.stats.charts import (
    alarms,
    constants,
    counted,
    cumulative,
    individuals,
    rare,
    runlength,
    subgroups,
    weighted,
)
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.charts.frozen import Baseline, Point, positions
from gitgov.quality.stats.charts.rules import RULES, choose, signals
from gitgov.quality.stats.distributions import normal_below
from gitgov.quality.stats.outcome import Insufficient, mean
from gitgov.quality.stats.proportions import Part
from gitgov.quality.stats.rates import Events
from gitgov.sprints.wsjf import Scored

FILE: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors/spc.json").read_text(encoding="utf-8"))
VECTORS = {each["id"]: each for each in FILE["vectors"]}
RINGS = VECTORS["pistonrings-xbar-R"]["input"]
T = TypeVar("T")
Given = dict[str, Any]
Check = Callable[[Given], Given]


def sure(found: T | Insufficient) -> T:
    assert not isinstance(found, Insufficient), found
    return found


def out(points: Sequence[Point], first: int = 1) -> list[int]:
    """Returns the points beyond their limits, numbered from `first`."""
    return [each.at + first - 1 for each in signals(positions(points), choose(["N1"]))]


def xmr(given: Given) -> Given:
    base = sure(individuals.freeze(given["x"]))
    points, moved = individuals.draw(base, given["x"]), individuals.moving_ranges(given["x"])
    limits = points[0].limits
    return {
        "center": base.center,
        "mr_bar": mean(moved),
        "ucl": limits.upper,
        "lcl": limits.lower,
        "mr": moved,
        "out_of_control": out(points),
    }


def by_ranges(given: Given) -> Given:
    base = sure(subgroups.freeze(given["phase1_subgroups"], "R"))
    first, second = (subgroups.draw(base, given[f"phase{i}_subgroups"]) for i in (1, 2))
    spread = subgroups.draw_spreads(base, given["phase1_subgroups"])
    return {
        "center": base.center,
        "rbar": mean(each.value for each in spread),
        "sigma": base.sigma,
        "xbar_lcl": first[0].limits.lower,
        "xbar_ucl": first[0].limits.upper,
        "r_lcl": spread[0].limits.lower,
        "r_ucl": spread[0].limits.upper,
        "phase1_out": out(first),
        "phase2_xbar": [each.value for each in second],
        "phase2_out_1based": out(second, first=26),
    }


def by_deviations(_: Given) -> Given:
    base = sure(subgroups.freeze(RINGS["phase1_subgroups"], "S"))
    means, spread = (draw(base, RINGS["phase1_subgroups"]) for draw in (subgroups.draw, subgroups.draw_spreads))
    return {
        "s_bar": mean(each.value for each in spread),
        "sigma": base.sigma,
        "s_lcl": spread[0].limits.lower,
        "s_ucl": spread[0].limits.upper,
        "xbar_lcl": means[0].limits.lower,
        "xbar_ucl": means[0].limits.upper,
    }


def wafers(given: Given) -> Given:
    periods = [Counted(each, given["n"]) for each in given["defectives"]]
    base, counts = sure(counted.freeze("p", periods)), sure(counted.freeze("np", periods))
    points, drawn = counted.draw(base, periods), counted.draw(counts, periods)
    kept = [(place, each) for place, each in enumerate(periods, start=1) if place not in out(points)]
    again = sure(counted.freeze("p", [each for _, each in kept]))
    anew = counted.draw(again, [each for _, each in kept])
    limits = anew[0].limits
    return {
        "pbar": base.center,
        "lcl": points[0].limits.lower,
        "ucl": points[0].limits.upper,
        "out_1based": out(points),
        "np_center": counts.center,
        "np_lcl": drawn[0].limits.lower,
        "np_ucl": drawn[0].limits.upper,
        "after_removing_15_23": {
            "pbar": again.center,
            "lcl": near(limits.lower, 1e-8),
            "ucl": near(limits.upper, 1e-8),
            "newly_out_original_index": [kept[place - 1][0] for place in out(anew)],
        },
    }


def near(value: float, tolerance: float) -> Any:
    """Returns a value that the file prints with fewer digits than its tolerance says."""
    return pytest.approx(value, abs=tolerance, rel=0)


def counts(given: Given) -> Given:
    periods = [Counted(each) for each in given["counts"]]
    base = sure(counted.freeze("c", periods))
    points = counted.draw(base, periods)
    limits = points[0].limits
    return {"cbar": base.center, "ucl": limits.upper, "lcl": limits.lower, "out_1based": out(points)}


def per_size(given: Given) -> Given:
    same = "size" in given
    sizes = [given["size"]] * len(given["counts"]) if same else given["sizes"]
    periods = [Counted(*each) for each in zip(given["counts"], sizes, strict=True)]
    base = sure(counted.freeze("u", periods))
    points = counted.draw(base, periods)
    lower, upper = [each.limits.lower for each in points], [each.limits.upper for each in points]
    return {
        "ubar": base.center,
        "lcl": lower[0] if same else lower,
        "ucl": upper[0] if same else upper,
        "out_1based": out(points),
    }


def ewma(given: Given) -> Given:
    chart = weighted.Weighted(given["center"], given["sigma"], given["lambda"], given["L"])
    points = weighted.draw(chart, given["x"])
    return {
        "ewma": [each.value for each in points],
        "se": [each.limits.sigma for each in points],
        "lcl": [each.limits.lower for each in points],
        "ucl": [each.limits.upper for each in points],
    }


def cusum(given: Given) -> Given:
    sums = cumulative.draw(cumulative.Cusum(given["target"], given["k"], given["h"]), given["x"])
    found = [place for place, each in enumerate(sums, start=1) if each.signals]
    upper, lower = [each.upper for each in sums], [each.lower for each in sums]
    return {
        "S_hi": upper,
        "S_lo": lower,
        "S_hi_printed": [near(each, 0.006) for each in upper],
        "S_lo_printed": [near(each, 0.006) for each in lower],
        "first_signal_1based": found[0],
        "signals_1based": found,
    }


def cusum_at_its_limit(given: Given) -> Given:
    chart = cumulative.in_sigmas(given["target"], given["sigma"], given["k_sigma"], given["h_sigma"])
    sums = cumulative.draw(chart, given["x"])
    return {
        "C_plus": [each.upper for each in sums],
        "C_minus_as_positive": [each.lower for each in sums],
        "upper_signals_1based": [place for place, each in enumerate(sums, start=1) if "above" in each.signals],
        "lower_signals_1based": [place for place, each in enumerate(sums, start=1) if "below" in each.signals],
    }


def cusum_of_means(given: Given) -> Given:
    base = Baseline("xbar-r", given["center"], given["sigma"], 25)
    every = [*RINGS["phase1_subgroups"], *RINGS["phase2_subgroups"]]
    z = positions(subgroups.draw(base, every))
    sums = cumulative.draw(cumulative.in_sigmas(0, 1, given["k"], given["h"]), z)
    return {
        "C_plus_26_40": [each.upper for each in sums[25:]],
        "signals_1based": [place for place, each in enumerate(sums, start=1) if each.signals],
    }


def laney(given: Given) -> Given:
    periods = [Counted(*each) for each in zip(given["defectives"], given["n"], strict=True)]
    base, classic = sure(counted.freeze("p'", periods)), sure(counted.freeze("p", periods))
    points = counted.draw(base, periods)
    return {
        "pbar": base.center,
        "sigma_z": near(base.ratio, 5e-7),
        "lcl": [each.limits.lower for each in points],
        "ucl": [each.limits.upper for each in points],
        "out_laney": out(points),
        "out_classic_p": out(counted.draw(classic, periods)),
    }


def gaps(given: Given) -> Given:
    base = sure(rare.freeze_g(given["between"]))
    points = rare.draw_g(base, given["between"])
    counting_the_event = math.sqrt(base.center * (base.center - 1))
    return {
        "center": base.center,
        "sd_qcc_sqrt_xbar*(xbar-1)": counting_the_event,
        "sd_benneyan_sqrt_xbar*(xbar+1)": base.sigma,
        "ucl3_benneyan": points[0].limits.upper,
        "out_1based_benneyan": out(points),
        "ucl3_qcc": base.center + 3 * counting_the_event,
    }


def skewed(given: Given) -> Given:
    raw, logs = sure(individuals.freeze(given["hours"])), individuals.logs(given["hours"])
    base = sure(individuals.freeze(logs))
    points, drawn = individuals.draw(raw, given["hours"]), individuals.draw(base, logs)
    limits, hours = points[0].limits, individuals.exponents(drawn[0].limits)
    return {
        "raw": {"center": raw.center, "ucl": limits.upper, "lcl": limits.lower, "out_1based": out(points)},
        "log": {
            "center_geometric_mean": hours.center,
            "ucl_hours": hours.upper,
            "lcl_hours": hours.lower,
            "out_1based": out(drawn),
        },
    }


def capable(given: Given) -> Given:
    of = specify(given["lsl"], given["usl"], given["target"])
    found = indices(Process(given["mean"], given["s"], 50, 49), of)
    return {
        "Cp": found.cp.value if found.cp else None,
        "Cpk": found.cpk.value,
        "Cpu": found.upper,
        "Cpl": found.lower,
        "k": found.k,
        "Cpm": found.cpm.value if found.cpm else None,
    }


def capable_rings(given: Given) -> Given:
    of = specify(given["lsl"], given["usl"], given["target"])
    center = sure(subgroups.freeze(RINGS["phase1_subgroups"], "R")).center
    within, overall = (indices(Process(center, given[f"sigma_{each}"], 125, 90), of) for each in ("within", "overall"))
    assert within.cp
    assert within.cpm
    assert overall.cp
    assert overall.cpm
    return {
        "Cp": within.cp.value,
        "Cpl": within.lower,
        "Cpu": within.upper,
        "Cpk": within.cpk.value,
        "Cpm": within.cpm.value,
        "Pp": overall.cp.value,
        "Ppk": overall.cpk.value,
        "Ppm": overall.cpm.value,
    }


def sigma_levels(_: Given) -> Given:
    expected = VECTORS["dpmo-sigma-1.5shift"]["expected"]
    rows = [(each["sigma"], sigma_level.dpmo_of(each["sigma"])) for each in expected["table"]]
    return {
        "table": [
            {
                "sigma": near(sigma, 0),
                "dpmo": near(dpmo, 1e-4),
                "printed": near(dpmo, 0.6),
                "yield_pct": near(100 - dpmo / 1e4, 1e-6),
            }
            for sigma, dpmo in rows
        ],
        "inverse": [
            {"dpmo": each["dpmo"], "sigma": near(sigma_level.level_of(each["dpmo"]), 1e-4)}
            for each in expected["inverse"]
        ],
    }


def rolled_defects(given: Given) -> Given:
    found = sure(sigma_level.rolled([1 - each / 1e6 for each in given["dpmo"]]))
    return {
        "step_yield": [near(each, 1e-12) for each in found.steps],
        "rty": found.rolled,
        "rty_exact": near(found.rolled, 5e-9),
        "units_needed_for_1000": near(found.units_for(1000), 0),
    }


def rolled_yields(given: Given) -> Given:
    found = sure(sigma_level.rolled(given["step_yield"]))
    return {
        "rty": found.rolled,
        "rty_exact": near(found.rolled, 5e-9),
        "normalized_yield": near(found.normalised, 5e-7),
    }


def vital_few(given: Given) -> Given:
    found = sure(pareto.pareto(given["counts"]))
    return {
        "order": [each.name for each in found],
        "percent": [float(100 * each.share) for each in found],
        "cum_percent": [float(100 * each.cumulative) for each in found],
        "vital_few_at_80pct": [each.name for each in found if each.vital],
    }


def one_proportion(given: Given) -> Given:
    rows = []
    for x, n in given["cases"]:
        score, exact = sure(proportions.wilson(x, n)).interval, sure(proportions.exact(x, n)).interval
        corrected = sure(proportions.wilson_corrected(x, n)).interval
        rows.append(
            {
                "x": x,
                "n": n,
                "wilson": list(score[:2]),
                "wilson_printed": [near(each, 6e-5) for each in score[:2]],
                "wilson_cc_printed": [near(each, 6e-5) for each in corrected[:2]],
                "clopper_pearson": list(exact[:2]),
            }
        )
        assert x or (score.low, exact.low) == (0, 0)
    return {"rows": rows}


def two_proportions(given: Given) -> Given:
    one, other = (Part(*each) for each in zip(given["x"], given["n"], strict=True))
    z, chi = sure(proportions.z_test(one, other)), sure(proportions.homogeneous([one, other]))
    yates = sure(proportions.homogeneous([one, other], corrected=True))
    assert z.statistic**2 == pytest.approx(chi.statistic, rel=1e-12)
    assert z.p == pytest.approx(chi.p, rel=1e-12)
    return {
        "z_pooled": z.statistic,
        "chi2_no_cc": chi.statistic,
        "p_no_cc": chi.p,
        "chi2_yates": yates.statistic,
        "p_yates": yates.p,
        "ci95_diff_cc": list(sure(proportions.difference_corrected(one, other)).interval[:2]),
    }


def many_proportions(given: Given) -> Given:
    found = sure(proportions.homogeneous([Part(*each) for each in zip(given["x"], given["n"], strict=True)]))
    return {"chi2": found.statistic, "df": found.df, "p": found.p}


def ranked_with_ties(given: Given) -> Given:
    a, b = given["A"], given["B"]
    found, back = sure(two_groups.mann_whitney(a, b)), sure(two_groups.mann_whitney(b, a))
    plain, n, m = sure(two_groups.mann_whitney(a, b, corrected=False)), len(a), len(b)
    return {
        "rank_sum_A": near(found.u + n * (n + 1) / 2, 0),
        "rank_sum_B": near(back.u + m * (m + 1) / 2, 0),
        "U_A": near(found.u, 0),
        "U_B": near(back.u, 0),
        "z_no_tie_correction": near((found.u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12), 0.0005),
        "z_tie_corrected": near(found.z, 0.0005),
        "p_two_sided_tie_no_cc": plain.p,
        "p_two_sided_tie_cc": found.p,
        "cliffs_delta": two_groups.cliffs_delta(a, b).value,
    }


def ranked_exactly(given: Given) -> Given:
    """So small a group without ties is counted out; what the normal approximation would say is worked out here."""
    x, y = given["x"], given["y"]
    found = sure(two_groups.mann_whitney(x, y))
    off, spread = found.u - len(x) * len(y) / 2, math.sqrt(len(x) * len(y) * (len(x) + len(y) + 1) / 12)
    assert found.method == "exact"
    return {
        "U": near(found.u, 0),
        "p_greater_exact": found.p_greater,
        "p_two_exact": found.p,
        "p_two_normal_no_cc": 2 * normal_below(-off / spread),
        "p_two_normal_cc": 2 * normal_below(-(off - 0.5) / spread),
    }


def ranked_groups(given: Given) -> Given:
    found = sure(many_groups.kruskal_wallis(given["groups"]))
    return {"H": found.statistic, "df": found.df, "p": found.p}


def adjusted(given: Given) -> Given:
    found = many_tests.benjamini_hochberg(given["p"])
    return {
        "BH": found,
        "holm": many_tests.holm(given["p"]),
        "BH_rejected_at_0.05": sum(each <= 0.05 for each in found),
    }


def two_rates(given: Given) -> Given:
    one, other = (Events(*each) for each in zip(given["events"], given["exposure"], strict=True))
    found = sure(rates.compare(one, other))
    assert found.statistic == pytest.approx(sure(rates.ratio(one, other)).value, rel=1e-12)
    return {"rate_ratio": found.statistic, "p": found.p}


def shape(given: Given) -> Given:
    found = sure(normality.shapiro_wilk(given["x"]))
    return {"W": found.statistic, "p": found.p}


def run_lengths_of_ewma(_: Given) -> Given:
    names = VECTORS["arl-ewma"]["expected"]
    found = {}
    for name in names:
        weight, width = map(float, name.split("/"))
        found[name] = {str(shift): runlength.of_ewma(weight, width, shift) for shift in (0, 1)}
    return found


def run_lengths_of_rules(_: Given) -> Given:
    """What a shift of one sigma takes is the file's own; here are the false alarms."""
    sets = {
        "rule1": ["WE1"],
        "rules1+2": ["WE1", "WE2"],
        "rules1+3": ["WE1", "WE3"],
        "rules1+4(run8)": ["WE1", "WE4"],
        "rules1-4(run8)": ["WE1", "WE2", "WE3", "WE4"],
        "rules1+run9 (Nelson1,2)": ["N1", "N2"],
        "Nelson1,2,5,6": ["N1", "N2", "N5", "N6"],
    }
    found: Given = {name: near(alarms.in_control(choose(ids)).points, 0.01) for name, ids in sets.items()}
    every = alarms.in_control(choose(f"N{i}" for i in range(1, 9))).points
    shifted = {"rule1": ["N1"], "WE1-4": sets["rules1-4(run8)"], "Nelson1,2,5,6": sets["Nelson1,2,5,6"]}
    shifted["Nelson1-8"] = [f"N{i}" for i in range(1, 9)]
    return found | {
        "simulated_nelson_1_to_8": near(every, 1.5),
        "simulated_detect_1sigma_shift": {
            name: near(alarms.simulate(choose(ids), shift=1.0), 1.5) for name, ids in shifted.items()
        },
    }


def labels(given: Given) -> Given:
    found = sure(agreement.kappa(given["table"]))
    return {"po": float(found.observed), "pe": float(found.expected), "kappa": float(found.kappa)}


def percentiles(given: Given) -> Given:
    def of(kind: quantiles.Type) -> Given:
        return {str(each): quantiles.quantile(given["nine"], each, kind) for each in (25, 50, 85, 95)}

    return {
        "even_type7_median": quantiles.quantile(given["even"], 50),
        "even_devlake_lower_median": quantiles.lower_median(given["even"]),
        "nine": {"type1": of(1), "type6": of(6), "type7": of(7)},
    }


def buckets(given: Given) -> Given:
    rows = given["days_with_deploy_per_week"]
    found = [delivery.frequency(weeks, [sum(weeks[i : i + 4]) for i in range(0, len(weeks), 4)]) for weeks in rows]
    long = VECTORS["fourkeys-frequency-example"]["expected"]["bucket"][2]
    assert found[2] == "Monthly"
    assert long.endswith("Monthly)")
    return {
        "bucket": [long if each == "Monthly" else each for each in found],
        "median_days": [quantiles.quantile(each, 50) for each in rows],
    }


def failures(given: Given) -> Given:
    named = given["incident_to_deployment"]
    every = [f"d{i}" for i in range(1, given["deployments"] + 1)]
    right = sure(delivery.change_fail_rate(every, named)).value
    return {
        "wrong": len(named) / len(every),
        "right": right,
        "right_pct": near(100 * right, 0.05),
    }


def weighed(given: Given) -> Given:
    items = [Scored(*each) for each in given["rows"]]
    return {
        "cod": [each.cost_of_delay for each in items],
        "wsjf": [float(each.wsjf) for each in items],
    }


def failure_modes(_: Given) -> Given:
    expected = VECTORS["fmea-rpn-ap"]["expected"]
    return {
        "AP": {
            severe: {
                often: "".join(fmea.rate(int(severe[0]), int(often[0]), seen).priority for seen in (7, 5, 2, 1))
                for often in rows
            }
            for severe, rows in expected["AP"].items()
        },
        "rpn": [
            {"S": risk.severity, "O": risk.occurrence, "D": risk.detection, "rpn": risk.rpn, "AP": risk.priority}
            for risk in (fmea.rate(each["S"], each["O"], each["D"]) for each in expected["rpn"])
        ],
    }


def needed(given: Given) -> Given:
    return {"n_per_group": proportions.sample_size(given["p1"], given["p2"], given["alpha"], given["power"])}


CHECKS: dict[str, Check] = {
    "nist-6.3.2.2-imr": xmr,
    "pistonrings-xbar-R": by_ranges,
    "pistonrings-xbar-S": by_deviations,
    "nist-6.3.3.2-p-chart": wafers,
    "nist-6.3.3.1-c-chart": counts,
    "qcc-pcmanufact-u": per_size,
    "qcc-dyedcloth-u-variable-n": per_size,
    "qcc-test-ewma-small": ewma,
    "nist-6.3.2.3-cusum": cusum,
    "qcc-test-cusum-strict": cusum_at_its_limit,
    "pistonrings-cusum": cusum_of_means,
    "laney-p-prime": laney,
    "g-chart": gaps,
    "xmr-lognormal-leadtime": skewed,
    "nist-6.1.6-capability": capable,
    "pistonrings-capability": capable_rings,
    "dpmo-sigma-1.5shift": sigma_levels,
    "rty-six-sigma-planner": rolled_defects,
    "rty-quality-america": rolled_yields,
    "pareto-qcc": vital_few,
    "newcombe1998a-wilson": one_proportion,
    "two-proportion-z-chi2": two_proportions,
    "smokers-4-proportions": many_proportions,
    "nist-7.3.5-mann-whitney": ranked_with_ties,
    "hollander-wolfe-wilcoxon": ranked_exactly,
    "kruskal-wallis": ranked_groups,
    "multiple-testing": adjusted,
    "poisson-rate-compare": two_rates,
    "shapiro-wilk": shape,
    "arl-ewma": run_lengths_of_ewma,
    "arl-run-rules": run_lengths_of_rules,
    "attribute-msa-kappa": labels,
    "percentile-conventions": percentiles,
    "fourkeys-frequency-example": buckets,
    "devlake-cfr-fix": failures,
    "wsjf-example": weighed,
    "fmea-rpn-ap": failure_modes,
    "power-two-proportions": needed,
}
"""How each vector is asked: from its input, all that it expects, by the same keys."""


def tolerance_of(vector: Given) -> float:
    """Returns the closest tolerance of a vector; what is printed with fewer digits says so where it is compared."""
    stated = vector["tolerance"]
    return min(stated.values()) if isinstance(stated, dict) else stated or 0.0


def differences(found: Any, expected: Any, tolerance: float, where: str = "") -> list[str]:
    """Returns where two values differ by more than the tolerance, which is absolute."""
    if isinstance(expected, dict):
        if not isinstance(found, dict) or found.keys() != expected.keys():
            return [f"{where}: keys {found} for {expected}"]
        parts = [differences(found[key], expected[key], tolerance, f"{where}.{key}") for key in expected]
        return [each for part in parts for each in part]
    if isinstance(expected, list):
        if len(found) != len(expected):
            return [f"{where}: {found} for {expected}"]
        parts = [
            differences(one, other, tolerance, f"{where}[{place}]")
            for place, (one, other) in enumerate(zip(found, expected, strict=True))
        ]
        return [each for part in parts for each in part]
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return [] if abs(found - expected) <= tolerance else [f"{where}: {found} for {expected}"]
    return [] if found == expected else [f"{where}: {found} for {expected}"]


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    assert name in CHECKS, "a vector that nobody asks: give it a row in CHECKS"
    assert differences(CHECKS[name](vector["input"]), vector["expected"], tolerance_of(vector)) == []


def test_every_check_has_its_vector() -> None:
    assert CHECKS.keys() <= VECTORS.keys()


@pytest.mark.parametrize("case", FILE["run_rules"], ids=lambda each: each["id"])
def test_run_rules(case: Given) -> None:
    center, sigma = case["input"]["center"], case["input"]["sigma"]
    z = [(each - center) / sigma for each in case["input"]["z"]]
    expected = case["expected"]["all_rules_signal_points_1based"]
    assert {name: sorted({each.at for each in signals(z, [RULES[name]])}) for name in RULES} == expected
    assert case["expected"]["asserted_by_source"].items() <= expected.items()


@pytest.mark.parametrize("n", FILE["constants"]["exact"])
def test_exact_factors(n: str) -> None:
    factors = constants.factors(int(n), constants.EXACT[int(n)])
    expected = FILE["constants"]["exact"][n]
    mean_, of = constants.c4(int(n)), constants.EXACT[int(n)]
    found = {
        "d2": of.d2,
        "d3": of.d3,
        "A2": factors.a2,
        "A3": factors.a3,
        "B3": factors.b3,
        "B4": factors.b4,
        "c4": mean_,
        "D3": factors.d3_lower,
        "D4": factors.d4_upper,
        "E2": factors.e2,
        "D1": factors.d3_lower * of.d2,
        "D2_upper": factors.d4_upper * of.d2,
        "B5": factors.b3 * mean_,
        "B6": factors.b4 * mean_,
        "A": 3 / math.sqrt(int(n)),
    }
    assert differences(found, expected, 1e-6) == []


@pytest.mark.parametrize("n", FILE["constants"]["printed_3dp"])
def test_printed_factors(n: str) -> None:
    expected = FILE["constants"]["printed_3dp"][n] | {"D4 of NIST": FILE["constants"]["nist_printed_D4"][n]}
    of = constants.PUBLISHED[int(n)]
    factors = constants.factors(int(n), of)
    found = {
        "d2": of.d2,
        "d3": of.d3,
        "A2": factors.a2,
        "A3": factors.a3,
        "B3": factors.b3,
        "B4": factors.b4,
        "c4": constants.c4(int(n)),
        "D3": factors.d3_lower,
        "D4": factors.d4_upper,
        "E2": factors.e2,
        "D4 of NIST": factors.d4_upper,
    }
    assert differences(found, expected, 0.001) == []


def test_the_median_moving_range() -> None:
    stated = FILE["constants"]["median_moving_range"]["d4_n2"]
    assert pytest.approx(stated, abs=1e-7) == constants.D4_MEDIAN
    assert pytest.approx(3.145, abs=5e-4) == 3 / constants.D4_MEDIAN
