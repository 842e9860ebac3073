"""The characteristics that most bodies begin with, as a pack of definitions that each of them moves as its own."""

from __future__ import annotations

from typing import Final

from gitgov.procedure.motions.ctq import Ctq

STARTER: Final = (
    Ctq(
        ctq="code_coverage", unit="%", lower="80", critical=True,
        title="Lines that tests run", source="coverage.py, Cobertura or LCOV: lines covered of lines counted",
    ),
    Ctq(
        ctq="performance_regression", unit="%", upper="5",
        title="How much slower than the baseline", source="pytest-benchmark or hyperfine, against the recorded baseline",
    ),
    Ctq(
        ctq="vulnerabilities", unit="{count}", upper="0", critical=True,
        title="Known vulnerabilities", source="pip-audit or SARIF: findings that are not suppressed",
    ),
    Ctq(
        ctq="documentation", unit="%", lower="90",
        title="Public names with a docstring", source="counted in the source",
    ),
    Ctq(
        ctq="test_automation", unit="%", lower="95",
        title="Tests that run by themselves", source="JUnit: tests that no person carries out, of all",
    ),
)  # fmt: skip
PACKS: Final = {"starter": STARTER}
