"""Merges as git itself makes them (ort), the same in every clone; and which commits have the tree of one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import pygit2

from gitgov.git.borrowed import SETTINGS, Borrowed, borrowing, laid, lost, not_here
from gitgov.git.history import Commit, fork, singles
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt

_MERGE_TREE = ("merge-tree", "--write-tree", "--no-messages", "--name-only")
_UNKNOWN_OPTION = 129


def clean_merges(
    repo: Repository, pairs: Sequence[tuple[str, str]], *, keep: bool = False
) -> dict[tuple[str, str], str]:
    """Return for each pair of commits the tree of git's own merge (ort), or nothing where it conflicts or has no base.

    Raises `Undecided` where something of them is not here. As in an empty bare repository that borrows this one's
    objects: no configuration, attributes or merge drivers of anybody's, so that every clone gets the same. Its objects are
    thrown away, unless they are to be kept.
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
    with borrowing(repo, keep=keep, sha256=len(pairs[0][0]) == 64) as place:
        for oid, packed in made.items():
            place.write(oid, packed)
        return _merged_at(place, pairs)


def merged_in_turn(repo: Repository, first: str, heads: Sequence[str]) -> list[str]:
    """Merge heads into a commit one after another, and return the tree after each; nothing from a conflict on.

    Each goes upon a merge that is laid where the others are made, so that no ref and no repository ever holds it.
    """
    trees, onto = list[str](), first
    with borrowing(repo, keep=False, sha256=len(first) == 64) as place:
        for head in heads:
            try:
                ((tree, _),) = _merged_at(place, [(onto, head)])
            except GitFailedError as error:
                if "unrelated histories" not in error.stderr:
                    raise
                break
            if not tree:
                break
            trees.append(tree)
            onto, packed = laid(tree, onto, head)
            place.write(onto, packed)
    return [*trees, *("" for _ in heads[len(trees) :])]


def _merged_at(place: Borrowed, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    listing = "".join(f"{one} {other}\n" for one, other in pairs).encode()
    done = _tried(place, "--stdin", stdin=listing)
    if done.returncode == _UNKNOWN_OPTION:  # git 2.38 takes no list
        return [_merged_alone(place, *pair) for pair in pairs]
    if done.returncode:
        raise GitFailedError(_MERGE_TREE, done.returncode, done.stderr.decode(errors="replace"))
    return outcomes(done.stdout, len(pairs))


def _merged_alone(place: Borrowed, one: str, other: str) -> tuple[str, tuple[str, ...]]:
    """Merge two commits in a child of their own, whose status says whether it is clean (0), conflicts (1) or failed."""
    done = _tried(place, "-z", one, other)
    if done.returncode > 1:
        raise GitFailedError(_MERGE_TREE, done.returncode, done.stderr.decode(errors="replace"))
    tree, *names = done.stdout.decode(errors="replace").split("\0")
    return ("", tuple(dict.fromkeys(filter(None, names)))) if done.returncode else (tree, ())


def _tried(place: Borrowed, *further: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    done = attempt(place.folder, *SETTINGS, *_MERGE_TREE, *further, stdin=stdin, env=place.env)
    if oid := lost(done.stderr.decode(errors="replace")):
        raise not_here(place.repo, oid)
    return done


def outcomes(output: bytes, count: int) -> list[tuple[str, tuple[str, ...]]]:
    """Read `merge-tree -z --name-only --stdin`: for each merge a status, a tree, the conflicted names, and an empty field.

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

    Looks along first parents, or `everywhere`; a commit whose trailer names another head is none, nor is one that changes
    nothing, unless it names the head. One child for each place where heads forked, and one for all merges.
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
        if merges[commit.parents[0], head] == commit.tree and (commit.named or not adds_nothing(repo, commit))
    }


def adds_nothing(repo: Repository, commit: Commit) -> bool:
    """Say whether a commit of one parent has the tree of that: whatever head it may be of, its content does not say so."""
    return str(repo.git[commit.parents[0]].peel(pygit2.Commit).tree_id) == commit.tree
