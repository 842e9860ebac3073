"""Ask leave to read papers (RONR (12th ed.) 33:20)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class ReadPapers(Saying):
    """`text` says what."""

    motion: Literal["read_papers"] = "read_papers"


ROW = MotionRow(
    "read_papers",
    "grant leave to read papers",
    "RONR (12th ed.) 33:20",
    ReadPapers,
    lambda question: f"grant leave to read papers: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    vote="majority",
    reconsidered="conditional",
    verb="read-papers",
    effect="the member may read them",
)
