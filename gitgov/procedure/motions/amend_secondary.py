"""Amend the amendment: the second degree, beyond which there is none (RONR (12th ed.) 12:7(6))."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.amend import Amend, carried, read_back, why_not_amend
from gitgov.procedure.rows import MotionRow

SOURCE = "RONR (12th ed.) 12:7(6)"


class AmendSecondary(Amend):
    """Strike words and insert others in what an amendment strikes or inserts."""

    motion: Literal["amend_secondary"] = "amend_secondary"
    part: str = "insert"


ROW = MotionRow(
    "amend_secondary",
    "change the words of the pending amendment",
    SOURCE,
    AmendSecondary,
    lambda question: f"amend the amendment: {read_back(question)}",
    kind="subsidiary",
    rank=3,
    debatable="target",
    amendable=False,
    vote="majority",
    fits=why_not_amend,
    carried=carried,
)
