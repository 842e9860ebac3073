"""What source files import of each other, where that is certain: read as text, never run; a row for each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from gitgov.sprints.sources import c, python, script
from gitgov.sprints.sources.tree import Reference, Tree


class Language(NamedTuple):
    """How files with some `endings` say what they import, and which file of a tree that is (nothing: none for certain)."""

    endings: tuple[str, ...]
    found: Callable[[str], Iterable[Reference]]
    resolved: Callable[[str, str, Tree], str]


LANGUAGES = (
    Language(python.ENDINGS, python.found, python.resolved),
    Language(script.ENDINGS, script.found, script.resolved),
    Language(c.ENDINGS, c.found, c.resolved),
)


def language_of(path: str) -> Language | None:
    """Return the language of a file, by the end of its name."""
    return next((each for each in LANGUAGES if path.endswith(each.endings)), None)


def resolve(path: str, references: Iterable[Reference], tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield the lines on which a file imports another one of the tree, with that file; what is not there for certain is left out."""
    language = language_of(path)
    for line, name in references if language else ():
        found = language.resolved(path, name, tree) if language else ""
        if found and found != path:
            yield line, found
