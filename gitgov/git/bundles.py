"""Bundles: refs and all that they reach in one file, which git clones from and fetches from without a network."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gitgov.core.errors import BadInput, Undecided
from gitgov.git.borrowed import borrowing, lost
from gitgov.git.places import elsewhere
from gitgov.git.repository import Repository, open_repository
from gitgov.git.run import GitFailedError, attempt, run


@contextmanager
def written_aside(place: Path) -> Iterator[Path]:
    """Lend a place in a folder of its own beside another, for a file that takes that name in the end; nothing is left where it fails.

    Raises `BadInput` where a file cannot have the name: something else lies there, as for `.` and nothing, or nobody may write there.
    """
    try:
        if place.exists() and not place.is_file():
            raise BadInput(f"{str(place)!r} is not the name of a file that could be written", "name a file: x.bundle")
        beside = tempfile.TemporaryDirectory(prefix=".gitgov-", dir=place.absolute().parent)
    except OSError as error:
        raise _unwritable(place, error) from error
    with beside as folder:
        aside = Path(folder) / place.name
        yield aside
        try:
            aside.replace(place)
        except OSError as error:
            raise _unwritable(place, error) from error


def _unwritable(place: Path, error: OSError) -> BadInput:
    return BadInput(f"{place} cannot be written: {error.strerror}", "name another place")


def write_bundle(repo: Repository, place: Path, refs: Mapping[str, str], head: str) -> None:
    """Write refs, under the names that they are given here, with their whole history; whoever clones it checks out `head`.

    Raises `Undecided` where something that they reach is not here, as in a shallow or partial clone: nothing is fetched for it.
    """
    with borrowing(repo, keep=False, sha256=False) as lent:
        rows = "".join(f"create {ref} {oid}\n" for ref, oid in refs.items())
        run(lent.folder, "update-ref", "--stdin", stdin=rows.encode(errors="surrogateescape"), env=lent.env)
        (lent.folder / "HEAD").write_text(f"ref: {head}\n", encoding="utf-8", errors="surrogateescape")
        names = [*(["HEAD"] if head in refs else []), *refs]
        words = "\n".join([*names, ""]).encode(errors="surrogateescape")
        done = attempt(
            lent.folder, "bundle", "create", "--quiet", str(place.absolute()), "--stdin", stdin=words, env=lent.env
        )
    if done.returncode:
        raise _why_not(repo, done.stderr.decode(errors="replace"))


def _why_not(repo: Repository, said: str) -> Exception:
    if attempt(repo.cwd, "config", "--get-regexp", r"^remote\..*\.promisor$").returncode == 0:
        what = f"this clone is partial, and lacks objects that the bundle would need{_named(said)}"
        return Undecided(what, "git fetch --refetch --no-filter, or make it in a whole clone")
    if (repo.common / "shallow").exists():
        return Undecided(
            "this clone is shallow, and a bundle needs the whole history", "git fetch --unshallow, then again"
        )
    return GitFailedError(("bundle",), 128, said)


def _named(said: str) -> str:
    return f" ({oid})" if (oid := lost(said)) else ""


@contextmanager
def unpacked(place: Path) -> Iterator[Repository]:
    """Lay out what a bundle holds in a bare repository of its own, every object checked, and throw that away in the end.

    What git's environment says of this repository means nothing there. Raises `BadInput` where it is no bundle that is whole.
    """
    if not place.is_file():
        raise BadInput(f"there is no file {place}", "git gov bundle FILE makes one")
    with tempfile.TemporaryDirectory(prefix="gitgov-") as name, elsewhere():
        folder = Path(name)
        run(folder, "init", "--quiet", "--bare", "--template=", ".")
        words = ("-c", "fetch.fsckObjects=true", "fetch", "--quiet", "--no-auto-maintenance", "--no-write-fetch-head")
        done = attempt(folder, *words, "--", str(place.absolute()), "+refs/*:refs/*")
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            what = f"{place} is no bundle that can be read: {said[-1] if said else 'it is damaged'}"
            raise BadInput(what, "make it anew: git gov bundle FILE")
        yield open_repository(folder)
