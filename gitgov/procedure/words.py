"""Whether what a call or a notice says names a motion: all of its words stand in the motion's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Moving

_WORD = re.compile(r"[^\W_]+(?:[-_./][^\W_]+)*")


def words(text: str) -> frozenset[str]:
    """Return the words of a text, without regard to case and to what stands around them."""
    return frozenset(_WORD.findall(text.casefold()))


def names(texts: Iterable[str], floor: Floor, moving: Moving) -> bool:
    """Say whether any of these texts names a motion: each of its words stands in the motion, or in what that is about."""
    question = moving.question
    about = floor.motions.get(EventId(question.about))
    said = [moving.row.name, moving.row.read_back(question), getattr(question, "text", "")]
    if about is not None:
        said += [about.row.name, about.text, getattr(about.question, "text", "")]
    known = words(" ".join(said))
    return any((wanted := words(each)) and wanted <= known for each in texts)
