"""A question of several paragraphs: divided, or considered one paragraph after another (RONR (12th ed.) 27-28)."""

from __future__ import annotations

import re

from gitgov.procedure.rows import Objections, Question, object_to
from gitgov.procedure.state import Motion

BREAK = re.compile(r"\n[ \t]*\n\s*")
JOINT = re.compile(r"[\s;,.:]*(?:and(?:\s+that)?|resolved,?\s+that)?[\s;,.:]*", re.IGNORECASE)
"""What may stand between the parts of a question, and is left out where they are divided."""


def paragraphs(question: Question) -> list[str]:
    """Return the paragraphs of a question's text; none where it has no text."""
    text = getattr(question, "text", "")
    return [each.strip() for each in BREAK.split(text) if each.strip()]


def make_the_whole(text: str, parts: list[str]) -> bool:
    """Say whether parts, one after another, are the whole text but for what joins them."""
    at = 0
    for part in parts:
        found = text.find(part, at) if part.strip() else -1
        if found < 0 or not JOINT.fullmatch(text[at:found]):
            return False
        at = found + len(part)
    return JOINT.fullmatch(text[at:]) is not None


def why_not_paragraph(motion: Motion, new: Question) -> Objections:
    """Object to changing another paragraph than the one that is open, where they are considered one by one."""
    old, changed = paragraphs(motion.question), paragraphs(new)
    number, after = motion.paragraph, len(old) - motion.paragraph
    if not 0 < number <= len(old):
        return ()
    if old[: number - 1] == changed[: number - 1] and (not after or old[-after:] == changed[-after:]):
        return ()
    what = f"{motion.name} is considered by paragraph, and paragraph {number} of {len(old)} is open to amendment"
    remedy = f"amend that one; the chair opens the next: git motion open-paragraph {motion.name}"
    return object_to("GOV-525", what, "RONR (12th ed.) 28:6", remedy)


def why_not_gone_through(motion: Motion) -> Objections:
    """Object to voting on a question before all its paragraphs have been open to amendment."""
    count = len(paragraphs(motion.question)) if motion.paragraph else 0
    if not 0 < motion.paragraph <= count:
        return ()
    what = f"{motion.name} is considered by paragraph, and is at paragraph {motion.paragraph} of {count}"
    return object_to("GOV-525", what, "RONR (12th ed.) 28:6", f"git motion open-paragraph {motion.name}")
