"""A figure: what was measured, against what, and whether that is good enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.timing import Spread


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: median, least and most of the runs; a target is the most that it may be.

    `unit` is `x` for a ratio within one run, `ms` for a difference, `B` for bytes, `left` for what remains, `of N` for a count (of which the
    target is the least). `cpu` is the same ratio of processor time. `times` are medians in seconds of what was
    compared; `others` is the share of the machine that other processes took meanwhile.
    """

    name: str
    value: Spread
    unit: str = "x"
    target: float | None = None
    cpu: Spread | None = None
    times: Mapping[str, float] = field(default_factory=dict)
    others: float = 0.0

    @property
    def met(self) -> bool | None:
        """Says whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value.least >= self.target if self.unit.startswith("of") else self.value.middle <= self.target

    def row(self) -> str:
        """Writes the figure as a row of the table."""
        target = "" if self.target is None else f"{'>=' if self.unit.startswith('of') else '<='} {self.target:g}"
        verdict = {None: "", True: "yes", False: "**no**"}[self.met]
        times = ", ".join(f"{name} {_time(value)}" for name, value in self.times.items())
        cpu = f"{self.cpu.middle:.2f}" if self.cpu else ""
        return f"| {self.name} | {self._shown()} | {target} | {verdict} | {times} | {cpu} | {self.others:.0%} |"

    def _shown(self) -> str:
        value = self.value
        if self.unit.startswith("of") or value.least == value.most:
            return f"{value.least:g} {self.unit}"
        digits = 2 if self.unit == "x" else 0
        return f"{value.middle:.{digits}f} {self.unit} [{value.least:.{digits}f}-{value.most:.{digits}f}]"

    def json(self) -> dict[str, Any]:
        """Returns the figure as plain values."""
        return {**asdict(self), "times": dict(self.times), "met": self.met}


HEAD = "| figure | measured | target | met | median times | CPU ratio | others |\n| --- | --- | --- | --- | --- | --- | --- |"


def _time(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"
