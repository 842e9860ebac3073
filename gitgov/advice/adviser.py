"""What the table of advisers says: a row for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gitgov.advice.answer import Answer, Case
from gitgov.advice.marking import Metric
from gitgov.advice.said import Said, more_careful, settle


class Adviser(NamedTuple):
    """One adviser: its verdicts from the least to the most careful, and what a model is asked.

    `choices` are the words of which an answer names one besides, if any: a strategy, where it is about a release. The last one goes with the most careful verdict.
    `says` is what a model may answer, `instructions` what it is told, and `metric` how well answers tell what became of past cases. `settle` puts what it said upon the facts (levels, case,
    said), and raises `Invented` where that cites what does not exist; it never returns a less careful verdict than the facts'.
    """

    name: str
    summary: str
    levels: tuple[str, ...]
    instructions: str
    metric: Metric
    says: type[Said] = Said
    settle: Callable[[tuple[str, ...], Case, Any], Answer] = settle
    choices: tuple[str, ...] = ()

    def settled(self, case: Case, said: Said) -> Answer:
        """Return the answer to a case once a model has said something to it; raises `Invented`."""
        return self.settle(self.levels, case, said)

    def word_of(self, case: Case, said: Said, answer: Answer) -> str:
        """Return the verdict that all a model said comes to: the one it gave, or that of `answer` where its other fields ask for more care.

        A model that says go and a strategy of holding has said wait.
        """
        alone = more_careful(self.levels, case.answer.verdict, said.verdict)
        return said.verdict if answer.verdict == alone else answer.verdict
