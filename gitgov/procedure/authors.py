"""Authors of what is merged, where the charter keeps them from voting on it: none is left out, and nobody else is named."""

from __future__ import annotations

from collections.abc import Collection

from gitgov.core.objection import Objection
from gitgov.procedure.invocation import Authority

RULE = "the charter separates duties (author_votes = false)"


def why_not_authors(motion: Authority, emails: Collection[str] | None) -> Objection | None:
    """Say why a merge may not come in because of who wrote it, or nothing.

    `emails` are those of the authors and co-authors of the commits that come in, in lower case; nothing where that
    cannot be told, as with a fast-forward, after which nobody knows where the branch had stood.
    """
    if motion.rules.author_votes:
        return None
    if emails is None:
        what = f"{motion.name} keeps authors from voting, and a fast-forward does not show whose work came in"
        return Objection("GOV-558", what, RULE, f"git gov enact {motion.name} makes a merge", (motion.id,))
    wrote, named = motion.step.charter.known_by(emails), frozenset(getattr(motion.question, "authors", ()))
    if left_out := sorted(wrote - named):
        what = f"{', '.join(left_out)} wrote part of what {motion.name} brings in, and is not named there as an author"
        return Objection("GOV-558", what, RULE, "move it again: git motion merge names them", (motion.id,))
    if kept_out := sorted(named - wrote):
        what = f"{', '.join(kept_out)} was kept from voting on {motion.name}, and wrote nothing of what comes in"
        return Objection("GOV-558", what, RULE, "move it again: git motion merge names who did", (motion.id,))
    return None
