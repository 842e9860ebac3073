"""What advice asks of how a motion is decided: a second by somebody else, and a higher vote where much is at risk."""

from __future__ import annotations

from gitgov.charter.charter import Charter, RuleSet
from gitgov.core.ratio import Threshold
from gitgov.procedure.rows import Question

LEVELS = ("low", "medium", "high", "critical")
"""How much a change may break, the least first."""


def weighed(rules: RuleSet, question: Question, charter: Charter) -> RuleSet:
    """Return the rules for a question: what was proposed to a member takes a second, unless there is nobody else; risk may raise the vote.

    Neither ever makes less of a motion suffice than the charter asks without it.
    """
    if getattr(question, "advice", "") and len(charter.electorate) > 1:
        rules = rules._replace(second=True)
    raised = _raised(rules, getattr(question, "risk", ""))
    return rules._replace(threshold=raised, otherwise=(), lazy=0) if raised else rules


def _raised(rules: RuleSet, risk: str) -> Threshold | None:
    """Return the highest threshold that the charter asks for up to a level of risk; nothing where none is above the usual one."""
    up_to = LEVELS.index(risk) if risk else -1
    asked = [each for level, each in rules.at_risk if LEVELS.index(level) <= up_to]
    highest = max(asked, key=_height, default=None)
    return highest if highest and _height(highest) > _height(rules.threshold) else None


def _height(threshold: Threshold) -> tuple[object, ...]:
    return threshold.share, threshold.strict
