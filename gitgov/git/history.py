"""Facts about history and merges, as git itself tells them."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pygit2

from gitgov.core import gitobjects
from gitgov.core.errors import Undecided
from gitgov.core.gitobjects import Tag
from gitgov.core.ids import Oid
from gitgov.core.openpgp import PgpKey
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt, run

MOST_STEPS = 20_000
_NAMED = re.compile(rb"^Ratified-Head: ([0-9a-f]{40}|[0-9a-f]{64})$", re.MULTILINE)
_ADDRESS = re.compile(r"<([^<>\s]+)>")
_LOST = re.compile(r"(?:Could not read|unable to read (?:tree|blob object)) \(?([0-9a-f]{40,64})")
_MERGE_SETTINGS = (
    "core.attributesFile=" + os.devnull, "attr.tree=", "merge.renames=true", "merge.directoryRenames=conflict",
    "merge.renameLimit=7000", "merge.renormalize=false",
)  # fmt: skip
"""Said outright, so that no version's default makes one clone's merge differ from another's."""


class Commit(NamedTuple):
    """A commit on a first-parent way."""

    oid: Oid
    parents: tuple[Oid, ...]
    tree: Oid
    named: str


def first_parents(repo: Repository, new: str, without: Sequence[str], *, messages: bool = True) -> list[Commit]:
    """List the commits from `new` along first parents that none of `without` contains, newest first.

    `messages` also reads the trailer that names a ratified head. Raises `Undecided` beyond `MOST_STEPS` where the way
    is open-ended, or in a shallow clone whose history ends on the way.
    """
    return log(repo, new, without, "--first-parent", messages=messages)


def log(repo: Repository, new: str, without: Sequence[str], way: str, *, messages: bool = True) -> list[Commit]:
    """List the commits that `new` has and none of `without`; `way` is the option that orders or narrows them."""
    form = "%H%x00%P%x00%T" + ("%x00%(trailers:key=Ratified-Head,only,unfold)" if messages else "")
    stop = [f"^{oid}" for oid in without]
    output = run(repo.cwd, "log", "-z", "--no-show-signature", way, f"--format={form}%x01", new, *stop, "--")
    commits = []
    for record in output.split(b"\x01\0"):
        if not (record := record.rstrip(b"\x01")):
            continue
        oid, parents, tree, *trailers = record.split(b"\0")
        match = _NAMED.search(trailers[0]) if trailers else None
        commits.append(
            Commit(
                Oid(oid.decode()),
                tuple(Oid(each) for each in parents.decode().split()),
                Oid(tree.decode()),
                match[1].decode() if match else "",
            )
        )
    return commits


def authors_of(repo: Repository, base: str, head: str) -> frozenset[str]:
    """Return the email addresses, in lower case, of the authors and co-authors of what `head` adds to `base`.

    Co-authors are named by `Co-authored-by` trailers; no mailmap takes part, so that every clone finds the same.
    """
    form = "%ae%x00%(trailers:key=Co-authored-by,valueonly,unfold)%x01"
    output = run(repo.cwd, "log", "--no-mailmap", "--no-show-signature", f"--format={form}", head, f"^{base}", "--")
    found: set[str] = set()
    for record in output.decode("utf-8", "replace").split("\x01"):
        author, _, others = record.strip("\n").partition("\0")
        found.add(author.lower())
        found.update(each.lower() for each in _ADDRESS.findall(others))
    return frozenset(found - {""})


def ways_to(repo: Repository, commit: str, tips: Iterable[str]) -> frozenset[str]:
    """Return the commits that lie on any way from `commit` to any of `tips`, without `commit` itself."""
    rows = "\n".join((f"^{commit}", *tips, ""))
    return frozenset(run(repo.cwd, "rev-list", "--ancestry-path", "--stdin", stdin=rows.encode()).decode().split())


def added(repo: Repository, ends: Iterable[str], without: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the commits that `ends` have and none of `without`, each with its parents; raises `Undecided` in a shallow clone."""
    rows = "\n".join((*ends, *(f"^{oid}" for oid in without), ""))
    listed = run(repo.cwd, "rev-list", "--parents", "--stdin", stdin=rows.encode()).decode().splitlines()
    found = {oid: tuple(parents) for oid, *parents in (row.split() for row in listed)}
    if cut := next((end for end in _shallow(repo) if end in found), ""):
        what = f"this clone is shallow: its history ends at {cut}, which comes in with what is to be signed"
        raise Undecided(what, "git fetch --unshallow, then again")
    return found


def is_ancestor(repo: Repository, old: str, new: str) -> bool:
    """Say whether `old` is `new` or an ancestor of it; raises `Undecided` if git cannot tell."""
    if old == new:
        return True
    if _grafted(repo):
        return _compared(repo, old, new, "--is-ancestor").returncode == 0
    try:
        return repo.git.descendant_of(new, old)
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise _incomparable(old, new, str(error)) from error


def _grafted(repo: Repository) -> bool:
    """Say whether there is a file of grafts here: libgit2 believes it, git's children do not."""
    return os.path.lexists(repo.common / "info" / "grafts")


def _compared(repo: Repository, one: str, other: str, *how: str) -> subprocess.CompletedProcess[bytes]:
    """Have a child compare two commits; 1 is an answer too."""
    done = attempt(repo.cwd, "merge-base", *how, "--end-of-options", one, other)
    if done.returncode > 1:
        raise _incomparable(one, other, done.stderr.decode(errors="replace").strip())
    return done


def _incomparable(one: str, other: str, why: str) -> Undecided:
    return Undecided(f"cannot compare {one} with {other}: {why}", "git fetch --unshallow, or git fsck")


def held_by(repo: Repository, heads: Collection[str], tip: str) -> dict[str, frozenset[str]]:
    """Return for each of `heads` that `tip` does not contain those others of them that it contains itself."""
    rows = "\n".join((f"^{tip}", *heads, ""))
    listed = run(repo.cwd, "rev-list", "--topo-order", "--reverse", "--parents", "--stdin", stdin=rows.encode())
    reached: dict[str, frozenset[str]] = {}
    found: dict[str, frozenset[str]] = {}
    for oid, *parents in (row.split() for row in listed.decode().splitlines()):
        below = {held for each in parents if (held := reached.get(each))}
        reached[oid] = below.pop() if len(below) == 1 else frozenset().union(*below)
        if oid in heads:
            found[oid] = reached[oid]
            reached[oid] |= {oid}
    return found


def is_cut(repo: Repository, tip: str) -> bool:
    """Say whether this clone is shallow and its history ends on a way to `tip`."""
    return any(repo.holds(end) and is_ancestor(repo, end, tip) for end in _shallow(repo))


def _shallow(repo: Repository) -> list[str]:
    try:
        return (repo.common / "shallow").read_text().split()
    except FileNotFoundError:
        return []


def clean_merges(
    repo: Repository, pairs: Sequence[tuple[str, str]], *, keep: bool = False
) -> dict[tuple[str, str], str]:
    """Return for each pair of commits the tree of git's own merge (ort), or nothing where it conflicts or has no base.

    Raises `Undecided` where something of them is not here. As in an empty bare repository that borrows this one's objects: no configuration, attributes or merge drivers of
    anybody's, so that every clone gets the same. Its objects are thrown away, unless they are to be kept.
    """
    if not pairs:
        return {}
    try:
        return dict(zip(pairs, (tree for tree, _ in merged_pairs(repo, pairs, keep=keep)), strict=True))
    except GitFailedError as error:
        if "unrelated histories" not in error.stderr:
            raise
    middle = len(pairs) // 2  # one such pair ends the child: it is looked for by halves, so that the others get theirs
    halves = (clean_merges(repo, half, keep=keep) for half in (pairs[:middle], pairs[middle:]))
    return {pairs[0]: ""} if not middle else {pair: tree for half in halves for pair, tree in half.items()}


def conflicts(repo: Repository, one: str, other: str) -> tuple[str, ...]:
    """Return the names of the files in which git's own merge of two commits conflicts; none where it has no base."""
    try:
        ((_, names),) = merged_pairs(repo, [(one, other)], keep=False)
    except GitFailedError as error:
        if "unrelated histories" not in error.stderr:
            raise
        return ()
    return names


def merged_pairs(
    repo: Repository, pairs: Sequence[tuple[str, str]], *, keep: bool, made: Mapping[str, bytes] = MappingProxyType({})
) -> list[tuple[str, tuple[str, ...]]]:
    """Merge pairs of commits into trees, or else name what conflicts; `made` are loose objects that only these merges read.

    Raises `Undecided` where an object that takes part is not here.
    """
    listing = "".join(f"{one} {other}\n" for one, other in pairs).encode()
    settings = [word for setting in _MERGE_SETTINGS for word in ("-c", setting)]
    arguments = (*settings, "merge-tree", "--write-tree", "--no-messages", "--name-only", "--stdin")
    with tempfile.TemporaryDirectory(prefix="gitgov-") as folder:
        place = _empty_repository(repo, Path(folder), keep=keep, sha256=len(pairs[0][0]) == 64)
        for oid, packed in made.items():
            (Path(folder, "objects", oid[:2])).mkdir(exist_ok=True)
            Path(folder, "objects", oid[:2], oid[2:]).write_bytes(packed)
        done = attempt(Path(folder), *arguments, stdin=listing, env=place)
    said = done.stderr.decode(errors="replace")
    if lost := _LOST.search(said):  # before 2.44 git takes a tree that is not here for an empty one, and goes on
        raise _not_here(repo, lost[1])
    if done.returncode:
        raise GitFailedError(arguments, done.returncode, said)
    return _outcomes(done.stdout, len(pairs))


def _not_here(repo: Repository, oid: str) -> Undecided:
    """Say what brings back an object that a merge is made from."""
    partial = attempt(repo.cwd, "config", "--get-regexp", r"^remote\..*\.promisor$").returncode == 0
    how = "git fetch --refetch --no-filter" if partial else "git fetch --unshallow" if _shallow(repo) else "git fsck"
    return Undecided(f"object {oid}, which a merge is made from, is not here", f"{how}, then again")


def _empty_repository(repo: Repository, folder: Path, *, keep: bool, sha256: bool) -> dict[str, str | None]:
    """Lay an empty repository, and say how git reads the real one's objects from it, quarantined ones too."""
    (folder / "refs").mkdir()
    (folder / "objects").mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/none\n")
    (folder / "config").write_text(
        _FORMAT.format(*(("1", "[extensions]\nobjectFormat = sha256\n") if sha256 else ("0", "")))
    )
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


_FORMAT = "[core]\nrepositoryFormatVersion = {}\nbare = true\n{}"


def _outcomes(output: bytes, count: int) -> list[tuple[str, tuple[str, ...]]]:
    """Read `merge-tree --stdin`: for each merge a status, a tree, the conflicted names, and an empty field.

    Of a clean merge the tree is returned, of another one the names.
    """
    fields, found, place = output.split(b"\0"), [], 0
    for _ in range(count):
        clean, tree, names = fields[place] == b"1", fields[place + 1].decode(), place + 2
        place = fields.index(b"", names) + 1
        said = dict.fromkeys(name.decode(errors="replace") for name in fields[names : place - 1])
        found.append((tree, ()) if clean else ("", tuple(said)))
    return found


def squashes_of(repo: Repository, heads: Iterable[str], tip: str, *, everywhere: bool = False) -> dict[str, Commit]:
    """Return for each of `heads` that was squashed into `tip` since the two forked, the oldest commit that did so.

    Looks along first parents, or `everywhere`; a commit whose trailer names another head is none. One child for each
    place where heads forked, and one for all merges.
    """
    bases = {head: fork(repo, head, tip) for head in heads}
    since = {base: singles(repo, tip, base, everywhere=everywhere) for base in set(bases.values()) - {"", tip}}
    tried = [
        (commit, head) for head, base in bases.items() for commit in since.get(base, ()) if commit.named in ("", head)
    ]
    merges = clean_merges(repo, list(dict.fromkeys((commit.parents[0], head) for commit, head in tried)))
    return {
        head: commit
        for commit, head in tried  # newest first, so that the oldest stays
        if merges[commit.parents[0], head] == commit.tree and not _unchanged(repo, commit)
    }


def fork(repo: Repository, head: str, tip: str) -> str:
    """Return the best common ancestor, or nothing; no squash made since then is part of any of them."""
    if _grafted(repo):
        return _compared(repo, head, tip).stdout.decode().strip()
    try:
        return str(repo.git.merge_base(head, tip) or "")
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise _incomparable(head, tip, str(error)) from error


def singles(repo: Repository, tip: str, base: str, *, everywhere: bool) -> list[Commit]:
    """List the commits since `base` that have one parent, newest first."""
    way = "--topo-order" if everywhere else "--first-parent"
    return [commit for commit in log(repo, tip, [base], way) if len(commit.parents) == 1]


def _unchanged(repo: Repository, commit: Commit) -> bool:
    return str(repo.git[commit.parents[0]].peel(pygit2.Tree).id) == commit.tree


def read_tag(repo: Repository, oid: str, keys: Iterable[PgpKey] = ()) -> Tag | None:
    """Read an annotated tag object, or nothing where `oid` is none; its signer may be one of these OpenPGP keys."""
    found = repo.git.get(oid)
    if not isinstance(found, pygit2.Tag):
        return None
    data = found.read_raw()
    if b"-----BEGIN PGP " not in data:
        return gitobjects.read_tag(data)
    from gitgov.git import pgp  # noqa: PLC0415 - most releases are signed with SSH keys

    return pgp.read_tag(data, keys)
