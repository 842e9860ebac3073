"""Whether a profile keeps to itself: every variable of every vendor, and every other way astray, tried with canaries.

A canary is a word that is nowhere else. Stubs on loopback stand for the provider and for everybody else: what they are sent is
looked through for canaries of others, and a request at the wrong one is a leak by itself. Nothing goes to the network, and no
key of the user's is read.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from gitgov.advice.adviser import Adviser
from gitgov.advice.advisers import merge
from gitgov.advice.answer import Answer, Case
from gitgov.advice.profile import Credential, Profile
from gitgov.advice.reply import Reply
from gitgov.chamber.asking import STARTING, THINKING, ask, end_workers
from gitgov.chamber.stubs import Stub, answering, base
from gitgov.core.errors import BadInput
from gitgov.git.workers import Unanswered, Worker

KEYS = (
    "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "GEMINI_API_KEY", "GOOGLE_API_KEY", "HOSTED_VLLM_API_KEY",
    "OLLAMA_API_KEY", "GROQ_API_KEY", "OPENROUTER_API_KEY", "DEEPSEEK_API_KEY", "XAI_API_KEY", "MISTRAL_API_KEY", "COHERE_API_KEY",
    "TOGETHERAI_API_KEY", "MOONSHOT_API_KEY", "AZURE_API_KEY", "AZURE_OPENAI_API_KEY", "AZURE_AD_TOKEN", "HF_TOKEN",
    "AWS_BEARER_TOKEN_BEDROCK", "LITELLM_API_KEY", "LITELLM_PROXY_API_KEY",
    "OPENAI_ORG_ID", "OPENAI_ORGANIZATION", "OPENAI_PROJECT_ID", "OPENAI_PROJECT",
)  # fmt: skip
"""Variables whose value some library sends: keys, tokens, organisations, projects."""
HEADERS = ("OPENAI_CUSTOM_HEADERS", "ANTHROPIC_CUSTOM_HEADERS")
"""Variables that hold whole headers."""
PLACES = (
    "OPENAI_BASE_URL", "OPENAI_API_BASE", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_BASE", "GEMINI_API_BASE", "GEMINI_BASE_URL",
    "GOOGLE_GEMINI_BASE_URL", "HOSTED_VLLM_API_BASE", "OLLAMA_API_BASE", "OLLAMA_HOST", "OPENROUTER_API_BASE", "AZURE_API_BASE",
    "AZURE_OPENAI_ENDPOINT", "LITELLM_PROXY_API_BASE", "AWS_ENDPOINT_URL",
    "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy",
)  # fmt: skip
"""Variables that send a request, or all of them, somewhere else."""
ADVISER = merge.ADVISER
SAID = json.dumps({"verdict": ADVISER.levels[-1], "remark": "stub", "findings": []})
CLEAN = ""
SKIPPED = "-"


class Trial(NamedTuple):
    """What was tried on a profile, and what went wrong: nothing, `-` where it does not apply, else who got what."""

    profile: str
    tried: str
    leak: str


class _Field(NamedTuple):
    """A profile whose provider is a stub, with a key of no value, and what must not be found there."""

    profile: Profile
    own: Stub
    elsewhere: Stub
    key: str
    variables: Mapping[str, str]
    folder: Path


def tried(profile: Profile) -> Iterator[Trial]:
    """Try a profile, each way by itself; raises `BadInput` where DSPy is not installed."""
    with _field(profile) as field:
        for name, leak in _engine(field):
            yield Trial(profile.name, name, leak)
        for name, way in WAYS.items():
            yield Trial(profile.name, name, way(field))


@contextmanager
def _field(profile: Profile) -> Iterator[_Field]:
    with tempfile.TemporaryDirectory() as name, Stub(answering(SAID)) as own, Stub(answering(SAID)) as elsewhere:
        folder = Path(name)
        key = _canary("own")
        (folder / "key").write_text(key, encoding="utf-8")
        (folder / "key").chmod(0o600)
        variables = {each: _canary(each) for each in KEYS}
        variables |= {each: f"X-Canary: {_canary(each)}" for each in HEADERS}
        variables |= dict.fromkeys(PLACES, elsewhere.root)
        try:
            yield _Field(_stubbed(profile, own, folder, "own"), own, elsewhere, key, variables, folder)
        finally:
            end_workers()


def _stubbed(profile: Profile, own: Stub, folder: Path, name: str) -> Profile:
    """Return a profile with its wire format, and a stub, a key and a folder of no value."""
    changed = {
        "name": name,
        "url": own.root + base(profile.format),
        "credential": Credential(file=str(folder / "key")),
        "state": str(folder),
        "budget": {},
        "ca": None,
        "deadline": 60,  # LiteLLM takes many seconds to import on a busy machine, and silence counts as a leak
    }
    if profile.format == "litellm":
        changed["url"] = own.root + "/v1"
    return Profile.model_validate({**profile.model_dump(exclude={"credential"}), **changed})


def _engine(field: _Field) -> Iterator[tuple[str, str]]:
    """Ask with each variable set in the very process that asks."""
    if field.profile.format == "litellm":  # it is known to read them: its wall is the empty environment alone
        yield from ((each, SKIPPED) for each in field.variables)
        return
    home = field.folder / "trial"
    home.mkdir()
    worker = Worker("gitgov.advice.model.trial", home)
    try:
        hello = worker.ask({"profile": field.profile.model_dump(mode="json"), "key": field.key}, STARTING)
        if not hello.get("ready"):
            raise BadInput("checking needs dspy, which is not installed", "pip install 'gitgov[advice]'")
        for name, value in field.variables.items():
            worker.ask({"variables": {name: value}}, THINKING)
            yield name, _leak(field, asked=1)
    except Unanswered as why:
        raise BadInput(f"checking came to no end: {why}", "git gov advise profile check, again") from None
    finally:
        worker.close()


def _everything(field: _Field) -> str:
    """Ask as it is always asked, from a process in which all of the variables are set."""
    with _set(field.variables):
        _ask(field, "everything")
    return _leak(field, asked=1)


def _dotenv(field: _Field) -> str:
    """Ask from a folder with a `.env` that names all of them."""
    (field.folder / ".env").write_text(
        "".join(f"{name}={value}\n" for name, value in field.variables.items()), encoding="utf-8"
    )
    before = Path.cwd()
    os.chdir(field.folder)
    try:
        _ask(field, "dotenv")
    finally:
        os.chdir(before)
    return _leak(field, asked=1)


def _redirect(field: _Field) -> str:
    """Be redirected by the provider itself."""
    with Stub(lambda speaking, got: speaking.give(307, b"", {"Location": field.elsewhere.root + got.path})) as turning:
        profile = _stubbed(field.profile, turning, field.folder, "redirect")
        ask(profile, *_case("redirect"))
    end_workers()
    return _leak(field, asked=0)


def _shared(field: _Field) -> str:
    """Ask two profiles that differ in nothing but the place the same thing: each answers by itself."""
    with Stub(answering(SAID.replace("stub", "another"))) as another:
        first = _ask(field, "shared")
        second = ask(_stubbed(field.profile, another, field.folder, "own"), *_case("shared"))
        end_workers()
        if _remark(first) != "stub" or _remark(second) != "another" or len(another.received) != 1:
            return "one was answered for the other"
    return _leak(field, asked=1)


def _compiled(field: _Field) -> str:
    """Ask with programs that bring an endpoint along."""
    evil = field.elsewhere.root + "/v1"
    fields = [{"prefix": "x:", "description": "x"}] * (3 + len(ADVISER.says.model_fields))
    learnt: dict[str, Any] = {
        "traces": [],
        "train": [],
        "demos": [],
        "signature": {"instructions": "x", "fields": fields},
    }
    brought: list[dict[str, Any]] = [
        {"config": {"api_base": evil}},
        {"config": {"headers": {"X": evil}}},
        {"lm": {"model": "openai/x", "api_base": evil}},
    ]
    for more in brought:
        _ask(field, "compiled", {**learnt, **more})
    return _leak(field, asked=0)


WAYS: Mapping[str, Callable[[_Field], str]] = {
    "all variables at once": _everything,
    "a .env in the folder": _dotenv,
    "a redirect": _redirect,
    "another's answers": _shared,
    "a program with an endpoint": _compiled,
}


def _leak(field: _Field, asked: int) -> str:
    """Say who got what that is not theirs, since this was last asked; an empty text where nobody did."""
    got, astray = list(field.own.received), list(field.elsewhere.received)
    field.own.received.clear()
    field.elsewhere.received.clear()
    if astray:
        return f"elsewhere got {astray[0].method} {astray[0].path}"
    canaries = {name: value for name, value in field.variables.items() if name not in PLACES}
    for each in got:
        text = each.everything()
        for name, value in canaries.items():
            if value in text:
                return f"the provider got ${name}"
        if field.key not in text:
            return "the provider got no key"
    return CLEAN if len(got) == asked else f"{len(got)} requests instead of {asked}"


def _ask(field: _Field, what: str, state: Mapping[str, Any] | None = None) -> Reply:
    try:
        return ask(field.profile, *_case(what), state=state)
    finally:
        end_workers()


def _case(what: str) -> tuple[Adviser, Case]:
    return ADVISER, Case(ADVISER.name, "0" * 40, what, {"trial": what}, Answer(ADVISER.levels[0]))


def _remark(reply: Reply) -> str:
    return "" if reply.said is None else reply.said.remark


def _canary(name: str) -> str:
    """Return a word that is nowhere else, in the form of a key."""
    return f"CANARY-{name}-{secrets.token_hex(8)}"


@contextmanager
def _set(variables: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                with suppress(KeyError):
                    del os.environ[name]
            else:
                os.environ[name] = value
