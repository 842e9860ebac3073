"""Files that a verb writes as it is told: whole or not at all, or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.replacing import replace_file
from gitgov.cli.text import flat, say

STREAM = "-"


def write_out(name: str, data: bytes) -> None:
    """Write a file in one step and say so, or to standard output alone where the name is `-`; raises `BadInput`."""
    if name == STREAM:
        sys.stdout.buffer.write(data)
        return
    replace_file(Path(name), data)
    say(f"{flat(name)}: {len(data)} bytes")
