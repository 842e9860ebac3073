"""Docstrings counted: of a package by hand, at the threshold of 90, and as interrogate and docstr-coverage print them."""

from fractions import Fraction
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.quality import sources
from gitgov.quality.sources.docstrings import read_package

VECTORS = Path(__file__).parents[2] / "vectors/quality/sources"
SHOP = b'''"""A shop."""
from typing import overload

VERSION = 1

def open_door():
    """Open it."""
    def inside():
        return 1

async def close_door():
    pass

def _lock():
    pass

@overload
def sell(what: int) -> int: ...
@overload
def sell(what: str) -> str: ...
def sell(what):
    """Sell it."""

class Till:
    """Keeps money."""

    def __init__(self):
        self.money = 0

    @property
    def full(self):
        """Whether it is."""

    @full.setter
    def full(self, value):
        pass

    def empty(self):
        " "

    class Drawer:
        def pull(self):
            """Pull."""

    class _Spring:
        def wind(self): ...

if VERSION:
    def paint():
        """Paint."""
else:
    def paint():
        pass

try:
    import colour
except ImportError:
    def mix(): ...
'''


def test_a_module_counted_by_hand() -> None:
    """With: the module, open_door, sell, Till, Till.full, Drawer.pull, paint. Without: close_door, empty, Drawer, paint, mix."""
    found = read_package({"shop/till.py": SHOP})
    assert (found.part, found.n) == (7, 12)
    assert [each.object for each in found.samples if not each.value] == [
        "shop/till.py::Till.Drawer",
        "shop/till.py::Till.empty",
        "shop/till.py::close_door",
        "shop/till.py::mix",
        "shop/till.py::paint",
    ]


@pytest.mark.parametrize(("documented", "expected"), [(88, 89), (89, 90)])
def test_the_threshold_of_90(documented: int, expected: int) -> None:
    """The module has a docstring, and 99 functions."""
    functions = [
        f'def f{each}():\n    """Say {each}."""\n' if each < documented else f"def f{each}(): ...\n"
        for each in range(99)
    ]
    found = read_package({"a.py": ('"""A."""\n' + "".join(functions)).encode()})
    assert (found.metric, found.unit, found.value, found.n) == ("documentation", "%", Fraction(expected), 100)


def test_only_what_is_public_python_counts() -> None:
    files = {
        "shop/__init__.py": b"",
        "shop/__main__.py": b"print(1)",
        "shop/_private.py": b"def a(): ...",
        "shop/_kept/a.py": b"def a(): ...",
        "shop/readme.md": b"def a(): ...",
        "shop/a.py": b'"""A."""',
    }
    found = read_package(files)
    assert {each.object: bool(each.value) for each in found.samples} == {"shop/__main__.py": False, "shop/a.py": True}
    assert found.value == 50


@pytest.mark.parametrize("files", [{}, {"a.txt": b"x"}, {"a.py": b""}, {"a.py": b"# nothing\n"}])
def test_nothing_public_is_no_data(files: dict[str, bytes]) -> None:
    assert read_package(files).value is None


@pytest.mark.parametrize(
    "content",
    [b"def", b"\xff", b"a\0b", b"# coding: no-such\n", b"(" * 5000, b"-" * 200_000 + b"1", b"x = " + b"[" * 99_999],
)
def test_what_is_no_python_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"a\.py is not Python that is read here"):
        read_package({"a.py": content})


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than 4 MiB"):
        read_package({"a.py": b"#" * (4 * 2**20 + 1)})


def test_an_odd_escape_is_no_matter() -> None:
    assert read_package({"a.py": b'"""\\d"""'}).value == 100


@pytest.mark.parametrize("name", ["interrogate", "docstr-coverage"])
def test_what_the_tools_print(name: str) -> None:
    """Both count 10 in the package, among them `__init__` and what begins with an underscore; 5 are documented."""
    (found,) = sources.read(name, (VECTORS / f"{name}.txt").read_bytes())
    assert (found.value, found.part, found.n) == (Fraction(50), 5, 10)


def test_counts_are_taken_and_not_what_was_rounded() -> None:
    (found,) = sources.read("interrogate", b"| TOTAL | 10000 | 1001 | 8999 | 90.0% |\n")
    assert found.value == Fraction("89.99")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("interrogate", "RESULT: PASSED (minimum: 80.0%, actual: 100.0%)"),
        ("interrogate", "| TOTAL | 1 | 0 | 1 | 100% |\n" * 2),
        ("interrogate", "| TOTAL | 1 | 0 | 2 | 100% |\n"),
        ("docstr-coverage", "Total coverage: 50.0%  -  Grade: Not bad"),
        ("docstr-coverage", "Overall statistics\nNeeded: 1  -  Found: 2  -  Missing: 0"),
    ],
)
def test_what_has_not_one_total_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadInput):
        sources.read(name, text.encode())


def test_nothing_needed_is_no_data() -> None:
    assert sources.read("interrogate", b"| TOTAL | 0 | 0 | 0 | 100% |\n")[0].value is None
