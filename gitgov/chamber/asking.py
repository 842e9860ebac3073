"""Asking a model: what is shown is redacted, what may be spent is set aside, and what comes back is read again.

A provider that is down, slow, wrong or hostile is a reason in the reply, and the facts stand. A profile that is wrong is the
user's to mend, and raises `BadInput` before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from gitgov.advice.adviser import Adviser
from gitgov.advice.answer import Case
from gitgov.advice.profile import Profile, Use, cost
from gitgov.advice.redaction import redacted_case
from gitgov.advice.reply import Origin, Reply
from gitgov.advice.said import Said
from gitgov.chamber.profiles import key_of, state_folder
from gitgov.chamber.spending import (
    Spent,
    answer_key,
    fits,
    keep_answer,
    kept_answer,
    month_now,
    most,
    set_aside,
    settle,
    used,
)
from gitgov.core.amounts import show_amount
from gitgov.core.errors import BadInput
from gitgov.git.workers import Unanswered, Worker

MODULE = "gitgov.advice.model.worker"
STARTING = 60.0
"""Seconds in which a worker loads what it needs."""
THINKING = 20.0
"""Seconds for what is done without a provider."""


class _Ready(NamedTuple):
    """A worker that has loaded DSPy, of which versions."""

    worker: Worker
    versions: Mapping[str, str]


_workers: dict[str, _Ready] = {}
"""Those that run, by profile and whether they hold its key; they end with this process, as their input does."""
_run: dict[str, Spent] = {}
"""What each profile has spent since this process began."""


def ask(
    profile: Profile, adviser: Adviser, case: Case, *, state: Mapping[str, Any] | None = None, dry: bool = False
) -> Reply:
    """Ask a profile's model about a case, with what its program has learnt; raises `BadInput` where the profile is wrong.

    A dry one returns in its `context` exactly what would be sent, and needs no key. Facts and data are redacted here of secrets
    and addresses; of people's names by whoever knows them, with `redacted_case`.
    """
    folder = state_folder(profile)
    question = _question(adviser, case, state)
    key = "" if dry else key_of(profile)
    origin = Origin(profile.name, profile.digest(), profile.model, seed=profile.seed, temperature=profile.temperature)
    try:
        ready = _worker(profile, folder, key, dry=dry)
        shown = ready.worker.ask({**question, "dry": True, "allowance": 0}, THINKING)
        shown["versions"] = dict(ready.versions)
        if dry or shown["reason"] != "dry":
            return _reply(shown, adviser, origin, profile)
        return _asked(_Asking(profile, adviser, folder, ready), question, shown, origin)
    except Unanswered as why:
        return Reply(None, str(why), origin)


class Learnt(NamedTuple):
    """A program as text and its digest, or nothing and the reason; how many requests that took, and which tokens."""

    state: str
    digest: str
    reason: str
    requests: int
    use: Use


def learn(profile: Profile, adviser: Adviser, lesson: Mapping[str, Any], allowance: int, seconds: int) -> Learnt:
    """Have a program learn: `lesson` holds redacted examples, the optimizer, what it has learnt already, and a seed.

    It takes at most so many tokens, which are set aside in the month's budget, and so many seconds. Raises `BadInput` where the profile is
    wrong, or the budget does not allow it.
    """
    folder, key, month = state_folder(profile), key_of(profile), month_now()
    aside = most(profile, allowance)
    if not fits(aside, profile.budget.run) or not set_aside(folder, month, aside, profile.budget.month):
        raise BadInput(
            f"the budget of profile {profile.name} does not allow {allowance} tokens", "--tokens N, with fewer"
        )
    spent: Spent | None = aside
    question = {"adviser": adviser.name, "allowance": allowance, "seconds": seconds, **lesson}
    try:
        answer = _worker(profile, folder, key, dry=False).worker.ask(question, seconds)
        spent = used(profile, _use(answer))
    except Unanswered as why:
        return Learnt("", "", str(why), 0, Use())
    finally:
        settle(folder, month, aside, spent or aside)
    return Learnt(
        str(answer["state"]), str(answer["digest"]), str(answer["reason"])[:100], int(answer["requests"]), _use(answer)
    )


def end_workers() -> None:
    """End the workers of this process, and forget what its run has spent."""
    for ready in _workers.values():
        ready.worker.close()
    _workers.clear()
    _run.clear()


class _Asking(NamedTuple):
    """Who asks whom."""

    profile: Profile
    adviser: Adviser
    folder: Path
    ready: _Ready


def _asked(asking: _Asking, question: dict[str, Any], shown: dict[str, Any], origin: Origin) -> Reply:
    """Answer from what is kept, or send the question, within the budgets."""
    profile, folder = asking.profile, asking.folder
    place = answer_key(profile, shown["requests"])
    if kept := kept_answer(folder, place):
        reply = _reply({**kept, "context": shown["context"]}, asking.adviser, origin, profile)
        if reply.said is not None:
            return reply._replace(origin=reply.origin._replace(cached=True))
    aside, month = most(profile, shown["bound"]), month_now()
    run = _run.get(profile.name, Spent())
    if not fits(run.plus(aside), profile.budget.run):
        return _reply({**shown, "reason": "run-budget"}, asking.adviser, origin, profile)
    if not set_aside(folder, month, aside, profile.budget.month):
        return _reply({**shown, "reason": "month-budget"}, asking.adviser, origin, profile)
    answer, spent = _sent(asking, question, shown, aside)
    settle(folder, month, aside, spent)
    _run[profile.name] = run.plus(spent)
    reply = _reply(answer, asking.adviser, origin, profile)
    if reply.said is not None:
        keep_answer(folder, place, answer)
    return reply


def _sent(
    asking: _Asking, question: dict[str, Any], shown: dict[str, Any], aside: Spent
) -> tuple[dict[str, Any], Spent]:
    """Send a question once; return the answer and what it took: all that was set aside where a provider may have worked and did not say."""
    try:
        sent = {**question, "dry": False, "allowance": shown["bound"]}
        answer = asking.ready.worker.ask(sent, asking.profile.deadline)
    except Unanswered as why:
        return {**shown, "reason": str(why)}, aside
    answer["versions"] = shown["versions"]
    if answer["reason"] in UNBILLED:
        return answer, Spent()
    return answer, used(asking.profile, _use(answer)) or aside


UNBILLED = frozenset({
    "LMAuthError", "LMBillingError", "LMRateLimitError", "LMInvalidRequestError", "LMConfigurationError", "LMUnsupportedModelError",
    "LMUnsupportedFeatureError", "LMNotConfiguredError", "LMServerError", "ContextWindowExceededError", "run-budget", "second-request", "elsewhere", "unreachable",
})  # fmt: skip
"""Reasons for which nothing was worked: the provider refused it, or it was not sent. After any other one it may be billed."""


def _question(adviser: Adviser, case: Case, state: Mapping[str, Any] | None) -> dict[str, Any]:
    shown = redacted_case(case)
    floor = case.answer.verdict
    return {
        "adviser": adviser.name,
        "facts": dict(shown.facts),
        "data": dict(shown.data),
        "floor": floor,
        "state": None if state is None else dict(state),
    }


def _worker(profile: Profile, folder: Path, key: str, *, dry: bool) -> _Ready:
    name = f"{profile.name} {profile.digest()} {dry}"
    if (found := _workers.get(name)) and found.worker.alive:
        return found
    home = folder / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    worker = Worker(MODULE, home)
    hello = worker.ask({"profile": profile.model_dump(mode="json"), "key": key}, STARTING)
    if not hello.get("ready"):
        worker.close()
        fault = "is not installed" if hello.get("missing") else "is not the version that is needed"
        what = f"profile {profile.name} needs {hello.get('reason', 'dspy')}, which {fault}"
        raise BadInput(what, "pip install 'gitgov[advice]'; without a profile the facts alone answer")
    _workers[name] = _Ready(worker, {str(each): str(number) for each, number in hello["versions"].items()})
    return _workers[name]


def _reply(answer: Mapping[str, Any], adviser: Adviser, origin: Origin, profile: Profile) -> Reply:
    """Read what a worker answered, which nobody trusts: it has read what a stranger sent."""
    reason, said = str(answer["reason"])[:100], None
    if answer.get("said") is not None:
        said, reason = _said(adviser, answer["said"])
    use = _use(answer)
    price = cost(profile, use)
    return Reply(
        said,
        reason,
        origin._replace(
            program=str(answer["program"]),
            requests=tuple(map(str, answer["requests"])),
            tokens=use,
            cost="" if price is None else show_amount(price),
            versions=answer.get("versions", {}),
            adaptations=tuple(map(str, answer["adaptations"])),
        ),
        tuple(answer["context"]),
    )


def _said(adviser: Adviser, value: Any) -> tuple[Said | None, str]:
    try:
        return adviser.says.model_validate(value, strict=True), ""
    except ValidationError:
        return None, "unreadable"


def _use(answer: Mapping[str, Any]) -> Use:
    counts = answer["tokens"]["in"], answer["tokens"]["out"]
    return Use(*(each if isinstance(each, int) and 0 <= each < 10**9 else None for each in counts))
