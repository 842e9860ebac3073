"""Whether a merge of several heads at once is what each of them was ratified for, as if they were merged one after another."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.content import into, why_not_resolved
from gitgov.gate.facts import RefUpdate, Step
from gitgov.gate.ratified import object_about
from gitgov.gate.unratified import SENT, name_of, no_octopus
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge

UNDECIDED, UNALLOWED = "GOV-175", "GOV-114"
MOST_HEADS = 16
"""Heads that one octopus may bring: git merges all of them before anybody is asked, and a push is not to cost more than that."""


def undecided_beside(update: RefUpdate, step: Step, head: str) -> Objection:
    """Object to a head that comes in by an octopus, and about which there is no motion."""
    name = name_of(update)
    what = f"{short(step.commit)} also merges {short(head)}, which no decision ratified for {name}"
    return Objection("GOV-175", what, remedy=f"git motion merge {short(head)} --into {typed(name)}; {SENT}")


def why_not_octopus(step: Step, objections: Sequence[Objection]) -> Objection:
    """Say of all that is wrong with the heads of an octopus what is to be told: that there may be none goes first.

    Then what nobody has moved: while that is unknown, nothing is merged, so that nothing can be said of any tree.
    """
    if len(objections) == len(step.heads) and all(each.code == UNDECIDED for each in objections):
        return no_octopus(step, "which no decision names")
    first = (each for code in (UNALLOWED, UNDECIDED) for each in objections if each.code == code)
    return next(first, objections[0])


def why_not_together(step: Step, expected: str, motion: Authority) -> Objection | None:
    """Say why an octopus may not bring in what a motion ratified, or nothing.

    `expected` is the tree that git's own clean merges of its heads up to this one give; that of the last is the octopus's.
    """
    question = motion.question
    if not isinstance(question, Merge):
        return None
    if objection := why_not_resolved(motion, "", "octopus"):
        return objection
    if not expected:
        what = f"{short(question.head)} does not merge cleanly into {short(step.parents[0])} with what {short(step.commit)} merges before it"
        remedy = f"merge {typed(into(question))} into {typed(question.branch)} when the others are in, push it, git motion renew {motion.name}"
        return object_about("GOV-178", what, remedy, motion)
    if question.head != step.parents[-1] or step.tree == expected:
        return None
    what = f"{short(step.commit)} contains something else than its heads merged one after another: its tree is {short(step.tree)}, git's own merges give {short(expected)}"
    return object_about("GOV-179", what, f"git gov enact {motion.name}, and then the others, one merge each", motion)
