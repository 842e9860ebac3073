"""Whether the disk takes what is written: git has many words for it where it does not."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gitgov.core.errors import Undecided
from gitgov.git.repository import Repository

_ROOM = 4096
"""How many bytes a disk must still take; a ref and its log need less."""


def put(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a whole file or none, in place of what is there; raises `Undecided`."""
    aside = path.with_name(f"{path.name}.new")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.chmod(mode)
        aside.replace(path)
    except OSError as error:
        raise Undecided(
            f"cannot write {path}: {error.strerror}", "check the disk and its permissions; then the same command again"
        ) from error


def why_not_writable(repo: Repository) -> str:
    """Say why nothing can be written to a repository, in the system's words; nothing where it can be."""
    try:
        for folder in (repo.common, repo.common / "objects"):
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(bytes(_ROOM))
                file.flush()
    except OSError as error:
        return error.strerror or str(error)
    return ""
