"""Real repositories whose commits and tags say what instants a test wants, made by git's plumbing alone."""

import os
from collections.abc import Mapping
from pathlib import Path

from tests.kit.repo import git

START = 1_700_000_000
"""When hour 0 is, in seconds."""


class Dated:
    """A bare repository; hours count from `START`. `zone` and `author` (an address) are those of commits from now on."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True)
        git("init", "--quiet", "--bare", "--initial-branch=main", cwd=path)
        self.path = path
        self.heads: dict[str, str] = {}
        self.zone, self.author = "+0000", ""

    def commit(
        self,
        branch: str,
        files: Mapping[str, str],
        hour: float,
        message: str = "Work",
        *,
        upon: str = "",
        authored: float = -1,
    ) -> str:
        """Adds a commit to a branch, which begins where `upon` is, or with nothing; only its own files change."""
        parent = self.heads.get(branch) or self.heads.get(upon, upon)
        tree = self.tree(parent, files)
        return self._made(
            branch, tree, [parent] if parent else [], (hour, authored if authored >= 0 else hour), message
        )

    def merge(self, into: str, head: str, hour: float, tree: str = "", message: str = "Merge") -> str:
        """Merges one branch into another: as git does by itself, or as a tree says."""
        one, other = self.heads[into], self.heads.get(head, head)
        tree = tree or git("merge-tree", "--write-tree", one, other, cwd=self.path).stdout.split()[0]
        return self._made(into, tree, [one, other], (hour, hour), message)

    def octopus(self, into: str, heads: list[str], tree: str, hour: float) -> str:
        """Merges several branches at once, as a tree says."""
        parents = [self.heads[each] for each in (into, *heads)]
        return self._made(into, tree, parents, (hour, hour), "Octopus")

    def tag(self, name: str, commit: str, hour: float | None = None) -> str:
        """Tags a commit, by an object of its own if an hour is given, and returns what the tag is."""
        how = [] if hour is None else ["--annotate", "--message", name]
        git("tag", *how, name, commit, cwd=self.path, env=self._env(0 if hour is None else hour))
        return git("rev-parse", f"refs/tags/{name}", cwd=self.path).stdout.strip()

    def tree(self, parent: str, files: Mapping[str, str]) -> str:
        """Returns the tree of a commit (nothing: an empty one) with some files changed; an empty text takes one away."""
        env = {**os.environ, "GIT_INDEX_FILE": str(self.path / "index")}
        git("read-tree", *([f"{parent}^{{tree}}"] if parent else ["--empty"]), cwd=self.path, env=env)
        for name, text in files.items():
            blob = git("hash-object", "-w", "--stdin", cwd=self.path, input=text).stdout.strip()
            row = f"{'100644' if text else '0'} {blob}\t{name}\n"
            git("update-index", "--index-info", cwd=self.path, env=env, input=row)
        return git("write-tree", cwd=self.path, env=env).stdout.strip()

    def _made(self, branch: str, tree: str, parents: list[str], hours: tuple[float, float], message: str) -> str:
        above = [word for each in parents for word in ("-p", each)]
        made = git("commit-tree", tree, *above, cwd=self.path, input=message, env=self._env(*hours)).stdout.strip()
        git("update-ref", f"refs/heads/{branch}", made, cwd=self.path)
        self.heads[branch] = made
        return made

    def _env(self, committed: float, authored: float = 0) -> dict[str, str]:
        dates = {"GIT_COMMITTER_DATE": committed, "GIT_AUTHOR_DATE": authored}
        who = {"GIT_AUTHOR_EMAIL": self.author} if self.author else {}
        said = {name: f"@{START + round(hour * 3600)} {self.zone}" for name, hour in dates.items()}
        return {**os.environ, **who, **said}
