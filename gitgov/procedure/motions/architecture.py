"""Move to adopt an architecture decision: exactly this text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.ledger.event import Body
from gitgov.procedure.motions.row import MotionRow, any_subject, no_target, nothing_against

Text = Annotated[str, Field(min_length=1, max_length=40_000)]


class Architecture(Body):
    """The decision's text, verbatim."""

    motion: Literal["architecture"] = "architecture"
    text: Text


def title(text: str) -> str:
    """Take the first line of a text that has something to say."""
    line = next((line.strip("# \t") for line in text.splitlines() if line.strip("# \t")), "")
    return line if len(line) <= 72 else line[:71] + "…"


def _read_back(question: Architecture) -> str:
    return f"adopt the architecture decision “{title(question.text)}”"


ROW = MotionRow(
    "architecture",
    "adopt an architecture decision",
    "RONR (12th ed.) 10:1",
    Architecture,
    _read_back,
    no_target,
    any_subject,
    nothing_against,
)
