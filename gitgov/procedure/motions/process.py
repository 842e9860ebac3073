"""Move to adopt a process decision: exactly this text."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.architecture import Text, about, title
from gitgov.procedure.motions.forms import OfText, on_advice
from gitgov.procedure.motions.merge import OidOrNothing
from gitgov.procedure.rows import MotionRow, Question


class Process(Question):
    """The decision's text, verbatim; `commit` is the content that it is about, where it is about any in particular, `advice` the proposal that it rests on, if any."""

    advice: OfText = ""
    commit: OidOrNothing = ""
    motion: Literal["process"] = "process"
    text: Text


def _read_back(question: Process) -> str:
    return f"adopt the process decision “{title(question.text)}”{about(question.commit)}{on_advice(question.advice)}"


ROW = MotionRow(
    "process",
    "adopt a process decision",
    "RONR (12th ed.) 10:1",
    Process,
    _read_back,
    subject=lambda question, _: question.commit,
    fixed=frozenset({"of", "commit", "advice"}),
    verb="adopt process",
    effect="the decision stands as the body's, in exactly these words",
)
