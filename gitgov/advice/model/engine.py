"""The one door through which anything leaves for a model: isolation, budget, provenance and dry run are here, and nowhere else.

DSPy gives an engine object a request and takes a response. This one routes it by the profile alone: its router sees an empty
environment, its transport no proxy. A custom engine also refuses a key, an endpoint, headers or a timeout that a compiled
program may bring, before anything is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from dspy._vendor.lm15.serde import request_to_dict
from dspy._vendor.lm15.transports import (
    ConnectError,
    ConnectTimeout,
    StdlibTransport,
    TransportRequest,
    TransportResponse,
)
from dspy.lm15 import (
    AccessPolicy,
    LMRouter,
    OpenAIChatCompat,
    ProviderDefinition,
    Request,
    Response,
    RouterConfig,
)

from gitgov.advice.profile import Profile, Use

LARGEST = 1_000_000
"""Bytes of an answer that are read."""
LATER = 10
"""Seconds that the door waits beyond the deadline: it is the parent that ends it, whatever a connection does."""
OVERHEAD = 1_000
"""Tokens that a provider may put around a request."""
DECLARED = "gitgov-profile"
"""What the router calls the format of OpenAI, which is declared here for any host; the others are built in under their names."""
NO_KEY = "none"
"""What is sent in the place of a key to a server that asks for none."""


class Stopped(Exception):
    """The door did not let a request out; its word says why: `dry`, `run-budget`, `second-request`, `elsewhere`, `unreachable`."""


class TooLarge(Exception):
    """An answer goes on for longer than anything that is asked for."""


class Passed(NamedTuple):
    """What has come to the door since it was last opened: requests, their digests, the last response."""

    requests: list[dict[str, Any]]
    digests: list[str]
    responses: list[Response]


class Door:
    """An engine for `dspy.LM(engine=)`, for one profile and its key.

    It lets one request out each time that it is opened, but while something is learnt: adapters that would ask again after an
    answer that they cannot read do not get to.
    """

    supports_response_schema: bool
    supports_function_calling = False
    supports_reasoning = False

    def __init__(self, profile: Profile, key: str) -> None:
        self.supports_response_schema = profile.structured == "schema"
        self.supported_params = frozenset({"temperature", "max_tokens", "seed"}) | (
            frozenset() if profile.structured == "none" else frozenset({"response_format"})
        )
        self._profile = profile
        self._lets = _litellm(profile, key) if profile.format == "litellm" else _router(profile, key)
        self._dry, self._left, self._several = True, 0, False
        self.stopped, self.spent = "", Use(0, 0)
        self.passed = Passed([], [], [])

    def open(self, *, dry: bool, allowance: int, several: bool = False) -> None:
        """Let one request pass, or `several`, that take at most so many tokens, in and out; a dry one is noted and does not leave."""
        self._dry, self._left, self._several = dry, allowance, several
        self.stopped, self.spent = "", Use(0, 0)
        self.passed = Passed([], [], [])

    def complete(self, request: Request) -> Response:
        """Answer a request of DSPy's; raises `Stopped`, and what the router raises."""
        written = request_to_dict(request)
        first = not self.passed.requests
        self.passed.requests.append(written)
        self.passed.digests.append(digest(written))
        if not (first or self._several):
            raise Stopped("second-request")
        if self._dry:
            raise Stopped("dry")
        if bound(written, self._profile) > self._left:
            self.stopped = "run-budget"
            raise Stopped(self.stopped)
        response = self._lets(request)
        self.passed.responses.append(response)
        self._count(written)
        return response

    def _count(self, written: dict[str, Any]) -> None:
        """Take what a request took from what is left: the most that it can have taken, where the provider does not say."""
        use = self.use()
        if use.tokens_in is None or use.tokens_out is None:
            use = Use(bound(written, self._profile), 0)
        self.spent = Use(
            (self.spent.tokens_in or 0) + (use.tokens_in or 0), (self.spent.tokens_out or 0) + (use.tokens_out or 0)
        )
        self._left -= (use.tokens_in or 0) + (use.tokens_out or 0)

    def use(self) -> Use:
        """Return the tokens of the last response, as the provider counts them."""
        if not self.passed.responses:
            return Use()
        usage = self.passed.responses[-1].usage
        return Use(usage.input_tokens, usage.output_tokens)


def digest(written: dict[str, Any]) -> str:
    """Return the SHA-256 of a request's sorted JSON; it depends on the versions of DSPy and pydantic, which are recorded too."""
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()


def bound(written: dict[str, Any], profile: Profile) -> int:
    """Return the most tokens that a request can take: one for each byte, some around it, and the longest answer."""
    return len(json.dumps(written, ensure_ascii=False).encode()) + OVERHEAD + profile.max_output


class _Bounded(StdlibTransport):  # type: ignore[misc]  # DSPy has no types
    """A transport to one base URL that knows no proxy, follows nothing, and reads no more than `LARGEST` bytes."""

    def __init__(self, profile: Profile) -> None:
        seconds = float(profile.deadline + LATER)
        super().__init__(
            connect_timeout=seconds,
            read_timeout=seconds,
            write_timeout=seconds,
            ca_bundle=profile.ca,
            user_agent="gitgov",
            trust_env=False,
        )
        self._base = profile.url.rstrip("/") + "/"

    def stream(self, request: TransportRequest) -> TransportResponse:
        """Send a request where the profile says, or nowhere."""
        if not request.url.startswith(self._base):
            raise Stopped("elsewhere")
        try:
            response = super().stream(request)
        except (ConnectError, ConnectTimeout):
            raise Stopped("unreachable") from None
        response._chunks = _capped(response._chunks)  # noqa: SLF001 - there is no other place for it
        return response


def _capped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for each in chunks:
        size += len(each)
        if size > LARGEST:
            raise TooLarge
        yield each


def _router(profile: Profile, key: str) -> Any:
    door = DECLARED if profile.format == "openai" else profile.format
    access = AccessPolicy(provider=DECLARED, env_keys=(), base_url=profile.url)
    compat = OpenAIChatCompat(max_tokens_field=profile.limit, instruction_role="system", json_schema="send")
    declared = (ProviderDefinition.chat(access, compat=compat),) if profile.format == "openai" else ()
    router = LMRouter(
        RouterConfig(
            env={},
            api_keys={door: key or NO_KEY},
            base_urls={door: profile.url},
            transport=_Bounded(profile),
            providers=declared,
        )
    )
    return lambda request: router.complete(replace(request, model=f"{door}:{profile.model}"))


def _litellm(profile: Profile, key: str) -> Any:
    """Let LiteLLM speak, whose own settings know no second place either; where it would follow, the process refuses to connect."""
    from dspy.clients.engines.litellm_engine import LiteLLMEngine  # noqa: PLC0415 - loaded for a profile that asks for it, and no other

    engine = LiteLLMEngine(api_key=key or NO_KEY, api_base=profile.url, timeout=float(profile.deadline + LATER))
    return lambda request: engine.complete(replace(request, model=profile.model))
