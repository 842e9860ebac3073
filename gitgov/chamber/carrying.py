"""What carries a merge out: exactly what was ratified, made now or found where it was made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.done import published
from gitgov.chamber.judge import judge_one
from gitgov.chamber.open import Chamber
from gitgov.chamber.used import Arrival, step_of, used
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.gate.content import why_not_after, why_not_resolved
from gitgov.gate.facts import RefUpdate
from gitgov.gate.signed import how_made, protection
from gitgov.git import making
from gitgov.git.history import Commit, clean_merges, conflicts, is_ancestor
from gitgov.git.making import Hand
from gitgov.git.notes import RECEIPT_KEY
from gitgov.git.remotes import remotes
from gitgov.git.repository import Repository
from gitgov.git.signers import Signer, find_signer
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.merge import Merge

METHODS = ("merge", "squash", "rebase", "fast-forward")
"""The ways to carry a merge out, the one that goes before the others where the charter allows several first."""
MOST_NAMES = 5
"""How many of the files that conflict are named."""


class Enacted(NamedTuple):
    """What was done: a ref and where it came from and went; `pushed` names the remote that accepted it.

    `there` says that others see it in its place already: on a remote, or here, where there is none.
    `recorded` says that the ledger says so. `ahead` names the remote that was seen to be ahead of the branch here, on
    whose branch it is made.
    """

    ref: str
    old: str
    new: str
    method: str
    pushed: str = ""
    there: bool = False
    recorded: bool = False
    ahead: str = ""


def merge_for(chamber: Chamber, actor: Actor, motion: Authority, remote: str, method: str) -> Enacted:
    """Return the merge that carries a motion out: the one that others have, else the one made here, else a new one.

    Raises `Refused` where the gate would not let it in for want of a signature.
    """
    if not isinstance(question := motion.question, Merge):
        raise TypeError(motion.name)
    repo, into = chamber.repo, question.into
    if not repo.holds(question.head):
        raise BadInput(f"the ratified head {short(question.head)} is not in this clone", "git fetch, then again")
    local = repo.tip(into)
    seen = {remote: making.fetch_branch(repo, remote, into)} if remote else published(chamber, into)
    if step := _step(chamber, question, seen.values()):
        return _there(chamber, motion, question, step, next(iter(seen)))
    name, theirs = next(iter(seen.items()), ("", ""))
    made = _step(chamber, question, [local] if local else [])
    if made and (not theirs or is_ancestor(repo, theirs, made.commit.oid)):
        return _enacted(question, made)
    old = "" if made else newest(chamber, into, local, theirs)
    if made and not old:
        raise _outdated(motion, into, name)
    if not old:
        raise apart(into, name)
    chosen = method_for(motion, question, method)
    new = made_upon(Ground(chamber, into, old, actor.signer), motion, chosen)
    if protection(motion, into).signed and (objections := judge_one(chamber, RefUpdate(into, old, new)).objections):
        raise Refused(objections)
    return Enacted(
        into,
        old,
        new,
        chosen,
        there=not (remote or remotes(chamber.settings)),
        ahead="" if remote or old == local else name,
    )


def newest(chamber: Chamber, ref: str, local: str, theirs: str) -> str:
    """Return the newer of where a branch stands here and on a remote; nothing where neither builds lawfully on the other.

    Raises `BadInput` where it stands nowhere.
    """
    if not (local and theirs):
        if local or theirs:
            return local or theirs
        raise BadInput(f"{ref} is not in this clone", "git fetch, or git branch it from the remote's; or --push REMOTE")
    if is_ancestor(chamber.repo, local, theirs):
        return theirs
    ahead = is_ancestor(chamber.repo, theirs, local)
    return local if ahead and judge_one(chamber, RefUpdate(ref, theirs, local)).allowed else ""


def _step(chamber: Chamber, question: Merge, tips: Iterable[str]) -> Arrival | None:
    steps = (step_of(chamber, question.into, question.head, tip) for tip in tips)
    return next((each for each in steps if each is not None), None)


def _there(chamber: Chamber, motion: Authority, question: Merge, arrival: Arrival, remote: str) -> Enacted:
    """Return what an enactment has made that others see, if its record is missing; raises `Refused` if it is not.

    A clone that had pushed and then failed would else make another merge than the one that its remote accepted.
    """
    step = arrival.commit
    if motion.enacted or question.head not in {step.oid, step.named}:
        what = f"{motion.name} has been used: {short(question.head)} is in {question.into} already"
        remedy = f"git pull, if {short(step.oid)} is not here yet; a new motion for anything further"
        if _is_another(chamber, question, step):
            remedy = f"the one made here is not needed: {_go_back(question.into, remote)}"
        raise Refused((Objection("GOV-106", what, remedy=remedy, records=(motion.id, step.oid)),))
    return _enacted(question, arrival)._replace(there=True)


def _is_another(chamber: Chamber, question: Merge, step: Commit) -> bool:
    """Say whether what was made here is another than the one that others have."""
    made = _step(chamber, question, [tip] if (tip := chamber.repo.tip(question.into)) else [])
    return made is not None and made.commit.oid != step.oid


def _enacted(question: Merge, arrival: Arrival) -> Enacted:
    return Enacted(question.into, arrival.old, arrival.commit.oid, arrival.method)


def apart(into: str, remote: str) -> BadInput:
    """Say that the branch here and the remote's have gone different ways, and which way leads back."""
    return BadInput(
        f"{into} here has commits that {remote} has not",
        f"git push {remote} {into}, if they were ratified; else put them on a branch of their own, and move that",
    )


def _outdated(motion: Authority, into: str, remote: str) -> BadInput:
    what = f"{motion.name} was carried out here on an older {into} than {remote} has by now"
    return BadInput(what, f"{_go_back(into, remote)}; then again")


def _go_back(into: str, remote: str) -> str:
    branch = into.removeprefix("refs/heads/")
    return f"git switch {branch}, and git reset --keep {remote}/{branch}"


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
    after = filter(chamber.repo.holds, getattr(motion.question, "after", ()))
    had = used(chamber, motion.target, after, old)
    return why_not_after(motion, None if method == "fast-forward" else had) or why_not_resolved(motion, old, method)


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
    where = f" (conflicts: {', '.join(names[:MOST_NAMES])}{more})" if names else ""
    return Objection(
        "GOV-107",
        f"{short(question.head)} does not merge cleanly into {short(old)}{where}",
        remedy=f"merge {question.into} into {question.branch}, then git motion renew {motion.name}",
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
    if objection := _why_not_signed(chamber, motion, question, old):
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


def _why_not_signed(chamber: Chamber, motion: Authority, question: Merge, old: str) -> Objection | None:
    """Say which commit that a merge would bring in is not signed as it is to be, or nothing."""
    if not protection(motion, question.into).signed:
        return None
    from gitgov.chamber.signed import why_not_yet  # noqa: PLC0415 - few bodies ask for it

    return why_not_yet(chamber, question, motion.step.charter, old)


def basis(authority: Authority) -> str:
    """Return the id of the announcement, or of the invocation, by which something is let in; nothing if there is none."""
    if isinstance(authority, Invocation):
        return authority.id
    return authority.decision.id if authority.decision else ""


def message(motion: Authority) -> str:
    """Write the message of a commit or tag that carries a motion out, with the trailers by which it is found again."""
    title = motion.text[0].upper() + motion.text[1:]
    why = f"\n{motion.why.strip()}\n" if motion.why.strip() else ""
    terms = getattr(motion.question, "terms", "").strip()
    why += f"\nTerms: {terms}\n" if terms else ""
    return f"{title}\n{why}\n" + "\n".join(trailers(motion)) + "\n"


def trailers(motion: Authority) -> list[str]:
    """Write the lines by which a commit or tag that carries a motion out is found again."""
    if isinstance(motion, Invocation):
        lines = [f"Standing-Order: {motion.order.name}", f"Invocation: {motion.id}"]
    else:
        lines = [f"Motion: {motion.id}", f"Decision: {basis(motion)}"]
    if isinstance(motion.question, Merge):
        lines.append(f"Ratified-Head: {motion.question.head}")
    return lines
