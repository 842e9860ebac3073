"""The table of motions: one file and one row each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from gitgov.procedure.motions import architecture, charter, merge, process, release
from gitgov.procedure.motions.row import MotionRow

Question: TypeAlias = (
    merge.Merge | release.Release | architecture.Architecture | process.Process | charter.CharterChange
)

MOTIONS: Mapping[str, MotionRow] = {
    row.name: row for row in (merge.ROW, release.ROW, architecture.ROW, process.ROW, charter.ROW)
}


def read_back(question: Question) -> str:
    """Read a question back in the assembly's words."""
    return MOTIONS[question.motion].read_back(question)
