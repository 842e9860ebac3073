"""The gate for branches. Deny is the default.

A branch moves by steps along first parents, each of which a carried decision, or a standing order as it was invoked,
must name: the merge of a ratified head whose tree is the one git itself makes, a fast-forward to a ratified head, or a
squash of it; or its commits one by one upon the branch; and an octopus of ratified heads, each by a decision of its own.
How a decision was found is no reason to believe it: content decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.gate.content import why_not_after, why_not_forward, why_not_merged, why_not_rebased
from gitgov.gate.facts import BranchFacts, RefUpdate, Series, Step, Verdict
from gitgov.gate.octopus import MOST_HEADS, undecided_beside, why_not_octopus, why_not_together
from gitgov.gate.ordered import Ahead, still_binding
from gitgov.gate.quality import asked_by, why_not_heard, why_not_met
from gitgov.gate.ratified import deny, helpfulness, object_about, why_not_authorised
from gitgov.gate.required import When, why_not_required
from gitgov.gate.signed import protection, why_not_signed
from gitgov.gate.unratified import name_of, no_octopus, unratified
from gitgov.procedure.authors import why_not_authors
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge

Motions = Mapping[str, Sequence[Authority]]
"""The motions found on each commit, and the invocations about it."""


class _Way(NamedTuple):
    """A move that is judged, with all that is known of it."""

    update: RefUpdate
    facts: BranchFacts
    motions: Motions


class _Reading(NamedTuple):
    """A step read as carrying something out by a method; `beside` is all that is about the same content."""

    authority: Authority
    method: str
    beside: Sequence[Authority]


def decide_branch(update: RefUpdate, facts: BranchFacts, motions: Motions) -> Verdict:
    """Judge the move of a protected branch that exists before and after."""
    if not facts.forward:
        return deny(
            update,
            "GOV-102",
            f"{name_of(update)} may not be rewound or moved sideways: {short(update.old)} would be lost",
            "git pull, then push again",
        )
    used, since, way = dict[str, Step](), list[int](), _Way(update, facts, motions)
    spent, at = set(facts.spent), 0
    while at < len(facts.steps):
        found = _judge(way, at, spent)
        if isinstance(found, Objection):
            if covered := _covered(way, tuple(used), since, spent):
                return covered
            again = used.get(found.records[0]) if found.code == "GOV-106" else None
            return Verdict(update.ref, (_at(again or facts.steps[at], found),), tuple(used), tuple(since))
        for each in found:
            used[each.authority.id] = facts.steps[at]
            since.append(at)
            spent.add(_head(each.authority))
        if found[0].method == "fast-forward":  # it covers all that went before
            return Verdict(update.ref, (), tuple(used), tuple(since))
        at += _steps(facts, at, _head(found[0].authority)) if found[0].method == "rebase" else 1
    last = facts.steps[-1] if facts.steps else None
    if last is None or last.parents[:1] == (update.old,):
        return Verdict(update.ref, (), tuple(used), tuple(since))
    apart = Verdict(update.ref, (_detached(update, last.commit),), tuple(used), tuple(since))
    return _covered(way, tuple(used), since, spent) or apart


def _covered(way: _Way, used: Sequence[str], since: Sequence[int], spent: set[str]) -> Verdict | None:
    """Look whether a newer step that seemed to merge a ratified head is one itself, which covers all that went before it."""
    for count, at in enumerate(since):
        found = _judge(way, at, spent, readings=((way.facts.steps[at].commit, "fast-forward"),))
        if not isinstance(found, Objection):
            return Verdict(way.update.ref, (), (*used[:count], found[0].authority.id), tuple(since[: count + 1]))
    return None


def _steps(facts: BranchFacts, at: int, head: str) -> int:
    """Return of how many steps a rebase of a head consists, of which the newest is the one at this place."""
    return len(facts.rebases.get((facts.steps[at].commit, head), Series()).commits)


def _at(step: Step, objection: Objection) -> Objection:
    """Name the commit that an objection is about among its records, unless its words do; of two uses the later."""
    said = short(step.commit) in objection.what
    return objection if said else objection._replace(records=(*objection.records, step.commit))


def _detached(update: RefUpdate, commit: str) -> Objection:
    what = f"{short(commit)} does not build on {short(update.old)} along first parents"
    return Objection("GOV-103", what, remedy="merge the branch into the protected one, not the other way round")


def _judge(
    way: _Way, at: int, spent: set[str], *, bare: bool = False, readings: Sequence[tuple[str, str]] = ()
) -> tuple[_Reading, ...] | Objection:
    """Find the decision that authorises the step at a place, and by which method; or say what is missing.

    Of an octopus it is one for each head, the newest first. `bare` leaves open whether what a fast-forward brings is
    signed; `readings` are other ways to read the step than all.
    """
    step, objections = way.facts.steps[at], list[Objection]()
    if len(step.parents) > 2 and not readings:
        together = _judge_octopus(way, at, spent)
        if not isinstance(together, Objection):
            return together
        objections.append(together)
    for reading in readings or _readings(way.facts, step):
        found = _read(way, at, reading, spent, bare=bare)
        if isinstance(found, _Reading):
            return (found,)
        objections += [found] if found else []
    return min(objections, key=helpfulness) if objections else unratified(way.update, step)


def _judge_octopus(way: _Way, at: int, spent: set[str]) -> tuple[_Reading, ...] | Objection:
    """Find the decisions that authorise all heads of an octopus, as if they were merged one after another."""
    step, found = way.facts.steps[at], list[_Reading | Objection]()
    if len(step.heads) > MOST_HEADS:
        return no_octopus(step, f"of {len(step.heads)} heads, and it may have {MOST_HEADS}")
    for head in step.heads:
        read = _read(way, at, (head, "octopus"), spent, bare=False)
        found.append(read or undecided_beside(way.update, step, head))
        spent = spent | {head}
    readings = tuple(each for each in found if isinstance(each, _Reading))
    if len(readings) == len(found):
        return readings[::-1]
    return why_not_octopus(step, [each for each in found if isinstance(each, Objection)])


def _read(way: _Way, at: int, reading: tuple[str, str], spent: set[str], *, bare: bool) -> _Reading | Objection | None:
    """Find the decision by which a step is to be read so, (head, method); or say what is missing, if there is any."""
    head, method = reading
    objections: list[Objection] = []
    for motion in way.motions.get(head, ()):
        if _head(motion) != head:
            continue  # found under a head that it does not name
        found = _Reading(motion, method, way.motions[head])
        objection = _why_not(way.update, at, way.facts, found, spent)
        if objection is None and not (bare and method == "fast-forward"):
            objection = _why_not_signed(way, at, found, spent)
        if objection is None and not (bare and method == "fast-forward"):
            objection = _why_not_required(way, at, found, spent)
        objection = objection or _why_not_measured(way, at, found)
        if objection is None:
            return found
        objections.append(objection)
    return min(objections, key=helpfulness, default=None)


def _readings(facts: BranchFacts, step: Step) -> list[tuple[str, str]]:
    """List the ways to read a step: (head that would be ratified, method)."""
    readings: list[tuple[str, str]] = [(step.commit, "fast-forward")]
    if len(step.parents) == 2:
        readings.insert(0, (step.parents[1], "merge"))
    if len(step.parents) == 1 and step.named:
        if (step.commit, step.named) in facts.rebases:  # whose last commit may look like a squash upon the others
            readings.append((step.named, "rebase"))
        readings.append((step.named, "squash"))
    return readings


def _why_not(update: RefUpdate, at: int, facts: BranchFacts, reading: _Reading, spent: set[str]) -> Objection | None:
    motion, method, beside = reading
    question = motion.question
    if not isinstance(question, Merge) or question.into != update.ref:
        return object_about("GOV-104", f"{motion.name} ({motion.text}) opens another ref than {update.ref}", "", motion)
    if objection := why_not_authorised(motion, beside, facts.now, back=facts.back):
        return objection
    branch = motion.step.charter.branch(update.ref)
    if method == "octopus" and (branch is None or method not in branch.methods):
        return no_octopus(facts.steps[at], f"which the charter does not let into {name_of(update)}", motion.id)
    if branch is None or method not in branch.methods:
        allowed = ", ".join(sorted(branch.methods)) if branch else "none"
        return object_about(
            "GOV-105",
            f"the charter does not let a {method} into {name_of(update)}; allowed: {allowed}",
            f"git gov enact {motion.name}",
            motion,
        )
    if question.head in spent or (facts.steps[at].commit, question.head) in facts.had:
        return object_about(
            "GOV-106",
            f"{motion.name} has been used: {short(question.head)} is in {name_of(update)} already",
            "move a new motion for anything further",
            motion,
        )
    return _why_not_content(update, at, facts, motion, method)


def _why_not_content(
    update: RefUpdate, at: int, facts: BranchFacts, motion: Authority, method: str
) -> Objection | None:
    step, head = facts.steps[at], _head(motion)
    if method == "fast-forward":
        return (
            why_not_authors(motion, None)
            or why_not_after(motion, None, _ahead(facts, "", motion))
            or why_not_forward(motion)
            or _why_not_along(update, step, facts)
        )
    onto = step.parents[0]
    if method == "rebase" and (below := facts.steps[at : at + _steps(facts, at, head)]):
        onto = below[-1].parents[0]
    if objection := why_not_authors(motion, facts.authors.get((onto, head), frozenset())):
        return objection
    if objection := why_not_after(motion, facts.before.get((onto, head), frozenset()), _ahead(facts, onto, motion)):
        return objection
    if method == "rebase":
        return why_not_rebased(facts.steps[at:], facts.rebases[step.commit, head], motion)
    if method == "octopus":
        return why_not_together(step, facts.merges.get((onto, head), ""), motion)
    return why_not_merged(step, facts.merges.get((onto, head), ""), motion, method)


def _ahead(facts: BranchFacts, onto: str, motion: Authority) -> tuple[Ahead, ...]:
    """Return what sequences put before the head of a motion that comes in upon a commit; nothing stands for a fast-forward."""
    ahead = facts.ahead.get((onto, _head(motion)), ())
    return still_binding(ahead, motion, back=facts.back) if ahead else ()


def _why_not_signed(way: _Way, at: int, reading: _Reading, spent: set[str]) -> Objection | None:
    facts, motion = way.facts, reading.authority
    if not protection(motion, way.update.ref).signed:
        return None
    if reading.method == "fast-forward":
        return _why_not_signed_along(way, at, motion, spent | {_head(motion)})
    count = _steps(facts, at, _head(motion)) if reading.method == "rebase" else 1
    made = (step.commit for step in facts.steps[at : at + count])
    brought = facts.signed.brought.get((facts.steps[at].commit, _head(motion)), ())
    return why_not_signed(motion, made, brought, facts)


def _why_not_signed_along(way: _Way, at: int, motion: Authority, spent: set[str]) -> Objection | None:
    """Say which commit that a fast-forward brings is not signed: down to where the branch had come by another decision.

    Nothing in git tells where a branch stood that was fast-forwarded.
    """
    facts, place = way.facts, at
    for place, by in _along(way, at, motion, spent):
        if "commits" not in protection(by, way.update.ref).signed:
            return None
        step = facts.steps[place]
        beside = (facts.signed.brought.get((step.commit, head), ()) for head in step.parents[1:])
        if objection := why_not_signed(by, (), (step.commit, *chain.from_iterable(beside)), facts):
            return objection
    last = facts.steps[-1]
    if facts.steps[place] is not last:
        return None
    along = way.update.creates or last.parents[:1] == (way.update.old,)
    return None if along else _detached(way.update, last.commit)


def _why_not_measured(way: _Way, at: int, reading: _Reading) -> Objection | None:
    """Say which advice the charter asks for that is missing, or which quality characteristic the ratified head does not meet, or nothing."""
    facts, motion, steps = way.facts, reading.authority, way.facts.steps
    row = protection(motion, way.update.ref)
    if objection := why_not_heard(motion, row.advice, _head(motion), facts.quality, back=facts.back):
        return objection
    names = row.ctqs
    if not names:
        return None
    lowest = at + (_steps(facts, at, _head(motion)) - 1 if reading.method == "rebase" else 0)
    onto = "" if reading.method == "fast-forward" else steps[lowest].parents[0]
    return why_not_met(asked_by(motion, names, _head(motion), onto), facts.quality, facts.now, back=facts.back)


def _along(way: _Way, at: int, motion: Authority, spent: set[str]) -> Iterator[tuple[int, Authority]]:
    """Yield the places of the steps that a fast-forward brings, with the decision that lets each in, down to where the branch had come otherwise."""
    for place in range(at, len(way.facts.steps)):
        if place > at and not isinstance(below := _judge(way, place, spent, bare=True), Objection):
            if below[0].method != "fast-forward":
                return
            motion = below[0].authority
        yield place, motion


def _why_not_required(way: _Way, at: int, reading: _Reading, spent: set[str]) -> Objection | None:
    """Say which decision is missing for what comes in below paths of which the charter asks for one, or nothing."""
    facts, motion, head = way.facts, reading.authority, _head(reading.authority)
    if not facts.changed:
        return None
    places: Iterable[tuple[int, Authority]] = [(at, motion)]
    if reading.method == "fast-forward":
        places = _along(way, at, motion, spent | {head})
    elif reading.method == "rebase":
        places = [(each, motion) for each in range(at, at + _steps(facts, at, head))]
    for place, by in places:
        key = (facts.steps[place].commit, head if reading.method == "octopus" else "")
        changed = facts.changed.get(key, ())
        if changed and isinstance(by.question, Merge):
            used = min((each.at for each in by.enacted), default=None) if facts.back else None
            needs, beside = protection(by, way.update.ref).requires, way.motions.get(_head(by), ())
            if objection := why_not_required(by.question, needs, changed, beside, When(facts.now, used)):
                return objection._replace(records=(by.id, *objection.records))
    return None


def _why_not_along(update: RefUpdate, step: Step, facts: BranchFacts) -> Objection | None:
    along = facts.steps[-1].parents[:1] == (update.old,)
    reaches = along or step is facts.steps[0] or step.commit in facts.onward
    return None if reaches else _detached(update, step.commit)


def _head(motion: Authority) -> str:
    return motion.question.head if isinstance(motion.question, Merge) else ""
