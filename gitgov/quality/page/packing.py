"""The data of a page with every id once, and small: what 100 charts have behind their points fits into one file."""

from __future__ import annotations

import json
import re
from base64 import b85encode
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from gitgov.quality.page.as_json import page_json
from gitgov.quality.page.values import Page

_SHA1, _SHA256 = re.compile(r"[0-9a-f]{40}"), re.compile(r"[0-9a-f]{64}")
_SAFE = str.maketrans("&<>", ",./")
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_DAY = 86_400
_SHORT = 16
_EXACT = 2**50
"""Numbers of a browser are exact up to 2**53, and a step may be twice as long as what it goes between."""


def packed(page: Page) -> dict[str, Any]:
    """Return `page_json` with its lists of ids as runs of places in a pool, and its long lists of numbers as steps.

    The pool holds the bytes of all ids of 20 and of 32 bytes as `ascii_of` writes them, and all others as they are; places count
    through the three in that order. A run is its first place and how many follow. Of instants of points the page shows days, and has no
    more, counted from 1970.
    """
    data = page_json(page)
    kinds: tuple[dict[str, int], ...] = ({}, {}, {})
    for each in _lists(data):
        for name in each:
            kind = kinds[_kind(name)]
            kind.setdefault(name, len(kind))
    place = _places(kinds)
    raw = [ascii_of(bytes.fromhex("".join(kind))) for kind in kinds[:2]]
    return {"pool": [*raw, list(kinds[2])], "page": _packed(data, place)}


def script(page: Page) -> str:
    """Return the packed page as JSON that no end of a script element can stand in; ASCII alone, so no separator of lines either."""
    text = json.dumps(packed(page), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def ascii_of(data: bytes) -> str:
    """Write bytes as five letters for four (the alphabet of RFC 1924), with `,./` for `&<>`, which HTML may take for markup."""
    return b85encode(data).decode().translate(_SAFE)


def in_steps(numbers: list[Any]) -> Any:
    """Return numbers as `{"places": P, "steps": S}`, or as they are where they are few, not all there, or too large to be exact so.

    Steps are the differences of what is P decimal places to the left, from 0 on: the least of 0, -1, 1, -2, ... first, seven bits to
    a byte, the lowest first, the eighth where more follow (LEB128), written by `ascii_of`.
    """
    if len(numbers) < _SHORT or any(each is None for each in numbers):
        return numbers
    exact = [Decimal(repr(each)) for each in numbers]
    places = max(0, *(-int(each.as_tuple().exponent) for each in exact))
    whole = [int(each.scaleb(places)) for each in exact]
    if places > 22 or max(map(abs, whole)) > _EXACT:
        return numbers
    found = bytearray()
    for earlier, later in pairwise([0, *whole]):
        step = later - earlier
        _add(found, 2 * step if step >= 0 else -2 * step - 1)
    return {"places": places, "steps": ascii_of(bytes(found))}


def _add(found: bytearray, number: int) -> None:
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)


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
    if isinstance(data, list):
        return data if any(isinstance(each, str) for each in data) else in_steps(data)
    if not isinstance(data, dict):
        return data
    return {key: _value(key, value, place) for key, value in data.items()}


def _value(key: str, value: Any, place: dict[str, int]) -> Any:
    if key == "objects":
        return in_steps(_runs([place[name] for name in value]))
    if key == "at" and isinstance(value, list):
        return in_steps([instant // _DAY for instant in value])
    return _packed(value, place)


def _runs(places: list[int]) -> list[int]:
    runs: list[int] = []
    for each in places:
        if runs and runs[-2] + runs[-1] == each:
            runs[-1] += 1
        else:
            runs += [each, 1]
    return runs
