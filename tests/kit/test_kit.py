"""The kit itself: what it promises to other tests is shown here once."""

import os
import shutil
import sys
from pathlib import Path

import pygit2
import pytest

from tests.kit.listening import listening
from tests.kit.people import People, cast
from tests.kit.repo import clone, commit, git, head, hook, run, sample, server
from tests.kit.servers import TRANSPORTS, Transport

REFUSE_FORBIDDEN = """\
#!/bin/sh
while read -r old new ref; do
  if [ "$ref" = refs/heads/forbidden ]; then
    echo "not for ${GOV_PUSHER:-${REMOTE_USER:-anybody}}" >&2
    exit 1
  fi
done
"""
PUSHERS = {"file": "anybody", "ssh": "alice", "http": "alice"}


def test_a_hook_accepts_and_refuses_over_each_transport(transport: Transport, people: People, tmp_path: Path) -> None:
    bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
    hook(bare, "pre-receive", REFUSE_FORBIDDEN)
    env = transport.env(people.alice)
    mine = clone(transport.url(bare, people.alice), tmp_path / "alice", people.alice, env)
    new = commit(mine, {"a.txt": "a\n"}, "Add a")

    refused = git("push", "origin", "HEAD:refs/heads/forbidden", cwd=mine, env=env, check=False)
    git("push", "origin", "HEAD:refs/heads/allowed", cwd=mine, env=env)

    assert refused.returncode == 1
    assert f"remote: not for {PUSHERS[transport.name]}" in refused.stderr
    assert head(bare, "refs/heads/allowed") == new
    assert git("for-each-ref", "refs/heads/forbidden", cwd=bare).stdout == ""


@pytest.mark.parametrize("transport", ["ssh"], indirect=True)
def test_ssh_shows_the_hook_whose_key_it_was(transport: Transport, people: People, tmp_path: Path) -> None:
    bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
    hook(bare, "pre-receive", '#!/bin/sh\necho "$HOME" >&2\ncat "$SSH_USER_AUTH" >&2\n')
    env = transport.env(people.bob)
    pushed = git("push", transport.url(bare, people.bob), "main:refs/heads/b", cwd=tmp_path / "sample", env=env)
    assert f"publickey {people.bob.pub.removesuffix(' bob')}" in pushed.stderr
    assert str(tmp_path / ".sshd" / "home") in pushed.stderr


@pytest.mark.parametrize("transport", ["ssh"], indirect=True)
def test_ssh_refuses_a_key_it_does_not_know(transport: Transport, people: People, tmp_path: Path) -> None:
    bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "stranger", cwd=tmp_path)
    command = transport.env(people.eve)["GIT_SSH_COMMAND"].replace(str(people.eve.key_path), str(tmp_path / "stranger"))
    env = os.environ | {"GIT_SSH_COMMAND": command}
    asked = git("ls-remote", transport.url(bare, people.eve), cwd=tmp_path, env=env, check=False)
    assert "Permission denied" in asked.stderr


@pytest.mark.parametrize("transport", ["http"], indirect=True)
def test_http_reads_for_anyone_and_pushes_with_a_password(transport: Transport, people: People, tmp_path: Path) -> None:
    bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
    anonymous = transport.url(bare, people.alice).replace("alice:alice-password@", "")
    pushed = git("push", anonymous, "main:refs/heads/b", cwd=tmp_path / "sample", check=False)
    assert head(bare, "main") in git("ls-remote", anonymous, cwd=tmp_path).stdout
    assert pushed.returncode == 128
    assert "terminal prompts disabled" in pushed.stderr


@pytest.mark.parametrize(("name", "package"), [("ssh", "openssh-server"), ("http", "lighttpd")])
def test_a_missing_server_fails_and_names_its_package(
    name: str, package: str, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name, **_where: None)
    with (
        pytest.raises(pytest.fail.Exception, match=f"apt-get install {package}"),
        TRANSPORTS[name](tmp_path, people),
    ):
        pass


def test_a_server_that_dies_is_quoted(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo out of order; exit 1"]
    with (
        pytest.raises(AssertionError, match="out of order"),
        listening(lambda _port: command, tmp_path / "log", os.environ),
    ):
        pass


def test_git_and_pygit2_see_only_the_home_of_the_test(home: Path, tmp_path: Path) -> None:
    git("config", "--global", "gov.seen", "yes", cwd=tmp_path)
    listed = git("config", "--list", "--show-origin", cwd=tmp_path).stdout.splitlines()
    assert {line.split("\t")[0] for line in listed} == {f"file:{home}/.gitconfig"}
    repository = pygit2.init_repository(str(tmp_path / "r"))
    assert repository.config["gov.seen"] == "yes"
    assert "GIT_DIR" not in os.environ
    assert os.environ["HOME"] == str(home)
    assert os.environ["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_the_same_content_is_the_same_commit(tmp_path: Path) -> None:
    assert head(sample(tmp_path / "a"), "feature/x") == head(sample(tmp_path / "b"), "feature/x")


def test_a_failed_command_shows_everything(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"(?s)sh -c 'echo a.*exit 3.*--- stdout\na\n--- stderr\nb\n"):
        run("sh", "-c", "echo a; echo b >&2; exit 3", cwd=tmp_path)


def test_keys_are_the_same_in_every_run_and_real(people: People, tmp_path: Path) -> None:
    again = cast(tmp_path)
    assert [who.pub for who in again] == [who.pub for who in people]
    assert again.alice.fingerprint == "SHA256:WeXpogacdCqvmaxuNZFUpT1Te6ZU/j7aPAocB0T2i8o"
    assert again.alice.key_path.stat().st_mode & 0o777 == 0o600
    shown = run("ssh-keygen", "-l", "-f", again.alice.key_path, cwd=tmp_path).stdout
    assert shown.split()[1] == again.alice.fingerprint


def test_a_clone_signs_with_its_persons_key(people: People, tmp_path: Path) -> None:
    repo = clone(sample(tmp_path / "sample"), tmp_path / "carol", people.carol)
    git("tag", "--sign", "--message", "one", "v1", cwd=repo)
    signers = tmp_path / "signers"
    signers.write_text(f"{people.carol.email} {people.carol.pub}\n", encoding="utf-8")
    verified = git("-c", f"gpg.ssh.allowedSignersFile={signers}", "tag", "--verify", "v1", cwd=repo)
    assert f'Good "git" signature for {people.carol.email}' in verified.stderr
