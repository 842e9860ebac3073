"""What became of past cases, and how well answers to them would have told it.

A case of two kinds is bad where the assembly lost the motion, or where what came in was taken back later or found to be a culprit. An answer
to a bad case is the better the more careful it is, to a good one the less. Both kinds count alike, however rare bad ones are. Of
other cases it is known what each name was worth that an answer could give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from gitgov.advice.answer import Answer, Case
from gitgov.advice.marking import Became, Metric

WHOLE = 1_000
LEAST = 5
"""Cases, of each kind where there are two, below which nothing is said of how well they are told."""


LEARNT = frozenset({"traces", "train", "demos", "signature"})
"""What is read of a compiled program's state. DSPy sets any key on the predictor: `config` could name another endpoint.

DSPy writes `lm` too, which is nothing in a state that may be read."""


def is_program(state: Mapping[str, Any]) -> bool:
    """Say whether a state is one of a compiled program, and says nothing of where or by what it is asked."""
    known = set(state) <= LEARNT | {"lm"} and state.get("lm") is None
    return known and isinstance(state.get("demos"), list) and isinstance(state.get("signature"), dict)


class Judged(NamedTuple):
    """An answer to a case, and whether it is that of whom it was asked of: a model that is not heard leaves the facts'."""

    answer: Answer
    heard: bool = True


Judge = Callable[[Case], Judged]


class Example(NamedTuple):
    """A past case with what became of it; `at` is when it was put, in seconds.

    `beside` is what is marked for comparison, as what people chose. Where it takes more than facts to mark an answer, `tried` does it.
    """

    case: Case
    became: Became
    at: int
    beside: Answer | None = None
    tried: Callable[[Answer], Fraction] | None = None

    def mark(self, metric: Metric, answer: Answer) -> Fraction:
        """Mark an answer to this case."""
        return self.tried(answer) if self.tried else metric.mark(self.case.facts, answer, self.became)


class Report(NamedTuple):
    """How answers told cases: the score of a thousand, and of two kinds how many were good and bad, how many bad ones were caught and good ones held up.

    Only those cases count of which an answer was `heard`, out of as many as were `asked`. Caught and held up is what gets any verdict but the least careful.
    `score` is nothing where there are too few; the others are where there are no kinds.
    """

    good: int | None
    bad: int | None
    caught: int | None
    held_up: int | None
    score: int | None
    heard: int
    asked: int


def by_facts(case: Case) -> Judged:
    """Judge a case by its facts alone."""
    return Judged(case.answer)


def report(metric: Metric, examples: Sequence[Example], judge: Judge) -> Report:
    """Judge examples and say how well that told them."""
    said = [(each, judge(each.case)) for each in examples]
    return _report(metric, [(each, judged.answer) for each, judged in said if judged.heard], len(said))


def report_beside(metric: Metric, examples: Sequence[Example]) -> Report | None:
    """Say how well what stands beside the examples told them, where something does."""
    said = [(each, each.beside) for each in examples if each.beside is not None]
    return _report(metric, said, len(examples)) if metric.beside else None


def _report(metric: Metric, said: Sequence[tuple[Example, Answer]], asked: int) -> Report:
    marks = [(each.became.good, each.mark(metric, answer)) for each, answer in said]
    kinds = [[mark for good, mark in marks if good is kind] for kind in (True, False)] if metric.kinds else []
    score = _score(kinds or [[mark for _, mark in marks]])
    if not kinds:
        return Report(None, None, None, None, score, len(said), asked)
    good, bad = kinds
    return Report(
        len(good), len(bad), sum(each > 0 for each in bad), sum(each < 1 for each in good), score, len(said), asked
    )


def _score(marks: Sequence[Sequence[Fraction]]) -> int | None:
    """Return the mean of the means, of a thousand; nothing where there are too few of any."""
    if any(len(each) < LEAST for each in marks):
        return None
    return int(WHOLE * sum(sum(each) / len(each) for each in marks) / len(marks))


def by_time(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Part examples into the earlier half, to learn from, and the later one, to be judged by: nothing is learnt from what came after."""
    parted = sorted(examples, key=lambda each: each.at)
    middle = (len(parted) + 1) // 2
    return parted[:middle], parted[middle:]
