"""Opening repositories: worktrees, bare ones, and a server's quarantine."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pygit2

from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import OID, Oid
from gitgov.core.visible import typed
from gitgov.git.places import common_of, opened, working_folder
from gitgov.git.remotes import of_team, remotes
from gitgov.git.run import attempt, run


@dataclass(frozen=True, slots=True)
class Repository:
    """An opened repository: `common` is the git directory that worktrees share, `cwd` where git children run.

    `known` are git's settings once they have been asked for.
    """

    git: pygit2.Repository
    common: Path
    cwd: Path
    known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def bare(self) -> bool:
        """Say whether there is no work tree, and git does not say that there is one elsewhere."""
        return self.treeless and self.settings().get("core.bare") != "false"

    @property
    def treeless(self) -> bool:
        """Say whether no work tree is known: the repository is bare, or one stands where its work tree is not told."""
        return self.cwd == Path(self.git.path)

    @property
    def main_branch(self) -> str:
        """Return the branch that clones check out: the usual remote's, else the one checked out here, else `main`."""
        theirs = f"refs/remotes/{self.usual_remote}/"
        for ref, prefix in ((f"{theirs}HEAD", theirs), ("HEAD", "refs/heads/")):
            found = attempt(self.cwd, "symbolic-ref", "--quiet", ref).stdout.decode().strip()
            if found.startswith(prefix):
                return found.removeprefix(prefix)
        return "main"

    @property
    def title(self) -> str:
        """Return what people call the repository: the last part of its usual remote's address, else its folder's name."""
        address = self.settings().get(f"remote.{self.usual_remote}.url", "") or str(self.cwd.resolve())
        return address.rstrip("/").removesuffix("/.git").rsplit("/", 1)[-1].rsplit(":", 1)[-1].removesuffix(".git")

    @property
    def state(self) -> Path:
        """The folder under the git directory where gitgov keeps what can be derived again, and its lock."""
        path = self.common / "gitgov"
        with suppress(OSError):  # on a read-only disk readers do without, and writers say so
            path.mkdir(exist_ok=True)
        return path

    def tip(self, ref: str) -> str:
        """Return the object id that a ref holds, or nothing; raises `Undecided` for one that cannot be read."""
        try:
            found = self.git.references.get(ref)
            return str(found.resolve().target) if found is not None else ""
        except (KeyError, ValueError):  # a symbolic ref that points nowhere
            return ""
        except pygit2.GitError as error:  # what it held is not nothing: to take it for that would lose votes
            raise Undecided(
                f"the ref {ref} is damaged: {error}",
                f"git fsck; git update-ref {typed(ref)} OID, from another clone or reflog",
            ) from error

    def meant_by(self, ref: str) -> str:
        """Return the ref that a symbolic one stands for in the end, or the ref itself."""
        try:
            found = self.git.references.get(ref)
            return found.resolve().name if found is not None else ref
        except (KeyError, ValueError, pygit2.GitError):
            return ref

    def branch(self) -> str:
        """Return the full name of the branch that is checked out, or nothing."""
        return attempt(self.cwd, "symbolic-ref", "--quiet", "HEAD").stdout.decode().strip()

    def merge_heads(self) -> list[Oid]:
        """Return what a merge in progress merges; none where no merge is in progress.

        While `git merge` runs its hook it names the heads in the environment; once it has stopped, in a file.
        """
        named = [name.removeprefix("GITHEAD_") for name in os.environ if name.startswith("GITHEAD_")]
        if named:
            return [Oid(oid) for oid in named if OID.fullmatch(oid)]
        try:
            return [Oid(row) for row in (Path(self.git.path) / "MERGE_HEAD").read_text().split()]
        except OSError:
            return []

    def refs(self, prefix: str) -> dict[str, Oid]:
        """Return the refs under a prefix with their objects; like git, it passes over those that cannot be read."""
        names = (name.decode(errors="surrogateescape") for name in self.git.raw_listall_references())
        found = {}
        for name in names:
            with suppress(Undecided):
                if name.startswith(prefix) and (tip := self.tip(name)):
                    found[name] = Oid(tip)
        return found

    def settings(self) -> dict[str, str]:
        """Return the git settings that concern gitgov, as git itself resolves them; names in lower case. Asked once."""
        if not self.known:
            done = attempt(
                self.cwd, "config", "-z", "--get-regexp", r"^(gov\.|user\.|gpg\.|core\.hookspath|core\.bare|remote\.)"
            )
            rows = (row.partition("\n") for row in done.stdout.decode(errors="replace").split("\0") if row)
            for name, _, value in rows:
                key = name if name.startswith("remote.") else name.lower()
                several = key in self.known and key.endswith(".fetch")
                self.known[key] = f"{self.known[key]}\n{value}" if several else value
        return self.known

    @property
    def remotes(self) -> list[str]:
        """Return the names of the configured remotes, which may have slashes in them."""
        keys = (key.removeprefix("remote.") for key in self.settings() if key.startswith("remote."))
        return sorted({key.rpartition(".")[0] for key in keys if key.endswith((".url", ".fetch"))})

    @property
    def usual_remote(self) -> str:
        """Name the remote that is meant unless another is: the first that this clone follows, `origin` where it follows none."""
        return next(iter(remotes(self.settings())), "origin")

    def fetched(self, branch: str) -> str:
        """Return where a branch stands on the usual remote, as last fetched; nothing where that is not known."""
        return self.tip(f"refs/remotes/{self.usual_remote}/{branch.removeprefix('refs/heads/')}")

    def follows(self, tracking: str, remote: str = "", *, teams: bool = False) -> str:
        """Return the branch that a remote-tracking ref follows (of `remote` only, if one is given), or nothing.

        Where the remote is not configured any more, its name is taken to be without slashes. One in which a team works on its
        own has branches of the team only: nothing, unless those of `teams` are meant too.
        """
        name, branch = self.tracked(tracking)
        meant = remote in ("", name) and (teams or not of_team(self.settings(), name))
        return branch if meant else ""

    def tracked(self, tracking: str) -> tuple[str, str]:
        """Return the remote that a remote-tracking ref is of, and the branch that it follows there, or nothing."""
        rest = tracking.removeprefix("refs/remotes/")
        names = [name for name in self.remotes if rest.startswith(f"{name}/")]
        name = max(names, key=len, default=rest.partition("/")[0])
        branch = rest.removeprefix(f"{name}/")
        return name, f"refs/heads/{branch}" if branch not in ("HEAD", rest) else ""

    def own(self, name: str) -> str:
        """Return what this repository's own configuration says of a setting, whoever asks; nothing where it says nothing."""
        return attempt(self.cwd, "config", "--local", "--get", name).stdout.decode(errors="replace").strip()

    def learn(self, name: str, value: str) -> None:
        """Write a setting into this repository's configuration."""
        run(self.cwd, "config", name, value)
        self.settings()[name.lower()] = value

    def commits(self, ref: str, *without: str) -> list[tuple[str, list[str]]]:
        """List the commits that a ref reaches (less those of `^OID`), each with its parents; none for an absent ref."""
        done = attempt(self.cwd, "rev-list", "--parents", ref, *without, "--")
        return [(row.split()[0], row.split()[1:]) for row in done.stdout.decode().splitlines()]

    def holds(self, oid: str) -> bool:
        """Say whether an object is here."""
        try:
            return bool(OID.fullmatch(oid)) and oid in self.git
        except (ValueError, pygit2.GitError):  # an id of the other hash
            return False

    def holds_commit(self, oid: str) -> bool:
        """Say whether an object is here, and is a commit."""
        return self.holds(oid) and isinstance(self.git.get(oid), pygit2.Commit)

    def parents(self, commit: str) -> list[Oid]:
        """Return the parents of a commit."""
        return [Oid(str(each)) for each in self.git[commit].peel(pygit2.Commit).parent_ids]

    def message(self, commit: str) -> bytes:
        """Return the message of a commit."""
        return self.git[commit].peel(pygit2.Commit).raw_message

    def is_name(self, ref: str) -> bool:
        """Say whether git takes this as the full name of a ref."""
        return pygit2.reference_is_valid_name(ref)

    def nearest(self, branch: str) -> str:
        """Return the full name of a branch: ours, else the usual remote's, as `git switch` does; any other revision as it is.

        A tag of the same name, for which git would take it, may have come with a fetch.
        """
        if self.holds(branch):
            return branch
        if self.tip(ours := f"refs/heads/{branch}"):
            return ours
        revision = f"{branch}^{{commit}}"
        found = attempt(self.cwd, "rev-parse", "--verify", "--quiet", "--end-of-options", revision).returncode == 0
        if found and not self.tip(f"refs/tags/{branch}"):
            return branch
        theirs = (f"refs/remotes/{self.usual_remote}/{branch}", f"refs/remotes/{branch}")
        return next((ref for ref in theirs if self.tip(ref)), branch)

    def object_of(self, revision: str) -> Oid:
        """Resolve a revision to whatever it names, a tag object included; raises `BadInput`."""
        self._check_single(revision)
        done = attempt(self.cwd, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
        if done.returncode or not revision:
            raise BadInput(f"no such object here: {revision!r}", "git fetch may bring it")
        return Oid(done.stdout.decode().split()[-1])

    def _check_single(self, name: str) -> None:
        """Raise `BadInput` for the name of a branch and of a tag that stand apart: git would take the tag, quietly."""
        if OID.fullmatch(name):
            return
        branch, tag = self.tip(f"refs/heads/{name}"), self.tip(f"refs/tags/{name}")
        if branch and tag and branch != tag:
            raise BadInput(f"{name!r} is a branch and a tag", f"write refs/heads/{name} or refs/tags/{name}")

    def commit_of(self, revision: str) -> Oid:
        """Resolve a revision, as git writes them, to a commit; raises `BadInput`."""
        self._check_single(revision)
        found = (
            attempt(self.cwd, "rev-parse", "--verify", "--quiet", "--end-of-options", revision).stdout.decode().strip()
        )
        done = (
            attempt(self.cwd, "rev-parse", "--verify", "--quiet", f"{found}^{{commit}}")
            if OID.fullmatch(found)
            else None
        )
        if revision == "HEAD" and not found:
            raise BadInput("nothing is committed here yet", "git commit makes the first commit")
        if done is None or done.returncode:
            raise BadInput(f"no such commit here: {revision!r}", "git fetch may bring it; git branch -a lists branches")
        return Oid(done.stdout.decode().strip())


def open_repository(start: Path) -> Repository:
    """Open the repository that git's environment names, else the one around `start`; raises `BadInput`.

    As for git itself, `GIT_DIR` goes before the folder that one stands in. In a hook this sees the objects in
    quarantine too.
    """
    git = opened(start)
    return Repository(git, common_of(git), working_folder(git, start))
