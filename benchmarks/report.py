"""The report: a Markdown table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.figure import HEAD, Figure

QUIET = 0.1
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->"


def markdown(machine: Mapping[str, str], figures: Sequence[Figure], repetitions: int) -> str:
    """Writes the machine, the table, and what a reader must know about it."""
    facts = "; ".join(f"{name} {value}" for name, value in machine.items())
    busy = max((each.others for each in figures), default=0.0)
    quiet = (
        "The machine was otherwise idle."
        if busy < QUIET
        else f"The machine was BUSY: others took up to {busy:.0%} of it, so trust the CPU ratios alone."
    )
    rows = "\n".join(each.row() for each in figures)
    return f"Machine: {facts}.\n\n{repetitions} repetitions in turns. {quiet}\n\n{HEAD}\n{rows}\n"


def write_json(path: Path, machine: Mapping[str, str], figures: Sequence[Figure]) -> None:
    """Writes everything to a file."""
    value = {"machine": dict(machine), "figures": [each.json() for each in figures]}
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def write_into(path: Path, table: str) -> None:
    """Puts the table between the marks of a document; raises ValueError where it has none."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} has no place for figures between {BEGIN.strip()} and {END}")
    path.write_text(f"{before}{begin}{table}{end}{after}", encoding="utf-8")
