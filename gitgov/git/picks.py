"""Commits made again upon others, as `git rebase` makes them: one three-way merge of trees for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pygit2

from gitgov.core.errors import Undecided
from gitgov.core.ids import Oid
from gitgov.git.borrowed import laid
from gitgov.git.history import Commit, fork, log, singles
from gitgov.git.making import Written
from gitgov.git.merging import merged_pairs
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError


class Pick(NamedTuple):
    """A commit made again: `base` and `theirs` are the trees before it and after, `ours` the one that it comes upon."""

    base: str
    ours: str
    theirs: str


class Copied(NamedTuple):
    """A series as it was rebased: `newest` is the last of the commits, `old` the one that they were put upon."""

    newest: Commit
    old: Oid


def picked(repo: Repository, picks: Iterable[Pick], *, keep: bool = False) -> dict[Pick, str]:
    """Return for each pick the tree that git makes (ort, as in `clean_merges`), or nothing where it conflicts.

    All go through one child. Objects are thrown away, unless they are to be kept.
    """
    wanted = [each for each in dict.fromkeys(picks) if not _plainly(each)]
    made, pairs = dict[str, bytes](), []
    for each in wanted:
        base = _lay(made, each.base)
        pairs.append((_lay(made, each.ours, base), _lay(made, each.theirs, base)))
    try:
        trees = [tree for tree, _ in merged_pairs(repo, pairs, keep=keep, made=made)] if pairs else []
    except GitFailedError as error:
        raise Undecided(
            f"git cannot make a commit again: {error.stderr.strip()}", "git fsck names what is missing"
        ) from error
    return {each: _plainly(each) for each in picks} | dict(zip(wanted, trees, strict=True))


def conflicts_of(repo: Repository, pick: Pick) -> tuple[str, ...]:
    """Return the names of the files in which a pick conflicts."""
    made = dict[str, bytes]()
    base = _lay(made, pick.base)
    pair = (_lay(made, pick.ours, base), _lay(made, pick.theirs, base))
    ((_, names),) = merged_pairs(repo, [pair], keep=False, made=made)
    return names


def _plainly(pick: Pick) -> str:
    """Return what needs no merge, as only one side has changed, or both alike."""
    if pick.base == pick.ours:
        return pick.theirs
    return pick.ours if pick.theirs in {pick.base, pick.ours} else ""


def _lay(made: dict[str, bytes], tree: str, *parents: str) -> str:
    oid, made_so = laid(tree, *parents)
    made[oid] = made_so
    return oid


def series_of(repo: Repository, head: str, beside: str) -> tuple[Commit, ...]:
    """Return what `head` adds to `beside`, newest first; nothing unless it is one line of commits."""
    found = log(repo, head, [beside], "--topo-order", messages=False)
    line = all(len(each.parents) == 1 for each in found)
    joined = all(one.parents == (other.oid,) for one, other in pairwise(found))
    return tuple(found) if line and joined else ()


def trees_before(repo: Repository, commits: Sequence[Commit]) -> list[str]:
    """Return for each of a line of commits, newest first, the tree that its parent has."""
    if not commits:
        return []
    return [*(each.tree for each in commits[1:]), tree_at(repo, commits[-1].parents[0])]


def tree_at(repo: Repository, commit: str) -> str:
    """Return the tree of a commit."""
    return str(repo.git[commit].peel(pygit2.Tree).id)


def stamp(repo: Repository, commit: str) -> tuple[bytes, bytes, int, int]:
    """Return who wrote a commit, and when, which is kept where it is made again."""
    author = repo.git[commit].peel(pygit2.Commit).author
    return author.raw_name, author.raw_email, author.time, author.offset


def rebases_of(repo: Repository, heads: Iterable[str], tip: str, *, everywhere: bool = False) -> dict[str, Copied]:
    """Return for each of `heads` that was rebased into `tip` since the two forked, the oldest copy of its series.

    Looks along first parents, or `everywhere`. The newest commits are compared first, in one child, and then the rest of
    each series that they may end.
    """
    bases = {head: fork(repo, head, tip) for head in heads}
    since = {
        base: {commit.oid: commit for commit in singles(repo, tip, base, everywhere=everywhere)}
        for base in set(bases.values()) - {"", tip}
    }
    series = {head: series_of(repo, head, tip) for head, base in bases.items() if base in since}
    found: dict[str, Copied] = {}
    for head, copies in _with_newest(repo, series, {head: since[bases[head]] for head in series}).items():
        matching = [copy for copy in copies if _is_copy(repo, series[head], copy)]
        if matching:  # newest first
            oldest = matching[-1]
            found[head] = Copied(oldest[0], oldest[-1].parents[0])
    return found


def _with_newest(
    repo: Repository, series: Mapping[str, Sequence[Commit]], since: Mapping[str, Mapping[Oid, Commit]]
) -> dict[str, list[list[Commit]]]:
    """Return for each head the runs of commits, as long as its series, whose newest is what git makes of the head."""
    tried: dict[str, list[tuple[Pick, list[Commit]]]] = {}
    for head, line in series.items():
        for commit in since[head].values() if line else ():
            if commit.named not in {"", head}:
                continue  # it says itself of which other head it is made
            run = _run(commit, since[head], len(line))
            before = trees_before(repo, line[:1]), trees_before(repo, run[:1])
            if len(run) == len(line):
                tried.setdefault(head, []).append((Pick(before[0][0], before[1][0], line[0].tree), run))
    trees = picked(repo, [pick for each in tried.values() for pick, _ in each])
    return {head: [run for pick, run in each if trees[pick] == run[0].tree] for head, each in tried.items()}


def copy_of(
    repo: Repository, line: Sequence[Commit], newest: Commit, among: Mapping[Oid, Commit]
) -> tuple[Commit, ...]:
    """Return the commits among these, down from the newest, that are a series made again as git makes it; nothing where they are not."""
    run = _run(newest, among, len(line))
    return tuple(run) if line and len(run) == len(line) and _is_copy(repo, line, run) else ()


def _run(newest: Commit, among: Mapping[Oid, Commit], length: int) -> list[Commit]:
    """Follow first parents from a commit, as far as they are among these, for so many commits."""
    run = [newest]
    while len(run) < length and (below := among.get(run[-1].parents[0])):
        run.append(below)
    return run


def _is_copy(repo: Repository, line: Sequence[Commit], run: Sequence[Commit]) -> bool:
    """Say whether a run of commits is what git makes of a series, commit by commit, and changes anything or names a head."""
    ours = trees_before(repo, run)
    picks = list(map(Pick, trees_before(repo, line), ours, [each.tree for each in line]))
    trees, made = picked(repo, picks), [each.tree for each in run]
    return [trees[each] for each in picks] == made and (ours != made or bool(run[0].named))


def rebase(repo: Repository, line: Sequence[Commit], onto: str) -> tuple[list[str], str]:
    """Return the trees that a series, newest first, gets upon a commit, oldest first, written into the repository.

    Also returns the commit that conflicts, whose tree is missing like those after it; or nothing.
    """
    trees, here = list[str](), tree_at(repo, onto)
    for each, before in zip(reversed(line), reversed(trees_before(repo, line)), strict=True):
        pick = Pick(before, here, each.tree)
        here = picked(repo, [pick], keep=True)[pick]
        if not here:
            return trees, each.oid
        trees.append(here)
    return trees, ""


def written(repo: Repository, commit: str) -> Written:
    """Read what a commit says besides its tree and parents."""
    found = repo.git[commit].peel(pygit2.Commit)
    name, email, at, offset = stamp(repo, commit)
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset)
    author = {
        "GIT_AUTHOR_NAME": name.decode(errors="surrogateescape"),
        "GIT_AUTHOR_EMAIL": email.decode(errors="surrogateescape"),
        "GIT_AUTHOR_DATE": f"@{at} {sign}{minutes // 60:02}{minutes % 60:02}",
    }
    return Written(found.raw_message, author)
