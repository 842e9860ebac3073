"""What the questions of several kinds of motion have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.procedure.rows import LONGEST_LINE, ONE_LINE, Question

Line = Annotated[str, Field(max_length=LONGEST_LINE, pattern=ONE_LINE)]
OfText = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")]
Words = Annotated[str, Field(max_length=40_000)]
Seconds = Annotated[int, Field(ge=0, le=100 * 366 * 86_400)]


def on_advice(proposal: str) -> str:
    """Read back that a motion rests on a proposal, if it does: an adviser has put it forward, and a member moves it."""
    return f", as P-{proposal[:8]} proposes" if proposal else ""


class Of(Question):
    """A motion about something that was done before: `of` is the event's id, which for a question is its own."""

    of: EventIdText


class Saying(Question):
    """A motion that says something in a line."""

    text: Line = ""
