"""The attacks that are tried in tests/attacks, read from their rows: no test runs for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sections import table

TESTS = Path(__file__).parents[2] / "tests" / "attacks"
PLACES = ("server", "client", "verify")
CODE = re.compile(r"GOV-\d{3}")
FAMILIES = (
    "Lost updates",
    "Deletion by fast-forward",
    "Replay of old signed state",
    "Ref attacks",
    "Evil merges",
    "Replayed approvals",
    "Subject swap after voting opened",
    "Electorate games",
    "Fail-open",
    "Revoked, rotated, re-added keys",
    "Parser confusion",
    "Poisoned index or cache",
    "Hook evasion and push shape",
    "Split view",
    "Bootstrap, and denial of service",
)


class Row(NamedTuple):
    """An attack: its family, its number there, a sentence, and what must come of it at the server, in a clone and afterwards."""

    family: int
    number: int
    what: str
    places: tuple[str, ...]


def tables() -> str:
    """Returns a table for each family."""
    found = rows()
    parts = []
    for number, title in enumerate(FAMILIES, start=1):
        shown = [
            (f"{number}.{row.number}", row.what, *map(_linked, row.places)) for row in found if row.family == number
        ]
        parts.append(f"### {number}. {title}: what is tried\n\n" + table(("", "attack", *PLACES), shown))
    return "\n".join(parts)


def rows() -> list[Row]:
    """Returns all rows in order."""
    return sorted(row for path in TESTS.glob("test_*.py") for row in _read(ast.parse(path.read_text(encoding="utf-8"))))


def _read(tree: ast.Module) -> Iterator[Row]:
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        for call in (each for each in function.decorator_list if isinstance(each, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "attack":
                number, what = (ast.literal_eval(each) for each in call.args)
                family, _, own = number.partition(".")
                given = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
                yield Row(int(family), int(own), what, tuple(given[place] for place in PLACES))


def _linked(expected: str) -> str:
    """Says what must come of it as the table shows it: codes in bold, the sort of answer before the words."""
    return CODE.sub(lambda code: f"**{code[0]}**", expected)
