"""Learning from what became of past cases, by DSPy's own optimizers, through the one door and within an allowance.

What comes of it is demonstrations and instructions, as `program.load` reads them, and nothing else. It never changes what the facts
say: a program that has learnt to approve is still held to its floor.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, NamedTuple

import dspy
from dspy.teleprompt import GEPA, BootstrapFewShot, LabeledFewShot, MIPROv2
from pydantic import ValidationError

from gitgov.advice.adviser import Adviser
from gitgov.advice.answer import Answer, Case
from gitgov.advice.hearing import NotSaid
from gitgov.advice.marking import Became
from gitgov.advice.model.engine import Door
from gitgov.advice.model.program import learnt, program
from gitgov.advice.said import Invented

MOST_DEMOS = 4
"""Demonstrations that a program is given: each is sent with every question."""
LOOKED_UP = frozenset({"cites", "findings", "tests"})
"""What of an answer is held against the repository, which is not here, and is no part of what is marked."""
HIDDEN = frozenset({"good", "why", "worth", "floor_order", "floor_choice"})
"""What of an example is for marks alone: it lies apart from what an optimizer may show to a model, which finds it by its number."""


class Lesson(NamedTuple):
    """What is learnt for, from which examples, and with which model."""

    adviser: Adviser
    past: tuple[Mapping[str, Any], ...]
    lm: Any
    seed: int

    @property
    def examples(self) -> list[Any]:
        """The examples as DSPy has them: what was asked, and what would best have been said."""
        rows = ({name: value for name, value in each.items() if name not in HIDDEN} for each in self.past)
        return [dspy.Example(number=at, **row).with_inputs("facts", "data", "floor") for at, row in enumerate(rows)]

    def mark(self, example: Any, said: Any, *_: Any) -> float:
        """Mark an answer from 0 to 1, by what would have come of it; one that would be void gets nothing."""
        past = self.past[example.number]
        answer = self._settled(past, said)
        return float(self.adviser.metric.mark(past["facts"], answer, _became(past))) if answer else 0.0

    def passes(self, example: Any, said: Any, *_: Any) -> bool:
        """Say whether an answer may be shown as a demonstration: it is right, or, where much can be, no worse than the facts'."""
        mark, metric, past = self.mark(example, said), self.adviser.metric, self.past[example.number]
        facts = 1.0 if metric.kinds else float(metric.mark(past["facts"], _floor(past), _became(past)))
        return mark > 0 and mark >= facts

    def explain(self, example: Any, said: Any, *_: Any) -> Any:
        """Mark an answer, and say in words what was right, for an optimizer whose model reads them."""
        told = self._told(self.past[example.number])
        return dspy.Prediction(score=self.mark(example, said), feedback=f"What became of this case: {told}.")

    def _told(self, past: Mapping[str, Any]) -> str:
        if self.adviser.metric.kinds:
            return "it came in and stayed" if past["good"] else f"it went wrong: {past['why']}"
        return f"{self.adviser.metric.says} is marked; what counted: {', '.join(sorted(past['worth'])) or 'nothing'}"

    def _settled(self, past: Mapping[str, Any], said: Any) -> Answer | None:
        """Return what would come of an answer, or nothing of one that would be void."""
        fields = {name: getattr(said, name, None) for name in self.adviser.says.model_fields if name not in LOOKED_UP}
        given = {name: value for name, value in fields.items() if value is not None}
        try:
            case = Case(self.adviser.name, "", "", past["facts"], _floor(past))
            return self.adviser.settled(case, self.adviser.says.model_validate(given))
        except (Invented, ValidationError):
            return None


def _floor(past: Mapping[str, Any]) -> Answer:
    """Return the answer of the facts, as far as a mark hangs on it."""
    order = tuple(past["floor_order"])
    return Answer(past["floor"], ("",) * len(order), order=order, choice=past["floor_choice"])


def _became(past: Mapping[str, Any]) -> Became:
    return Became(past["good"], past["why"], past["worth"])


def _labeled(lesson: Lesson, predict: Any) -> Any:
    return LabeledFewShot(k=MOST_DEMOS).compile(predict, trainset=lesson.examples)


def _bootstrap(lesson: Lesson, predict: Any) -> Any:
    made = BootstrapFewShot(
        metric=lesson.passes,
        max_bootstrapped_demos=MOST_DEMOS,
        max_labeled_demos=0,
        max_errors=10**6,
    )
    return made.compile(predict, trainset=lesson.examples)


def _mipro(lesson: Lesson, predict: Any) -> Any:
    if find_spec("optuna") is None:  # DSPy says so only after it has asked a few dozen times
        raise ModuleNotFoundError(name="optuna")
    made = MIPROv2(
        metric=lesson.mark, prompt_model=lesson.lm, task_model=lesson.lm, max_bootstrapped_demos=MOST_DEMOS,
        max_labeled_demos=0, auto="light", num_threads=1, seed=lesson.seed, max_errors=10**6,
    )  # fmt: skip
    return made.compile(predict, trainset=lesson.examples, seed=lesson.seed)


def _gepa(lesson: Lesson, predict: Any) -> Any:
    made = GEPA(
        metric=lesson.explain,
        reflection_lm=lesson.lm,
        max_metric_calls=10 * len(lesson.examples),
        num_threads=1,
        seed=lesson.seed,
    )
    return made.compile(predict, trainset=lesson.examples)


OPTIMIZERS: Mapping[str, Callable[[Lesson, Any], Any]] = {
    "labeled": _labeled,
    "bootstrap": _bootstrap,
    "mipro": _mipro,
    "gepa": _gepa,
}
"""DSPy's optimizers by the words that a user types; `mipro` needs optuna."""


def learn(adviser: Adviser, question: Mapping[str, Any], lm: Any, door: Door) -> dict[str, Any]:
    """Learn from `examples` by an `optimizer`; return the program's state as text and its digest.

    An example has what is asked (facts, data, floor), what would best have been said, and what is `HIDDEN`. Raises `NotSaid` with the reason where nothing could be learnt.
    """
    lesson = Lesson(adviser, tuple(question["examples"]), lm, question["seed"])
    adapter = dspy.JSONAdapter(use_native_function_calling=False)
    try:
        with dspy.context(lm=lm, adapter=adapter):
            made = OPTIMIZERS[question["optimizer"]](lesson, program(adviser, question["state"]))
        state = json.dumps(_plain(learnt(made)), sort_keys=True, ensure_ascii=False)
    except ImportError as error:
        raise NotSaid(f"not-installed {error.name or ''}".strip()) from None
    except Exception as error:  # noqa: BLE001 - whatever comes of what a stranger sent is a reason and no more
        raise NotSaid(door.stopped or type(error).__name__) from None
    if door.stopped:
        raise NotSaid(door.stopped)
    return {"state": state, "digest": hashlib.sha256(state.encode()).hexdigest()}


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return a state with the demonstrations' own fields alone: what became of a case is not shown as a part of the question."""
    return {**state, "demos": [_demo(each) for each in state["demos"]]}


def _demo(demo: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in demo.items() if name != "number"}
