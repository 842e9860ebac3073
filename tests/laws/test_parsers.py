"""Parsers of what others wrote: whatever the bytes, they return or raise their declared error.

The corpora in tests/vectors/fuzz are small inputs, also those on which a parser once failed; `make fuzz` looks for more.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.targets import CORPUS, TARGETS

SEEDS = {name: [path.read_bytes() for path in sorted((CORPUS / name).iterdir())] for name in TARGETS}
FILES = [path for name in TARGETS for path in sorted((CORPUS / name).iterdir())]
PIECES = [
    b"\n",
    b" ",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"-",
    b".",
    b"0",
    b"\0",
    b"\xff",
    b"\xc2\xb2",
    b"=",
    b"9" * 20,
]
MANY = 4_000


@st.composite
def changed(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Bytes of the corpus, with some taken out, put in or put elsewhere."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        other = draw(st.sampled_from(seeds))
        at = draw(st.integers(0, len(other)))
        new = draw(st.sampled_from([*PIECES, other[at : at + 40], data[start:end] * 3]) | st.binary(max_size=8))
        data = data[:start] + new + data[end:]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_begins_with_something(name: str) -> None:
    assert SEEDS[name]


def test_every_corpus_has_its_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} == TARGETS.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_bytes_of_the_corpus(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
def test_bytes_changed_at_random(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(changed(SEEDS[name]) | st.binary(max_size=60)))


@pytest.mark.parametrize("name", TARGETS)
def test_much_of_anything_is_read_or_refused(name: str) -> None:
    """Deep nesting and long repetition end in the declared error; that none takes time by the square, `make fuzz` looks after."""
    repeated = [*PIECES, *(row for seed in SEEDS[name] for row in seed.splitlines(keepends=True)[:4] if len(row) < 100)]
    for piece in repeated:
        for whole in (piece * MANY, SEEDS[name][0] + piece * MANY):
            TARGETS[name](whole)
