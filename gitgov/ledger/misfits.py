"""What does not fit a record, in our words."""

from __future__ import annotations

from pydantic import ValidationError

_SAID = {
    "string_pattern_mismatch": "has characters that may not stand in it",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is empty",
    "string_unicode": "is not UTF-8",
    "greater_than_equal": "is less than {ge}",
    "less_than_equal": "is more than {le}",
    "int_parsing": "is no whole number",
    "int_parsing_size": "is too large",
    "int_type": "is no whole number",
    "string_type": "is no text",
    "list_type": "is no list",
    "dict_type": "is no table",
    "model_type": "is no table",
    "model_attributes_type": "is no table",
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "too_short": "holds less than {min_length}",
    "too_long": "holds more than {max_length}",
}
"""By pydantic's types of errors; its own words for the others."""
SHAPES = {
    r"^[a-z][a-z0-9_-]{0,59}(?:/[a-z0-9][a-z0-9-]{0,39})?$": "it takes small letters, digits, - and _, a letter first",
    r"^(?:[a-z][a-z0-9_-]{0,59})?$": "it takes the name of a measure, such as code_coverage",
    r"^$|^-?[0-9]{1,18}(?:\.[0-9]{1,12}|/[1-9][0-9]{0,17})?$": "it takes a number, such as 80, 2.5 or 1/3",
    r"^-?[0-9]{1,18}(?:\.[0-9]{1,12}|/[1-9][0-9]{0,17})?$": "it takes a number, such as 80, 2.5 or 1/3",
    r"^[^\x00-\x1f\x7f\u2028\u2029]*$": "it takes one line, without control characters",
    r"^(?:[a-z0-9][a-z0-9-]{0,39})?$": "it takes small letters, digits and -",
    r"^[a-z0-9-]{0,40}$": "it takes at most 40 small letters, digits and -",
    r"^[A-Za-z0-9][A-Za-z0-9._#/-]{0,63}$": "it takes at most 64 letters, digits and . _ # / -, a letter or digit first",
    r"^(?:[a-z0-9._-]{1,64})?$": "it takes the name of a member: small letters, digits, '.', _ and -",
}
"""What the patterns of bodies ask for, in words; any other is shown as it is."""
_SHOWN = 40


def misfit(error: ValidationError, name: str = "") -> tuple[str, str]:
    """Say of the first thing that does not fit what is wrong with it, and what helps, where that is known.

    It is called by its place in the record, unless it has a `name`.
    """
    first = error.errors(include_url=False)[0]
    name = name or _place(first["loc"])
    context = first.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, ValueError) and cause.args:  # our own, which says what helps, too
        return f"{name}: {cause.args[0]}", str(cause.args[1]) if len(cause.args) > 1 else ""
    given = first["input"]
    shown = f" {given!r}" if isinstance(given, int | str) and 0 < len(str(given)) <= _SHOWN else ""
    if shape := SHAPES.get(context.get("pattern", "")):
        return f"{name}{shown}: {shape}", ""
    if first["type"] == "literal_error":
        words = str(context["expected"]).removeprefix("'', ")  # that it may be left out is known
        return f"{name}{shown}: it takes {words}", ""
    said = _SAID.get(first["type"])
    return f"{name}{shown} {said.format(**context)}" if said else f"{name}{shown}: {first['msg']}", ""


def _place(path: tuple[int | str, ...]) -> str:
    """Say where something stands: its name below those of what it is in, and of a list which entry, counted from 1."""
    names = ".".join(str(each) for each in path if isinstance(each, str) and each != "[key]")
    entries = [each + 1 for each in path if isinstance(each, int)]
    entry = f", entry {' of '.join(map(str, reversed(entries)))}" if entries else ""
    return f"{names}{entry}" or "what was given"
