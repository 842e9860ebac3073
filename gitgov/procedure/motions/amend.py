"""Amend: change the words of a pending question before it is voted on (RONR (12th ed.) 12)."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Line, Words
from gitgov.procedure.notice import reworded, why_not_beyond
from gitgov.procedure.paragraphs import why_not_paragraph
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.standing import under
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 12:7"
DEGREES = frozenset({"amend", "amend_secondary", "substitute"})
NEGATIONS = frozenset({"not", "no", "never"})


class Amend(Question):
    """Strike words and insert others in one part of the question; without words to strike, insert after some, or at the end."""

    motion: Literal["amend", "amend_secondary", "modify_motion"] = "amend"
    part: Line = "text"
    strike: Words = ""
    insert: Words = ""
    after: Words = ""


def read_back(question: Amend) -> str:
    """Read the amendment back by its form (12:8)."""
    if question.strike and question.insert:
        return f"strike out “{question.strike}” and insert “{question.insert}”"
    if question.strike:
        return f"strike out “{question.strike}”"
    return f"insert “{question.insert}” after “{question.after}”" if question.after else f"add “{question.insert}”"


def why_not_amendable(floor: Floor, moving: Moving) -> Objections:
    """Object to amending what is not pending, what cannot be amended, or an amendment of an amendment."""
    target = moving.on
    if target is None or not target.row.amendable:
        what = f"{target.row.name if target else 'nothing'} cannot be amended"
        return object_to("GOV-366", what, target.row.source if target else SOURCE, "vote on it; git motion floor")
    if target.id not in floor.stack:
        return object_to("GOV-367", f"{target.name} is not pending", "RONR (12th ed.) 12:13", "amend what is pending")
    if moving.row.name == "amend" and target.row.name in DEGREES:
        what = f"{target.name} is an amendment, and is amended in the second degree only"
        return object_to("GOV-366", what, "RONR (12th ed.) 12:7(6)", f"git motion amend {target.name}")
    return ()


def why_not_amend(floor: Floor, moving: Moving) -> Objections:
    """Object to a change of words that changes nothing, says the contrary, or leaves no question."""
    question, target = moving.question, moving.on
    if target is None:
        return ()
    if not (question.strike or question.insert):
        return object_to("GOV-368", "the amendment changes nothing", SOURCE, "say what to strike, and what to insert")
    if question.insert.strip().lower() in NEGATIONS and not question.strike:
        what = "an amendment may not merely turn the question into its contrary"
        return object_to("GOV-369", what, "RONR (12th ed.) 12:22", "vote nay instead")
    if any(question.strike and question.strike in words for words in target.inserted):
        what = "these words were inserted by the assembly's own vote, which stands"
        return object_to("GOV-370", what, "RONR (12th ed.) 12:28", "move to reconsider the vote that inserted them")
    new = amended(target.question, question)
    if new is not None and _is_undone(floor, target, new):
        what = f"{target.name} would read again as it did before the assembly amended it, and that vote stands"
        return object_to("GOV-370", what, "RONR (12th ed.) 12:28", "move to reconsider that vote")
    if new is not None and is_other_matter(floor, target, new, question.part):
        what = f"a decision is about exact content: {question.part} of {target.name} cannot be amended"
        return object_to(
            "GOV-398", what, "a decision is about exact content", "withdraw it, and move the other content"
        )
    if new is None:
        what = f"the words are not in {question.part!r} of {target.name} exactly once, or what comes out says nothing"
        return object_to("GOV-371", what, SOURCE, f"git motion show {target.name} has the words")
    return why_not_changed(floor, target, new)


def _is_undone(floor: Floor, target: Motion, new: Question) -> bool:
    """Say whether an amendment would do no more than take back another one, which has been adopted."""
    return any(
        each.on == target.id and each.row.name in DEGREES and each.before == new for each in floor.motions.values()
    )


def why_not_changed(floor: Floor, target: Motion, new: Question) -> Objections:
    """Object to what a question would become: beyond its notice, out of the paragraph that is open, or unlawful."""
    return (
        why_not_beyond(floor, target, new)
        or why_not_paragraph(target, new)
        or target.row.why_not(new, under(floor.chain, target.step))
    )


def is_other_matter(floor: Floor, target: Motion, new: Question, part: str) -> bool:
    """Say whether a question would be about something else than what it names: other content, another act."""
    row = target.row
    return part in row.fixed or row.subject(new, floor.chain) != row.subject(target.question, floor.chain)


def amended(target: Question, change: Amend) -> Question | None:
    """Return a question with its words changed, or nothing if they are not there once, or it would be no question then."""
    data = target.model_dump()
    value = data.get(change.part)
    words = ("yes" if value else "no") if isinstance(value, bool) else str(value) if isinstance(value, int) else value
    if not isinstance(words, str):
        return None
    at = change.strike or change.after
    if at and words.count(at) != 1:
        return None
    if change.strike:
        words = words.replace(at, change.insert)
    elif at:
        words = words.replace(at, f"{at} {change.insert}")
    else:
        words = f"{words} {change.insert}".strip()
    try:
        return type(target).model_validate(data | {change.part: _meant(words, value)})
    except (ValidationError, ValueError):
        return None


def _meant(words: str, was: object) -> object:
    """Read changed words as what they stand for: a number or yes-or-no stays one; raises `ValueError`."""
    if isinstance(was, bool):
        return {"yes": True, "no": False}.get(words, words)
    return int(words) if isinstance(was, int) else words


def carried(floor: Floor, motion: Motion) -> Floor:
    """Change the words of the question that it applies to; that question still takes its own vote."""
    target = floor.motions.get(EventId(motion.on))
    change = motion.question
    new = amended(target.question, change) if target is not None and isinstance(change, Amend) else None
    if target is None or new is None or not isinstance(change, Amend):
        return floor
    return floor.having(reworded(floor, target, new, change.insert)).having(motion.but(before=target.question))


ROW = MotionRow(
    "amend",
    "change the words of the pending question",
    SOURCE,
    Amend,
    read_back,
    kind="subsidiary",
    rank=3,
    debatable="target",
    vote="majority",
    applies=why_not_amendable,
    fits=why_not_amend,
    carried=carried,
    verb="amend",
    effect="the words of the question are changed; the question itself is still to be voted on",
)
