"""Move to adopt a process decision: exactly this text."""

from __future__ import annotations

from typing import Literal

from gitgov.ledger.event import Body
from gitgov.procedure.motions.architecture import Text, title
from gitgov.procedure.motions.row import MotionRow, any_subject, no_target, nothing_against


class Process(Body):
    """The decision's text, verbatim."""

    motion: Literal["process"] = "process"
    text: Text


def _read_back(question: Process) -> str:
    return f"adopt the process decision “{title(question.text)}”"


ROW = MotionRow(
    "process",
    "adopt a process decision",
    "RONR (12th ed.) 10:1",
    Process,
    _read_back,
    no_target,
    any_subject,
    nothing_against,
)
