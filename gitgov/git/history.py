"""Facts about history, as git itself tells them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

import pygit2

from gitgov.core import gitobjects
from gitgov.core.errors import Undecided
from gitgov.core.gitobjects import Tag, parted
from gitgov.core.ids import Oid
from gitgov.core.openpgp import PgpKey
from gitgov.git.logs import PLAINLY, rows, values
from gitgov.git.repository import Repository
from gitgov.git.run import attempt, run

MOST_STEPS = 20_000
_NAMED = re.compile(rb"^Ratified-Head: ([0-9a-f]{40}|[0-9a-f]{64})$", re.MULTILINE)
_ADDRESS = re.compile(r"<([^<>\s]+)>")


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


def unstood(
    repo: Repository, new: str, stood: Sequence[str], settled: Sequence[str], *, messages: bool = True
) -> list[Commit]:
    """List the commits from `new` along first parents, newest first, down to where another branch has stood.

    That is a commit which one of `stood` has along first parents, or which any of `settled` contains. What a branch merged
    lies on the side of a second parent: it has never stood there.
    """
    commits = first_parents(repo, new, settled, messages=messages)
    if not commits or not stood:
        return commits
    rows = "\n".join((*stood, *(f"^{oid}" for oid in settled), ""))  # git 2.39 errs in --exclude-first-parent-only
    held = frozenset(run(repo.cwd, "rev-list", "--first-parent", "--stdin", stdin=rows.encode()).decode().split())
    return [*takewhile(lambda commit: commit.oid not in held, commits)]


def log(repo: Repository, new: str, without: Sequence[str], way: str, *, messages: bool = True) -> list[Commit]:
    """List the commits that `new` has and none of `without`; `way` is the option that orders or narrows them."""
    form = "%H%x00%P%x00%T" + ("%x00%(trailers:key=Ratified-Head,only,unfold)" if messages else "")
    stop = [f"^{oid}" for oid in without]
    output = run(repo.cwd, *PLAINLY, way, f"--format={form}%x01", new, *stop, "--")
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


def committed_at(repo: Repository, commit: str) -> int:
    """Return when a commit says that it was made."""
    return repo.git[commit].peel(pygit2.Commit).commit_time


def stood(repo: Repository, ref: str) -> list[tuple[int, str, str]]:
    """Return the moves of a ref that this repository remembers, newest first: when, from where and to where."""
    found = repo.git.references.get(ref)
    entries = found.log() if found is not None else ()
    return [(each.committer.time, str(each.oid_old), str(each.oid_new)) for each in entries]


def authors_of(repo: Repository, base: str, head: str, *beside: str) -> frozenset[str]:
    """Return the email addresses, in lower case, of the authors and co-authors of what `head` adds to `base` and those `beside`.

    Co-authors are named by `Co-authored-by` trailers; no mailmap takes part, so that every clone finds the same.
    """
    stop = [f"^{oid}" for oid in (base, *beside)]
    found: set[str] = set()
    for author, others in rows(repo, ["%ae", values("Co-authored-by")], head, *stop, "--"):
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
    if cut := next((end for end in shallow_ends(repo) if end in found), ""):
        what = f"this clone is shallow: its history ends at {cut}, which comes in with what is to be signed"
        raise Undecided(what, "git fetch --unshallow, then again")
    return found


def is_ancestor(repo: Repository, old: str, new: str) -> bool:
    """Say whether `old` is `new` or an ancestor of it; what is here and no commit is nobody's. Raises `Undecided` if git cannot tell."""
    if old == new:
        return True
    try:
        if _grafted(repo):
            return _compared(repo, old, new, "--is-ancestor").returncode == 0
        return repo.git.descendant_of(new, old)
    except (KeyError, ValueError, pygit2.GitError, Undecided) as error:
        if _is_no_commit(repo, old):
            return False
        raise _incomparable(old, new, str(error)) from error


def _is_no_commit(repo: Repository, oid: str) -> bool:
    """Say whether an object is here that is not a commit, as a record may name one whatever it says of it."""
    return repo.holds(oid) and not repo.holds_commit(oid)


def apart_by(repo: Repository, one: str, other: str) -> tuple[int, int]:
    """Return how many commits one has that another has not, and the reverse; raises `Undecided` if git cannot tell."""
    try:
        return repo.git.ahead_behind(one, other)
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise _incomparable(one, other, str(error)) from error


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
    return any(repo.holds(end) and is_ancestor(repo, end, tip) for end in shallow_ends(repo))


def shallow_ends(repo: Repository) -> list[str]:
    """Return the commits at which the history of a shallow clone ends; none in a whole one."""
    try:
        return (repo.common / "shallow").read_text().split()
    except FileNotFoundError:
        return []


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


def tag_message(repo: Repository, oid: str) -> str:
    """Return the message of an annotated tag without its signature; nothing where `oid` is none."""
    found = repo.git.get(oid)
    if not isinstance(found, pygit2.Tag):
        return ""
    return parted(found.read_raw())[0].partition(b"\n\n")[2].decode(errors="replace")
