"""A profile: which model is asked, where, with whose key, at what price, and how much of it.

Nothing of a profile comes from the environment. What it leaves out is a fault, never a default of a vendor: a key that is sent
to another vendor's endpoint, or an endpoint that is taken from a variable, is how texts and keys go astray.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from gitgov.core.amounts import parse_amount
from gitgov.core.canonical import dumps
from gitgov.core.errors import BadInput

FORMATS = ("openai", "anthropic", "gemini", "litellm")
"""Wire formats. `litellm` is another library, chosen by that word alone, and never loaded for the others."""
NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?", re.ASCII)
PER = 1_000_000
"""Prices are for so many tokens."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")

Money = Annotated[str, Field(pattern=r"^[0-9]{1,12}(?:\.[0-9]{1,12})?$")]
"""An exact amount of whatever the provider bills in: `0.40`."""
Tokens = Annotated[int, Field(ge=1, le=10**12)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class Credential(_Table):
    """Where the key lies: exactly one of an environment variable, a file, a command, or `none` for a server that asks for none."""

    env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$")] | None = None
    file: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^(/|~/)")] | None = None
    command: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1, max_length=50)] | None = None
    none: Literal[True] | None = None

    @model_validator(mode="after")
    def _one(self) -> Credential:
        given = [name for name, value in self if value is not None]
        if len(given) != 1:
            raise ValueError(f"name exactly one of env, file, command and none, not {len(given)}")
        return self

    def where(self) -> str:
        """Say where the key lies, without it."""
        if self.command is not None:
            return f"what {self.command[0]} prints"
        return f"${self.env}" if self.env else f"file {self.file}" if self.file else "none is needed"


class Prices(_Table):
    """What a million tokens cost, each way."""

    input: Money
    output: Money


class Budget(_Table):
    """The most that may be spent in a run, or in a month of UTC."""

    tokens: Tokens | None = None
    money: Money | None = None


class Budgets(_Table):
    """Both budgets; what is not named is not bounded."""

    run: Budget = Budget()
    month: Budget = Budget()


class Profile(_Table):
    """One provider as one user set it up. `deadline` is seconds for a whole answer; `max_output` and budgets are tokens.

    `structured` says how the form of the answer is asked for: by a `schema`, as any `json`, or in words alone (`none`), as a
    server may know. `limit` is the wire's name for `max_output`.
    """

    name: Annotated[str, Field(pattern=NAME.pattern)]
    format: Literal[FORMATS]  # type: ignore[valid-type]  # the table is the only place where they are listed
    url: Annotated[str, Field(min_length=1, max_length=1000)]
    model: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
    credential: Credential
    prices: Prices | None = None
    budget: Budgets = Budgets()
    state: Annotated[str, Field(pattern=r"^/", max_length=1000)] | None = None
    ca: Annotated[str, Field(pattern=r"^/", max_length=1000)] | None = None
    deadline: Annotated[int, Field(ge=1, le=3600)] = 60
    max_output: Annotated[int, Field(ge=16, le=1_000_000)] = 2_000
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = 0
    temperature: Annotated[str, Field(pattern=r"^(?:[01](?:\.[0-9]{1,2})?|2(?:\.0{1,2})?)$")] | None = "0"
    structured: Literal["schema", "json", "none"] = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"

    @field_validator("seed", "temperature", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        """Read `none` as what is not sent: TOML has no word for it."""
        return None if value == "none" else value

    @model_validator(mode="after")
    def _whole(self) -> Profile:
        if why := why_not_url(self.url):
            raise ValueError(f"url: {why}")
        for which, budget in (("run", self.budget.run), ("month", self.budget.month)):
            if budget.money is not None and self.prices is None:
                raise ValueError(f"budget.{which}.money: it says nothing without prices: add [prices] input and output")
        return self

    def digest(self) -> str:
        """Return the SHA-256 of what decides an answer: not the key, prices, budgets and patience."""
        aside = {"credential", "prices", "budget", "state", "ca", "deadline"}
        return hashlib.sha256(dumps(self.model_dump(mode="json", exclude=aside))).hexdigest()


class Use(NamedTuple):
    """Tokens in and out; None is what nobody reported, and is never taken for 0."""

    tokens_in: int | None = None
    tokens_out: int | None = None


def why_not_url(url: str) -> str:
    """Say why a base URL is none to send a key to; nothing where it is."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"not a URL: {error}"
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        return "it is none of https://HOST/PATH"
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return f"the key and the text would go to {parts.hostname} in the clear: http is for this machine alone"
    if parts.username is not None or parts.password is not None:
        return "a key has no place in it: name it under [credential]"
    if parts.query or parts.fragment or not re.fullmatch(r"[!-~]+", url):
        return "it has a query, a fragment, blanks or foreign letters"
    return ""


def cost(profile: Profile, use: Use) -> Fraction | None:
    """Return what some tokens cost; None where the price or the use is not known."""
    if profile.prices is None or use.tokens_in is None or use.tokens_out is None:
        return None
    prices = profile.prices
    return (use.tokens_in * parse_amount(prices.input) + use.tokens_out * parse_amount(prices.output)) / PER


def read_profile(name: str, table: Mapping[str, Any], where: str) -> Profile:
    """Read what a profile's file says; raises `BadInput`, which names the field and how to mend it."""
    if not NAME.fullmatch(name):
        raise BadInput(f"not a name for a profile: {name!r}", "take lowercase letters, digits, '.', '_' and '-'")
    if "name" in table:
        raise BadInput(f"{where}: name: the file's own name is the profile's", "take the line out")
    try:
        return Profile.model_validate({**table, "name": name})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(str(each) for each in first["loc"])
        what = _WORDS.get(first["type"], first["msg"].removeprefix("Value error, "))
        if not field:
            field, _, what = what.partition(": ")
        raise BadInput(f"{where}: {field}: {what}", _remedy(first["type"], field)) from None


def _remedy(kind: str, field: str) -> str:
    if kind == "missing":
        return _MISSING.get(field, f"add {field}")
    if kind == "extra_forbidden":
        return "take it out; docs/advice.md lists the fields"
    return _FORMS.get(field, "docs/advice.md lists the fields of a profile")


_WORDS = {"missing": "it is missing", "extra_forbidden": "there is no such field"}
_MISSING = {
    "format": f'add format = "openai", or another of {", ".join(FORMATS)}',
    "url": 'add url = "https://HOST/v1": no variable and no vendor stands in for it',
    "model": 'add model = "NAME", as the provider calls it',
    "credential": 'add [credential] with env = "NAME", file = "/PATH" or command = ["PROGRAM"]; none = true for a server of your own',
    "prices.input": 'add input = "0.40", the price of a million tokens',
    "prices.output": 'add output = "1.60", the price of a million tokens',
}
_FORMS = {
    "format": f"one of {', '.join(FORMATS)}",
    "url": 'url = "https://HOST/v1", as the provider names its API',
    "temperature": 'write it as text, exactly: temperature = "0.2"',
    "prices.input": 'write it as text, exactly: input = "0.40"',
    "prices.output": 'write it as text, exactly: output = "1.60"',
    "budget.run.money": 'write it as text, exactly: money = "0.10"',
    "budget.month.money": 'write it as text, exactly: money = "5.00"',
    "credential.file": "write a path that begins with / or ~/",
    "state": "write a path that begins with /",
    "ca": "write a path that begins with /",
}
