"""Mistakes of form in a charter file: each with its line, in words that say what belongs there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import ValidationError

from gitgov.charter.locate import Path, deepest, line_of

_DIGITS = re.compile(r"\d[\d_]{1000}")
_SEE = "docs/charter.md says what belongs there"
_SAID: Mapping[str, tuple[str, str]] = MappingProxyType({
    "extra_forbidden": ("a charter has no such entry", "check the spelling against docs/charter.md, or remove it"),
    "missing": ("is missing", "add it"),
    "string_type": ("is not text", "put it in quotes"),
    "bool_type": ("is neither true nor false", "write true or false, without quotes"),
    "int_type": ("is no whole number", "write a whole number, without quotes"),
    "list_type": ("is no list", "write {table}"),
    "dict_type": ("is no table", "write {table}"),
    "model_type": ("is no table", "write {table}"),
    "greater_than_equal": ("is below {ge}", "write {ge} or more"),
    "less_than_equal": ("is above {le}", "write {le} or less"),
    "too_short": ("is empty", "name at least {min_length}"),
    "too_long": ("has {actual_length} entries, more than {max_length}", "remove some"),
    "string_too_short": ("is empty", "write at least {min_length} character"),
    "string_too_long": ("has more than {max_length} characters", "shorten it"),
    "literal_error": ("is none of {expected}", "write one of these, in quotes"),
})  # fmt: skip


class Mistake(NamedTuple):
    """Something wrong in a charter file: the line (from 1), what, and what to do.

    What is missing stands on the line of the table that lacks it, or on the first.
    """

    line: int
    what: str
    remedy: str = _SEE

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


def at(text: str, path: Path, what: str, remedy: str) -> Mistake:
    """Return a mistake of the entry at `path`."""
    return Mistake(line_of(text, path) or 1, f"{'.'.join(map(str, path))}: {what}", remedy)


def of_toml(text: str, error: tomllib.TOMLDecodeError) -> Mistake:
    """Name the place at which a text is not TOML."""
    what, _, place = str(error).partition(" (at ")
    digits = "".join(char if char.isdigit() else " " for char in place).split()
    return Mistake(
        int(digits[0]) if digits else text.count("\n") + 1, f"not TOML: {what}", "see https://toml.io for the syntax"
    )


def of_excess(text: str, error: ValueError | RecursionError) -> Mistake:
    """Name the place of what TOML allows and no reader bears: a number of thousands of digits, tables without end."""
    if isinstance(error, RecursionError):
        return Mistake(deepest(text), "the charter cannot be read: brackets within brackets without end", "remove them")
    if digits := _DIGITS.search(text):
        line = text.count("\n", 0, digits.start()) + 1
        return Mistake(line, "the charter cannot be read: a number of thousands of digits", "write a shorter number")
    return Mistake(1, f"the charter cannot be read: {error}")


def of_form(text: str, error: ValidationError) -> tuple[Mistake, ...]:
    """Say what is wrong with each entry by itself."""
    return tuple(_explained(text, each) for each in error.errors(include_url=False, include_input=False))


def _explained(text: str, error: Any) -> Mistake:
    path, context = error["loc"], error.get("ctx", {})
    if path[-1:] == ("[key]",):  # pydantic's word for the name of a table
        path = path[:-1]
    if error["type"] == "value_error":
        what, remedy = (*context["error"].args, _SEE)[:2]
    else:
        what, remedy = (
            words.format(**context, table=_table(path)) for words in _SAID.get(error["type"], (error["msg"], _SEE))
        )
    return at(text, path, what, remedy or _SEE)


def _table(path: Path) -> str:
    """Show how the table or list at a path is written."""
    match path:
        case ("branches" | "tags" | "standing_orders" as name, *rest) if len(rest) < 2:
            return f"[[{name}]] above each"
        case ("branches", _, "requires", *rest) if len(rest) < 2:
            return "[[branches.requires]] above each"
        case ("members" | "bodies" as name,):
            return f"[{name}.NAME] above each"
        case ("proxies" | "keeper" as name,):
            return f"[{name}] above its entries"
        case ("rules", *_) | ("members" | "bodies", _):
            return f"[{'.'.join(map(str, path))}] above its entries"
        case _:
            return "it in square brackets: [...]"


def told(found: Sequence[Mistake]) -> str:
    """Name the mistakes of a charter, each with its line."""
    return "\n  ".join(["the charter has mistakes:", *(f"line {each.line}: {each}" for each in found)])
