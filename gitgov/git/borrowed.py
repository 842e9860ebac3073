"""An empty repository that borrows the objects of another, so that nobody's settings take part in what is made there."""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pygit2

from gitgov.core.errors import Undecided
from gitgov.core.gitobjects import object_id
from gitgov.git.history import shallow_ends
from gitgov.git.repository import Repository
from gitgov.git.run import attempt

_LOST = re.compile(r"(?:Could not read|unable to read (?:tree|blob object)) \(?([0-9a-f]{40,64})")
"""How git names an object that it could not read."""
_PLACES = re.compile(r'"((?:[^"\\]|\\.)*)"|([^:"][^:]*)')
"""The paths in a list, each quoted or plain."""
_SAID = (
    "core.attributesFile=" + os.devnull, "attr.tree=", "merge.renames=true", "merge.directoryRenames=conflict",
    "merge.renameLimit=7000", "merge.renormalize=false",
)  # fmt: skip
SETTINGS = tuple(word for setting in _SAID for word in ("-c", setting))
"""Said outright, so that no version's default makes one clone's merge differ from another's."""
THROWN_AWAY = ("-c", "core.fsync=none", "-c", "core.looseCompression=0")
"""Said beside these where what is written need not last."""
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a name of its own is made below it
_ROOM = 1 << 30
_FORMAT = "[core]\nrepositoryFormatVersion = {}\nbare = true\n{}"
_NOBODY = "gitgov <nobody@example.invalid> 0 +0000"


class Borrowed(NamedTuple):
    """Where the empty repository lies, and the environment of git's children there; `repo` is whose objects they read, and `others` where these lie."""

    repo: Repository
    folder: Path
    env: Mapping[str, str | None]
    others: tuple[str, ...]

    def write(self, oid: str, packed: bytes) -> None:
        """Write a loose object that is thrown away with the place."""
        objects = self.folder / "objects" / oid[:2]
        objects.mkdir(exist_ok=True)
        (objects / oid[2:]).write_bytes(packed)


@contextmanager
def borrowing(repo: Repository, *, keep: bool, sha256: bool, below: str | None = None) -> Iterator[Borrowed]:
    """Lay an empty repository that reads the real one's objects, quarantined ones too; to `keep` writes new ones there.

    It lies `below` a folder, or where the system has what is thrown away.
    """
    with tempfile.TemporaryDirectory(prefix="gitgov-", dir=below) as name:
        folder = Path(name)
        (folder / "refs").mkdir()
        (folder / "objects").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n")
        (folder / "config").write_text(
            _FORMAT.format(*(("1", "[extensions]\nobjectFormat = sha256\n") if sha256 else ("0", "")))
        )
        objects = str(Path(os.environ.get("GIT_OBJECT_DIRECTORY") or repo.common / "objects").resolve())
        named = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
        others = (objects, *_parted(named))
        yield Borrowed(repo, folder, _environment(folder, others, keep=keep), others)


def _environment(folder: Path, others: tuple[str, ...], *, keep: bool) -> dict[str, str | None]:
    return {
        "GIT_DIR": str(folder),
        "GIT_COMMON_DIR": None,
        "GIT_WORK_TREE": None,
        "GIT_OBJECT_DIRECTORY": others[0] if keep else str(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(map(_listed, (*others, str(folder / "objects")))),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "0",
        "GIT_CONFIG_PARAMETERS": "",
    }


def _listed(path: str) -> str:
    """Return a path as git reads it in a list of such: quoted where it holds what parts them."""
    quoted = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"' if os.pathsep in path or path.startswith('"') else path


def _parted(listed: str) -> list[str]:
    """Take a list of paths apart as git does."""
    return [plain or re.sub(r"\\(.)", r"\1", quoted) for quoted, plain in _PLACES.findall(listed)]


def scratch() -> str | None:
    """Return a folder in memory, where there is room: what is thrown away need not reach a disk; nothing for the usual one."""
    if os.environ.get("TMPDIR") or not os.access(_MEMORY, os.W_OK | os.X_OK):
        return None
    room = os.statvfs(_MEMORY)
    return str(_MEMORY) if room.f_bavail * room.f_frsize > _ROOM else None


def reading(place: Borrowed) -> pygit2.Repository:
    """Open what was written to a place, with all that it borrows."""
    (place.folder / "objects/info").mkdir(exist_ok=True)
    (place.folder / "objects/info/alternates").write_text("\n".join((*place.others, "")))
    return pygit2.Repository(str(place.folder))


def laid(tree: str, *parents: str) -> tuple[str, bytes]:
    """Write a commit that only a merge is to read; return its id, and the bytes of its loose object."""
    above = "".join(f"parent {each}\n" for each in parents)
    data = f"tree {tree}\n{above}author {_NOBODY}\ncommitter {_NOBODY}\n\n".encode()
    return object_id("commit", data, tree), zlib.compress(b"commit %d\0%s" % (len(data), data), 1)


def lost(said: str) -> str:
    """Return the object that git says it could not read, or nothing.

    Before 2.44 it takes a tree that is not here for an empty one, and goes on.
    """
    found = _LOST.search(said)
    return found[1] if found else ""


def not_here(repo: Repository, oid: str) -> Undecided:
    """Say what brings back an object that a merge is made from."""
    partial = attempt(repo.cwd, "config", "--get-regexp", r"^remote\..*\.promisor$").returncode == 0
    how = (
        "git fetch --refetch --no-filter" if partial else "git fetch --unshallow" if shallow_ends(repo) else "git fsck"
    )
    return Undecided(f"object {oid}, which a merge is made from, is not here", f"{how}, then again")
