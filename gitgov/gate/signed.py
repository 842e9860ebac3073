"""Whether what comes into a branch is signed as the charter asks that the decision about it was moved under.

Which commits, and in which formats, is frozen with the other rules of the motion. Which keys count is not: a key that is
revoked signs nothing from then on, so that the charter in force is asked. Looking back, any that has been in force
since the motion was moved will do, as nothing in git tells when a branch moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gitgov.charter.charter import Branch, Charter
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.facts import BranchFacts, Signature, Signatures, Step
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.merge import Merge


class _Asked(NamedTuple):
    """Who may have signed: an active member of one of `charters`, or with `keepers` who keeps the ledger; and how to mend it.

    `about` is the motion by its id, if it has been moved.
    """

    about: tuple[str, ...]
    branch: Branch
    charters: Sequence[Charter]
    former: Sequence[Charter]
    keepers: bool
    mend: str


def protection(motion: Authority, ref: str) -> Branch:
    """Return how the charter that a motion was moved under protects a branch; one that it does not is asked nothing."""
    return motion.step.charter.branch(ref) or Branch("", frozenset())


def why_not_signed(
    motion: Authority, made: Iterable[str], brought: Iterable[str], facts: BranchFacts
) -> Objection | None:
    """Say which commit is not signed as it is to be, or nothing: of those `made` to carry a motion out, and of those `brought`."""
    question = motion.question
    branch = protection(motion, question.into) if isinstance(question, Merge) else None
    if branch is None or not branch.signed:
        return None
    charters, signed = facts.signed.charters, facts.signed.made
    since = [each for each in charters if each.version >= motion.step.charter.version]
    in_force = since if facts.back else charters[:1]
    asked = _Asked((motion.id,), branch, in_force, charters, keepers=True, mend=how_made(motion))
    if "merges" in branch.signed and not facts.signed.unmade:
        for commit in made:
            if commit in signed and (objection := _why_not(asked, commit, signed[commit])):
                return objection
    if "commits" not in branch.signed:
        return None
    asked = asked._replace(keepers=False, mend=_how_again(motion, branch))
    found = (_why_not(asked, commit, signed[commit]) for commit in brought if commit in signed)
    return next(filter(None, found), None)


def why_not_brought(question: Merge, branch: Branch, signed: Signatures) -> Objection | None:
    """Say which of the commits that a merge would bring in could not, by who signed it and the charter in force, or nothing."""
    if "commits" not in branch.signed:
        return None
    mend = f"{_again(question, branch)}, git motion renew"
    asked = _Asked((), branch, signed.charters[:1], signed.charters, keepers=False, mend=mend)
    return next(filter(None, (_why_not(asked, commit, each) for commit, each in signed.made.items())), None)


def _why_not(asked: _Asked, commit: str, made: Signature) -> Objection | None:
    name, mend, about = short(commit), asked.mend, asked.about
    if not made.format:
        return Objection("GOV-170", f"{name} is not signed, which the charter asks for", "", mend, about)
    if made.format not in asked.branch.formats:
        wanted = " or ".join(sorted(asked.branch.formats))
        what = f"{name} is signed in the format {made.format}, and the charter asks for {wanted}"
        return Objection("GOV-174", what, "", mend, about)
    if not made.signer and made.known:
        what = f"the signature of {name} does not hold: its key signed something else, or for another purpose"
        return Objection("GOV-171", what, "", mend, about)
    if any(_counts(charter, made.signer, keepers=asked.keepers) for charter in asked.charters):
        return None
    former = next((member for each in asked.former if (member := each.owners.get(made.signer))), "")
    if former:
        what = f"{name} is signed with {made.signer}, a key of {former} that does not count any more"
        return Objection("GOV-173", what, "", mend, about)
    what = f"{name} is signed with {made.signer or 'an OpenPGP key'}, which is no member's"
    return Objection("GOV-172", what, "", mend, about)


def _counts(charter: Charter, signer: str, *, keepers: bool) -> bool:
    return charter.owners.get(signer) in charter.electorate or (keepers and signer in charter.keepers)


def how_made(motion: Authority) -> str:
    """Say how a merge is made that is signed as the charter asks."""
    question = motion.question
    branch = protection(motion, question.into) if isinstance(question, Merge) else Branch("", frozenset())
    if "ssh" in branch.formats or not isinstance(question, Merge):
        return f"git gov enact {motion.name} makes it, signed"
    return f"git -c gpg.format=openpgp merge --no-ff -S {short(question.head)}, then git gov enact {motion.name}"


def _how_again(motion: Authority, branch: Branch) -> str:
    question = motion.question
    if not isinstance(question, Merge):
        return ""
    if isinstance(motion, Invocation):
        return f"{_again(question, branch)}, git gov order invoke {typed(motion.order.name, question.branch)}"
    return f"{_again(question, branch)}, git motion renew {motion.name}"


def _again(question: Merge, branch: Branch) -> str:
    form = f"-c gpg.format={next(iter(branch.formats))} " if len(branch.formats) == 1 else ""
    words = (question.into.removeprefix("refs/heads/"), question.branch)
    ended = "-- " if any(each.startswith("-") for each in words) else ""  # `--exec=...` is a lawful name of a branch
    return f"git {form}rebase --force-rebase --gpg-sign {ended}{typed(*words)}, push it"


def brought_by(steps: Sequence[Step], parents: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return for each step and head what comes in with it: of the commits of which the `parents` are given, those not had yet.

    What a squash or a rebase names comes in as another commit; it is looked for as if it came in itself.
    """
    had, found = set[str](), dict[tuple[str, str], tuple[str, ...]]()
    for step in reversed(steps):
        for head in step.heads:
            brought = found[step.commit, head] = tuple(_below(head, parents, had))
            had.update(brought if len(step.parents) > 1 else ())
        had.add(step.commit)
    return found


def _below(end: str, parents: Mapping[str, Sequence[str]], had: set[str]) -> Iterator[str]:
    seen, left = set[str](), [end]
    while left:
        commit = left.pop()
        if commit in parents and commit not in had and commit not in seen:
            seen.add(commit)
            yield commit
            left.extend(parents[commit])
