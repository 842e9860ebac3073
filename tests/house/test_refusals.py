"""Every refusal of procedure names the rule, and what would be in order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE

STATED = ("code", "what", "rule", "remedy")


def refusals() -> Iterator[tuple[str, ast.Call]]:
    """Yields each call of `object_to` with where it stands."""
    for path in sorted((PACKAGE / "procedure").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "object_to":
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


REFUSALS = dict(refusals())


def test_there_are_some() -> None:
    assert len(REFUSALS) > 200


@pytest.mark.parametrize("place", REFUSALS)
def test_it_names_the_rule_and_what_helps(place: str) -> None:
    call = REFUSALS[place]
    given = dict(zip(STATED, call.args, strict=False)) | {each.arg: each.value for each in call.keywords}
    empty = [name for name in STATED if name not in given or getattr(given[name], "value", "x") == ""]
    assert empty == []
