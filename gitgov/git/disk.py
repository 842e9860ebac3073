"""Whether the disk below a repository takes what is written: git has many words for it where it does not."""

from __future__ import annotations

import tempfile

from gitgov.git.repository import Repository

_ROOM = 4096
"""How many bytes a disk must still take; a ref and its log need less."""


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
