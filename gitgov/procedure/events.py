"""The kinds of event in the motions, debate and decisions rooms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.events import KINDS as CHARTER_KINDS
from gitgov.charter.events import EventIdText
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions import Question
from gitgov.procedure.motions.merge import OidText, RefText
from gitgov.tally.events import KINDS as TALLY_KINDS


class MotionMoved(Body):
    """A member moves a question, and may say why; `renews` names the motion that this one replaces."""

    question: Annotated[Question, Field(discriminator="motion")]
    renews: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""
    why: Annotated[str, Field(max_length=16_384)] = ""


class MotionSeconded(Body):
    """Another member wants the question considered."""


class MotionStated(Body):
    """The chair places the question before the assembly."""


class MotionPut(Body):
    """The chair puts the question to the vote."""


class MotionWithdrawn(Body):
    """The mover takes the motion back."""

    reason: Annotated[str, Field(max_length=16_384)] = ""


class SpeechMade(Body):
    """A member speaks for or against, verbatim."""

    side: Literal["for", "against"]
    text: Annotated[str, Field(min_length=1, max_length=40_000)]


class RefusedBallot(Body):
    """A ballot that the announcement saw and did not count, with the code of the reason."""

    ballot: EventIdText
    code: Annotated[str, Field(max_length=16)]


class MotionAnnounced(Body):
    """The result, with every ballot that was counted or refused; closes the poll over its causal past."""

    result: Literal["carried", "lost"]
    counted: list[EventIdText]
    refused: list[RefusedBallot]
    arithmetic: Annotated[str, Field(max_length=2_000)]


class DecisionEnacted(Body):
    """A carried decision was carried out: `ref` moved from `old` to `new`."""

    decision: EventIdText
    ref: RefText
    old: OidText
    new: OidText


KINDS: Kinds = table(
    Kind("motion.moved", 1, "motions", MotionMoved),
    Kind("motion.seconded", 1, "motions", MotionSeconded),
    Kind("motion.stated", 1, "motions", MotionStated),
    Kind("motion.put", 1, "motions", MotionPut),
    Kind("motion.withdrawn", 1, "motions", MotionWithdrawn),
    Kind("speech.made", 1, "debate", SpeechMade),
    Kind("motion.announced", 1, "decisions", MotionAnnounced),
    Kind("decision.enacted", 1, "decisions", DecisionEnacted),
)

ALL_KINDS: Kinds = {**CHARTER_KINDS, **TALLY_KINDS, **KINDS}
"""Every kind that the law knows."""
