"""Submodules in a work tree: added once, pinned by a commit of its branch; addresses are words of others."""

from __future__ import annotations

from pathlib import Path

from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid
from gitgov.git.run import attempt, run, safe_word

_QUIET = {"GIT_TERMINAL_PROMPT": "0"}


def pin_of(place: Path, path: str) -> str:
    """Return the commit to which a submodule of a work tree is pinned in its branch, or nothing."""
    row = run(place, "ls-tree", "-z", "HEAD", "--", path).decode(errors="surrogateescape")
    mode, _, rest = row.partition(" ")
    return Oid(rest.split()[1]) if mode == "160000" else ""


def address_of(place: Path, path: str) -> str:
    """Return the address that `.gitmodules` has for the submodule at a path, or nothing.

    Raises `BadInput` where more than one of its sections has the path: of these git takes which it likes.
    """
    said = attempt(place, "config", "-z", "--file", ".gitmodules", "--get-regexp", r"^submodule\..*\.path$").stdout
    rows = (row.partition("\n") for row in said.decode(errors="surrogateescape").split("\0"))
    paths = {key: value for key, _, value in rows}  # of many in one section the last counts, as for git
    named = [key.removesuffix(".path") for key, value in paths.items() if value == path]
    if len(named) > 1:
        what = f".gitmodules names {path} more than once: {', '.join(named)}"
        raise BadInput(what, "take all of these sections but one out of .gitmodules, and commit that; then again")
    if not named:
        return ""
    url = attempt(place, "config", "--file", ".gitmodules", "--get", f"{named[0]}.url").stdout
    return url.decode(errors="replace").strip()


def add(place: Path, path: str, url: str, message: str) -> bool:
    """Add a submodule and commit its pin on the branch of the work tree; says whether it had to. One that is there is laid out.

    Raises `GitFailedError`, and `BadInput` where a link leads elsewhere.
    """
    for each in (Path(path), *Path(path).parents):
        if (place / each).is_symlink():
            raise BadInput(
                f"{place / each} is a symbolic link, and a submodule would lie elsewhere", "remove it, then again"
            )
    if run(place, "config", "--type=bool", "--default", "false", "core.sparseCheckout").strip() == b"true":
        run(place, "sparse-checkout", "add", "--skip-checks", "--", path)
    if pin_of(place, path):
        run(place, "submodule", "--quiet", "update", "--init", "--", path, env=_QUIET)
        return False
    staged = run(place, "ls-files", "--stage", "--", path)
    if not staged.startswith(b"160000"):  # else one that was killed has come that far
        run(place, "submodule", "--quiet", "add", "--", safe_word(url, "address"), path, env=_QUIET)
    run(place, "commit", "--quiet", "-m", message, "--", ".gitmodules", path)
    return True
