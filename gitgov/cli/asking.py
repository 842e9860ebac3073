"""The options that every adviser takes, for verbs that say only what is their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, NamedTuple

from gitgov.cli.options import Context, Draft, Json, Key, Profile, Recording, Sync


class How(NamedTuple):
    """What is to be done with a proposal."""

    profile: str
    recording: bool
    draft: bool
    context: bool
    key: str
    sync: bool
    as_json: bool


def asking(verb: Callable[..., None]) -> Callable[..., None]:
    """Make a verb of a function whose last parameter is `how`: what is typed for that comes after its own options."""
    own, common = signature(verb, eval_str=True), signature(_typed, eval_str=True)

    @wraps(verb)
    def typed(**given: Any) -> None:
        how = How(**{name: given.pop(name) for name in How._fields})
        verb(**given, how=how)

    parameters = [*(each for each in own.parameters.values() if each.name != "how"), *common.parameters.values()]
    typed.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    typed.__annotations__ = {each.name: each.annotation for each in parameters}
    return typed


def _typed(
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Stand for the options themselves, as typer reads them."""
