"""What a file is by its name."""

import pytest

from gitgov.advice.risk.kinds import is_code, is_test

TESTS = (
    "tests/unit/test_x.py", "test/x.c", "t/t0001-init.sh", "src/x_test.go", "src/x.test.ts", "spec/x_spec.rb", "a/__tests__/x.js",
    "conftest.py", "src/main/FooTest.java", "a/testdata/x.json", "x-spec.js",
)  # fmt: skip
CODE = ("src/x.py", "x.c", "a/latest.py", "contest/x.go", "attest.rs", "src/testimony.py", "x.tsx")
NEITHER = ("README.md", "docs/x.rst", "setup.cfg", "x", "a/b.png", "yarn.lock")


@pytest.mark.parametrize("path", TESTS)
def test_a_test(path: str) -> None:
    assert is_test(path)
    assert not is_code(path)


@pytest.mark.parametrize("path", CODE)
def test_code(path: str) -> None:
    assert is_code(path)
    assert not is_test(path)


@pytest.mark.parametrize("path", NEITHER)
def test_neither(path: str) -> None:
    assert not is_code(path)
    assert not is_test(path)
