"""Bytes that tools wrote, read within bounds: XML without entities, JSON with exact numbers, text.

Nothing is fetched, expanded or run, whatever the bytes say.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from fractions import Fraction
from typing import Any, NamedTuple
from xml.parsers import expat

from gitgov.core.errors import BadInput

MOST_BYTES = 64 * 2**20
MOST_PARTS = 4_000_000
"""Values of a JSON file, counted before they are made, each by the comma or bracket that it takes."""
MOST_ELEMENTS = 1_000_000
DEEPEST = 100
LARGEST_EXPONENT = 40
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE]([+-]?[0-9]{1,3}))?", re.ASCII)
_DEFINED = "a file of coverage, tests or benchmarks defines no entities: give the one that the tool wrote"


class Element(NamedTuple):
    """An element of XML: its name without its namespace, its attributes, what it holds. Text is not kept."""

    tag: str
    attributes: dict[str, str]
    children: list[Element]

    def each(self, tag: str) -> list[Element]:
        """Return the children of a name, in their order."""
        return [child for child in self.children if child.tag == tag]


class Records(NamedTuple):
    """JSON Lines: more than one JSON value, one a line."""

    values: list[Any]


Parsed = Element | Records | dict[str, Any] | list[Any] | str
"""What bytes are: XML, JSON Lines, an object or an array of JSON, or else text."""


def parse(content: bytes) -> Parsed:
    """Read bytes as what their first character says that they are; raises `BadInput`."""
    if len(content) > MOST_BYTES:
        raise BadInput(f"larger than {MOST_BYTES >> 20} MiB", "give the report of a part, or without its raw data")
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if start[:1] == b"<" or content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _xml(content)
    try:
        text = start.decode()
    except UnicodeDecodeError as error:
        raise BadInput(f"not UTF-8: {error.reason} after {error.start} bytes", "write it as UTF-8") from error
    return _json(text) if start[:1] in {b"{", b"["} else text


def exact(text: str) -> Fraction:
    """Read a number of JSON's grammar, or an XML attribute's decimal, exactly; raises `BadInput`.

    At most 40 digits on each side of the point, and ten to the power of at most 40.
    """
    match = _NUMBER.fullmatch(text)
    if not match or abs(int(match[1] or 0)) > LARGEST_EXPONENT:
        raise BadInput(f"not a number that is read here: {text[:50]!r}", "write a plain decimal number")
    return Fraction(text)


def _json(text: str) -> Parsed:
    if sum(map(text.count, ",[{")) > MOST_PARTS:
        raise BadInput(f"more than {MOST_PARTS} values", "give the report of a part, or without its raw data")
    try:
        value: Parsed = _loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data" or error.lineno == 1:
            raise BadInput(f"not JSON: {error}", "give the file as the tool wrote it") from error
        return _lines(text)
    return value


def _lines(text: str) -> Records:
    """Read JSON Lines: a value on each line that is not empty."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(_loads(line))
            except json.JSONDecodeError as error:
                raise BadInput(f"line {number} is not JSON: {error.msg}", "write one object on each line") from error
    return Records(found)


def _loads(text: str) -> Any:
    try:
        return json.loads(
            text, parse_float=exact, parse_int=_whole, parse_constant=_not_finite, object_pairs_hook=_object
        )
    except RecursionError as error:
        raise BadInput("JSON nested too deeply", "give the file as the tool wrote it") from error


def _whole(text: str) -> int:
    return int(text) if len(text) <= 40 else int(exact(text))


def _not_finite(text: str) -> None:
    raise BadInput(f"{text} is no number of JSON", "leave out what was not measured")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its members; readers would differ over a name that stands twice."""
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise BadInput(f"the name {twice[:60]!r} stands twice in one object of JSON", "write it once")
    return made


def _xml(content: bytes) -> Element:
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = tree.open
    parser.EndElementHandler = tree.close
    parser.StartDoctypeDeclHandler = _doctype
    parser.EntityDeclHandler = parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = _entity
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: of an encoding that it does not know
        raise BadInput(f"not XML: {error}", "give the file as the tool wrote it") from error
    return tree.root[0]


def _doctype(_name: str, _system: str | None, _public: str | None, internal: int) -> None:
    """Let a mere name of a DTD pass, which is never fetched: Cobertura writes one. What is declared in the file is refused."""
    if internal:
        raise BadInput("XML that declares a DTD of its own", _DEFINED)


def _entity(*_declared: object) -> int:
    raise BadInput("XML with entities", _DEFINED)


class _Tree:
    """The elements that are open, outermost first, and the root once it has been seen."""

    def __init__(self) -> None:
        self.root: list[Element] = []
        self.open_ones: list[Element] = []
        self.count = 0

    def open(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open_ones) >= DEEPEST:
            limit = f"more than {MOST_ELEMENTS} elements, or nested deeper than {DEEPEST}"
            raise BadInput(f"XML of {limit}", "give the report of a part")
        element = Element(name.rpartition(" ")[2], attributes, [])
        (self.open_ones[-1].children if self.open_ones else self.root).append(element)
        self.open_ones.append(element)

    def close(self, _name: str) -> None:
        self.open_ones.pop()
