"""Move to adopt an architecture decision: exactly this text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.core.ids import short
from gitgov.procedure.motions.merge import OidOrNothing
from gitgov.procedure.rows import MotionRow, Question

Text = Annotated[str, Field(min_length=1, max_length=40_000)]


class Architecture(Question):
    """The decision's text, verbatim; `commit` is the content that it is about, where it is about any in particular."""

    commit: OidOrNothing = ""
    motion: Literal["architecture"] = "architecture"
    text: Text


def title(text: str) -> str:
    """Take the first line of a text that has something to say."""
    line = next((line.strip("# \t") for line in text.splitlines() if line.strip("# \t")), "")
    return line if len(line) <= 72 else line[:71] + "…"


def about(commit: str) -> str:
    """Read back which content a decision is about, if any."""
    return f" about {short(commit)}" if commit else ""


def _read_back(question: Architecture) -> str:
    return f"adopt the architecture decision “{title(question.text)}”{about(question.commit)}"


ROW = MotionRow(
    "architecture",
    "adopt an architecture decision",
    "RONR (12th ed.) 10:1",
    Architecture,
    _read_back,
    subject=lambda question, _: question.commit,
    fixed=frozenset({"of", "commit"}),
    verb="adopt architecture",
    effect="the decision stands as the body's, in exactly these words",
)
