"""Notes trees: finding and changing the note of one commit at any fan-out, and comparing two trees.

`git notes` spreads notes over directories of two hex digits, to any depth, and may mix depths. We read whatever is
there and write new notes at a depth of one, so that an append costs the same at any size.
"""

from __future__ import annotations

from collections.abc import Iterator

import pygit2
from pygit2.enums import FileMode, ObjectType

from gitgov.core.ids import OID
from gitgov.git.objects import read_tree
from gitgov.git.repository import Repository


def find(repo: Repository, tree: pygit2.Tree | None, subject: str) -> Iterator[tuple[str, pygit2.Oid]]:
    """Yield the path and blob of every note on a subject; well-formed trees have at most one."""
    yield from _find(repo, tree, subject, "") if tree is not None else ()


def _find(repo: Repository, tree: pygit2.Tree, rest: str, above: str) -> Iterator[tuple[str, pygit2.Oid]]:
    if rest in tree and tree[rest].type == ObjectType.BLOB:
        yield above + rest, tree[rest].id
    if len(rest) > 2 and rest[:2] in tree and tree[rest[:2]].type == ObjectType.TREE:
        yield from _find(repo, read_tree(repo, tree[rest[:2]].id), rest[2:], f"{above}{rest[:2]}/")


def put(repo: pygit2.Repository, tree: pygit2.Tree | None, path: str, blob: pygit2.Oid) -> pygit2.Oid:
    """Write a tree in which `path` holds `blob`, and return its id."""
    builder = repo.TreeBuilder(tree) if tree is not None else repo.TreeBuilder()
    name, _, rest = path.partition("/")
    if not rest:
        builder.insert(name, blob, FileMode.BLOB)
        return builder.write()
    below = repo[tree[name].id] if tree is not None and name in tree else None
    builder.insert(name, put(repo, below if isinstance(below, pygit2.Tree) else None, rest, blob), FileMode.TREE)
    return builder.write()


def new_path(subject: str) -> str:
    """Return where a note goes that is not there yet."""
    return f"{subject[:2]}/{subject[2:]}"


def differing(repo: Repository, old: pygit2.Oid | None, new: pygit2.Oid | None) -> Iterator[str]:
    """Yield the subjects whose notes differ between two trees, reading only what differs."""
    seen: set[str] = set()
    for path in _differing(repo, old, new, ""):
        subject = path.replace("/", "")
        if OID.fullmatch(subject) and subject not in seen:
            seen.add(subject)
            yield subject


def _differing(repo: Repository, old: pygit2.Oid | None, new: pygit2.Oid | None, above: str) -> Iterator[str]:
    if old == new:
        return
    before, after = _entries(repo, old), _entries(repo, new)
    for name in before.keys() | after.keys():
        one, other = before.get(name, (False, None)), after.get(name, (False, None))
        if one == other:
            continue
        if one[0] or other[0]:
            yield from _differing(repo, one[1] if one[0] else None, other[1] if other[0] else None, f"{above}{name}/")
        if not (one[0] and other[0]):
            yield above + name


def _entries(repo: Repository, tree: pygit2.Oid | None) -> dict[str, tuple[bool, pygit2.Oid]]:
    """Read a raw tree as name -> (is a tree, id)."""
    if tree is None:
        return {}
    found = read_tree(repo, tree)
    data = found.read_raw() if len(found) else b""  # git knows the empty tree without having it
    width = len(tree.raw)
    entries, start = {}, 0
    while start < len(data):
        end = data.index(b"\0", start)
        mode, name = data[start:end].split(b" ", 1)
        start = end + 1 + width
        entries[name.decode(errors="surrogateescape")] = (mode == b"40000", pygit2.Oid(raw=data[end + 1 : start]))
    return entries
