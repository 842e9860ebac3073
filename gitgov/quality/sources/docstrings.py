"""Docstrings of a Python package, counted from its source (PEP 257), which is parsed and never run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading
from gitgov.quality.sources.documented import BY_US
from gitgov.quality.sources.row import share
from gitgov.quality.sources.shape import named

MOST_BYTES = 4 * 2**20
_PUBLIC = frozenset({"__init__.py", "__main__.py"})
_ELSEWHERE = frozenset({"overload", "override", "setter", "deleter"})
_Def = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def read_package(files: Mapping[str, bytes]) -> Reading:
    """Read a package: path from its root, with `/` -> bytes; what does not end in `.py` is passed over.

    Raises `BadInput` for a file that is not Python of this interpreter's version or older.
    """
    found: list[tuple[str, bool]] = []
    for path in sorted(files):
        if path.endswith(".py") and all(part in _PUBLIC or not part.startswith("_") for part in path.split("/")):
            found += _module(path, files[path])
    return share(BY_US, [name for name, has in found if has], [name for name, has in found if not has])


def _module(path: str, content: bytes) -> list[tuple[str, bool]]:
    """Return what is public in a file, with whether it has a docstring."""
    tree = _tree(path, content)
    if not tree.body:
        return []
    return [(path, _has(tree)), *_within(f"{path}::", tree.body)]


def _tree(path: str, content: bytes) -> ast.Module:
    if len(content) > MOST_BYTES:
        raise BadInput(f"{named(path)} is larger than {MOST_BYTES >> 20} MiB", "leave generated files out")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes, which are no matter of documentation
            return ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError) as error:
        raise BadInput(
            f"{named(path)} is not Python that is read here: {named(str(error))}", "leave it out, or mend it"
        ) from error


def _within(where: str, body: list[ast.stmt]) -> Iterator[tuple[str, bool]]:
    """Yield the public definitions of a module or class, also those under a condition, in the order of the source."""
    for each in body:
        if isinstance(each, _Def):
            if not each.name.startswith("_") and not _said_elsewhere(each):
                yield f"{where}{each.name}", _has(each)
                if isinstance(each, ast.ClassDef):
                    yield from _within(f"{where}{each.name}.", each.body)
        elif isinstance(each, ast.If | ast.Try | ast.TryStar | ast.With):
            for branch in ("body", "orelse", "finalbody"):
                yield from _within(where, getattr(each, branch, []))
            for handled in getattr(each, "handlers", []):
                yield from _within(where, handled.body)


def _said_elsewhere(node: _Def) -> bool:
    """Say whether what a definition does is said at another: the implementation, the base class, the getter."""
    names = [each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in node.decorator_list]
    return not _ELSEWHERE.isdisjoint(names)


def _has(node: ast.Module | _Def) -> bool:
    """Say whether a docstring is there that says something."""
    return bool(ast.get_docstring(node))
