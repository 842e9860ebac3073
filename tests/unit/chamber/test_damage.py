"""Damaged objects of the ledger: one clear message that names what is damaged, and what it says to do helps."""

import shlex
from pathlib import Path

import pytest

from tests.kit.field import Field
from tests.kit.repo import git, loosened


def objects(repo: Path, room: str) -> dict[str, str]:
    """Returns the objects that a room's first note rests on, from its commit to its blob, by their kinds."""
    found = {"commit": git("rev-parse", f"refs/notes/gov/{room}", cwd=repo).stdout.strip()}
    found["tree"] = git("rev-parse", f"{found['commit']}^{{tree}}", cwd=repo).stdout.strip()
    found["subtree"] = git("ls-tree", "--object-only", found["tree"], cwd=repo).stdout.split()[0]
    found["blob"] = git("ls-tree", "-r", "--object-only", found["subtree"], cwd=repo).stdout.split()[0]
    return found


def damage(path: Path, how: str) -> None:
    whole = path.read_bytes()
    path.chmod(0o644)
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes({"cut short": whole[: len(whole) * 2 // 3], "empty": b"", "junk": bytes(range(60))}[how])


@pytest.mark.parametrize("how", ["cut short", "empty", "junk", "gone"])
@pytest.mark.parametrize("kind", ["commit", "tree", "subtree", "blob"])
def test_of_the_charter(fresh: Field, kind: str, how: str) -> None:
    alice = fresh.alice
    alice.gov("verify")
    name = objects(alice.path, "charter")[kind]
    path = loosened(alice.path / ".git") / name[:2] / name[2:]
    damage(path, how)
    done = alice.gov("verify", check=False)
    assert done.returncode == 3
    assert f"{name} is missing or damaged" in done.stderr
    assert "defect" not in done.stderr
    assert len(done.stderr.splitlines()) == 2
    first, *commands = done.stderr.partition("next: ")[2].split(";")
    assert first.startswith("git fsck")
    for command in map(shlex.split, commands):
        if command[0] == "rm":
            Path(command[1]).unlink()
        else:
            alice.git(*command[1:])
    alice.gov("verify", "--from-scratch")


@pytest.mark.parametrize("how", ["cut short", "empty", "junk", "gone"])
@pytest.mark.parametrize("kind", ["tree", "subtree", "blob"])
def test_of_a_room_that_is_read_at_once(here: Field, kind: str, how: str) -> None:
    bob = here.bob
    name = objects(bob.path, "votes")[kind]
    bob.git("remote", "remove", "origin")
    damage(loosened(bob.path / ".git") / name[:2] / name[2:], how)
    for again in ("", "--from-scratch"):
        done = bob.gov("verify", *again.split(), check=False)
        assert done.returncode == 3
        assert name in done.stderr
        assert "damaged" in done.stderr
        assert "defect" not in done.stderr
