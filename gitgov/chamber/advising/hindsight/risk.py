"""Past merges, as the adviser on risk would have seen them."""

from __future__ import annotations

from functools import partial
from typing import Final

from gitgov.advice.answer import Case
from gitgov.chamber.advising import risk
from gitgov.chamber.advising.hindsight.merges import CASES, Outcome, examples_by
from gitgov.chamber.advising.hindsight.past import Past
from gitgov.chamber.open import Chamber


def _case(chamber: Chamber, outcome: Outcome, _ref: str) -> Case:
    return risk.case(chamber, outcome.head, outcome.onto)


PAST: Final = Past(CASES, partial(examples_by, _case))
