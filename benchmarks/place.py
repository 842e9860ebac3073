"""Where a run takes place: a folder that is thrown away, a git that sees nothing else, and the ledgers made so far."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.ledger_maker import Made, Recipe, make
from benchmarks.members import body
from gitgov.chamber.found import pin
from gitgov.chamber.keep import install_hooks, note_protected
from gitgov.chamber.open import open_chamber
from gitgov.git.repository import open_repository

MEMBERS = 5
_GITCONFIG = """[user]
\tname = Bench
\temail = bench@example.org
[gc]
\tauto = 0
[maintenance]
\tauto = false
[receive]
\tautogc = false
[safe]
\tdirectory = *
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to work in, the environment of every process, and how often each thing is timed."""

    folder: Path
    repetitions: int
    env: dict[str, str]
    _made: dict[tuple[Recipe, int], Made] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, repetitions: int) -> Place:
        """Furnishes an empty folder; this process sees the same git as those that it starts."""
        home = folder / "home"
        home.mkdir()
        (home / ".gitconfig").write_text(_GITCONFIG, encoding="utf-8")
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        env = {
            "PATH": path, "HOME": str(home), "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1",
        }  # fmt: skip
        for name in [name for name in os.environ if name.startswith(("GIT_", "PYTHON", "GITGOV_"))]:
            del os.environ[name]
        os.environ.update(env)
        return cls(folder, repetitions, env)

    def git(self, cwd: Path, *arguments: str) -> str:
        """Runs git and returns what it says."""
        done = subprocess.run(["git", *arguments], cwd=cwd, env=self.env, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def ledger(self, recipe: Recipe, members: int = MEMBERS) -> Made:
        """Returns a made repository, making it if this run has not done so yet."""
        if (recipe, members) not in self._made:
            path = self.folder / f"made-{len(self._made)}"
            self._made[recipe, members] = make(path, body(members), recipe)
        return self._made[recipe, members]

    def key(self, made: Made, place: int) -> str:
        """Returns the private key file of a member."""
        folder = self.folder / "keys"
        folder.mkdir(exist_ok=True)
        return str(made.voters[place].key_file(folder))

    def server(self, source: Path, name: str, *, hooks: bool = True) -> Path:
        """Makes a bare copy of a repository with its rooms, as a server with gitgov's hooks or one without."""
        path = self.folder / name
        self.git(self.folder, "clone", "--quiet", "--bare", str(source), str(path))
        self.git(path, "fetch", "--quiet", "origin", "refs/notes/gov/*:refs/notes/gov/*")
        self.git(path, "remote", "remove", "origin")
        if hooks:
            repo = open_repository(path)
            install_hooks(repo, server=True)
            chamber = open_chamber(path)
            pin(repo, chamber.chain.repo)
            note_protected(chamber)
        return path

    def copy(self, source: Path, name: str) -> Path:
        """Copies a repository, replacing an earlier copy."""
        path = self.folder / name
        self.discard(path)
        shutil.copytree(source, path, copy_function=_link_packs)
        return path

    def discard(self, path: Path) -> None:
        """Removes a repository."""
        shutil.rmtree(path, ignore_errors=True)


def _link_packs(source: str, target: str) -> None:
    """Copy a file; packs never change, so they are linked."""
    if "/objects/pack/" in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)
