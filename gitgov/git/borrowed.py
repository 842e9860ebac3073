"""An empty repository that borrows the objects of another, so that nobody's settings take part in what is made there."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gitgov.core.gitobjects import object_id
from gitgov.git.repository import Repository

_FORMAT = "[core]\nrepositoryFormatVersion = {}\nbare = true\n{}"
_NOBODY = "gitgov <nobody@example.invalid> 0 +0000"


class Borrowed(NamedTuple):
    """Where the empty repository lies, and the environment of git's children there; `repo` is whose objects they read."""

    repo: Repository
    folder: Path
    env: Mapping[str, str | None]

    def write(self, oid: str, packed: bytes) -> None:
        """Write a loose object that is thrown away with the place."""
        objects = self.folder / "objects" / oid[:2]
        objects.mkdir(exist_ok=True)
        (objects / oid[2:]).write_bytes(packed)


@contextmanager
def borrowing(repo: Repository, *, keep: bool, sha256: bool) -> Iterator[Borrowed]:
    """Lay an empty repository that reads the real one's objects, quarantined ones too; to `keep` writes new ones there."""
    with tempfile.TemporaryDirectory(prefix="gitgov-") as name:
        folder = Path(name)
        (folder / "refs").mkdir()
        (folder / "objects").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n")
        (folder / "config").write_text(
            _FORMAT.format(*(("1", "[extensions]\nobjectFormat = sha256\n") if sha256 else ("0", "")))
        )
        yield Borrowed(repo, folder, _environment(repo, folder, keep=keep))


def _environment(repo: Repository, folder: Path, *, keep: bool) -> dict[str, str | None]:
    objects = str(Path(os.environ.get("GIT_OBJECT_DIRECTORY") or repo.common / "objects").resolve())
    others = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    places = [objects, *filter(None, [others]), str(folder / "objects")]
    return {
        "GIT_DIR": str(folder),
        "GIT_COMMON_DIR": None,
        "GIT_WORK_TREE": None,
        "GIT_OBJECT_DIRECTORY": objects if keep else str(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(places),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "0",
        "GIT_CONFIG_PARAMETERS": "",
    }


def laid(tree: str, *parents: str) -> tuple[str, bytes]:
    """Write a commit that only a merge is to read; return its id, and the bytes of its loose object."""
    above = "".join(f"parent {each}\n" for each in parents)
    data = f"tree {tree}\n{above}author {_NOBODY}\ncommitter {_NOBODY}\n\n".encode()
    return object_id("commit", data, tree), zlib.compress(b"commit %d\0%s" % (len(data), data), 1)
