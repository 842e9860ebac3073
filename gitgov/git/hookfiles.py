"""Installing the hook shim beside hooks that the user already has, and taking it away without a trace."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.git.disk import put
from gitgov.git.repository import Repository
from gitgov.git.run import attempt, run

MARK = "# gitgov-hook 1"
EARLIER = ".before-gitgov"


def folder(repo: Repository) -> Path:
    """Return the folder that git looks for hooks in: `core.hooksPath` if it is set."""
    path = Path(run(repo.cwd, "rev-parse", "--git-path", "hooks").decode().rstrip("\n"))
    return path if path.is_absolute() else repo.cwd / path


def shim() -> str:
    """Return the shim, for the interpreter that runs now."""
    text = resources.files("gitgov.hooks").joinpath("shims/gitgov-hook").read_text(encoding="utf-8")
    if "'" in sys.executable or "\n" in sys.executable:
        raise BadInput(
            f"the interpreter's path cannot stand in a shell script: {sys.executable}",
            "install gitgov in a folder without quotes in its name",
        )
    return text.replace("@PYTHON@", sys.executable)


def install(repo: Repository, hooks: Sequence[str]) -> list[str]:
    """Put the shim under the names of `hooks`; returns those beside which an earlier hook lies."""
    home, text, beside = folder(repo), shim(), []
    _make(home)
    for name in hooks:
        path, earlier = home / name, home / (name + EARLIER)
        if os.path.lexists(path) and not _ours(path):
            if os.path.lexists(earlier):
                raise BadInput(
                    f"both {path} and {earlier} exist", "keep the one that you want under the name of the hook"
                )
            path.rename(earlier)
        if os.path.lexists(earlier):
            beside.append(name)
        put(path, text, 0o755)  # a hook that is half there would refuse everything or nothing
    return beside


def _make(home: Path) -> None:
    """Make the folder of hooks; raises `BadInput` where git's settings name something that can be none."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise BadInput(
            f"core.hooksPath is {home}, which is no folder: git runs no hooks from it",
            "git config --show-origin core.hooksPath says where that is set; unset it, or name a folder",
        ) from error


def runs(repo: Repository, name: str) -> bool:
    """Say whether an earlier hook runs before ours: as for git, only one that is executable does."""
    return os.access(folder(repo) / (name + EARLIER), os.X_OK)


def place(repo: Repository) -> str:
    """Say where the folder of hooks lies: `own` (in the git directory), `tree` (in the work tree) or `elsewhere`."""
    home = folder(repo).resolve()
    if home.is_relative_to(repo.common.resolve()):
        return "own"
    return "tree" if not repo.treeless and home.is_relative_to(repo.cwd.resolve()) else "elsewhere"


def uninstall(repo: Repository, hooks: Iterable[str]) -> list[str]:
    """Take the shim away and put earlier hooks back; returns the names it was under."""
    home, removed = folder(repo), []
    for name in hooks:
        path, earlier = home / name, home / (name + EARLIER)
        if _ours(path):
            path.unlink()
            removed.append(name)
            if os.path.lexists(earlier):
                earlier.rename(path)
    return removed


def status(repo: Repository, hooks: Iterable[str]) -> dict[str, str]:
    """Say of each hook whether it is ours: `installed`, `outdated`, `other` (a foreign hook) or `absent`."""
    home, text = folder(repo), shim()
    return {name: _state(home / name, text) for name in hooks}


def _state(path: Path, text: str) -> str:
    if not os.path.lexists(path):
        return "absent"
    if not _ours(path):
        return "other"
    return "installed" if path.read_text(encoding="utf-8") == text else "outdated"


def _ours(path: Path) -> bool:
    try:
        return MARK in path.read_text(encoding="utf-8", errors="replace").splitlines()[1:2][0]
    except (OSError, IndexError):
        return False


class Done(NamedTuple):
    """How a hook ended, and what it said."""

    status: int
    said: str


def start(repo: Repository, name: str, arguments: Sequence[str], stdin: bytes, settings: Mapping[str, str]) -> Done:
    """Run a hook as git does: at the top of the work tree, or in a bare repository, told where the git directory is."""
    place = folder(repo) / name
    told = {**os.environ, "GIT_DIR": str(Path(repo.git.path).resolve()), **settings}
    done = subprocess.run(
        [str(place.absolute()), *arguments], cwd=repo.cwd, env=told, input=stdin, capture_output=True, check=False
    )
    return Done(done.returncode, (done.stderr + done.stdout).decode(errors="replace"))


def write_protected(repo: Repository, patterns: Sequence[str]) -> None:
    """Write down which refs are protected, for the shim to leave early on the others."""
    path = repo.state / "protected"
    text = "".join(f"{pattern}\n" for pattern in patterns)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        put(path, text)


def read_protected(repo: Repository) -> list[str]:
    """Return what was written down as protected; nothing where nothing was."""
    try:
        return (repo.state / "protected").read_text(encoding="utf-8").split()
    except OSError:
        return []


def configure_server(repo: Repository) -> None:
    """Set what a server that keeps a ledger needs, where its keeper has not chosen otherwise.

    A record of every move of a ref, refs that survive a power cut, and a bound on what one push may bring.
    """
    wanted = {
        "core.logAllRefUpdates": "always",
        "core.fsync": "loose-object,reference",
        "receive.maxInputSize": "1g",
    }
    for name, value in wanted.items():
        if attempt(repo.cwd, "config", "--local", "--get", name).returncode:
            run(repo.cwd, "config", name, value)
