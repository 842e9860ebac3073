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

from gitgov.advice.adviser import Adviser
from gitgov.advice.hearing import NotSaid
from gitgov.advice.learning import WHOLE, score
from gitgov.advice.model.engine import Door
from gitgov.advice.model.program import learnt, program
from gitgov.advice.said import more_careful

MOST_DEMOS = 4
"""Demonstrations that a program is given: each is sent with every question."""


class Lesson(NamedTuple):
    """What is learnt for, from which examples, and with which model."""

    adviser: Adviser
    examples: tuple[Any, ...]
    lm: Any
    seed: int

    def mark(self, example: Any, said: Any, *_: Any) -> float:
        """Mark an answer from 0 to 1, by the verdict that would have come of it; one that is none gets nothing."""
        levels = self.adviser.levels
        verdict = getattr(said, "verdict", "")
        if verdict not in levels:
            return 0.0
        return score(levels, more_careful(levels, example.floor, verdict), good=example.good) / WHOLE

    def explain(self, example: Any, said: Any, *_: Any) -> Any:
        """Mark an answer, and say in words what was right, for an optimizer that reads them."""
        became = "it came in and stayed" if example.good else f"it went wrong: {example.why}"
        return dspy.Prediction(score=self.mark(example, said), feedback=f"What became of this case: {became}.")


def _labeled(lesson: Lesson, predict: Any) -> Any:
    return LabeledFewShot(k=MOST_DEMOS).compile(predict, trainset=[*lesson.examples])


def _bootstrap(lesson: Lesson, predict: Any) -> Any:
    made = BootstrapFewShot(
        metric=lesson.mark,
        metric_threshold=1.0,
        max_bootstrapped_demos=MOST_DEMOS,
        max_labeled_demos=0,
        max_errors=10**6,
    )
    return made.compile(predict, trainset=[*lesson.examples])


def _mipro(lesson: Lesson, predict: Any) -> Any:
    if find_spec("optuna") is None:  # DSPy says so only after it has asked a few dozen times
        raise ModuleNotFoundError(name="optuna")
    made = MIPROv2(
        metric=lesson.mark, prompt_model=lesson.lm, task_model=lesson.lm, max_bootstrapped_demos=MOST_DEMOS,
        max_labeled_demos=0, auto="light", num_threads=1, seed=lesson.seed, max_errors=10**6,
    )  # fmt: skip
    return made.compile(predict, trainset=[*lesson.examples], seed=lesson.seed)


def _gepa(lesson: Lesson, predict: Any) -> Any:
    made = GEPA(
        metric=lesson.explain,
        reflection_lm=lesson.lm,
        max_metric_calls=10 * len(lesson.examples),
        num_threads=1,
        seed=lesson.seed,
    )
    return made.compile(predict, trainset=[*lesson.examples])


OPTIMIZERS: Mapping[str, Callable[[Lesson, Any], Any]] = {
    "labeled": _labeled,
    "bootstrap": _bootstrap,
    "mipro": _mipro,
    "gepa": _gepa,
}
"""DSPy's optimizers by the words that a user types; `mipro` needs optuna."""


def learn(adviser: Adviser, question: Mapping[str, Any], lm: Any, door: Door) -> dict[str, Any]:
    """Learn from `examples` (facts, data, floor, good, why, verdict) by an `optimizer`; return the program's state as text and its digest.

    Raises `NotSaid` with the reason where nothing could be learnt.
    """
    lesson = Lesson(adviser, tuple(map(_example, question["examples"])), lm, question["seed"])
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


def _example(given: Mapping[str, Any]) -> Any:
    """Return an example as DSPy has it: what was asked, and the answer that would have been right."""
    fields = {name: given[name] for name in ("facts", "data", "floor", "good", "why", "verdict")}
    return dspy.Example(**fields).with_inputs("facts", "data", "floor")


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return a state with the demonstrations' own fields alone: what became of a case is not shown as a part of the question."""
    return {**state, "demos": [_demo(each) for each in state["demos"]]}


def _demo(demo: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in demo.items() if name not in {"good", "why"}}
