"""Python: `import` and `from ... import`, wherever in a file they stand (Python Language Reference, 7.11)."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Iterator

from gitgov.sprints.sources.tree import Reference, Tree

ENDINGS = (".py", ".pyi")
_LINE = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+\(?([\w \t,*]+)|import[ \t]+([\w \t,.]+))", re.MULTILINE
)
_ROOTS = ("src", "lib")
_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg")


def found(text: str) -> Iterator[Reference]:
    """Yield what a file imports: `a.b` for a module, `a.b:c` for what may be a module or a name in one, with leading dots.

    Where it is no Python of this version, lines that begin so are read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what others escape in their strings is no matter of whoever asks
            nodes = list(ast.walk(ast.parse(text.removeprefix("\ufeff"))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield from _by_lines(text)
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (Reference(node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            of = f"{'.' * node.level}{node.module or ''}"
            yield from (Reference(node.lineno, f"{of}:{each.name}") for each in node.names)


def _by_lines(text: str) -> Iterator[Reference]:
    line = 1
    place = 0
    for each in _LINE.finditer(text):
        line += text.count("\n", place, each.start())
        place = each.start()
        of, members, modules = each.groups()
        for word in (members or modules).split(","):
            if name := word.split(" as ")[0].strip():
                yield Reference(line, f"{of}:{name}" if members else name)


def resolved(path: str, name: str, tree: Tree) -> str:
    """Return the file of a module: the nearest above the file that imports it, else the only one in a folder of sources.

    A module of the standard library is none of the tree's.
    """
    dots = len(name) - len(name.lstrip("."))
    module, _, member = name[dots:].partition(":")
    parts = module.split(".") if module else []
    ways = [[*parts, member], parts] if member not in {"", "*"} else [parts]
    if dots:
        at = path.split("/")[:-1]
        if dots - 1 > len(at):
            return ""
        folder = at[: len(at) - dots + 1]
        return next((file for way in ways if (file := _file("/".join([*folder, *way]), tree))), "")
    if not parts or parts[0] in sys.stdlib_module_names:
        return ""
    return next((file for way in ways if (file := _anywhere(path, way, tree))), "")


def _file(place: str, tree: Tree) -> str:
    package = f"{place}/__init__.py" if place else "__init__.py"
    return next((each for each in (package, f"{place}.py") if each in tree.paths), "")


def _anywhere(path: str, parts: list[str], tree: Tree) -> str:
    tail = "/".join(parts)
    roots: dict[str, str] = {}
    for file in tree.modules.get(parts[-1], ()):
        bare = file.removesuffix("/__init__.py").removesuffix(".py")
        root = bare.removesuffix(tail)
        if bare.endswith(tail) and (not root or root.endswith("/")) and f"{root}__init__.py" not in tree.paths:
            roots[root] = _file(bare, tree)
    if near := [root for root in roots if path.startswith(root)]:
        return roots[max(near, key=len)]
    apart = [root for root in roots if _holds_sources(root, tree)]
    return roots[apart[0]] if len(apart) == 1 else ""


def _holds_sources(root: str, tree: Tree) -> bool:
    """Say whether modules are looked up in a folder: it is called so, or is that of a project."""
    return root.rstrip("/").rpartition("/")[2] in _ROOTS or any(f"{root}{each}" in tree.paths for each in _PROJECT)
