"""Move to change the charter: exactly this file, as the next version."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain, why_not_charter
from gitgov.charter.read import read
from gitgov.core.errors import BadInput
from gitgov.core.objection import Objection
from gitgov.procedure.rows import ONE_LINE, MotionRow, Question


class CharterChange(Question):
    """The whole charter as it would read; `summary` says in a line what changes."""

    motion: Literal["charter"] = "charter"
    summary: Annotated[str, Field(max_length=200, pattern=ONE_LINE)] = ""
    text: Annotated[str, Field(min_length=1, max_length=262_144)]


def version_of(question: CharterChange) -> int:
    """Return the version that is moved; 0 where the text is no charter, which no carried motion's is."""
    try:
        return read(question.text).version
    except BadInput:
        return 0


def _read_back(question: CharterChange) -> str:
    version = version_of(question)
    moved = f"version {version}" if version else "a version that cannot be read"
    return f"adopt {moved} of the charter" + (f": {question.summary}" if question.summary else "")


def _why_not(question: CharterChange, chain: Chain) -> tuple[Objection, ...]:
    return why_not_charter(chain, question.text)


ROW = MotionRow(
    "charter",
    "change the charter",
    "RONR (12th ed.) 57:1",
    CharterChange,
    _read_back,
    reconsidered="negative",
    subject=lambda _, chain: chain.subject,
    why_not=_why_not,
    verb="charter",
    effect="the charter may be brought into force, byte for byte as carried",
    apart=True,
)
