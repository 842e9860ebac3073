"""When the server cannot decide, nothing that is protected moves."""

from pathlib import Path

import pytest

from tests.kit.field import Field, interpreted
from tests.kit.forge import write
from tests.kit.repo import git, hook, loosened, run

NOT_DECIDED = "could not decide, so nothing moves"


def stays(field: Field, *specs: str, word: str = NOT_DECIDED) -> None:
    """Pushes what was ratified, and asserts that it was refused for this reason."""
    before = field.at("main")
    done = field.alice.push(*(specs or (f"{field.alice.merge('feature/x')}:main",)))
    assert done.returncode == 1, done.stderr
    assert word in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert field.at("main") == before


def on_server(field: Field, *args: str) -> None:
    git(*args, cwd=field.server)


def test_the_pinned_ledger_is_gone(carried: Field) -> None:
    for room in ("charter", "motions", "votes", "decisions"):
        on_server(carried, "update-ref", "-d", f"refs/notes/gov/{room}")
    stays(carried)
    stays(carried, "feature/x:main")


def test_a_charter_that_is_not_the_pinned_one(here: Field) -> None:
    on_server(here, "config", "gov.genesis", "0" * 64)
    stays(here)


def test_a_corrupt_charter(here: Field) -> None:
    root = here.alice.git("rev-list", "--max-parents=0", "main").stdout.strip()
    write(here.server, "charter", root, b"not a charter\n")
    stays(here)


@pytest.mark.parametrize("kept", [0, 8, 200, -20, -1])
def test_an_object_of_the_ledger_is_truncated(here: Field, kept: int) -> None:
    """As after a loss of power. libgit2 1.9 reads some of these for ever (its issue 7342), so a limit of time is asked."""
    blob = git("ls-tree", "-r", "refs/notes/gov/votes", cwd=here.server).stdout.split()[2]
    path = loosened(here.server) / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:kept])
    before, merge = here.at("main"), here.alice.merge("feature/x")
    push = ("git", "push", "--no-verify", "origin", f"{merge}:main")
    done = run("timeout", "--kill-after=1", "15", *push, cwd=here.alice.path, check=False)
    assert here.at("main") == before
    assert done.returncode == 1, done.stderr
    assert NOT_DECIDED in done.stderr


@pytest.mark.parametrize("interpreter", ["/nowhere/python", "/bin/false", "/dev/null"])
def test_the_interpreter_is_broken(carried: Field, interpreter: str) -> None:
    for path in (carried.server / "hooks").iterdir():
        interpreted(path, interpreter)
    stays(carried, word="pre-receive hook declined")


def test_the_package_is_broken(here: Field) -> None:
    """As after an upgrade of Python: the interpreter starts, and gitgov cannot be imported."""
    script = here.root / "python"
    script.write_text('#!/bin/sh\nexec python3 -S "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    for path in (here.server / "hooks").iterdir():
        interpreted(path, str(script))
    stays(here, word="pre-receive hook declined")


def test_a_hook_that_was_here_before_refuses_first(here: Field) -> None:
    hook(here.server, "pre-receive.before-gitgov", "#!/bin/sh\necho not today >&2\nexit 1\n")
    stays(here, word="not today")


def test_what_cannot_be_decided_about_protected_refs_still_lets_the_others_move(here: Field) -> None:
    """House rule: unprotected refs still work."""
    on_server(here, "update-ref", "-d", "refs/notes/gov/charter")
    here.alice.commit({"y.txt": "y\n"}, branch="free")
    done = here.alice.push("free")
    assert done.returncode == 0, done.stderr


def test_a_shallow_push_is_judged_or_refused(carried: Field, tmp_path: Path) -> None:
    """From a clone that has no history, a merge without its past cannot come in."""
    shallow = carried.root / "shallow"
    url = carried.transport.url(carried.server, carried.people.bob)
    env = carried.transport.env(carried.people.bob)
    git("clone", "--quiet", "--depth=1", url, shallow, cwd=carried.root, env=env)
    git("commit", "--quiet", "--allow-empty", "--message", "on top", cwd=shallow)
    before = carried.at("main")
    done = git("push", "--quiet", url, "HEAD:main", cwd=shallow, env=env, check=False)
    assert done.returncode != 0
    assert carried.at("main") == before
