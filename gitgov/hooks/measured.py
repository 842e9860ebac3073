"""What a server's measuring of what it accepted comes to, told to who pushed."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.accepting import measure_here, said
from gitgov.core.visible import clean


def measure(start: Path) -> None:
    """Measure what the protected branches of the repository around `start` have accepted, and say so."""
    for told in measure_here(start):
        for row in said(told):
            print(f"gitgov: measured: {clean(row)}", file=sys.stderr)
