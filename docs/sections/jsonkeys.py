"""The keys of the JSON outputs, read from the source of the command line."""

from __future__ import annotations

import ast
from pathlib import Path

import gitgov

FACE = Path(gitgov.__file__).parent / "cli"
NO_OUTPUT = frozenset({
    "bringing_back", "choosing", "incidental", "known", "marking", "moving", "positions", "privileged", "programs", "secondary", "verbs",
})  # fmt: skip
"""The modules whose dictionaries are tables of commands, or questions; all others' are printed as JSON."""


def written() -> list[str]:
    """Returns every key that a dictionary in these modules is written with."""
    found = set()
    for path in FACE.glob("*.py"):
        if path.stem in NO_OUTPUT:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict) and not _is_settings(node):
                found |= {
                    each.value for each in node.keys if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return sorted(found)


def _is_settings(node: ast.Dict) -> bool:
    """Tells a table of the program's own (colours, help options) from an output."""
    shown = [each.value for each in node.keys if isinstance(each, ast.Constant)]
    return not shown or "help_option_names" in shown or all(isinstance(each, ast.Constant) for each in node.values)
