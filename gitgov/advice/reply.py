"""What asking a model came to: what it said, or why it said nothing; and where that is from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from gitgov.advice.profile import Use
from gitgov.advice.said import Said


class Origin(NamedTuple):
    """Where something that a model said is from, as a record keeps it.

    `profile` is the profile's name, `profile_digest`, `program` and the `requests` are SHA-256: of what decides an answer, of the
    program's state, of each request. `cost` is exact and empty where it is unknown; `tokens` None where nobody reported them.
    `adaptations` are what a wire could not carry, as a seed. Where nothing was `sent`, the requests are those that would have been.
    """

    profile: str
    profile_digest: str
    model: str
    program: str = ""
    requests: tuple[str, ...] = ()
    tokens: Use = Use()
    cost: str = ""
    seed: int | None = None
    temperature: str | None = None
    versions: Mapping[str, str] = MappingProxyType({})
    adaptations: tuple[str, ...] = ()
    cached: bool = False
    sent: bool = False


class Reply(NamedTuple):
    """What a model said, or None and the reason: a word that `in_words` explains. `context` is what was sent, or would be."""

    said: Said | None
    reason: str
    origin: Origin
    context: tuple[Mapping[str, Any], ...] = ()


REASONS: Mapping[str, str] = {
    "dry": "nothing was sent",
    "deadline": "it did not answer in time",
    "died": "the process that asks it has ended",
    "run-budget": "what is left of the budget for a run is less than it may take",
    "month-budget": "what is left of the budget for this month is less than it may take",
    "truncated": "its answer was cut short",
    "unreadable": "its answer is not of the form that was asked for",
    "duplicate": "its answer says one thing twice",
    "too-large": "its answer is too large",
    "no-answer": "its answer holds no text",
    "LMAuthError": "the provider does not know the key",
    "LMBillingError": "the provider asks for money",
    "LMRateLimitError": "the provider answers nobody so often",
    "LMServerError": "the provider has failed",
    "unreachable": "the provider could not be reached",
    "LMTransportError": "the provider hung up",
    "LMTimeoutError": "it did not answer in time",
    "ContextWindowExceededError": "it is more than the model reads",
    "foreign-state": "what its program has learnt is not of the form that is read",
}
"""Why a model said nothing, for people. What is not here is the name of an error, and shown so."""


def in_words(reason: str) -> str:
    """Explain a reason; of an error that nobody has foreseen, its name."""
    return REASONS.get(reason, f"an error came up: {reason}")


GONE = frozenset(
    in_words(each)
    for each in (
        "deadline",
        "died",
        "unreachable",
        "LMTransportError",
        "LMTimeoutError",
        "LMServerError",
        "LMRateLimitError",
    )
)
"""Reasons, in words, for which who is in a hurry does not ask the same provider again at once."""
