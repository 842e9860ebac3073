"""Writing commits in bulk through `git fast-import`, asking back for the ids that signed lines need."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

PERSON = "A Developer <developer@example.org>"
GITGOV = "gitgov <gitgov@localhost>"


class Importer:
    """One `git fast-import`: commits are named by marks (`:7`), and `oid` tells what a mark became."""

    def __init__(self, repo: Path) -> None:
        reading, writing = os.pipe()
        self._answers = os.fdopen(reading, "rb")
        settings = ("-c", "fastimport.unpackLimit=0", "-c", "core.fsync=none")
        command = ["git", *settings, "fast-import", "--quiet", f"--cat-blob-fd={writing}"]
        self._child = subprocess.Popen(command, cwd=repo, stdin=subprocess.PIPE, pass_fds=(writing,))
        os.close(writing)
        assert self._child.stdin is not None
        self._pipe = self._child.stdin
        self._marks = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pipe.close()
        self._answers.close()
        if self._child.wait() and error is None:
            raise RuntimeError("git fast-import failed: see its words above")

    def commit(
        self,
        ref: str,
        at: int,
        message: str,
        files: Mapping[str, bytes],
        parents: Iterable[str] = (),
        who: str = PERSON,
    ) -> str:
        """Commits `files` upon `parents` (marks or ids; none: upon where `ref` stands) and returns the mark."""
        self._marks += 1
        mark = f":{self._marks}"
        words = message.encode()
        parts = [b"commit %s\nmark %s\ncommitter %s %d +0000\n" % (ref.encode(), mark.encode(), who.encode(), at)]
        parts.append(b"data %d\n%s\n" % (len(words), words))
        parts.extend(b"%s %s\n" % (b"merge" if i else b"from", each.encode()) for i, each in enumerate(parents))
        parts.extend(
            b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content)
            for path, content in files.items()
        )
        parts.append(b"\n")
        self._pipe.write(b"".join(parts))
        return mark

    def reset(self, ref: str, mark: str) -> None:
        """Points `ref` at the commit that `mark` names."""
        self._pipe.write(b"reset %s\nfrom %s\n\n" % (ref.encode(), mark.encode()))

    def oid(self, mark: str) -> str:
        """Returns the id of the commit that `mark` names."""
        self._pipe.write(b"get-mark %s\n" % mark.encode())
        self._pipe.flush()
        return self._answers.readline().decode().strip()
