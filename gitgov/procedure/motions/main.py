"""Move any original main motion: exactly this text (RONR (12th ed.) 10)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.architecture import Text, title
from gitgov.procedure.rows import MotionRow, Question


class Main(Question):
    """The resolution's text, verbatim."""

    motion: Literal["main"] = "main"
    text: Text


def _read_back(question: Main) -> str:
    return f"resolve: “{title(question.text)}”"


ROW = MotionRow(
    "main",
    "resolve something, as an original main motion",
    "RONR (12th ed.) 10:8",
    Main,
    _read_back,
    verb="resolve",
    effect="the resolution stands as the body's, in exactly these words",
)
