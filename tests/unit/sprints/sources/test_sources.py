"""What sources import: which lines name which file of the tree, and that nothing which is uncertain is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.sprints.sources import LANGUAGES, Language, language_of, resolve
from gitgov.sprints.sources.tree import tree_of

PYTHON = (
    "web/app.py", "web/pkg/__init__.py", "web/pkg/view.py", "web/pkg/deep/low.py", "web/same.py",
    "core/__init__.py", "core/api.py", "core/json.py", "libs/src/shared/__init__.py", "libs/src/shared/one.py",
    "tools/alone.py", "other/same.py", "kit/pyproject.toml", "kit/known.py",
)  # fmt: skip
SCRIPT = ("web/app.ts", "web/util.ts", "core/api.ts", "core/lib/index.tsx", "core/old.js", "core/data.json", "top.mts")
C = ("web/main.c", "web/near.h", "core/api.h", "include/far.h")


def of(path: str, text: str, paths: tuple[str, ...]) -> list[tuple[int, str]]:
    language = language_of(path)
    assert language
    return sorted(resolve(path, language.found(text), tree_of(paths)))


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("web/app.py", "import core.api", [(1, "core/api.py")]),
        ("web/app.py", "import os, core\n\ndef f():\n    from core import api as a, nothing\n", [(1, "core/__init__.py"), (4, "core/__init__.py"), (4, "core/api.py")]),
        ("web/app.py", "from core.api import serve", [(1, "core/api.py")]),
        ("web/app.py", "import same", [(1, "web/same.py")]),
        ("core/api.py", "import same", []),  # two are called so, and neither is near
        ("web/app.py", "import json, alone", []),  # that of the standard library, and a script in a folder of scripts
        ("web/app.py", "import shared.one, known", [(1, "kit/known.py"), (1, "libs/src/shared/one.py")]),
        ("web/pkg/view.py", "from . import view, deep\nfrom .deep import low\nfrom ..same import x\nfrom ...... import x", [(1, "web/pkg/__init__.py"), (2, "web/pkg/deep/low.py"), (3, "web/same.py")]),
        ("web/pkg/view.py", "import view, app", [(1, "web/app.py")]),  # no module is looked up inside a package
        ("web/app.py", "# import core.api\ntext = 'import core.api'\n\"\"\"\nimport core.api\n\"\"\"", []),
        ("web/app.py", "print 'two'\nimport core.api as a, os\n  from core import (api, x)", [(2, "core/api.py"), (3, "core/__init__.py"), (3, "core/api.py")]),
        ("web/app.py", "\ufefffrom core import *\n'\\d'", [(1, "core/__init__.py")]),
        ("web/app.py", "import core.api\0", [(1, "core/api.py")]),
    ],
)  # fmt: skip
def test_python_says_what_it_imports(path: str, text: str, found: list[tuple[int, str]]) -> None:
    assert of(path, text, PYTHON) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import { a } from '../core/api'\nexport * from \"./util\"", [(1, "core/api.ts"), (2, "web/util.ts")]),
        ("import '../core/old.js'; const b = require( '../core/lib' )", [(1, "core/lib/index.tsx"), (1, "core/old.js")]),
        ("await import('../core/api.js')\nimport d from '../core/data'", [(1, "core/api.ts"), (2, "core/data.json")]),
        ("import type {\n  A,\n} from '../core/api'", [(3, "core/api.ts")]),
        ("// import '../core/api'\n/* require('../core/api')\n*/ `import '../core/api'`\nsay('../core/api')", []),
        ("import 'core/api'\nimport '../../core/api'\nimport '../core/none'\nimport './app'", []),
        ("it's\nimport '../top.mjs'", [(2, "top.mts")]),
    ],
)  # fmt: skip
def test_scripts_say_which_relative_paths_they_import(text: str, found: list[tuple[int, str]]) -> None:
    assert of("web/app.ts", text, SCRIPT) == found


def test_c_says_what_it_includes_by_quotes() -> None:
    text = '#include <core/api.h>\n # include "near.h"\n/* \n#include "core/api.h"\n*/\n#include "core/api.h"\n#include "../core/api.h"\n#include "far.h"'
    assert of("web/main.c", text, C) == [(2, "web/near.h"), (6, "core/api.h"), (7, "core/api.h")]


WORDS = st.sampled_from(["import ", "from ", "require(", '"', "'", "`", "\\", "/*", "*/", "//", "\n", ".", "..", "/", "#include ", "a", "(", ",", " as ", "\0", "é"])  # fmt: skip


@pytest.mark.parametrize("ending", [each.endings[0] for each in LANGUAGES])
@given(words=st.lists(WORDS, max_size=60))
def test_whatever_is_written_is_read_to_its_end(ending: str, words: list[str]) -> None:
    text = "".join(words)
    paths = (f"x/a{ending}", f"y/a{ending}", "x/a/b")
    for line, name in of(f"x/b{ending}", text, paths):
        assert 1 <= line <= text.count("\n") + 1
        assert name in paths


@pytest.mark.parametrize("part", ["/*", "'\\", '"\\"', "`", "import ", "from ..", "((((", '#include "', "-", "[", "lambda:"])  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: str(each.endings[0]))
def test_what_never_ends_is_read_once(part: str, language: Language) -> None:
    """Text of the largest size that is read, of which each part might begin something: squared, it would take minutes."""
    assert len([*language.found(part * (256 * 1024 // len(part)))]) <= 256 * 1024
