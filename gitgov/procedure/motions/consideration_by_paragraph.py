"""Consideration by paragraph: each is open to amendment in turn, and one vote is taken at the end (RONR (12th ed.) 28)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.paragraphs import paragraphs
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 28:2"


class ConsiderationByParagraph(Question):
    """Nothing more than that; `whole` goes back to considering all of it at once (28:4)."""

    motion: Literal["consideration_by_paragraph"] = "consideration_by_paragraph"
    whole: bool = False


def _applies(floor: Floor, moving: Moving) -> Objections:
    target = moving.on
    if target is None or target.id not in floor.stack or len(paragraphs(target.question)) < 2:
        what = f"{target.name if target else 'nothing'} has no paragraphs that could be considered one after another"
        return object_to("GOV-529", what, SOURCE, "amend it as it stands, or move to divide it")
    return ()


def _fits(_floor: Floor, moving: Moving) -> Objections:
    target, whole = moving.on, moving.question.whole
    if target is None or whole == bool(target.paragraph):
        return ()
    how = "by paragraph" if target.paragraph else "as a whole"
    return object_to("GOV-525", f"{target.name} is considered {how} already", "RONR (12th ed.) 28:2", "amend it")


def _carried(floor: Floor, motion: Motion) -> Floor:
    target, question = floor.motions.get(EventId(motion.on)), motion.question
    if target is None or not isinstance(question, ConsiderationByParagraph):
        return floor
    return floor.having(target.but(paragraph=0 if question.whole else 1))


ROW = MotionRow(
    "consideration_by_paragraph",
    "amend the question paragraph by paragraph, and vote once",
    SOURCE,
    ConsiderationByParagraph,
    lambda question: "consider the question as a whole" if question.whole else "consider the question by paragraph",
    kind="incidental",
    rank=0,
    debatable="no",
    vote="majority",
    reconsidered="no",
    applies=_applies,
    fits=_fits,
    carried=_carried,
    verb="consider-by-paragraph",
    effect="each paragraph is open to amendment in turn; the question is put when all have been gone through",
    words="whole",
)
