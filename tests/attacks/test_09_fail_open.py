"""Family 9: what is missing, damaged or unknown must let nothing in, and no half of a repository may be found good."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gitgov.ledger.event import Body
from gitgov.tally.events import BallotCast
from tests.kit.attacks import Done, Move, attack, on_server, writing
from tests.kit.field import Clone, Field, interpreted
from tests.kit.forge import Pen, lines
from tests.kit.programs import program
from tests.kit.repo import git, loosened

MAIN = "refs/heads/main"


class Riddle(Body):
    """A kind that nobody knows."""

    text: str = "?"


def ratified(field: Field) -> dict[str, str]:
    """Returns the move that would be lawful."""
    return {MAIN: field.alice.merge("feature/x")}


def evil(clone: Clone) -> str:
    return clone.git("commit-tree", "-p", "main", "-m", "evil", "main^{tree}").stdout.strip()


def copy(field: Field, *options: str) -> Clone:
    """Makes a clone of another shape, in which everything is synced."""
    path = field.root / "other"
    settings = [word for name, value in field.people.dave.settings.items() for word in ("--config", f"{name}={value}")]
    git("clone", "--quiet", *settings, *options, field.server.as_uri(), path, cwd=field.root)
    clone = Clone(field.people.dave, path, field.transport)
    clone.gov("sync")
    return clone


def without_charter(field: Field) -> None:
    git("update-ref", "-d", "refs/notes/gov/charter", cwd=field.server)
    field.bob.git("-c", "core.hooksPath=/dev/null", "update-ref", "-d", "refs/notes/gov/charter")


@attack(
    "9.1",
    "The room of charters is gone from the server, and something is pushed at once",
    server="undecided: the genesis pinned",
    client="undecided: the genesis pinned",
    verify="undecided: the genesis pinned",
)
def test_no_charter(field: Field) -> Move:
    moves = ratified(field)
    without_charter(field)
    return Move(moves, asked=lambda: on_server(field))


@pytest.mark.parametrize("room", ["motions", "votes", "decisions"])
@attack(
    "9.2",
    "A room of evidence is gone from the server, so that a decision cannot be seen any more",
    server="GOV-101 or GOV-110: as though it had never been made",
    client="unseen: a clone has rooms of its own",
    verify="unseen: as 2.6",
)
def test_no_evidence(field: Field, room: str) -> Move:
    git("update-ref", "-d", f"refs/notes/gov/{room}", cwd=field.server)
    return Move(ratified(field))


@pytest.mark.parametrize("room", ["charter", "votes"])
@attack(
    "9.3",
    "The ref of a room is empty, as after a loss of power: it is not taken for an empty room",
    server="undecided: is damaged",
    client="unseen: as the server",
    verify="undecided: is damaged",
)
def test_a_damaged_ref(field: Field, room: str) -> Move:
    moves = ratified(field)
    (field.server / "refs/notes/gov" / room).write_text("", encoding="utf-8")
    return Move(moves, force=lambda: None, asked=lambda: on_server(field))


@attack(
    "9.4",
    "An object of the ledger is missing on the server",
    server="undecided: is missing or damaged",
    client="unseen: as the server",
    verify="undecided: is missing or damaged",
)
def test_a_missing_object(field: Field) -> Move:
    moves = ratified(field)
    ref = f"refs/notes/gov/votes:{field.alice.head('feature/x')[:2]}/{field.alice.head('feature/x')[2:]}"
    blob = git("rev-parse", ref, cwd=field.server).stdout.strip()
    (loosened(field.server) / blob[:2] / blob[2:]).unlink()
    return Move(moves, force=lambda: None, asked=lambda: on_server(field, "--from-scratch"))


@pytest.mark.parametrize("interpreter", ["/nowhere/python", "/bin/false"])
@attack(
    "9.5",
    "The interpreter of the hooks is gone or broken",
    server="git: pre-receive hook declined",
    client="git: ref updates aborted by hook",
    verify="unseen: it is about hooks",
)
def test_no_interpreter(field: Field, interpreter: str) -> Move:
    for folder in (field.server / "hooks", field.bob.path / ".git" / "hooks"):
        for path in folder.iterdir():
            interpreted(path, interpreter)
    return Move(ratified(field))


@attack(
    "9.6",
    "A line of a kind that this version does not know",
    server="GOV-209",
    client="GOV-209",
    verify="passes: it is kept, without effect, and told",
)
def test_an_unknown_kind(field: Field) -> Move:
    return writing(
        field, "votes", Pen(field.alice.chamber(), "feature/z").line(field.people.bob, "riddle.told", Riddle())
    )


@attack(
    "9.7",
    "A ballot of a version that this one does not know",
    server="GOV-209",
    client="GOV-209",
    verify="passes: it is kept, without effect, and told",
)
def test_an_unknown_version(field: Field) -> Move:
    pen = Pen(field.alice.chamber(), "feature/z")
    return writing(field, "votes", pen.line(field.people.bob, "ballot.cast", BallotCast(choice="aye"), v=2))


@attack(
    "9.8",
    "A shallow clone is asked whether all is well",
    server="unseen: nothing is pushed",
    client="unseen: nothing moves",
    verify="undecided: this clone is shallow",
)
def test_shallow(field: Field) -> Move:
    return Move(asked=lambda: copy(field, "--depth=1").gov("verify", "--json", check=False))


@attack(
    "9.9",
    "A shallow clone pushes a merge without its past",
    server="GOV-101",
    client="unseen: as any other move",
    verify="unseen: as 5.10",
)
def test_a_shallow_push(field: Field) -> Move:
    clone = copy(field, "--depth=1")
    commit = evil(clone)
    return Move(push=lambda: clone.git("push", "--no-verify", "origin", f"{commit}:main", check=False))


@pytest.mark.parametrize(
    "options", [["--filter=blob:none", "--sparse"], ["--filter=blob:none", "--no-checkout"], ["--bare"]]
)
@attack(
    "9.10",
    "A partial, sparse, bare or empty-handed clone is asked about an evil merge",
    server="unseen: nothing is pushed",
    client="unseen: nothing moves",
    verify="GOV-101",
)
def test_clones_of_other_shapes(field: Field, options: list[str]) -> Move:
    commit = evil(field.alice)
    if "--filter" in options[0]:
        git("config", "uploadpack.allowFilter", "true", cwd=field.server)
    return Move(
        {MAIN: commit}, names=(commit,), asked=lambda: copy(field, *options).gov("verify", "--json", check=False)
    )


@attack(
    "9.11",
    "Main moves in a linked worktree",
    server="unseen: nothing is pushed",
    client="GOV-101",
    verify="unseen: as 5.18",
)
def test_a_worktree(field: Field) -> Move:
    bob, tree = field.bob, field.root / "tree"
    bob.git("switch", "--quiet", "--detach")
    bob.git("worktree", "add", "--quiet", tree, "main")
    return Move(local=lambda: git("commit", "--allow-empty", "-m", "evil", cwd=tree, check=False))


@attack(
    "9.12",
    "All is packed and collected, on the server and in the clone, and then something evil is tried",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_packed(field: Field) -> Move:
    for work in (
        ("gc", "--quiet"),
        ("pack-refs", "--all", "--prune"),
        ("maintenance", "run", "--quiet"),
        ("repack", "-adq"),
    ):
        field.bob.git(*work)
        git(*work, cwd=field.server)
    commit = evil(field.alice)
    return Move({MAIN: commit}, names=(commit,))


def at(instant: int, ask: Callable[[], Done], patch: pytest.MonkeyPatch) -> Done:
    """Asks by another clock."""
    with patch.context() as there:
        there.setattr(time, "time", lambda: float(instant))
        return ask()


@attack(
    "9.13",
    "The clock of whoever judges stands in 1970",
    server="unseen: hooks know one clock; `git gov check` there says GOV-113",
    client="unseen: as the server",
    verify="GOV-113: each hold is still to end, by that clock",
)
def test_a_clock_in_1970(field: Field, monkeypatch: pytest.MonkeyPatch) -> Move:
    row = ("check", field.at("main"), field.alice.merge("feature/x"), MAIN)
    done = at(86_400, lambda: program("gov", *row, cwd=field.alice.path, check=False), monkeypatch)
    assert "GOV-113" in done.stdout, done
    return Move(asked=lambda: at(86_400, lambda: on_server(field), monkeypatch))


@attack(
    "9.14",
    "The clock of whoever verifies stands in 2106, beyond 32 bits",
    server="unseen: hooks know one clock",
    client="unseen: as the server",
    verify="GOV-101",
)
def test_a_clock_in_2106(field: Field, monkeypatch: pytest.MonkeyPatch) -> Move:
    commit = evil(field.alice)
    far = 2**32 + 1_000
    return Move({MAIN: commit}, names=(commit,), asked=lambda: at(far, lambda: on_server(field), monkeypatch))


@attack(
    "9.15",
    "A push to a repository of SHA-256, into which somebody has copied the hooks",
    server="undecided: SHA-1 only",
    client="unseen: as the server",
    verify="unseen: every command of gitgov refuses to start there, with the same word",
)
def test_sha_256(field: Field, tmp_path: Path) -> Move:
    server, path = tmp_path / "server.git", tmp_path / "clone"
    git("init", "--quiet", "--bare", "--object-format=sha256", server, cwd=tmp_path)
    shutil.copytree(field.server / "hooks", server / "hooks", dirs_exist_ok=True)
    git("init", "--quiet", "--object-format=sha256", path, cwd=tmp_path)
    git("commit", "--quiet", "--allow-empty", "--message", "x", cwd=path)
    done = program("gov", "verify", cwd=path, check=False)
    assert (done.returncode, "SHA-1 only" in done.stderr) == (2, True), done
    return Move(push=lambda: git("push", server, "HEAD:main", cwd=path, check=False))


@attack(
    "9.16",
    "A note is a submodule pointer, which no reader can open",
    server="passes: it is no file, and no note to any reader",
    client="passes: as there",
    verify="passes: as there",
)
def test_a_note_that_is_no_file(field: Field) -> Move:
    alice, ref = field.alice, "refs/notes/gov/votes"
    rows = alice.git("ls-tree", ref).stdout
    folder = next(name for name in map("{:02x}".format, range(256)) if f"\t{name}\n" not in rows)
    below = alice.git("mktree", stdin=f"160000 commit {alice.head('main')}\t{'ab' * 19}\n").stdout.strip()
    tree = alice.git("mktree", stdin=f"{rows}040000 tree {below}\t{folder}\n").stdout.strip()
    return Move({ref: alice.git("commit-tree", "-m", "evil", "-p", ref, tree).stdout.strip()})


@attack(
    "9.17",
    "Submissions that are none: a blob, a tag, an empty tree, a folder or a submodule in place of the lines",
    server="passes: each is set aside, and the next vote is taken in",
    client="unseen: a clone holds no inbox of others",
    verify="passes: they leave nothing",
)
def test_submissions_that_are_none(field: Field) -> Move:
    alice, empty = field.alice, field.alice.git("mktree").stdout.strip()
    alice.git("tag", "--annotate", "--message", "x", "wrapped", "main")
    odd = [alice.git("hash-object", "-w", "--stdin", stdin="x").stdout.strip(), empty, alice.head("refs/tags/wrapped")]
    for entry in (f"040000 tree {empty}", f"160000 commit {alice.head('main')}"):
        tree = alice.git("mktree", stdin=f"{entry}\tlines\n").stdout.strip()
        odd.append(alice.git("commit-tree", "-m", "x", tree).stdout.strip())

    def push() -> Done:
        done = alice.push(*(f"{oid}:refs/gov/inbox/odd/{number}" for number, oid in enumerate(odd)))
        assert field.refs("refs/gov/inbox") == []
        alice.vote("aye", "feature/z")
        alice.sync()
        assert lines(alice.path, "votes") == lines(field.server, "votes")
        return done

    return Move(push=push)


@pytest.mark.parametrize("by", ["KILL", "XCPU"])
@attack(
    "9.18",
    "A hook is killed in the midst of its work, as by a limit of time or of memory that a server sets",
    server="git: hook declined",
    client="git: ref updates aborted by hook",
    verify="unseen: it is about hooks",
)
def test_a_hook_that_is_killed(field: Field, tmp_path: Path, by: str) -> Move:
    interpreter = tmp_path / "interpreter"
    interpreter.write_text(f"#!/bin/sh\ncat >/dev/null\nkill -s {by} $PPID $$\n", encoding="utf-8")
    interpreter.chmod(0o755)
    for folder in (field.server / "hooks", field.bob.path / ".git" / "hooks"):
        for path in folder.iterdir():
            interpreted(path, str(interpreter))
    return Move(ratified(field))


@attack(
    "9.19",
    "A ratified merge empties the branch, and a partial clone without trees is asked, where git takes them for empty ones",
    server="GOV-108",
    client="GOV-108",
    verify="undecided: which a merge is made from, is not here",
)
def test_no_trees(field: Field) -> Move:
    git("config", "uploadpack.allowFilter", "true", cwd=field.server)
    commit = field.alice.merge("feature/x", tree=field.alice.git("mktree", stdin="").stdout.strip())
    return Move(
        {MAIN: commit},
        asked=lambda: copy(field, "--filter=tree:0", "--no-checkout").gov("verify", "--json", check=False),
    )


class Stopping:
    """An interpreter that says its process, waits for a word and goes on; put in the place of the one that hooks start."""

    def __init__(self, folder: Path) -> None:
        self.path, self.says, self.word = folder / "interpreter", folder / "says", folder / "word"
        self.path.write_text(
            f'#!/bin/sh\necho $$ >{self.says}\nread -r _ <{self.word}\nexec {sys.executable} "$@"\n', encoding="utf-8"
        )
        self.path.chmod(0o755)
        for pipe in (self.says, self.word):
            os.mkfifo(pipe)

    def stopped(self, act: Callable[[], Done], repo: Path, end: signal.Signals) -> Done:
        """Does what starts a hook, which is stopped at once, told to go on, and only then continued or killed."""
        before = git("for-each-ref", cwd=repo).stdout
        with ThreadPoolExecutor(1) as beside:
            doing = beside.submit(act)
            hook = int(self.says.read_text(encoding="ascii"))
            os.kill(hook, signal.SIGSTOP)
            word = os.open(self.word, os.O_RDWR)
            os.write(word, b"\n")
            assert git("for-each-ref", cwd=repo).stdout == before
            assert not doing.done()
            os.kill(hook, end)
            done = doing.result()
            os.close(word)
            return done


@attack(
    "9.20",
    "A hook is stopped and stands for ever, and in the end is continued, or killed",
    server="passes: what is lawful moves once it is continued, and not before",
    client="git: ref updates aborted by hook",
    verify="unseen: it is about hooks",
)
def test_a_hook_that_is_stopped(field: Field, tmp_path: Path) -> Move:
    stopping, bob, commit = Stopping(tmp_path), field.bob, evil(field.alice)
    for path in (field.server / "hooks" / "pre-receive", bob.path / ".git" / "hooks" / "reference-transaction"):
        interpreted(path, str(stopping.path))

    def local() -> Done:
        move = ("update-ref", MAIN, commit)
        done = stopping.stopped(lambda: bob.git(*move, check=False), bob.path, signal.SIGKILL)
        interpreted(bob.path / ".git" / "hooks" / "reference-transaction")
        assert "GOV-101" in bob.git(*move, check=False).stderr, "nothing that was left is in the way"
        return done

    def push() -> Done:
        lawful = field.alice.merge("feature/x")
        done = stopping.stopped(lambda: field.alice.push(f"{lawful}:main"), field.server, signal.SIGCONT)
        assert field.at(MAIN) == lawful
        return done

    return Move(push=push, local=local)
