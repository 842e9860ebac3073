"""JavaScript and TypeScript: `import`, `export ... from`, `require` and `import()` of a relative path (ECMA-262, 16.2; Node.js)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gitgov.sprints.sources.tree import Reference, Tree, beside, line_at

ENDINGS = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts")
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?(?:\*/|\Z)|`(?:[^`\\]|\\.?)*(?:`|\Z)"""
    r"""|(?:\b(?P<how>from|import)\s*|\b(?P<call>require|import)\s*\(\s*)?"""
    r"""(?:"(?P<double>(?:[^"\\\n]|\\.?)*)(?:"|(?=\n)|\Z)|'(?P<single>(?:[^'\\\n]|\\.?)*)(?:'|(?=\n)|\Z))""",
    re.DOTALL,
)
"""Comments, templates and strings; what is not closed ends with its line, or with the text, so that each is read once."""
_PLAIN = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
"""What TypeScript reads in place of the name of what will be made of it (TypeScript handbook, modules: `.js` file extensions)."""


def found(text: str) -> Iterator[Reference]:
    """Yield the relative paths that a file imports; what stands in comments and templates is passed over."""
    for each in _TOKEN.finditer(text):
        name = each["double"] or each["single"] or ""
        if (each["how"] or each["call"]) and name.startswith(("./", "../")):
            yield Reference(line_at(text, each.start()), name)


def resolved(path: str, name: str, tree: Tree) -> str:
    """Return the file that a relative path means: as it is written, with an ending, or the index of a folder."""
    place = beside(path, name)
    stem, dot, ending = place.rpartition(".")
    tries = [
        place,
        *(f"{stem}{each}" for each in _PLAIN.get(dot + ending, ())),
        *(f"{place}{each}" for each in (*ENDINGS, ".d.ts", ".json")),
        *(f"{place}/index{each}" for each in ENDINGS),
    ]
    return next((each for each in tries if place and each in tree.paths), "")
