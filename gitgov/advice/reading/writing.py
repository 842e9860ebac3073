"""Tests that somebody proposes, as a patch that makes new files of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def as_patch(files: Iterable[tuple[str, str]]) -> str:
    """Write new files, each a path and its text, as a unified diff that `git apply` takes; paths must be plain (`paths.why_not_a_test`)."""
    return "".join(row for path, text in sorted(files) for row in _new(path, text))


def _new(path: str, text: str) -> Iterator[str]:
    rows = text.removesuffix("\n").split("\n")
    yield f'diff --git "a/{_quoted(path)}" "b/{_quoted(path)}"\nnew file mode 100644\n--- /dev/null\n+++ "b/{_quoted(path)}"\n'
    yield f"@@ -0,0 +1,{len(rows)} @@\n"
    yield from (f"+{row}\n" for row in rows)


def _quoted(path: str) -> str:
    return path.replace('"', '\\"')
