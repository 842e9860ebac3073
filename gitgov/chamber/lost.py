"""What must be here and is not: protected refs that are gone, enactments that no copy of their branch holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from gitgov.chamber.open import Chamber
from gitgov.chamber.ways import protected_refs
from gitgov.core.errors import Undecided
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.git.history import is_ancestor, is_cut
from gitgov.procedure.state import Enactment, Motion


def lost_enactments(
    chamber: Chamber, motions: Iterable[Motion], present: Mapping[str, AbstractSet[str]]
) -> tuple[list[Objection], list[str]]:
    """Find what is on record as enacted in a protected branch, and in no copy of it here; `present` is what is in each.

    Returns problems, where the branch was rewound: the commit is here, or nothing that it might still be fetched from is;
    and notices, where a clone has perhaps not fetched it yet.
    """
    here = {ref for ref, _ in protected_refs(chamber).values() if ref.startswith("refs/heads/")}
    problems, notices = [], []
    for motion in motions:
        for enacted in motion.enacted:
            if enacted.ref not in here or enacted.new in present.get(enacted.ref, ()):
                continue
            if any(is_cut(chamber.repo, tip) for tip in _copies(chamber, enacted.ref)):
                continue  # beyond where a shallow clone's history ends nothing can be missed
            what = f"{motion.name} was enacted as {short(enacted.new)}, which is not in {enacted.ref} here"
            held = chamber.repo.holds(enacted.new)
            if not held and chamber.repo.remotes:
                notices.append(f"{what}: git fetch; if it stays so, the branch was rewound")
            elif not held or not any(
                is_ancestor(chamber.repo, enacted.new, tip) for tip in _copies(chamber, enacted.ref)
            ):
                remedy = "the branch was rewound: ask who keeps the server"
                problems.append(Objection("GOV-102", what, remedy=remedy, records=(enacted.id, enacted.new)))
    return problems, notices


def moved_tags(chamber: Chamber, motions: Iterable[Motion]) -> list[Objection]:
    """Find protected tags that are another object than any that is on record as made by their decision."""
    made: dict[str, list[Enactment]] = {}
    for enacted in (each for motion in motions for each in motion.enacted):
        made.setdefault(enacted.ref, []).append(enacted)
    here = {ref: tip for ref, tip in protected_refs(chamber).values() if ref.startswith("refs/tags/") and ref in made}
    return [
        moved_tag(ref, each.new, tip, each.id)
        for ref, tip in here.items()
        for each in made[ref][:1]
        if tip not in {chamber.chain.baseline.get(ref), *(one.new for one in made[ref])}
    ]


def moved_tag(ref: str, before: str, now: str, *records: str) -> Objection:
    """Object to a protected tag that was another object before."""
    what = f"{ref} was released as {short(before)}, and is {short(now)} here: a protected tag never moves"
    name = ref.removeprefix("refs/tags/")
    remedy = f"git tag -d {typed(name)}; git fetch --tags; if the same comes back, ask who keeps the server"
    return Objection("GOV-132", what, remedy=remedy, records=(*records, before, now))


def _copies(chamber: Chamber, ref: str) -> list[str]:
    return [tip for meant, tip in protected_refs(chamber).values() if meant == ref]


def missing_refs(chamber: Chamber, enacted: Iterable[str]) -> list[str]:
    """List the protected refs that are nowhere here, though the baseline or an enactment on record speaks of them."""
    here = {ref for ref, _ in protected_refs(chamber).values()}
    return sorted(ref for ref in {*chamber.chain.baseline, *enacted} - here if chamber.chain.charter.protects(ref))


def why_gone(ref: str) -> Objection:
    """Object to a protected ref that is not in a repository which has it from nowhere else."""
    what = f"{ref} is protected and was here or enacted, but is nowhere in this repository"
    remedy = f"git push it here, if that is still to be done; else it was deleted: git update-ref {typed(ref)} OID, from another clone"
    return Objection("GOV-142", what, remedy=remedy)


def why_not_fetched(chamber: Chamber, missing: Sequence[str]) -> Undecided:
    """Say that a clone lacks protected refs, and which fetch would bring them."""
    remotes, usual = chamber.repo.remotes, chamber.repo.usual_remote
    remote = usual if usual in remotes else remotes[0]
    branches = any(ref.startswith("refs/heads/") for ref in missing)
    all_branches = (
        f" {typed(f'+refs/heads/*:refs/remotes/{remote}/*')}" if branches else ""
    )  # a clone may follow only some
    what = f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} protected and nowhere in this clone"
    remedy = f"git fetch --tags {typed(remote)}{all_branches}; what {remote} lacks too was deleted there, or is still to be pushed"
    return Undecided(what, remedy)
