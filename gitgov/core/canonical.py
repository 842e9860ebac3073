"""Canonical JSON: the subset of RFC 8785 without floats, so that equal values have equal bytes.

Integers stay within ±(2^53 - 1) (RFC 8785 3.2.2.3 refers to I-JSON, RFC 7493 2.2) and object keys are ASCII, so
sorting by UTF-16 code units (RFC 8785 3.2.3) is sorting by bytes.
"""

from __future__ import annotations

from typing import TypeAlias

import orjson

LARGEST = 2**53 - 1
DEEPEST = 16

JSON: TypeAlias = "str | int | bool | list[JSON] | dict[str, JSON] | None"


class NotCanonicalError(ValueError):
    """The bytes are not canonical JSON of the subset."""


def dumps(value: JSON) -> bytes:
    """Write `value` canonically; raises `NotCanonicalError` for a value outside of the subset."""
    check(value)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise NotCanonicalError(str(error)) from error


def loads(data: bytes) -> JSON:
    """Read canonical JSON; raises `NotCanonicalError` for anything that `dumps` would not have written."""
    value = parse(data)
    check(value)
    return value


def check(value: JSON) -> None:
    """Raise `NotCanonicalError` for a value outside of the subset."""
    if fault := _fault(value, 0):
        raise NotCanonicalError(fault)


def parse(data: bytes) -> JSON:
    """Read JSON in canonical form, leaving floats, large integers and depth to the caller, who knows the shape."""
    try:
        value: JSON = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise NotCanonicalError(f"not JSON: {error}") from error
    try:
        again = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:  # nested deeper than it writes
        raise NotCanonicalError(str(error)) from error
    if again != data:
        raise NotCanonicalError(
            "not in canonical form (RFC 8785): keys unsorted or repeated, or needless spaces or escapes"
        )
    return value


def _fault(value: object, depth: int) -> str:
    """Say what puts `value` outside of the subset, or nothing."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return ""
    if kind is int:
        return "" if -LARGEST <= value <= LARGEST else "an integer lies beyond ±(2^53 - 1)"  # type: ignore[operator]
    if depth >= DEEPEST:
        return f"nested deeper than {DEEPEST} levels"
    if kind is list:
        return _first_fault(value, depth)  # type: ignore[arg-type]
    if kind is dict:
        if not all(type(key) is str and key.isascii() for key in value):  # type: ignore[attr-defined]
            return "object keys must be ASCII strings"
        return _first_fault(value.values(), depth)  # type: ignore[attr-defined]
    return f"a {kind.__name__} cannot be signed: only strings, integers, booleans, null, lists and objects"


def _first_fault(values: list[object], depth: int) -> str:
    for each in values:
        if type(each) is not str and (fault := _fault(each, depth + 1)):
            return fault
    return ""
