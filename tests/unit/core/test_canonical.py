"""Canonical JSON: published vectors, one spelling for each value, and nothing outside of the subset."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.canonical import DEEPEST, LARGEST, NotCanonicalError, dumps, loads

VECTORS = tomllib.loads((Path(__file__).parents[2] / "vectors/canonical.toml").read_text(encoding="utf-8"))

INTEGERS = st.integers(-LARGEST, LARGEST)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=12,
)


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda vector: vector["source"])
def test_published_vectors(vector: dict[str, str]) -> None:
    value = json.loads(vector["given"])
    assert dumps(value).decode() == vector["written"]
    assert loads(vector["written"].encode()) == value


@pytest.mark.parametrize("text", VECTORS["refused"].values(), ids=VECTORS["refused"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotCanonicalError):
        loads(text.encode())


@pytest.mark.parametrize("data", [b'"\xff"', b'"\xed\xa0\x80"', b'"\xc0\xaf"', b'"a\0b"', b"\0", b"1\0"])
def test_bytes_that_are_no_json_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        loads(data)


@pytest.mark.parametrize("depth", [DEEPEST + 1, 200, 254, 255, 300, 1024, 1025, 10_000, 100_000])
@pytest.mark.parametrize(("start", "end"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_deep_nesting_is_refused(depth: int, start: bytes, end: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        loads(start * depth + b"1" + end * depth)


def test_the_deepest_nesting_that_is_taken() -> None:
    data = b"[" * DEEPEST + b"]" * DEEPEST
    assert dumps(loads(data)) == data


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        LARGEST + 1,
        -LARGEST - 1,
        10**5_000,
        "\ud800",
        {"\ud800": 1},
        {"é": 1},
        {1: 2},
        (1,),
        b"x",
        {1},
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_be_signed_is_not_written(value: Any) -> None:
    with pytest.raises(NotCanonicalError):
        dumps(value)
    with pytest.raises(NotCanonicalError):
        dumps({"within": [value]})


def test_a_list_that_holds_itself_is_not_written() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(NotCanonicalError):
        dumps(endless)


@given(VALUES)
def test_what_is_written_is_read_back(value: Any) -> None:
    assert loads(dumps(value)) == value


@given(VALUES)
def test_keys_in_any_order_give_the_same_bytes(value: Any) -> None:
    assert dumps(_reversed(value)) == dumps(value)


@given(VALUES)
def test_it_is_the_json_that_python_writes_when_told_to(value: Any) -> None:
    assert dumps(value) == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@given(st.binary() | VALUES.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_read_is_written_the_same(data: bytes) -> None:
    try:
        value = loads(data)
    except NotCanonicalError:
        return
    assert dumps(value) == data


def _reversed(value: Any) -> Any:
    match value:
        case dict():
            return {key: _reversed(value[key]) for key in reversed(value)}
        case list():
            return [_reversed(each) for each in value]
        case _:
            return value
