"""What must be here and is not: protected refs that are gone, enactments that no copy of their branch holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gitgov.chamber.open import Chamber
from gitgov.chamber.ways import protected_refs
from gitgov.core.errors import Undecided
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


def missing_refs(chamber: Chamber, enacted: Iterable[str]) -> list[str]:
    """List the protected refs that are nowhere here, though the baseline or an enactment on record speaks of them."""
    here = {ref for ref, _ in protected_refs(chamber).values()}
    return sorted(ref for ref in {*chamber.chain.baseline, *enacted} - here if chamber.chain.charter.protects(ref))


def why_gone(ref: str) -> Objection:
    """Object to a protected ref that is not in a repository which has it from nowhere else."""
    what = f"{ref} is protected and was here or enacted, but is nowhere in this repository"
    remedy = f"git push it here, if that is still to be done; else it was deleted: git update-ref {ref} OID, from another clone"
    return Objection("GOV-142", what, remedy=remedy)


def why_not_fetched(chamber: Chamber, missing: Sequence[str]) -> Undecided:
    """Say that a clone lacks protected refs, and which fetch would bring them."""
    remotes = chamber.repo.remotes
    remote = "origin" if "origin" in remotes else remotes[0]
    branches = any(ref.startswith("refs/heads/") for ref in missing)
    all_branches = f" '+refs/heads/*:refs/remotes/{remote}/*'" if branches else ""  # a clone may follow only some
    what = f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} protected and nowhere in this clone"
    remedy = (
        f"git fetch --tags {remote}{all_branches}; what {remote} lacks too was deleted there, or is still to be pushed"
    )
    return Undecided(what, remedy)
