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
    asked = _asked(rules, getattr(question, "risk", ""))
    if not asked:
        return rules
    return rules._replace(threshold=max(rules.threshold, *asked, key=_height), otherwise=(), lazy=0, consent=0)


def _asked(rules: RuleSet, risk: str) -> list[Threshold]:
    """Return the thresholds that the charter asks for up to a level of risk: silence meets none of them, not the usual one either."""
    up_to = LEVELS.index(risk) if risk else -1
    return [each for level, each in rules.at_risk if LEVELS.index(level) <= up_to]


def _height(threshold: Threshold) -> tuple[object, ...]:
    return threshold.share, threshold.strict
