"""Submodules in a work tree: added once, pinned by a commit of its branch; addresses are words of others."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid
from gitgov.git.run import OUTSIDE, GitFailedError, attempt, run, safe_word

_QUIET = {**OUTSIDE, "GIT_TERMINAL_PROMPT": "0"}
_NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "gitgov"), ("EMAIL", "gitgov@localhost"))
}


class Pin(NamedTuple):
    """A pin as it was decided: the commit, nothing for what the submodule's main branch has now; and since when, in seconds."""

    commit: str = ""
    since: int = 0


def pin_of(place: Path, path: str) -> str:
    """Return the commit to which a submodule of a work tree is pinned in its branch, or nothing."""
    row = run(place, "ls-tree", "-z", "HEAD", "--", path, env=OUTSIDE).decode(errors="surrogateescape")
    mode, _, rest = row.partition(" ")
    return Oid(rest.split()[1]) if mode == "160000" else ""


def address_of(place: Path, path: str) -> str:
    """Return the address that `.gitmodules` has for the submodule at a path, or nothing.

    Raises `BadInput` where more than one of its sections has the path: of these git takes which it likes.
    """
    asked = ("config", "-z", "--file", ".gitmodules", "--get-regexp", r"^submodule\..*\.path$")
    rows = (
        row.partition("\n")
        for row in attempt(place, *asked, env=OUTSIDE).stdout.decode(errors="surrogateescape").split("\0")
    )
    paths = {key: value for key, _, value in rows}  # of many in one section the last counts, as for git
    named = [key.removesuffix(".path") for key, value in paths.items() if value == path]
    if len(named) > 1:
        what = f".gitmodules names {path} more than once: {', '.join(named)}"
        raise BadInput(what, "take all of these sections but one out of .gitmodules, and commit that; then again")
    if not named:
        return ""
    url = attempt(place, "config", "--file", ".gitmodules", "--get", f"{named[0]}.url", env=OUTSIDE).stdout
    return url.decode(errors="replace").strip()


def add(place: Path, path: str, url: str, message: str, pin: Pin = Pin()) -> bool:  # noqa: B008 - it is frozen
    """Add a submodule and commit its pin on the branch of the work tree; says whether it had to. One that is there is laid out.

    The same pin upon the same commit is the same commit in every clone, unless the user's git signs commits. Raises
    `GitFailedError`, and `BadInput` where a link leads elsewhere, or the pin is not to be had.
    """
    for each in (Path(path), *Path(path).parents):
        if (place / each).is_symlink():
            raise BadInput(
                f"{place / each} is a symbolic link, and a submodule would lie elsewhere", "remove it, then again"
            )
    if run(place, "config", "--type=bool", "--default", "false", "core.sparseCheckout", env=OUTSIDE).strip() == b"true":
        run(place, "sparse-checkout", "add", "--skip-checks", "--", path, env=OUTSIDE)
    if pin_of(place, path):
        run(place, "submodule", "--quiet", "update", "--init", "--", path, env=_QUIET)
        return False
    staged = run(place, "ls-files", "--stage", "--", path, env=OUTSIDE)
    if not staged.startswith(b"160000"):  # else one that was killed has come that far
        run(place, "submodule", "--quiet", "add", "--", safe_word(url, "address"), path, env=_QUIET)
    if pin.commit:
        _check_out(place, path, url, pin.commit)
    run(place, "commit", "--quiet", "-m", message, "--", ".gitmodules", path, env=_in_nobodys_name(place, pin.since))
    return True


def _check_out(place: Path, path: str, url: str, commit: str) -> None:
    """Check a commit out in a submodule that is staged; where it is not to be had nothing of it stays staged."""
    inside = place / path
    try:
        if attempt(inside, "cat-file", "-e", f"{commit}^{{commit}}", env=OUTSIDE).returncode:
            run(inside, "fetch", "--quiet", "--no-tags", "origin", commit, env=_QUIET)
        run(inside, "checkout", "--quiet", "--detach", commit, env=OUTSIDE)
    except GitFailedError as error:
        run(place, "reset", "--quiet", "--", ".gitmodules", path, env=OUTSIDE)
        what = f"its pin on record, {commit}, is not to be had from {url}: {error.said}"
        raise BadInput(what, "push that commit there; then the same command") from error


def _in_nobodys_name(place: Path, since: int) -> dict[str, str | None]:
    """Return who writes a pin and when, the same in every clone; nothing where git signs commits, as nobody has a key."""
    if run(place, "config", "--type=bool", "--default", "false", "commit.gpgSign", env=OUTSIDE).strip() == b"true":
        return {**OUTSIDE}
    before = int(run(place, "log", "-1", "--format=%ct", "HEAD", env=OUTSIDE))
    at = f"@{max(since, before)} +0000"
    return {**OUTSIDE, **_NOBODY, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
