"""The shapes that JSON and attributes must have where a source looks at them, each refused by its place when it has another."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gitgov.core.errors import BadInput
from gitgov.core.visible import flat
from gitgov.quality.sources.foreign import exact

LONGEST_NAME = 300
_AS_WRITTEN = "give the file as the tool wrote it"


def members(value: object, where: str) -> dict[str, Any]:
    """Take an object of JSON; raises `BadInput`."""
    if isinstance(value, dict):
        return value
    raise BadInput(f"{where} is no object", _AS_WRITTEN)


def rows(value: object, where: str) -> list[Any]:
    """Take an array of JSON; raises `BadInput`."""
    if isinstance(value, list):
        return value
    raise BadInput(f"{where} is no list", _AS_WRITTEN)


def words(value: object, where: str) -> str:
    """Take a string of JSON; raises `BadInput`."""
    if isinstance(value, str):
        return value
    raise BadInput(f"{where} is no text", _AS_WRITTEN)


def count(value: object, where: str) -> int:
    """Take a whole number from 0 up; raises `BadInput`."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise BadInput(f"{where} is no whole number from 0 up", _AS_WRITTEN)


def amount(value: object, where: str) -> Fraction:
    """Take a number from 0 up, exactly as it is written; raises `BadInput`."""
    if isinstance(value, int | Fraction) and not isinstance(value, bool) and value >= 0:
        return Fraction(value)
    raise BadInput(f"{where} is no number from 0 up", _AS_WRITTEN)


def counted(attributes: Mapping[str, str], name: str, where: str) -> int | None:
    """Take a whole number from 0 up of an XML attribute; nothing where it is missing or empty; raises `BadInput`."""
    text = attributes.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise BadInput(f"{name}={text[:40]!r} of {where} is no whole number from 0 up", _AS_WRITTEN)
    return int(exact(text))


def decimal(text: str, where: str) -> Fraction:
    """Take a number of an XML attribute, exactly as it is written; raises `BadInput`, which says where it stands."""
    try:
        return exact(text)
    except BadInput as error:
        raise BadInput(f"{where} is {error.what}", error.remedy) from error


def named(text: str) -> str:
    """Show what others wrote, the name of a test or a reason, on one line of bounded length that drives no terminal."""
    shown = flat(text)
    if not shown.isprintable():  # tabs, and spaces of other widths
        shown = " ".join(shown.split())
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"
