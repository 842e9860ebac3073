"""The gate: what may move a protected ref. Deny is the default.

A branch moves by steps along first parents, each of which a carried decision must name: the merge of a ratified head
whose tree is the one git itself makes, a fast-forward to a ratified head, or a squash of it. How a decision was found
is no reason to believe it: content decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gitgov.charter.charter import Charter
from gitgov.core.ids import short
from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.gate.facts import BranchFacts, RefUpdate, Step, TagFacts, Verdict
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion

Motions = Mapping[str, Sequence[Motion]]
"""The motions found on each commit."""


def decide_branch(update: RefUpdate, facts: BranchFacts, motions: Motions) -> Verdict:
    """Judge the move of a protected branch that exists before and after."""
    if not facts.forward:
        return _deny(
            update,
            "GOV-102",
            f"{_name(update)} may not be rewound or moved sideways: {short(update.old)} would be lost",
            "git pull, then push again",
        )
    used: list[str] = []
    spent = set(facts.spent)
    for step in facts.steps:
        verdict = _judge(update, step, facts, motions, spent)
        if isinstance(verdict, Objection):
            return Verdict(update.ref, (verdict,), tuple(used))
        motion, covers_the_rest = verdict
        used.append(motion.id)
        spent.add(_head(motion))
        if covers_the_rest:
            return Verdict(update.ref, by=tuple(used))
    last = facts.steps[-1] if facts.steps else None
    if last is not None and last.parents[:1] != (update.old,):
        return Verdict(update.ref, (_detached(update, last.commit),))
    return Verdict(update.ref, by=tuple(used))


def _detached(update: RefUpdate, commit: str) -> Objection:
    what = f"{short(commit)} does not build on {short(update.old)} along first parents"
    return Objection("GOV-103", what, remedy="merge the branch into the protected one, not the other way round")


def _judge(
    update: RefUpdate, step: Step, facts: BranchFacts, motions: Motions, spent: set[str]
) -> tuple[Motion, bool] | Objection:
    """Find the decision that authorises one step, and whether it covers all that went before; or say what is missing."""
    objections: list[Objection] = []
    for head, method in _readings(step):
        for motion in motions.get(head, ()):
            if _head(motion) != head:
                continue  # found under a head that it does not name
            objection = _why_not(update, step, facts, (motion, method), spent)
            if objection is None:
                return motion, method == "fast-forward"
            objections.append(objection)
    return min(objections, key=_helpfulness) if objections else _unratified(update, step)


def _readings(step: Step) -> list[tuple[str, str]]:
    """List the ways to read a step: (head that would be ratified, method)."""
    readings: list[tuple[str, str]] = [(step.commit, "fast-forward")]
    if len(step.parents) == 2:
        readings.insert(0, (step.parents[1], "merge"))
    if len(step.parents) == 1 and step.named:
        readings.append((step.named, "squash"))
    return readings


def _why_not(
    update: RefUpdate, step: Step, facts: BranchFacts, reading: tuple[Motion, str], spent: set[str]
) -> Objection | None:
    motion, method = reading
    question = motion.question
    if not isinstance(question, Merge) or question.into != update.ref:
        return _object("GOV-104", f"{motion.name} ({motion.text}) opens another ref than {update.ref}", "", motion)
    if objection := why_not_ratified(motion, facts.now):
        return objection
    branch = motion.step.charter.branch(update.ref)
    if branch is None or method not in branch.methods:
        allowed = ", ".join(sorted(branch.methods)) if branch else "none"
        return _object(
            "GOV-105",
            f"the charter does not let a {method} into {_name(update)}; allowed: {allowed}",
            f"git gov enact {motion.name}",
            motion,
        )
    if question.head in spent:
        return _object(
            "GOV-106",
            f"{motion.name} has been used: {short(question.head)} is in {_name(update)} already",
            "move a new motion for anything further",
            motion,
        )
    if method == "fast-forward":
        along = facts.steps[-1].parents[:1] == (update.old,)
        reaches = along or step is facts.steps[0] or step.commit in facts.onward
        return None if reaches else _detached(update, step.commit)
    expected = facts.merges.get((step.parents[0], question.head), "")
    if not expected:
        return _object(
            "GOV-107",
            f"{short(question.head)} does not merge cleanly into {short(step.parents[0])}, and {motion.name} names no resolution",
            f"merge {_name(update)} into {question.branch}, push it, git motion renew {motion.name}",
            motion,
        )
    if step.tree != expected:
        return _object(
            "GOV-108",
            f"{short(step.commit)} contains something else than the merge that {motion.name} ratified: its tree is {short(step.tree)}, git's own merge gives {short(expected)}",
            f"git gov enact {motion.name} makes exactly the ratified merge",
            motion,
        )
    return None


def why_not_ratified(motion: Motion, now: int) -> Objection | None:
    """Say why a motion's decision may not be enacted at `now`, or nothing."""
    decision = motion.decision
    if motion.withdrawn:
        return _object("GOV-109", f"{motion.name} ({motion.text}) was withdrawn", "", motion)
    if decision is None:
        return _object(
            "GOV-110",
            f"{motion.name} ({motion.text}) is still to be decided",
            f"git vote aye {motion.name}; git vote status {motion.name}",
            motion,
        )
    if decision.contested:
        return _object(
            "GOV-111", f"{motion.name} has two contradictory announcements", f"git motion show {motion.name}", motion
        )
    if not decision.carried:
        return _object("GOV-112", f"{motion.name} ({motion.text}) was lost: {decision.outcome.arithmetic}", "", motion)
    if now < decision.ends_hold:
        return _object(
            "GOV-113", f"{motion.name} is on hold until {show_instant(decision.ends_hold)}", "push again then", motion
        )
    return None


def decide_heads(ref: str, heads: Sequence[str], motions: Motions, now: int) -> Verdict:
    """Judge a merge by its heads alone, before there is a commit: each must be ratified for `ref`."""
    objections = []
    for head in heads:
        found = [
            motion
            for motion in motions.get(head, ())
            if isinstance(motion.question, Merge) and (motion.question.head, motion.question.into) == (head, ref)
        ]
        reasons = [reason for motion in found if (reason := why_not_ratified(motion, now))]
        if len(reasons) == len(found):
            missing = Objection(
                "GOV-101",
                f"no decision ratified {short(head)} for {ref}",
                remedy=f"git motion merge {short(head)} --into {ref.removeprefix('refs/heads/')}",
            )
            objections.append(min(reasons, key=_helpfulness) if reasons else missing)
    return Verdict(ref, tuple(objections))


def _unratified(update: RefUpdate, step: Step) -> Objection:
    if len(step.parents) == 2:
        what = f"{short(step.commit)} merges {short(step.parents[1])}, which no decision ratified for {_name(update)}"
        return Objection("GOV-101", what, remedy=f"git motion merge {short(step.parents[1])} --into {_name(update)}")
    if len(step.parents) > 2:
        return Objection(
            "GOV-114",
            f"{short(step.commit)} is an octopus merge, which no decision names",
            remedy="merge one ratified head at a time",
        )
    what = f"{short(step.commit)} is no ratified content for {_name(update)}"
    return Objection(
        "GOV-101", what, remedy=f"push it to a branch of its own, then: git motion merge BRANCH --into {_name(update)}"
    )


def decide_tag(update: RefUpdate, facts: TagFacts, motions: Motions, charter: Charter) -> Verdict:
    """Judge the creation of a protected tag: annotated, signed by one who may release, exactly as ratified."""
    name = update.ref.removeprefix("refs/tags/")
    if not facts.annotated:
        return _deny(update, "GOV-121", f"{name} must be an annotated, signed tag", "git gov enact MOTION makes it")
    if facts.name != name:
        return _deny(
            update,
            "GOV-122",
            f"the tag object is named {facts.name!r}, not {name!r}",
            "a tag is pushed under its own name",
        )
    found = [
        motion
        for motion in motions.get(facts.target, ())
        if isinstance(motion.question, Release)
        and motion.question.tag == update.ref
        and motion.question.commit == facts.target
    ]
    if not found:
        return _deny(
            update,
            "GOV-123",
            f"no motion to release {short(facts.target)} as {name} was carried",
            f"git motion release {name} {short(facts.target)}",
        )
    objections = []
    for motion in found:
        objection = why_not_ratified(motion, facts.now) or _why_not_signer(facts, motion, charter)
        if objection is None:
            return Verdict(update.ref, by=(motion.id,))
        objections.append(objection)
    return Verdict(update.ref, (min(objections, key=_helpfulness),))


def _why_not_signer(facts: TagFacts, motion: Motion, charter: Charter) -> Objection | None:
    if not facts.signer:
        return _object(
            "GOV-124",
            "the tag carries no valid SSH signature",
            f"git gov enact {motion.name} signs it; or git -c gpg.format=ssh tag -s",
            motion,
        )
    member = charter.owners.get(facts.signer, "")
    protection = charter.tag(f"refs/tags/{facts.name}")
    roles = protection.roles if protection else frozenset()
    may = frozenset().union(*(charter.holders(role) for role in roles)) if roles else charter.electorate
    if member not in may:
        who = f"signed by {member}" if member else f"signed with {facts.signer}, which is on no roll"
        return _object(
            "GOV-125",
            f"the tag is {who}; it takes {' or '.join(sorted(roles)) or 'an active member'} ({', '.join(sorted(may))})",
            "",
            motion,
        )
    if not motion.rules.mover_releases and member == motion.mover:
        return _object(
            "GOV-126",
            f"the charter separates duties: {member} moved this release and may not sign it",
            "another releaser enacts it",
            motion,
        )
    return None


def decide_existence(
    update: RefUpdate, baseline: Mapping[str, str], *, contained: bool, forward: bool
) -> Verdict | None:
    """Judge creation and deletion, where content need not be asked for; nothing means: judge the content.

    `contained` says that another protected branch holds the new commit already, `forward` that nothing would be lost.
    """
    if update.deletes:
        return _deny(
            update,
            "GOV-131",
            f"{update.ref} is protected and may not be deleted",
            "the assembly changes what is protected: git motion charter FILE",
        )
    if update.creates and baseline.get(update.ref) == update.new:
        return Verdict(update.ref)  # where it stood when the body protected it
    if update.ref.startswith("refs/tags/"):
        return (
            None
            if update.creates
            else _deny(
                update, "GOV-132", f"{update.ref} is released: a protected tag never moves", "release another version"
            )
        )
    if baseline.get(update.ref) == update.new and forward:
        return Verdict(update.ref)
    if not update.creates:
        return None
    if contained and update.ref not in baseline:
        return Verdict(update.ref)
    return _deny(
        update,
        "GOV-133",
        f"{update.ref} is protected and may only be created from content that a protected branch holds",
        "branch from the protected branch, and move to merge the rest",
    )


def _head(motion: Motion) -> str:
    return motion.question.head if isinstance(motion.question, Merge) else ""


def _name(update: RefUpdate) -> str:
    return update.ref.removeprefix("refs/heads/")


_ORDER = (
    "GOV-108",
    "GOV-103",
    "GOV-107",
    "GOV-106",
    "GOV-105",
    "GOV-113",
    "GOV-126",
    "GOV-125",
    "GOV-124",
    "GOV-111",
    "GOV-110",
    "GOV-112",
    "GOV-109",
    "GOV-104",
)


def _helpfulness(objection: Objection) -> int:
    """Rank objections: the nearest to being allowed tells the person most."""
    return _ORDER.index(objection.code) if objection.code in _ORDER else len(_ORDER)


def _object(code: str, what: str, remedy: str, motion: Motion) -> Objection:
    return Objection(code, what, remedy=remedy, records=(motion.id,))


def _deny(update: RefUpdate, code: str, what: str, remedy: str) -> Verdict:
    return Verdict(update.ref, (Objection(code, what, remedy=remedy),))
