"""Enactments on record that no copy of their branch holds: the branch was rewound, or was not fetched yet."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.chamber.moves import protected_refs
from gitgov.chamber.open import Chamber
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.git.history import is_ancestor, is_cut
from gitgov.procedure.state import Motion


def lost_enactments(
    chamber: Chamber, motions: Iterable[Motion], present: frozenset[str]
) -> tuple[list[Objection], list[str]]:
    """Find what is on record as enacted in a protected branch, and in no copy of it here.

    Returns problems, where this clone holds the commit, so that the branch was rewound; and notices, where it does not,
    and has perhaps not fetched it yet.
    """
    here = {ref for ref, _ in protected_refs(chamber).values() if ref.startswith("refs/heads/")}
    problems, notices = [], []
    for motion in motions:
        for enacted in motion.enacted:
            if enacted.ref not in here or enacted.new in present:
                continue
            if any(is_cut(chamber.repo, tip) for tip in _copies(chamber, enacted.ref)):
                continue  # beyond where a shallow clone's history ends nothing can be missed
            what = f"{motion.name} was enacted as {short(enacted.new)}, which is not in {enacted.ref} here"
            if not chamber.repo.holds(enacted.new):
                notices.append(f"{what}: git fetch; if it stays so, the branch was rewound")
            elif not any(is_ancestor(chamber.repo, enacted.new, tip) for tip in _copies(chamber, enacted.ref)):
                remedy = "the branch was rewound: ask who keeps the server"
                problems.append(Objection("GOV-102", what, remedy=remedy, records=(enacted.id, enacted.new)))
    return problems, notices


def _copies(chamber: Chamber, ref: str) -> list[str]:
    return [tip for meant, tip in protected_refs(chamber).values() if meant == ref]
