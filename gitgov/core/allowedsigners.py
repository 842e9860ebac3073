"""Reading the files that say whose SSH signatures count (ssh-keygen(1), "ALLOWED SIGNERS"), as git's settings name them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PublicKey, parse_public_key

LARGEST = 1024 * 1024
_WORD = re.compile(r'(?:[^ \t"]|"(?:\\.|[^"\\])*")+')
_OPTION = re.compile(r'([A-Za-z-]+)(?:="((?:\\.|[^"\\])*)")?(?:,|$)')
_TIME = re.compile(r"\d{8}(?:\d{4}(?:\d\d)?)?Z?", re.ASCII)
_FORMATS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_NAMES = frozenset({"cert-authority", "namespaces", "valid-after", "valid-before"})
_SEE = "ssh-keygen(1) says how, under ALLOWED SIGNERS"


class Allowed(NamedTuple):
    """One line: who signs with which key, and under which options.

    `namespaces` are patterns, nothing for any; `after` and `before` are seconds, nothing for no limit, and read as UTC.
    `key` is nothing where `unusable` says why it is none that can be used here.
    """

    line: int
    principals: tuple[str, ...]
    key: PublicKey | None
    unusable: str = ""
    authority: bool = False
    namespaces: tuple[str, ...] = ()
    after: int | None = None
    before: int | None = None


def read_allowed(text: str) -> tuple[Allowed, ...]:
    """Read a file of allowed signers; raises `BadInput` that names the first line that is none."""
    if len(text) > LARGEST:
        raise BadInput(f"a file of {len(text)} characters is no list of signers", "name the right file")
    numbered = ((number, line.strip(" \t\r")) for number, line in enumerate(text.split("\n"), 1))
    return tuple(_read(number, line) for number, line in numbered if line and not line.startswith("#"))


def _read(number: int, line: str) -> Allowed:
    try:
        who, rest = _word(line)
        word, after = _word(rest)
        named = word.partition("=")[0].partition(",")[0].lower()
        options, key = (_options(word), after) if named in _NAMES else ({}, rest)
    except BadInput as error:
        raise BadInput(f"line {number}: {error.what}", error.remedy) from error
    found = Allowed(number, tuple(each for each in who.replace('"', "").split(",") if each), None, **options)
    try:
        return found._replace(key=parse_public_key(key))
    except BadInput as error:
        return found._replace(unusable=error.what)


def _word(text: str) -> tuple[str, str]:
    """Take the first word off, in which quotes hold spaces together."""
    found = _WORD.match(text)
    if found is None or text[found.end() : found.end() + 1].strip():
        raise BadInput("this is no line of principals, options and a key", _SEE)
    return found[0], text[found.end() :].strip(" \t")


def _options(text: str) -> dict[str, Any]:
    """Read options, of which each may stand once."""
    found: dict[str, Any] = {}
    at = 0
    while at < len(text):
        match = _OPTION.match(text, at)
        name, value = (match[1].lower(), match[2]) if match else ("", None)
        field = {"cert-authority": "authority", "valid-after": "after", "valid-before": "before"}.get(name, name)
        if match is None or name not in _NAMES or field in found or (value is None) != (field == "authority"):
            raise BadInput(f"not an option of an allowed signer: {text[at : at + 40]!r}", _SEE)
        found[field] = _value(field, value)
        at = match.end()
    return found


def _value(field: str, value: str | None) -> bool | tuple[str, ...] | int:
    if value is None:
        return True
    plain = re.sub(r"\\(.)", r"\1", value)
    return tuple(plain.split(",")) if field == "namespaces" else _seconds(plain)


def _seconds(text: str) -> int:
    digits = text.removesuffix("Z")
    try:
        form = _FORMATS[len(digits)] if _TIME.fullmatch(text) else "not at all"
        return int(datetime.strptime(digits, form).replace(tzinfo=UTC).timestamp())
    except ValueError as error:
        raise BadInput(f"not a time: {text!r}", "write it as YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS") from error
