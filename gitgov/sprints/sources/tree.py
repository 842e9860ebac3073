"""The files of a commit, as imports look for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Reference(NamedTuple):
    """What a file names on a line, counted from 1, as its language writes it."""

    line: int
    name: str


class Tree(NamedTuple):
    """The paths of all files, and those of Python modules by the last word of their names."""

    paths: frozenset[str]
    modules: Mapping[str, tuple[str, ...]]


def tree_of(paths: Iterable[str]) -> Tree:
    """Lay out the paths of a commit's files."""
    modules: dict[str, list[str]] = {}
    held = frozenset(paths)
    for path in sorted(held):
        if path.endswith(".py"):
            modules.setdefault(path.removesuffix("/__init__.py").removesuffix(".py").rpartition("/")[2], []).append(
                path
            )
    return Tree(held, {name: tuple(each) for name, each in modules.items()})


def beside(path: str, name: str) -> str:
    """Return the path that a relative name means in a file's folder; nothing where it leads out of the tree or nowhere."""
    at = path.split("/")[:-1]
    for word in name.split("/"):
        if word == ".." and not at:
            return ""
        if word == "..":
            at.pop()
        elif word not in {"", "."}:
            at.append(word)
    return "/".join(at)


def line_at(text: str, place: int) -> int:
    """Return the line of a place in a text, counted from 1."""
    return text.count("\n", 0, place) + 1
