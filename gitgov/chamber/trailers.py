"""The message of what carries a motion out, by which it is found again."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.merge import Merge


def basis(authority: Authority) -> str:
    """Return the id of the announcement, or of the invocation, by which something is let in; nothing if there is none."""
    if isinstance(authority, Invocation):
        return authority.id
    return authority.decision.id if authority.decision else ""


def message(motion: Authority, further: Iterable[str] = ()) -> str:
    """Write the message of a commit or tag that carries a motion out, with the trailers by which it is found again, and `further` ones."""
    title = motion.text[0].upper() + motion.text[1:]
    why = f"\n{motion.why.strip()}\n" if motion.why.strip() else ""
    terms = getattr(motion.question, "terms", "").strip()
    why += f"\nTerms: {terms}\n" if terms else ""
    return f"{title}\n{why}\n" + "\n".join((*trailers(motion), *further)) + "\n"


def trailers(motion: Authority) -> list[str]:
    """Write the lines by which a commit or tag that carries a motion out is found again."""
    if isinstance(motion, Invocation):
        lines = [f"Standing-Order: {motion.order.name}", f"Invocation: {motion.id}"]
    else:
        lines = [f"Motion: {motion.id}", f"Decision: {basis(motion)}"]
    if isinstance(motion.question, Merge):
        lines.append(f"Ratified-Head: {motion.question.head}")
    return lines
