"""What a file is, by its path alone."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

PYTHON = (".py", ".pyi")
SCRIPT = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte")
CODE = (
    *PYTHON, *SCRIPT, ".c", ".cc", ".cpp", ".cs", ".ex", ".exs", ".go", ".h", ".hpp", ".java", ".kt", ".lua", ".php", ".pl", ".rb",
    ".rs", ".scala", ".sh", ".sql", ".swift", ".zig",
)  # fmt: skip
_TESTS = re.compile(
    r"(?:^|/)(?:tests?|spec|__tests__)/|(?:^|/)(?:test_[^/]*|[^/]*_test\.[^/]*|[^/]*\.(?:test|spec)\.[^/]*|[^/]*Tests?\.java)$"
)
LONGEST = 250


def is_test(path: str) -> bool:
    """Say whether a file holds tests, as the usual tools find them."""
    return bool(_TESTS.search(path))


def is_code(path: str) -> bool:
    """Say whether a file is code that tests could be about."""
    return path.endswith(CODE) and not is_test(path)


def why_not_a_test(path: str) -> str:
    """Say why a patch of tests may not touch a path, or nothing: they lie below tests/ or are called test_*.py."""
    parts = path.split("/")
    if not path.isprintable() or "\\" in path or len(path) > LONGEST:
        return "its name is no plain path"
    if path.startswith("/") or any(part in ("", ".", "..") for part in parts):
        return "it leads out of the folder"
    if any(_as_disks_see(part).startswith(".git") for part in parts):
        return "it is git's own, or for where it is hosted"
    inside = {"test", "tests"} & set(parts[:-1])
    return (
        "" if inside or PurePosixPath(path).match("test_*.py") else "it is not below tests/, and not called test_*.py"
    )


def _as_disks_see(part: str) -> str:
    """Return a name as a disk that ignores case, or knows short names, has it."""
    low = part.lower().rstrip(". ")
    return ".git" if low.startswith("git~") else low
