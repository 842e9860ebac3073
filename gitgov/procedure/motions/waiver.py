"""Move to let content in for a while although a quality characteristic is not met (ISO 9000:2015, 3.12.5, concession)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.core.ids import short
from gitgov.core.instants import show_instant
from gitgov.procedure.motions.ctq import CtqName
from gitgov.procedure.motions.forms import Words
from gitgov.procedure.motions.merge import OidOrNothing
from gitgov.procedure.rows import MotionRow, Question


class Waiver(Question):
    """Until the instant `until`, in seconds, content may come in that does not meet `ctq`: just `content`, or any."""

    motion: Literal["waiver"] = "waiver"
    ctq: CtqName
    until: Annotated[int, Field(ge=1, le=253_402_300_799)]
    content: OidOrNothing = ""
    reason: Words

    def covers(self, ctq: str, content: str, at: int) -> bool:
        """Say whether content may come in at an instant that does not meet a characteristic."""
        return self.ctq == ctq and at < self.until and self.content in ("", content)


def _read_back(question: Waiver) -> str:
    what = f" for {short(question.content)}" if question.content else ""
    return f"waive the quality characteristic {question.ctq}{what} until {show_instant(question.until)}"


def _governed_by(_question: Waiver, _chain: Chain) -> str:
    return "process"


ROW = MotionRow(
    "waiver",
    "waive a quality characteristic for a while",
    "RONR (12th ed.) 10:1",
    Waiver,
    _read_back,
    subject=lambda _, chain: chain.subject,
    governed_by=_governed_by,
    apart=True,
    words="reason",
    program="git quality",
    verb="waive",
    effect="what does not meet the characteristic may come in until then",
)
