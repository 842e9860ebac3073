"""What advisers go by: the rules of a review."""

from __future__ import annotations

from gitgov.advice.reading.rules import RULES
from sections import code, table


def review_rules() -> str:
    """Tabulates the rules: their names, what each says, and how grave it is."""
    return table(("rule", "verdict", "what it says"), [(code(each.name), each.level, each.says) for each in RULES])
