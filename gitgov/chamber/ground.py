"""What is made upon a branch to carry a merge out, and why it cannot be."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.done import published
from gitgov.chamber.measured import why_not_measured
from gitgov.chamber.open import Chamber
from gitgov.chamber.ordering import ahead_upon
from gitgov.chamber.required import why_not_without
from gitgov.chamber.signed import why_not_yet
from gitgov.chamber.trailers import message, trailers
from gitgov.chamber.used import used
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import flat, many, typed
from gitgov.gate.content import why_not_after, why_not_resolved
from gitgov.gate.signed import how_made, protection
from gitgov.git import making
from gitgov.git.history import is_ancestor
from gitgov.git.making import Hand
from gitgov.git.merging import clean_merges, conflicts
from gitgov.git.notes import RECEIPT_KEY
from gitgov.git.repository import Repository
from gitgov.git.signers import Signer, find_signer
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge

METHODS = ("merge", "squash", "rebase", "fast-forward")
"""The ways to carry a merge out, the one that goes before the others where the charter allows several first."""
MOST_NAMES = 5
"""How many of the files that conflict are named."""


def method_for(motion: Authority, question: Merge, method: str) -> str:
    """Return the method that is asked for, or else the first one allowed; raises `Refused` where none is."""
    branch = motion.step.charter.branch(question.into)
    allowed = branch.methods if branch else frozenset()
    chosen = method or next((each for each in METHODS if each in allowed), "merge")
    if chosen not in allowed:
        raise Refused(
            (
                Objection(
                    "GOV-105",
                    f"the charter does not let a {chosen} into {question.into}; allowed: {', '.join(sorted(allowed))}",
                    records=(motion.id,),
                ),
            )
        )
    return chosen


class Ground(NamedTuple):
    """A branch where it stands at `tip`, which need not be where any ref has it, and who builds upon it.

    `signer` signs what the charter asks to have signed; on a server, its keeper. Where it is `dry`, what is made is not kept.
    """

    chamber: Chamber
    ref: str
    tip: str
    signer: Signer | None = None
    by_server: bool = False
    dry: bool = False

    def hand(self, motion: Authority) -> Hand:
        """Return who makes what carries a motion out; raises `Refused` where the charter asks for what no SSH key signs."""
        branch = protection(motion, self.ref)
        if "merges" not in branch.signed or self.dry:
            return Hand(self.by_server)
        if "ssh" not in branch.formats:
            what = f"the charter asks for a merge into {self.ref} that is signed with OpenPGP"
            raise Refused((Objection("GOV-174", what, remedy=how_made(motion), records=(motion.id,)),))
        return Hand(self.by_server, self.signer or (_keeper(self.chamber) if self.by_server else None))


def _keeper(chamber: Chamber) -> Signer | None:
    """Return who signs for who keeps this repository, by its own settings; nobody, where they name no key."""
    choice = chamber.repo.own(RECEIPT_KEY)
    return find_signer(choice, chamber.repo.common) if choice else None


def made_upon(ground: Ground, motion: Authority, method: str) -> str:
    """Write the commit that carries a merge out upon a branch, and return it; no ref moves. Raises `Refused`."""
    repo, old, question = ground.chamber.repo, ground.tip, motion.question
    if not isinstance(question, Merge):
        raise TypeError(motion.name)
    if objection := _why_not_so(ground.chamber, motion, old, method):
        raise Refused((objection,))
    if method == "fast-forward":
        if not is_ancestor(repo, old, question.head):
            raise Refused((_not_ahead(motion, question, old),))
        return question.head
    if method == "rebase":
        from gitgov.chamber.rebasing import rebased  # noqa: PLC0415 - few bodies rebase

        return rebased(ground, motion, question.head, trailers(motion))
    tree = question.resolution or making.merged_tree(repo, old, question.head)
    if not tree:
        raise Refused((_conflict(repo, motion, question, old),))
    if not repo.holds(tree):
        what = f"the tree {short(tree)}, which {motion.name} names, is not in this clone"
        raise BadInput(what, f"git fetch a branch that holds it; {motion.mover} has made it")
    parents = [old] if method == "squash" else [old, question.head]
    return making.commit(repo, tree, parents, message(motion), ground.hand(motion))


def _why_not_so(chamber: Chamber, motion: Authority, old: str, method: str) -> Objection | None:
    """Say why a merge cannot be made upon a commit by a method, as the gate would: what it is to look like, or to follow."""
    forward, question = method == "fast-forward", motion.question
    ahead = ahead_upon(chamber, motion.target, getattr(question, "head", ""), "" if forward else old)
    after = filter(chamber.repo.holds, [*getattr(question, "after", ()), *(each.head for each in ahead)])
    had = None if forward else used(chamber, motion.target, after, old)
    return (
        why_not_after(motion, had, ahead)
        or why_not_resolved(motion, old, method)
        or why_not_measured(chamber, motion, motion.target, getattr(question, "head", ""), "" if forward else old)
        or (why_not_without(chamber, question, motion.step.charter, old) if isinstance(question, Merge) else None)
    )


def _not_ahead(motion: Authority, question: Merge, old: str) -> Objection:
    return Objection(
        "GOV-107",
        f"{short(question.head)} does not build on {short(old)}, so {question.into} cannot be fast-forwarded to it",
        remedy="rebase the branch, and git motion renew",
        records=(motion.id,),
    )


def _conflict(repo: Repository, motion: Authority, question: Merge, old: str) -> Objection:
    names = conflicts(repo, old, question.head)
    more = f" and {many(len(names) - MOST_NAMES, 'file')} more" if len(names) > MOST_NAMES else ""
    where = f" (conflicts: {', '.join(map(flat, names[:MOST_NAMES]))}{more})" if names else ""
    return Objection(
        "GOV-107",
        f"{short(question.head)} does not merge cleanly into {short(old)}{where}",
        remedy=f"merge {typed(question.into)} into {typed(question.branch)}, then git motion renew {motion.name}",
        records=(motion.id,),
    )


def why_not_mergeable(chamber: Chamber, motion: Authority) -> Objection | None:
    """Say why a carried merge cannot be made where its branch stands by now, as far as that is known here."""
    question, repo = motion.question, chamber.repo
    if not isinstance(question, Merge) or not repo.holds(question.head):
        return None
    old = next(iter(published(chamber, question.into).values()), repo.tip(question.into))
    if not old:
        return None
    method = method_for(motion, question, "")
    if objection := why_not_yet(chamber, question, motion.step.charter, old):
        return objection
    if (objection := _why_not_so(chamber, motion, old, method)) or question.resolution:
        return objection
    if method == "fast-forward":
        return None if is_ancestor(repo, old, question.head) else _not_ahead(motion, question, old)
    if method == "rebase":
        from gitgov.chamber.rebasing import why_not_rebasable  # noqa: PLC0415 - few bodies rebase

        return why_not_rebasable(chamber, motion, question.head, old)
    return (
        None
        if clean_merges(repo, [(old, question.head)])[old, question.head]
        else _conflict(repo, motion, question, old)
    )
