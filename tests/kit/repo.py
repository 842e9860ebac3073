"""Repositories in a line or two, made by the real git.

Processes get `os.environ`, which the hermetic fixture has cleaned, unless `env` says otherwise.
"""

import shlex
import subprocess
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.kit.people import Person


def run(
    *args: str | Path,
    cwd: Path,
    check: bool = True,
    input: str | None = None,  # noqa: A002 - subprocess calls it so
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end; a failure shows the command, its folder and both its outputs.

    Without `input` it reads an empty one. Raises AssertionError when `check` is set and the exit status is not 0.
    """
    command = [str(arg) for arg in args]
    done = subprocess.run(
        command, cwd=cwd, env=env, input=input or "", capture_output=True, encoding="utf-8", check=False
    )
    if check and done.returncode != 0:
        shown = f"{shlex.join(command)}\n  in {cwd}\n  exit {done.returncode}"
        raise AssertionError(f"{shown}\n--- stdout\n{done.stdout}--- stderr\n{done.stderr}")
    return done


git = partial(run, "git")


def commit(repo: Path, files: Mapping[str, str], message: str, branch: str | None = None) -> str:
    """Commits `files` (path to text) on `branch`, created where HEAD is if need be, and returns the commit's id.

    The branch stays checked out. Dates are fixed: the same content on the same parent is the same commit.
    """
    if branch is not None:
        known = git("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}", cwd=repo, check=False).returncode == 0
        git("switch", "--quiet", *([] if known else ["--create"]), branch, cwd=repo)
    for name, text in files.items():
        path = repo / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git("add", "--", *files, cwd=repo)
    git("commit", "--quiet", "--allow-empty", "--message", message, cwd=repo)
    return head(repo)


def head(repo: Path, revision: str = "HEAD") -> str:
    """Returns the id that `revision` names in `repo`."""
    return git("rev-parse", "--verify", revision, cwd=repo).stdout.strip()


def sample(path: Path) -> Path:
    """Makes a small repository: one commit on `main` (checked out), one more on `feature/x`."""
    path.mkdir(parents=True)
    git("init", "--quiet", cwd=path)
    commit(path, {"README.md": "# Sample\n"}, "Begin")
    commit(path, {"x.txt": "x\n"}, "Add x", branch="feature/x")
    git("switch", "--quiet", "main", cwd=path)
    return path


def server(repo: Path, path: Path) -> Path:
    """Makes the bare repository `path` with all branches of `repo`, ready to be pushed to over any transport."""
    settings = ("--config", "http.receivepack=true", "--config", "core.fsync=none")  # no power is cut here
    git("clone", "--quiet", "--bare", *settings, repo, path, cwd=repo)
    git("remote", "remove", "origin", cwd=path)
    return path


def clone(url: str | Path, path: Path, person: Person, env: Mapping[str, str] | None = None) -> Path:
    """Clones `url` into `path` for `person`, whose name, address and signing key it configures there."""
    settings = [part for name, value in person.settings.items() for part in ("--config", f"{name}={value}")]
    git("clone", "--quiet", *settings, "--", url, path, cwd=path.parent, env=env)
    return path


def loosened(repo: Path) -> Path:
    """Takes all objects of a git directory out of their packs, and returns the folder below which each is a file."""
    packs = repo / "objects" / "pack"
    aside = packs.rename(repo / "packs")
    packs.mkdir()
    for pack in aside.glob("*.pack"):
        with pack.open("rb") as content:
            subprocess.run(["git", "unpack-objects", "-q"], cwd=repo, stdin=content, check=True)
    return repo / "objects"


def hook(repo: Path, name: str, script: str) -> Path:
    """Installs `script` (starting with its `#!` line) as hook `name` of `repo`, bare or not."""
    folder = repo / git("rev-parse", "--git-path", "hooks", cwd=repo).stdout.strip()
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path
