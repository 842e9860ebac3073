"""Past merges, as the adviser on merges would have seen them."""

from __future__ import annotations

from functools import partial
from typing import Final

from gitgov.advice.answer import Case
from gitgov.chamber.advising import merge
from gitgov.chamber.advising.hindsight.merges import CASES, Outcome, examples_by, question_of
from gitgov.chamber.advising.hindsight.past import Past
from gitgov.chamber.open import Chamber


def _case(chamber: Chamber, outcome: Outcome, ref: str) -> Case:
    return merge.case_upon(chamber, question_of(chamber, outcome, ref), outcome.onto)


PAST: Final = Past(CASES, partial(examples_by, _case))
