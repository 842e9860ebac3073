"""The advisers, and what they go by: the rules of a review."""

from __future__ import annotations

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.reading.rules import RULES
from gitgov.chamber.advising.hindsight.table import PAST
from sections import code, table


def review_rules() -> str:
    """Tabulates the rules: their names, what each says, and how grave it is."""
    return table(("rule", "verdict", "what it says"), [(code(each.name), each.level, each.says) for each in RULES])


def advisers() -> str:
    """Tabulates the advisers: what each is asked, its verdicts, and what a model is told."""
    rows = [
        (code(name), each.summary, ", ".join(map(code, each.levels)), each.instructions)
        for name, each in sorted(ADVISERS.items())
    ]
    return table(("adviser", "says", "verdicts", "what a model is told"), rows)


def metrics() -> str:
    """Tabulates by what each adviser is measured: its past cases, what is marked in them, and what else is marked beside it."""
    rows = [
        (code(name), PAST[name].cases, row.metric.says, row.metric.beside or "-")
        for name, row in sorted(ADVISERS.items())
    ]
    return table(("adviser", "past cases", "marked is", "and beside it"), rows)
