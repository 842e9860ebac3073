"""Work trees beside the main one: made once, never touched where somebody works in them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from gitgov.core.errors import BadInput
from gitgov.core.visible import typed
from gitgov.git.logs import rows, values
from gitgov.git.places import tree_of
from gitgov.git.repository import Repository
from gitgov.git.run import OUTSIDE, GitFailedError, attempt, run

_AGAIN = "then the same command"


def worktrees(repo: Repository) -> dict[Path, str]:
    """Return every work tree with the full name of the branch that it is on; nothing for one that is on none."""
    found: dict[Path, str] = {}
    place = Path()
    for row in run(repo.cwd, "worktree", "list", "--porcelain", "-z").decode(errors="surrogateescape").split("\0"):
        if row.startswith("worktree "):
            place = Path(row.removeprefix("worktree "))
            found[place] = ""
        elif row.startswith("branch "):
            found[place] = row.removeprefix("branch ")
    return {_laid_out(repo, place): branch for place, branch in found.items()}


def _laid_out(repo: Repository, place: Path) -> Path:
    """Return where a work tree lies: for the main one git names the git directory, where that does not lie in it."""
    if place.resolve() != repo.common.resolve():
        return place
    return repo.cwd if Path(repo.git.path) == repo.common else tree_of(repo.common) or place


def top_of(repo: Repository) -> Path:
    """Return the folder of the main work tree; raises `BadInput` in a bare repository, and where git does not know it."""
    if repo.bare:
        raise BadInput("a bare repository has no work tree to make others beside", "do it in a clone")
    top = next(iter(worktrees(repo)))
    if top.resolve() == repo.common.resolve() and repo.settings().get("core.bare") != "true":
        raise BadInput(f"the main work tree of {top} is not known from here", "do it in that work tree")
    return top


def make_branch(repo: Repository, branch: str, start: str) -> bool:
    """Make a branch where there is none; says whether it did."""
    if repo.tip(branch):
        return False
    run(repo.cwd, "update-ref", "--", branch, start, "")
    return True


def follow(repo: Repository, branch: str, tracking: str) -> None:
    """Let a branch follow one of a remote, as `git pull` and `git push` go by, unless it follows one already."""
    name = branch.removeprefix("refs/heads/")
    if not repo.own(f"branch.{name}.merge"):
        attempt(repo.cwd, "branch", "--quiet", f"--set-upstream-to={tracking}", "--", name)


def make_worktree(repo: Repository, place: Path, branch: str, folders: Sequence[str] = ()) -> bool:
    """Check a branch out into a work tree of its own; says whether it had to be made.

    With `folders` only these, and the files at the top, are laid out. One that is on another branch, with nothing in it that
    is not committed, is switched. Raises `BadInput` where something else is there, or
    where the branch is checked out elsewhere.
    """
    known = worktrees(repo)
    if known.get(place) == branch:
        return False
    check_place(repo, place, branch)
    name = branch.removeprefix("refs/heads/")
    if place in known:
        run(place, "switch", "--quiet", "--", name, env=OUTSIDE)
        return True
    _keep_out(repo, place)
    run(repo.cwd, "worktree", "add", "--quiet", "--no-checkout", "--", str(place), name)
    try:
        if folders:
            run(place, "sparse-checkout", "set", "--cone", "--", *folders, env=OUTSIDE)
        run(place, "checkout", "--quiet", env=OUTSIDE)
    except GitFailedError:
        attempt(repo.cwd, "worktree", "remove", "--force", "--", str(place))
        raise
    return True


def check_place(repo: Repository, place: Path, branch: str) -> None:
    """Raise `BadInput` where a branch, which need not be there yet, cannot be checked out into a work tree of its own at a place."""
    known = worktrees(repo)
    on = known.get(place)
    if on == branch:
        return
    _check_way(repo, place)
    name = branch.removeprefix("refs/heads/")
    if elsewhere := next((each for each, other in known.items() if other == branch), None):
        raise BadInput(f"{name} is checked out in {elsewhere}", f"{_set_free(repo, elsewhere, place)}; {_AGAIN}")
    if on == "":
        what = f"{place} is there already, on no branch"
        raise BadInput(what, f"git worktree remove --force {typed(str(place))}, once nothing in it is needed; {_AGAIN}")
    if on and run(place, "status", "--porcelain", "--untracked-files=normal", env=OUTSIDE).strip():
        what = f"{place} is there already, with {on.removeprefix('refs/heads/')} and what is not committed"
        raise BadInput(what, f"git -C {typed(str(place))} stash --include-untracked, or commit it there; {_AGAIN}")
    if not on and place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise BadInput(f"{place} is there already, with something else", f"move it elsewhere; {_AGAIN}")


def _set_free(repo: Repository, elsewhere: Path, place: Path) -> str:
    """Say what lets a branch be checked out at a place that is checked out elsewhere: git moves neither its main work tree nor submodules."""
    if not elsewhere.exists():
        return "git worktree prune"
    if elsewhere == top_of(repo):
        return f"git -C {typed(str(elsewhere))} switch {typed(repo.main_branch)}"
    if (elsewhere / ".gitmodules").exists():
        return f"git -C {typed(str(elsewhere))} switch --detach"
    return f"git worktree move {typed(str(elsewhere), str(place))}"


def _check_way(repo: Repository, place: Path) -> None:
    """Raise `BadInput` where a symbolic link on the way, which may be the project's own, leads somewhere else."""
    top = top_of(repo)
    for each in (place, *place.parents):
        if each == top:
            return
        if each.is_symlink():
            raise BadInput(f"{each} is a symbolic link, and a work tree would lie elsewhere", "remove it, then again")


def _keep_out(repo: Repository, place: Path) -> None:
    """Keep a work tree, and nothing that the project has beside it, out of the status of the one that it lies in."""
    row = os.fsencode(f"/{place.relative_to(top_of(repo)).as_posix()}/\n")
    exclude = repo.common / "info" / "exclude"
    exclude.parent.mkdir(exist_ok=True)
    text = exclude.read_bytes() if exclude.exists() else b""
    if row not in text.splitlines(keepends=True):
        with exclude.open("ab") as file:  # what is there is the user's, in whatever encoding
            file.write((b"" if text.endswith(b"\n") or not text else b"\n") + row)


def trailers(repo: Repository, name: str, since: str, tip: str) -> list[str]:
    """Return what a trailer says in the commits that came since one commit, each value once."""
    said = (row for (row,) in rows(repo, [values(name)], f"{since}..{tip}", "--"))
    return list(dict.fromkeys(word for row in said for each in row.split("\n") if (word := each.strip())))
