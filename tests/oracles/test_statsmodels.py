"""Agreement with statsmodels (BSD): intervals of differences, multiple testing, sample sizes, kappa."""

from __future__ import annotations

import math
import random
from typing import Any, TypeVar

import pytest

from gitgov.quality.stats import agreement, many_tests, proportions
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.proportions import Part

WHY = "statsmodels is not installed: `make oracles` installs it in a folder of its own and runs this"
proportion: Any = pytest.importorskip("statsmodels.stats.proportion", reason=WHY)
multitest: Any = pytest.importorskip("statsmodels.stats.multitest", reason=WHY)
raters: Any = pytest.importorskip("statsmodels.stats.inter_rater", reason=WHY)

CASES = 300
T = TypeVar("T")


def sure(found: T | Insufficient) -> T:
    assert not isinstance(found, Insufficient), found
    return found


def test_differences_of_proportions() -> None:
    chance = random.Random(1)
    for _ in range(CASES):
        one, other = (Part(chance.randint(0, n), n) for n in (chance.randint(1, 300), chance.randint(1, 300)))
        found = sure(proportions.difference(one, other)).interval
        low, high = proportion.confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
        assert math.isclose(found.low, low, rel_tol=1e-9, abs_tol=1e-12)
        assert math.isclose(found.high, high, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize(("method", "ours"), [("holm", many_tests.holm), ("fdr_bh", many_tests.benjamini_hochberg)])
def test_many_tests(method: str, ours: Any) -> None:
    chance = random.Random(2)
    for _ in range(CASES):
        p = [round(chance.random() ** 3, chance.choice([1, 2, 9])) for _ in range(chance.randint(1, 60))]
        theirs = multitest.multipletests(p, method=method)[1]
        assert ours(p) == pytest.approx(list(theirs), rel=1e-12)


def test_sizes_of_samples() -> None:
    for p, q in ((0.2, 0.1), (0.5, 0.55), (0.01, 0.02)):
        theirs = proportion.samplesize_proportions_2indep_onetail(p - q, q, 0.8, alpha=0.05, alternative="two-sided")
        assert proportions.sample_size(p, q) == pytest.approx(theirs, rel=0.01)


def test_kappa() -> None:
    chance = random.Random(3)
    for _ in range(CASES):
        size = chance.randint(2, 5)
        table = [[chance.randint(0, 9) for _ in range(size)] for _ in range(size)]
        found = agreement.kappa(table)
        if isinstance(found, agreement.Agreement):
            assert float(found.kappa) == pytest.approx(raters.cohens_kappa(table).kappa, rel=1e-9, abs=1e-12)
