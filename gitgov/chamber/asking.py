"""Asking a model: what is shown is redacted, what may be spent is set aside, and what comes back is read again.

A provider that is down, slow, wrong or hostile is a reason in the reply, and the facts stand. A profile that is wrong is the
user's to mend, and raises `BadInput` before anything is sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gitgov.advice.adviser import Adviser
from gitgov.advice.answer import Case
from gitgov.advice.profile import Profile, Use, cost
from gitgov.advice.redaction import redacted_case
from gitgov.advice.reply import Origin, Reply
from gitgov.advice.said import Said
from gitgov.chamber.manner import UNHURRIED, Manner
from gitgov.chamber.profiles import PATIENCE, key_of, state_folder
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


class _Worked(BaseModel):
    """What a worker says it came to. Nobody trusts it: it has read what a stranger sent."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    outcome: Literal["answered", "refused"]
    reason: Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z-]*$")]
    said: dict[str, Any] | None
    requests: Annotated[list[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]], Field(max_length=2)]
    context: Annotated[list[dict[str, Any]], Field(max_length=2)]
    bound: Annotated[int, Field(ge=0, le=10**9)]
    answered: bool
    tokens: dict[Literal["in", "out"], Annotated[int, Field(ge=0, le=10**9)] | None]
    adaptations: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=20)]
    program: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")]

    def use(self) -> Use:
        """Return the tokens that it says were used."""
        return Use(self.tokens.get("in"), self.tokens.get("out"))


class _Ready(NamedTuple):
    """A worker that has loaded DSPy, of which versions."""

    worker: Worker
    versions: Mapping[str, str]


_workers: dict[str, _Ready] = {}
"""Those that run, by profile and whether they hold its key; they end with this process, as their input does."""
_run: dict[str, Spent] = {}
"""What each profile has spent since this process began."""


def ask(
    profile: Profile,
    adviser: Adviser,
    case: Case,
    *,
    state: Mapping[str, Any] | None = None,
    manner: Manner = UNHURRIED,
) -> Reply:
    """Ask a profile's model about a case, with what its program has learnt; raises `BadInput` where the profile is wrong.

    A dry one returns in its `context` exactly what would be sent, and needs no key. Facts and data are redacted here of secrets
    and addresses; of people's names by whoever knows them, with `redacted_case`.
    """
    folder = state_folder(profile)
    question = _question(adviser, case, state)
    key = "" if manner.dry else key_of(profile, manner.seconds(PATIENCE))
    origin = Origin(profile.name, profile.digest(), profile.model, seed=profile.seed, temperature=profile.temperature)
    try:
        ready = worker_of(profile, folder, key, dry=manner.dry, seconds=manner.seconds(STARTING))
        asking = _Asking(profile, adviser, folder, ready.worker, manner)
        origin = origin._replace(versions=ready.versions)
        shown = _worked(ready.worker.ask({**question, "dry": True, "allowance": 0}, manner.seconds(THINKING)))
        if manner.dry or shown.reason != "dry":
            return _reply(asking, shown, origin)
        return _asked(asking, question, shown, origin)
    except Unanswered as why:
        return Reply(None, str(why), origin)


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
    worker: Worker
    manner: Manner


def _asked(asking: _Asking, question: dict[str, Any], shown: _Worked, origin: Origin) -> Reply:
    """Answer from what is kept, or send the question, within the budgets."""
    profile, folder = asking.profile, asking.folder
    place = answer_key(profile, shown.requests)
    if (kept := _kept(folder, place)) is not None:
        reply = _reply(asking, kept.model_copy(update={"context": shown.context}), origin)
        if reply.said is not None:
            return reply._replace(origin=reply.origin._replace(cached=True, sent=True))
    aside, month = most(profile, max(shown.bound, len(json.dumps(question)))), month_now()
    run = _run.get(profile.name, Spent())
    if not fits(run.plus(aside), profile.budget.run):
        return _reply(asking, shown.model_copy(update={"reason": "run-budget"}), origin)
    if not set_aside(folder, month, aside, profile.budget.month):
        return _reply(asking, shown.model_copy(update={"reason": "month-budget"}), origin)
    asking.manner.tell(profile.name)
    answer, spent = _sent(asking, question, shown, aside)
    settle(folder, month, aside, spent)
    _run[profile.name] = run.plus(spent)
    reply = _reply(asking, answer, origin._replace(sent=answer.reason not in UNSENT))
    if reply.said is not None:
        keep_answer(folder, place, answer.model_copy(update={"context": []}).model_dump(mode="json"))
    return reply


def _kept(folder: Path, place: str) -> _Worked | None:
    found = kept_answer(folder, place)
    try:
        return None if found is None else _worked(found)
    except Unanswered:
        return None


def _sent(asking: _Asking, question: dict[str, Any], shown: _Worked, aside: Spent) -> tuple[_Worked, Spent]:
    """Send a question once; return the answer and what it took: all that was set aside where a provider may have worked and did not say."""
    try:
        sent = {**question, "dry": False, "allowance": aside.tokens}
        answer = _worked(asking.worker.ask(sent, asking.manner.seconds(asking.profile.deadline)))
    except Unanswered as why:
        return shown.model_copy(update={"reason": str(why)}), aside
    if answer.reason in UNBILLED:
        return answer, Spent()
    return answer, used(asking.profile, answer.use()) or aside


def _worked(answer: dict[str, Any]) -> _Worked:
    """Read what a worker answered; raises `Unanswered` where it is of no form that ours has."""
    try:
        return _Worked.model_validate(answer)
    except ValidationError:
        raise Unanswered("died") from None


UNSENT = frozenset({"run-budget", "second-request", "elsewhere", "unreachable"})
"""Reasons for which nothing has left."""
UNBILLED = UNSENT | frozenset({
    "LMAuthError", "LMBillingError", "LMRateLimitError", "LMInvalidRequestError", "LMConfigurationError", "LMUnsupportedModelError",
    "LMUnsupportedFeatureError", "LMNotConfiguredError", "LMServerError", "ContextWindowExceededError",
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


def worker_of(profile: Profile, folder: Path, key: str, *, dry: bool, seconds: float = STARTING) -> _Ready:
    """Return the process that asks a profile's model, started now if there is none; raises `BadInput` where DSPy is not installed, or `Unanswered`."""
    name = f"{profile.model_dump_json()} {dry}"
    if (found := _workers.get(name)) and found.worker.alive:
        return found
    home = folder / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    worker = Worker(MODULE, home)
    hello = worker.ask({"profile": profile.model_dump(mode="json"), "key": key}, seconds)
    if hello.get("ready") is not True or not isinstance(hello.get("versions"), dict):
        worker.close()
        if "ready" not in hello:
            raise Unanswered("died")
        if fault := hello.get("fault"):
            what = f"profile {profile.name}: model: {profile.model} does not take these settings ({str(fault)[:100]})"
            raise BadInput(what, 'one that thinks first takes temperature = "none", and max_output = 16000 or more')
        fault = "is not installed" if hello.get("missing") else "is not the version that is needed"
        what = f"profile {profile.name} needs {str(hello.get('reason', 'dspy'))[:100]}, which {fault}"
        raise BadInput(what, "pip install 'gitgov[advice]'; without a profile the facts alone answer")
    _workers[name] = _Ready(worker, {str(each): str(number) for each, number in hello["versions"].items()})
    return _workers[name]


def _reply(asking: _Asking, answer: _Worked, origin: Origin) -> Reply:
    """Make a reply of what a worker answered."""
    said, reason = _said(asking.adviser, answer)
    price = cost(asking.profile, answer.use())
    found = origin._replace(
        program=answer.program,
        requests=tuple(answer.requests),
        tokens=answer.use(),
        cost="" if price is None else show_amount(price),
        adaptations=tuple(answer.adaptations),
    )
    return Reply(said, reason, found, tuple(answer.context))


def _said(adviser: Adviser, answer: _Worked) -> tuple[Said | None, str]:
    if answer.outcome != "answered" or answer.said is None:
        return None, answer.reason or "no-answer"
    try:
        return adviser.says.model_validate_json(
            json.dumps(answer.said), strict=True
        ), ""  # as JSON: of its lists tuples are made
    except ValidationError:
        return None, "unreadable"
