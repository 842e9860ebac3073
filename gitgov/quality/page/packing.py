"""The data of a page with every id once: what 100 charts have behind their points fits into one file."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from gitgov.quality.page.as_json import page_json
from gitgov.quality.page.values import Page

_SHA1, _SHA256 = re.compile(r"[0-9a-f]{40}"), re.compile(r"[0-9a-f]{64}")
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def packed(page: Page) -> dict[str, Any]:
    """Return `page_json` with its lists of ids as runs of places in a pool.

    The pool holds ids of 20 and of 32 bytes as base64, and all others as they are; places count through the three in that order.
    A run is its first place and how many follow. Instants of points are the first one, then differences.
    """
    data = page_json(page)
    kinds: tuple[dict[str, int], ...] = ({}, {}, {})
    for each in _lists(data):
        for name in each:
            kind = kinds[_kind(name)]
            kind.setdefault(name, len(kind))
    place = _places(kinds)
    raw = [b64encode(bytes.fromhex("".join(kind))).decode() for kind in kinds[:2]]
    return {"pool": [*raw, list(kinds[2])], "page": _packed(data, place)}


def script(page: Page) -> str:
    """Return the packed page as JSON that no end of a script element can stand in; ASCII alone, so no separator of lines either."""
    text = json.dumps(packed(page), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def _kind(name: str) -> int:
    return 0 if _SHA1.fullmatch(name) else 1 if _SHA256.fullmatch(name) else 2


def _places(kinds: Iterable[dict[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind in kinds:
        start = len(found)
        found |= {name: start + number for name, number in kind.items()}
    return found


def _lists(data: Any) -> Iterable[list[str]]:
    """Yield every list of ids, in the order in which they stand."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "objects":
                yield value
            else:
                yield from _lists(value)
    elif isinstance(data, list):
        for each in data:
            if isinstance(each, dict):
                yield from _lists(each)


def _packed(data: Any, place: dict[str, int]) -> Any:
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return [_packed(each, place) for each in data]
    if not isinstance(data, dict):
        return data
    return {key: _value(key, value, place) for key, value in data.items()}


def _value(key: str, value: Any, place: dict[str, int]) -> Any:
    if key == "objects":
        return _runs([place[name] for name in value])
    if key == "at" and isinstance(value, list):
        return value[:1] + [later - earlier for earlier, later in pairwise(value)]
    return _packed(value, place)


def _runs(places: list[int]) -> list[int]:
    runs: list[int] = []
    for each in places:
        if runs and runs[-2] + runs[-1] == each:
            runs[-1] += 1
        else:
            runs += [each, 1]
    return runs
