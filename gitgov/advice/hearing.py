"""Reading what a model said, strictly: what could be read in two ways is not read at all."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from pydantic import ValidationError

from gitgov.advice.said import Said

_BEFORE, _AFTER = "```json\n", "\n```"


class NotSaid(Exception):
    """A model said nothing that can be read; its word says why, as in `gitgov.advice.reply`."""


def read_said(says: type[Said], text: str) -> Said:
    """Read JSON that says each thing once and nothing else, whole, perhaps in a fence; raises `NotSaid`."""
    if text.startswith(_BEFORE) and text.endswith(_AFTER):
        text = text[len(_BEFORE) : -len(_AFTER)]
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_foreign)
        return says.model_validate_json(json.dumps(value), strict=True)
    except (ValidationError, ValueError, RecursionError):
        raise NotSaid("unreadable") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotSaid("duplicate")
    return found


def _foreign(word: str) -> NoReturn:
    """Refuse what Python takes for JSON and RFC 8259 does not: NaN, Infinity."""
    raise ValueError(word)
