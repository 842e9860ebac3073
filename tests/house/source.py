"""The project read as text and syntax trees, for the tests of this folder."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "gitgov"


class Function(NamedTuple):
    """A function with where it stands: `path` from the root, `owner` the classes and functions around it."""

    path: str
    owner: tuple[ast.AST, ...]
    node: ast.FunctionDef | ast.AsyncFunctionDef

    def __str__(self) -> str:
        return f"{self.path}:{self.node.lineno} {self.node.name}"

    @property
    def lines(self) -> int:
        """Lines from `def` to the last, docstring included."""
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    """Returns the files that are committed or would be: what git lists, less what it ignores."""
    listing = ("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    done = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True)
    files = [ROOT / name for name in done.stdout.split("\0") if name]
    return [path for path in files if path.is_file()]


@cache
def modules(folder: Path = PACKAGE) -> dict[str, ast.Module]:
    """Returns path from the root -> syntax tree of every module below `folder`."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in sorted(folder.rglob("*.py"))
    }


@cache
def functions(folder: Path = PACKAGE) -> list[Function]:
    return [each for path, tree in modules(folder).items() for each in _within(path, (), tree)]


def _within(path: str, owner: tuple[ast.AST, ...], node: ast.AST) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(path, owner, child)
        scope = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        yield from _within(path, (*owner, child) if scope else owner, child)
