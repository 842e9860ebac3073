"""C and its kin: `#include "path"` (ISO/IEC 9899, 6.10.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gitgov.sprints.sources.tree import Reference, Tree, beside, line_at

ENDINGS = (".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".m", ".mm", ".inc")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)


def found(text: str) -> Iterator[Reference]:
    """Yield the paths that a file includes by quotes; what stands in a comment of several lines is passed over."""
    bare = _COMMENT.sub(lambda each: "\n" * each[0].count("\n"), text)
    for each in _INCLUDE.finditer(bare):
        yield Reference(line_at(bare, each.start()), each[1])


def resolved(path: str, name: str, tree: Tree) -> str:
    """Return the file that a path means: in the file's own folder, else from the top of the tree."""
    return next((each for each in (beside(path, name), beside("", name)) if each in tree.paths), "")
