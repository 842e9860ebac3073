"""What the demo decides about: a real merge out of the repository's own past, or else a commit made for it."""

import re
from dataclasses import dataclass
from pathlib import Path

from stage import Stage, Unusable

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*", re.ASCII)  # what a charter takes for a branch
SEARCHED = 40  # merges that are looked at, newest first


@dataclass(frozen=True, slots=True)
class Source:
    """A repository: `trunk` is the branch that it has checked out, or main where that has no usable name."""

    path: Path
    trunk: str


@dataclass(frozen=True, slots=True)
class PastMerge:
    """A merge commit with its two parents and its tree, which is exactly the merge that git itself makes."""

    commit: str
    first: str
    second: str
    tree: str
    subject: str


@dataclass(slots=True)
class Play:
    """What the steps share: `past` is the merge that is enacted again, `head` the commit that is voted on."""

    stage: Stage
    source: Source
    past: PastMerge | None = None
    head: str = ""

    @property
    def trunk(self) -> str:
        """The protected branch."""
        return self.source.trunk

    @property
    def branch(self) -> str:
        """The branch to be merged: `feature/x`, where the trunk leaves that name free."""
        return "topic/x" if self.trunk.split("/")[0] == "feature" else "feature/x"

    def on_server(self, revision: str) -> str:
        """Returns what the server has under a revision, or nothing."""
        return self.stage.ask("server", "rev-parse", "--verify", "--quiet", revision)


def look_at(stage: Stage, path: Path) -> Source:
    """Reads which branch a repository has checked out; raises `Unusable` where there is nothing to clone."""
    here = ("-C", str(path))
    top = stage.ask("server", *here, "rev-parse", "--show-toplevel")
    place = top or stage.ask("server", *here, "rev-parse", "--absolute-git-dir")
    if not path.is_dir() or not place:
        raise Unusable(f"{path} is no git repository: make demo REPO=path names one")
    if not stage.ask("server", *here, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise Unusable(f"{path} has no commit at its HEAD: make demo REPO=path names another repository")
    if stage.ask("server", *here, "rev-parse", "--is-shallow-repository") == "true":
        raise Unusable(f"{path} is a shallow clone, half a history: git fetch --unshallow there first")
    name = stage.ask("server", *here, "symbolic-ref", "--quiet", "--short", "HEAD")
    return Source(Path(place), name if NAME.fullmatch(name) else "main")


def find_merge(stage: Stage, trunk: str) -> PastMerge | None:
    """Finds the newest merge on the server's trunk that is clean: its tree is git's own merge of its parents."""
    listing = stage.ask(
        "server", "log", "--first-parent", "--min-parents=2", "--max-parents=2", f"--max-count={SEARCHED}",
        "--format=%H %P %T %s", f"refs/heads/{trunk}", "--",
    )  # fmt: skip
    for row in listing.splitlines():
        commit, first, second, tree, subject = (row + " ").split(" ", 4)
        merged = stage.ask("server", "merge-tree", "--write-tree", first, second)
        known = stage.ask("server", "merge-base", first, second) == second
        if merged == tree and not known:
            return PastMerge(commit, first, second, tree, subject.strip())
    return None
