"""Work put upon another commit, as `git cherry-pick` or `git rebase --rebase-merges` puts it, where nobody works."""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import short
from gitgov.core.visible import typed
from gitgov.git.entries import differences
from gitgov.git.history import is_ancestor, log
from gitgov.git.logs import rows
from gitgov.git.making import commit, merged_tree
from gitgov.git.merging import conflicts
from gitgov.git.picks import Pick, conflicts_of, picked, tree_at, written
from gitgov.git.repository import Repository
from gitgov.git.resolving import Conflict, Known, conflicts_in, known_by, resolved_upon, settle
from gitgov.git.run import OUTSIDE, GitFailedError, attempt, run

_TRAILER = re.compile(rb"(?:[A-Za-z0-9-]+: .*|\(cherry picked from commit [0-9a-f]+\))")
_OURS = (
    "core.hooksPath=/dev/null", "rebase.updateRefs=false", "rebase.autoSquash=false", "rebase.backend=merge",
    "rebase.missingCommitsCheck=ignore", "rerere.enabled=false", "advice.detachedHead=false",
)  # fmt: skip
_SETTINGS = tuple(word for setting in _OURS for word in ("-c", setting))
"""What somebody's own settings would else do: run hooks, move branches, take up old resolutions."""
_ALONE = {**OUTSIDE, "GIT_EDITOR": "true", "GIT_SEQUENCE_EDITOR": "true"}
"""The environment of a child in another work tree than ours, in which nobody types."""


class Clash(NamedTuple):
    """A commit that cannot be put where it was to go, and the files in which it conflicts.

    `held` is a merge, or the tree of one, that has resolved another conflict in these.
    """

    commit: str
    files: tuple[str, ...]
    held: str = ""


class Named(NamedTuple):
    """The tree that a merge of a branch is to have upon the commit `onto`."""

    branch: str
    tree: str
    onto: str


def pick_upon(repo: Repository, tip: str, head: str, without: Sequence[str]) -> str | Clash:
    """Pick what a head adds to other commits upon a tip, and return the last one; in memory, so that no work tree takes part.

    What builds on the tip already stays as it is, merges and all; what the tip has already is left out. Raises `BadInput`
    where there are merges in what is to be picked, which nobody can pick.
    """
    if is_ancestor(repo, tip, head):
        return head
    line = log(repo, head, [tip, *without], "--topo-order", messages=False)
    if any(len(each.parents) != 1 for each in line):
        raise BadInput(f"there are merges in what {short(head)} adds, or a beginning", "git sprint integrate --rebase")
    for each in reversed(line):
        pick = Pick(tree_at(repo, each.parents[0]), tree_at(repo, tip), each.tree)
        tree = picked(repo, [pick], keep=True)[pick]
        if not tree:
            return Clash(each.oid, conflicts_of(repo, pick))
        if tree != pick.ours:
            said = written(repo, each.oid)
            tip = commit(repo, tree, [tip], said._replace(message=_cited(said.message, each.oid)))
    return tip


def _cited(message: bytes, oid: str) -> bytes:
    """Say in a message, as `git cherry-pick -x` does, of which commit this one is made."""
    text = message.rstrip(b"\n")
    _, apart, last = text.rpartition(b"\n\n")
    ends_with_trailers = apart and all(_TRAILER.fullmatch(row) for row in last.splitlines())
    return text + (b"\n" if ends_with_trailers else b"\n\n") + f"(cherry picked from commit {oid})\n".encode()


def rebase_upon(repo: Repository, place: Path, tip: str, head: str, since: str) -> str | Clash:
    """Rebase what a head has since another commit upon a tip, merges as merges, in a work tree of its own.

    A conflict that a merge among it has resolved is resolved so again, where it is exactly the same. Where one was, or where a merge
    has changed by hand what git merges cleanly, which git does not do again, it has to come to what a merge of the head would bring. What stops it is left there as it is: the work tree is thrown away.
    """
    done = attempt(place, *_SETTINGS, "rebase", "--quiet", "--rebase-merges", "--onto", tip, since, head, env=_ALONE)
    known: Known | None = None
    used: list[Conflict] = []
    while done.returncode:
        met = conflicts_in(filter(None, run(place, "ls-files", "--unmerged", "-z", env=_ALONE).split(b"\0")))
        if not met:
            raise GitFailedError(("rebase",), done.returncode, done.stderr.decode(errors="replace"))
        known = known_by(repo, _merges(repo, since, head)) if known is None else known
        if new := met - known.keys():
            stopped = attempt(place, "rev-parse", "--verify", "--quiet", "REBASE_HEAD", env=_ALONE).stdout
            return _clash(stopped.decode().strip() or head, new, known)
        settle(place, known, met, _ALONE)
        used += met
        done = attempt(place, *_SETTINGS, "rebase", "--continue", env=_ALONE)
    made = run(place, "rev-parse", "HEAD", env=_ALONE).decode().strip()
    by_hand = _changed_by_hand(repo, _merges(repo, since, head))
    if (used or by_hand) and tree_at(repo, made) != merged_tree(repo, tip, head):
        return _clash(head, used, known or {}) if used else by_hand[0]
    return made


def _changed_by_hand(repo: Repository, merges: Iterable[str]) -> list[Clash]:
    """Return the merges that git makes cleanly and that are something else, each with the files in which it is."""
    found = []
    for merge in merges:
        parents = repo.parents(merge)
        clean = merged_tree(repo, *parents) if len(parents) == 2 else ""
        if clean and (changed := differences(repo, clean, merge)):
            found.append(Clash(merge, tuple(sorted(each.path for each in changed)), merge))
    return found


def _merges(repo: Repository, since: str, head: str) -> list[str]:
    return run(repo.cwd, "rev-list", "--merges", head, f"^{since}", "--").decode().split()


def _clash(commit: str, met: Iterable[Conflict], known: Known) -> Clash:
    """Name the files of a conflict, and a merge that has resolved another one in one of them."""
    paths = sorted({each.path for each in met})
    held = next((each.merge for conflict, each in known.items() if conflict.path in paths), "")
    return Clash(commit, tuple(path.decode(errors="replace") for path in paths), held)


def merge_upon(repo: Repository, tip: str, head: str, named: Named) -> str | Clash:
    """Merge a head upon a tip into the tree that was named for it, or into what resolves the same conflict there."""
    if tree := resolved_upon(repo, tip, head, named.onto, named.tree):
        return commit(repo, tree, [tip, head], f"Merge {named.branch.removeprefix('refs/heads/')}")
    return Clash(head, conflicts(repo, tip, head), named.tree)


@contextmanager
def aside(repo: Repository, tip: str) -> Iterator[Path]:
    """Lay out a commit in a work tree below the git directory, and throw it away afterwards, whatever came of it.

    Raises `Undecided` while another one is in use there; what one that was killed has left is thrown away first.
    """
    place = repo.state / "integration"
    with _turn(repo.state / "integrating"):
        _throw_away(repo, place)
        try:
            run(repo.cwd, *_SETTINGS, "worktree", "add", "--quiet", "--detach", "--", str(place), tip)
            yield place
        finally:
            _throw_away(repo, place)


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    """Hold a lock that dies with its holder; raises `Undecided` where somebody else has it, or the disk refuses."""
    try:
        with lock.open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError as error:
        raise Undecided("another integration is being made in this clone", "wait for it, then again") from error
    except OSError as error:
        what = f"cannot write to {lock.parent}: {error.strerror}"
        raise Undecided(what, "check the disk and its permissions; then the same command again") from error


def _throw_away(repo: Repository, place: Path) -> None:
    if place.exists():
        attempt(repo.cwd, "worktree", "remove", "--force", "--force", "--", str(place))
        shutil.rmtree(place, ignore_errors=True)
        attempt(repo.cwd, "worktree", "prune")


def authors_since(repo: Repository, base: str, tip: str, files: Sequence[str]) -> list[str]:
    """Return who wrote the commits between two that touch some files, each once, the newest first; all without files."""
    span = [f"{base}..{tip}"] if base else [tip]
    return list(dict.fromkeys(who for (who,) in rows(repo, ["%an"], *span, "--", *files) if who))


def author_of(repo: Repository, oid: str) -> str:
    """Return who wrote a commit."""
    return next((who.strip() for (who,) in rows(repo, ["%an"], "-1", oid, "--")), "")


def same_work(repo: Repository, base: str, heads: Iterable[str], one: str, other: str) -> bool:
    """Say whether two commits hold the same work upon a base, though it was put together at other times: these heads, and copies of others."""
    if any(is_ancestor(repo, each, one) != is_ancestor(repo, each, other) for each in (base, *heads)):
        return False
    first, second = (
        [(*said, len(parents.split())) for parents, *said in _upon(repo, base, tip)] for tip in (one, other)
    )
    return first == second


def _upon(repo: Repository, base: str, tip: str) -> Iterator[tuple[str, ...]]:
    return rows(repo, ["%P", "%T", "%an", "%ae", "%at", "%B"], "--topo-order", tip, f"^{base}", "--")


def put_branch(repo: Repository, branch: str, note: str, tip: str) -> None:
    """Put a branch where it was made to stand, and remember that in a ref of our own.

    Raises `BadInput` where it holds what somebody else has put there, or where a work tree has it checked out.
    """
    old, ours, name = repo.tip(branch), repo.tip(note), branch.removeprefix("refs/heads/")
    if old == tip:
        return
    if old and old != ours:
        raise BadInput(
            f"{name} holds what was not made here", f"git branch -m {typed(name)} ANOTHER keeps it; then again"
        )
    if f"branch {branch}" in run(repo.cwd, "worktree", "list", "--porcelain", "-z").decode(errors="replace").split(
        "\0"
    ):
        raise BadInput(f"{name} is checked out, and would be moved", "git switch to another branch there, then again")
    nothing = "0" * len(tip)
    rows = f"update {branch} {tip} {old or nothing}\nupdate {note} {tip} {ours or nothing}\n"
    run(repo.cwd, "update-ref", "-m", "gitgov: integrate", "--stdin", stdin=rows.encode())
