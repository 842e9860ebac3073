"""Blanks in a question, and the order in which suggestions for them are put (RONR (12th ed.) 12:92-113)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from pydantic import ValidationError

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion

BLANK = "____"
SOURCE = "RONR (12th ed.) 12:92-113"
Order = Literal["", "largest", "smallest", "proposed"]
ORDERS = ("largest", "smallest", "proposed")
"""What is spent, or a latest time: the largest first; what is received: the smallest first; names: as proposed.

Suggestions that are not all numbers are put as proposed.
"""
AMOUNT = re.compile(r"\D{0,3}?(\d[\d,]{0,20})(?:\.(\d{1,9}))?\s*([km]?)\b.*", re.ASCII | re.IGNORECASE)
TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


def with_words(question: Question, old: str, new: str) -> Question | None:
    """Return a question with words of its text replaced; nothing unless they are there exactly once."""
    text = getattr(question, "text", None)
    if not isinstance(text, str) or text.count(old) != 1:
        return None
    try:
        return type(question).model_validate(question.model_dump() | {"text": text.replace(old, new)})
    except ValidationError:
        return None


def why_no_blank_possible(floor: Floor, moving: Moving) -> Objections:
    """Object to making a blank in what is not pending, cannot be amended, or has one already."""
    target = moving.on
    if target is None or target.id not in floor.stack or not target.row.amendable:
        return object_to("GOV-366", "nothing is pending in which a blank could be made", SOURCE, "git motion list")
    if BLANK in getattr(target.question, "text", BLANK) or target.row.name == "charter":
        what = f"no blank can be made in {target.name}, or there is one"
        return object_to("GOV-366", what, SOURCE, f"git motion fill TEXT {target.name}; or amend it")
    return ()


def why_no_blank(floor: Floor, moving: Moving) -> Objections:
    """Object to filling a blank where none is pending."""
    target = moving.on
    if target is not None and target.id in floor.stack and BLANK in getattr(target.question, "text", ""):
        return ()
    what = f"there is no blank in {target.name}" if target else "nothing is pending in which a blank could be filled"
    return object_to("GOV-353", what, SOURCE, "git motion blank WORDS makes one; or amend it")


def suggestions(floor: Floor, target: Motion) -> list[Motion]:
    """Return what was suggested for the blank in a question, decided or not, in the order in which it is put."""
    found = [each for each in floor.motions.values() if each.row.name == "fill_blank" and each.on == target.id]
    found = [each for each in found if each.withdrawn is None and each.fate not in {"not put", "dropped"}]
    amounts = {each.id: amount(getattr(each.question, "text", "")) for each in found}
    order = target.blank or ORDERS[0]
    if order == "proposed" or any(each is None for each in amounts.values()):
        return found
    return sorted(found, key=lambda each: amounts[each.id] or 0, reverse=order == "largest")


def next_suggestion(floor: Floor, target: Motion) -> Motion | None:
    """Return the suggestion that is to be put next, if there is one."""
    return next((each for each in suggestions(floor, target) if each.pending), None)


def amount(text: str) -> Fraction | None:
    """Read an amount such as `5k`, `20,000` or `10 days`, exactly; nothing where there is no number."""
    found = AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    decimals = found[2] or ""
    whole = int(found[1].replace(",", "") + decimals)
    return Fraction(whole, 10 ** len(decimals)) * TIMES[found[3].lower()]


def _first_for(floor: Floor, motion: Motion) -> Motion | None:
    """Return the suggestion that is to be put next for the blank in a question, if it has one."""
    if len(floor.motions) == 1:
        return None  # as on most floors, and for each ballot there
    return next_suggestion(floor, motion) if BLANK in getattr(motion.question, "text", "") else None


def why_not_filled(floor: Floor, motion: Motion) -> Objections:
    """Object to voting on a question while suggestions for its blank are still to be put."""
    first = _first_for(floor, motion)
    if first is None:
        return ()
    what = f"the blank in {motion.name} is still to be filled: {first.name}, to {first.text}, is put first"
    return object_to("GOV-525", what, SOURCE, f"git motion state {first.name}")


def in_turn(floor: Floor, at: int) -> Floor:
    """Return this floor with the suggestion that comes first pending, where the rule presides and nobody has voted."""
    top = floor.top
    if floor.chaired or top is None:
        return floor
    filling = top.row.name == "fill_blank"
    target = floor.motions.get(EventId(top.on)) if filling else top
    first = _first_for(floor, target) if target is not None else None
    if first is None or first.id == top.id or top.voting:
        return floor
    if filling:
        floor = floor.having(top.but(stated_at=None)).but(stack=floor.stack[:-1])
    return floor.stating(floor.motions[first.id], at)


def why_not_in_turn(floor: Floor, motion: Motion) -> Objections:
    """Object to stating a suggestion before others that are put before it."""
    target = floor.motions.get(EventId(motion.on)) if motion.row.name == "fill_blank" else None
    first = next_suggestion(floor, target) if target is not None else None
    if first is None or first.id == motion.id:
        return ()
    what = f"{first.name}, to {first.text}, is put before {motion.name}"
    return object_to("GOV-525", what, "RONR (12th ed.) 12:103-108", f"git motion state {first.name}")
