"""What the worker answers to a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.hearing import NotSaid
from gitgov.advice.model.engine import Door, bound
from gitgov.advice.model.program import ask, model, program, program_digest
from gitgov.advice.profile import Profile


class Asked:
    """A profile's model, and the door to it."""

    def __init__(self, profile: Profile, key: str) -> None:
        self._profile, self._door = profile, Door(profile, key)
        self._model = model(profile, self._door)

    def respond(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Answer whatever is asked: what a case comes to, or what is learnt from examples."""
        return self.learn(question) if "examples" in question else self.answer(question)

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a question: `adviser`, `facts`, `data`, `floor`, and `state`, `dry`, `allowance`.

        Outcome is `answered` or `refused`; the reason is a word or the name of an error's class, never its text.
        """
        adviser = ADVISERS[question["adviser"]]
        inputs = {name: question[name] for name in ("facts", "data", "floor")}
        self._door.open(dry=question["dry"], allowance=question["allowance"])
        made = ""
        try:
            predict = program(adviser, question["state"])
            made = program_digest(predict)
            said = ask(predict, adviser, self._model, self._door, inputs)
            found: dict[str, Any] = {"outcome": "answered", "reason": "", "said": said.model_dump(mode="json")}
        except NotSaid as why:
            found = {"outcome": "refused", "reason": str(why), "said": None}
        except Exception as error:  # noqa: BLE001 - a state that a stranger wrote
            found = {"outcome": "refused", "reason": type(error).__name__, "said": None}
        return {**found, **self._seen(), "program": made}

    def learn(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Learn from examples; answers the state of a program and its digest, or the reason why there is none, and what it took."""
        from gitgov.advice.model.training import learn  # noqa: PLC0415 - the optimizers take a while to load

        self._door.open(dry=False, allowance=question["allowance"], several=True)
        try:
            found = {"reason": "", **learn(ADVISERS[question["adviser"]], question, self._model, self._door)}
        except NotSaid as why:
            found = {"reason": str(why), "state": "", "digest": ""}
        spent = self._door.spent
        return {
            **found,
            "tokens": {"in": spent.tokens_in, "out": spent.tokens_out},
            "requests": len(self._door.passed.requests),
        }

    def _seen(self) -> dict[str, Any]:
        passed, use = self._door.passed, self._door.use()
        adapted = passed.responses[-1].adaptations if passed.responses else ()
        return {
            "requests": passed.digests,
            "context": passed.requests,
            "bound": max((bound(each, self._profile) for each in passed.requests), default=0),
            "answered": bool(passed.responses),
            "tokens": {"in": use.tokens_in, "out": use.tokens_out},
            "adaptations": sorted({f"{each.action} {each.field}" for each in adapted}),
        }
