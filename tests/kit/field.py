"""A body in the field: a server with the hooks, and a clone for each member, over any transport.

The kit's one place that plays gitgov's own part: it founds bodies and carries motions by the programs that people type.
A body is founded once in a run, by whichever process of it comes first, and written again for each test in some 10 ms.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from gitgov.chamber import clock
from gitgov.chamber.open import Chamber, open_chamber
from tests.kit.people import People, Person
from tests.kit.programs import program
from tests.kit.repo import clone, commit, git, head, sample, server
from tests.kit.servers import File, Transport

MEMBERS = ("alice", "bob", "carol")
ROOMS = ("charter", "motions", "debate", "votes", "decisions")


@dataclass(frozen=True, slots=True)
class Clone:
    """Somebody's clone: `git` and the programs run in it as that person."""

    who: Person
    path: Path
    transport: Transport

    def git(
        self, *args: str | Path, check: bool = True, stdin: str | None = None, env: Mapping[str, str] | None = None
    ) -> CompletedProcess[str]:
        """Runs git in a process of its own."""
        settings = self.transport.env(self.who) | dict(env or {})
        return git(*args, cwd=self.path, check=check, input=stdin, env=settings)

    def gov(self, *args: str | Path, check: bool = True, stdin: str | bytes = b"") -> CompletedProcess[str]:
        """Runs `git gov`."""
        return self._program("gov", args, check, stdin)

    def motion(self, *args: str | Path, check: bool = True, stdin: str | bytes = b"") -> CompletedProcess[str]:
        """Runs `git motion`."""
        return self._program("motion", args, check, stdin)

    def vote(self, *args: str | Path, check: bool = True, stdin: str | bytes = b"") -> CompletedProcess[str]:
        """Runs `git vote`."""
        return self._program("vote", args, check, stdin)

    def sprint(self, *args: str | Path, check: bool = True, stdin: str | bytes = b"") -> CompletedProcess[str]:
        """Runs `git sprint`."""
        return self._program("sprint", args, check, stdin)

    def quality(self, *args: str | Path, check: bool = True, stdin: str | bytes = b"") -> CompletedProcess[str]:
        """Runs `git quality`."""
        return self._program("quality", args, check, stdin)

    def _program(self, name: str, args: Sequence[str | Path], check: bool, stdin: str | bytes) -> CompletedProcess[str]:
        return program(name, *args, cwd=self.path, check=check, input=stdin, env=self.transport.env(self.who))

    def sync(self) -> None:
        """Exchanges lines with the server."""
        self.gov("sync")

    def head(self, revision: str = "HEAD") -> str:
        """Returns the id that a revision names here."""
        return head(self.path, revision)

    def commit(self, files: Mapping[str, str], message: str = "Work", branch: str | None = None) -> str:
        """Commits files on a branch, which stays checked out."""
        return commit(self.path, files, message, branch)

    def push(self, *specs: str, check: bool = False, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
        """Pushes to the server, past all hooks of the clone."""
        return self.git("push", "--no-verify", "origin", *specs, check=check, env=env)

    def merge(self, *heads: str, into: str = "main", tree: str = "", message: str = "Merge") -> str:
        """Writes the merge of `heads` into `into`, with git's own tree or another, and returns it; no ref moves."""
        clean = tree or self.git("merge-tree", "--write-tree", into, heads[0]).stdout.split()[0]
        parents = [word for parent in (into, *heads) for word in ("-p", parent)]
        return self.git("commit-tree", *parents, "-m", message, clean).stdout.strip()

    def tree(self, revision: str, files: Mapping[str, str]) -> str:
        """Writes the tree of a revision with `files` changed, and returns it."""
        index = {"GIT_INDEX_FILE": str(self.path / ".git" / "index.aside")}
        self.git("read-tree", revision, env=index)
        for name, text in files.items():
            blob = self.git("hash-object", "-w", "--stdin", stdin=text).stdout.strip()
            self.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{name}", env=index)
        return self.git("write-tree", env=index).stdout.strip()

    def chamber(self, now: Callable[[], int] = clock.now) -> Chamber:
        """Opens the ledger of this clone in this process."""
        return open_chamber(self.path, now=now)


@dataclass(frozen=True, slots=True)
class Field:
    """A body's repositories below one folder: `server` is bare and enforces, if it has hooks."""

    root: Path
    people: People
    transport: Transport

    @property
    def server(self) -> Path:
        """Returns where the bare repository lies."""
        return self.root / "server.git"

    @property
    def alice(self) -> Clone:
        """Returns the founder's clone."""
        return self.clone("alice")

    @property
    def bob(self) -> Clone:
        """Returns a member's clone."""
        return self.clone("bob")

    @property
    def carol(self) -> Clone:
        """Returns a member's clone."""
        return self.clone("carol")

    def clone(self, name: str) -> Clone:
        """Returns somebody's clone, made now if there is none yet."""
        who: Person = getattr(self.people, name)
        path = self.root / name
        if not path.exists():
            clone(self.transport.url(self.server, who), path, who, self.transport.env(who))
        return Clone(who, path, self.transport)

    def at(self, ref: str) -> str:
        """Returns where a ref of the server stands; nothing if it does not exist."""
        shown = git("rev-parse", "--verify", "--quiet", ref, cwd=self.server, check=False)
        return shown.stdout.strip()

    def refs(self, prefix: str) -> list[str]:
        """Returns the names of the server's refs under a prefix."""
        return git("for-each-ref", "--format=%(refname)", prefix, cwd=self.server).stdout.split()

    def carry(self, branch: str, *, by: Sequence[str] = MEMBERS) -> str:
        """Moves to merge a branch, with an aye from each and the announcement, in alice's clone; returns its name.

        The branch and all lines are then on the server.
        """
        return self.decide("merge", branch, by=by)

    def decide(self, *motion: str, by: Sequence[str] = MEMBERS, choice: str = "aye") -> str:
        """As `carry`, for any motion and either result."""
        name = self.alice.motion(*motion).stdout.split()[0]
        if motion[0] == "merge":
            self.alice.git("push", "--quiet", "--no-verify", "origin", motion[1])
        self._voted(name, by, choice)
        self.alice.sync()
        return name

    def order(self, *branches: str, by: Sequence[str] = MEMBERS) -> str:
        """As `carry`, for the sequence in which branches are to go into main; returns its name."""
        moved = self.alice.sprint("sequence", *branches, "--move", "--as-named")
        name = self._voted(moved.stdout.split()[0], by, "aye")
        self.alice.sync()
        return name

    def settle(self, *quality: str, by: Sequence[str] = MEMBERS) -> str:
        """As `carry`, for what `git quality` moves; returns its name."""
        name = self._voted(self.alice.quality(*quality).stdout.split()[0], by, "aye")
        self.alice.sync()
        return name

    def carry_all(self, *branches: str, by: Sequence[str] = ("alice", "bob")) -> None:
        """As `carry` for each, all sent together."""
        for each in branches:
            self._voted(self.alice.motion("merge", each).stdout.split()[0], by, "aye")
        self.alice.git("push", "--quiet", "--no-verify", "origin", *branches)
        self.alice.sync()

    def _voted(self, name: str, by: Sequence[str], choice: str) -> str:
        for each in by:
            self.alice.vote(choice, name, "--key", getattr(self.people, each).key_path)
        self.alice.motion("announce", name)
        return name


class Fields:
    """Founds bodies, each once, and copies them; `folder` may be shared with other processes."""

    def __init__(self, folder: Path, people: People) -> None:
        self.folder = folder
        self.people = people
        self._known: dict[Path, Snapshot] = {}

    def founded(self, root: Path, transport: Transport, charter: str = "team") -> Field:
        """Copies a body with hooks on its server to `root`; `charter` is a template's name or a charter's text."""
        return self._copy(self._once("founded", charter, self._found), root, transport)

    def carried(self, root: Path, transport: Transport, charter: str = "team") -> Field:
        """As `founded`, and feature/x has been carried into main but not merged; every clone has all lines."""
        return self._copy(self._once("carried", charter, self._carry), root, transport)

    def grown(self, root: Path, transport: Transport, grow: Callable[[Field], None], charter: str = "team") -> Field:
        """Copies a founded body with what `grow` did to it once; the function's name and module name the stage."""

        def build(folder: Path, charter: str) -> None:
            grow(self.founded(folder, File(), charter))

        stage = f"{grow.__module__}-{grow.__name__}"
        return self._copy(self._once(stage, charter, build), root, transport)

    def _once(self, stage: str, charter: str, build: Callable[[Path, str], None]) -> Path:
        original = self.folder / f"{stage}-{hashlib.sha256(charter.encode()).hexdigest()[:8]}"
        with alone(original.with_name(f"{original.name}.lock")):
            if not original.exists():
                aside = original.with_name(f"{original.name}.half")
                shutil.rmtree(aside, ignore_errors=True)
                build(aside, charter)
                aside.rename(original)
        return original

    def _found(self, root: Path, charter: str) -> None:
        bare = server(sample(root / "sample"), root / "server.git")
        shutil.rmtree(root / "sample")
        program("gov", "init", "--server", cwd=bare)
        field = Field(root, self.people, File())
        for name in MEMBERS:
            field.clone(name)
        field.alice.git("branch", "--quiet", "feature/x", "origin/feature/x")
        field.alice.gov("init", *self.roll(root, charter))
        for name in MEMBERS:
            field.clone(name).sync()
        packed(field)

    def roll(self, root: Path, charter: str) -> list[str]:
        """Returns the options of `git gov init` for a template with three members, or for a charter's text."""
        if "\n" in charter:
            (root / "charter.toml").write_text(charter, encoding="utf-8")
            return ["--charter", str(root / "charter.toml")]
        members = [f"--member={name}={getattr(self.people, name).pub_path}" for name in MEMBERS]
        return ["--template", charter, *members]

    def _carry(self, root: Path, charter: str) -> None:
        field = self.founded(root, File(), charter)
        field.carry("feature/x")
        for name in ("bob", "carol"):
            field.clone(name).sync()
        packed(field)

    def _copy(self, original: Path, root: Path, transport: Transport) -> Field:
        if original not in self._known:
            self._known[original] = Snapshot.of(original)
        self._known[original].write(root)
        field = Field(root, self.people, transport)
        for name in MEMBERS:
            point(root / name, transport.url(field.server, getattr(self.people, name)))
        for hook in (*(field.server / "hooks").iterdir(), *root.glob("*/.git/hooks/*")):
            interpreted(hook)
        return field


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a folder holds, in memory: folders, and files with their modes and bytes; names begin below it."""

    folders: Sequence[str]
    files: Sequence[tuple[str, int, bytes]]

    @classmethod
    def of(cls, root: Path) -> "Snapshot":
        """Reads a folder; it may hold no symbolic links."""
        found = {str(each.relative_to(root)): each for each in sorted(root.rglob("*"))}
        files = [(name, each.stat().st_mode, each.read_bytes()) for name, each in found.items() if each.is_file()]
        return cls([name for name, each in found.items() if each.is_dir()], files)

    def write(self, root: Path) -> None:
        """Writes all of it below a folder, which is made if need be."""
        root.mkdir(parents=True, exist_ok=True)
        for name in self.folders:
            os.mkdir(f"{root}/{name}")  # noqa: PTH102 - a hundred of them, for each test
        for name, mode, content in self.files:
            handle = os.open(f"{root}/{name}", os.O_WRONLY | os.O_CREAT, mode)
            os.write(handle, content)
            os.close(handle)


def packed(field: Field) -> None:
    """Packs everything, so that there are few files and folders to write for each test."""
    for name in ("server.git", *MEMBERS):
        git("repack", "-adq", cwd=field.root / name)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keeps other processes out as long as the block lasts."""
    with lock.open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def point(clone: Path, url: str) -> None:
    """Has a clone go to another address."""
    config = clone / ".git" / "config"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^\turl = .*$", lambda _: f'\turl = "{url}"', text, count=1), encoding="utf-8")


def interpreted(hook: Path, python: str = "") -> None:
    """Lets a hook of gitgov start another interpreter, or else the one that would install it now."""
    text = hook.read_text(encoding="utf-8")
    start = text.index("\npython='") + 9
    hook.write_text(text[:start] + (python or sys.executable) + text[text.index("'", start) :], encoding="utf-8")


def charter_of(
    people: People, extra: str = "", *, roles: Mapping[str, str] | None = None, members: Sequence[str] = MEMBERS
) -> str:
    """Writes a charter for a small team; `extra` are the tables that protect refs, or rules."""
    text = 'name = "Field"\nversion = 1\n'
    for name in members:
        held = f'roles = ["{roles[name]}"]\n' if roles and name in roles else ""
        text += f'\n[members.{name}]\n{held}keys = ["{getattr(people, name).pub}"]\n'
    return f"{text}\n{extra}"


MAIN_AND_TAGS = """
[[branches]]
name = "main"
methods = ["merge"]

[[tags]]
name = "v*"
"""
RELEASES = '\n[[branches]]\nname = "release/*"\nmethods = ["merge"]\n'
