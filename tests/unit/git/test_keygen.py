"""Signing through the real ssh-keygen: agents, passphrases, terminals, and answers that are not to be trusted."""

from __future__ import annotations

import base64
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gitgov
from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import verify
from gitgov.core.sshsig import armour, signed_data
from gitgov.git.signers import KeygenSigner, Signer, find_signer, read_public_key
from tests.kit.openssh import askpass, copied, keygen, pub, running_agent
from tests.kit.repo import run
from tests.kit.softkeys import hardware_stub, sk_ed25519

MESSAGE = b"the ayes have it\n"
FRAME = signed_data(MESSAGE, "gitgov")
PASSPHRASE = "open sesame"
KINDS = {"ed25519": ("-t", "ed25519"), "nistp384": ("-t", "ecdsa", "-b", "384"), "rsa": ("-t", "rsa", "-b", "2048")}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Returns a private key file of each kind, with its .pub file beside it."""
    folder = tmp_path_factory.mktemp("keys")
    return {kind: keygen(folder / kind, *options) for kind, options in KINDS.items()}


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """Returns an encrypted private key file."""
    return keygen(tmp_path / "locked", "-t", "ed25519", passphrase=PASSPHRASE)


@pytest.fixture
def agent(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Shows an agent to this process."""
    with running_agent(tmp_path_factory.mktemp("a")) as socket:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        yield


def add(path: Path) -> None:
    run("ssh-add", "-q", path, cwd=path.parent)


def signs(signer: Signer) -> bool:
    assert isinstance(signer, KeygenSigner)
    return verify(signer.public, FRAME, signer.sign(MESSAGE, "gitgov"))


class TestAgent:
    @pytest.mark.parametrize("kind", ["ed25519", "nistp384", "rsa"])
    def test_it_signs_for_a_literal(self, keys: dict[str, Path], agent: None, tmp_path: Path, kind: str) -> None:
        add(keys[kind])
        signer = find_signer("key::" + pub(keys[kind]).read_text())
        assert signs(signer)

    def test_it_signs_for_a_public_file_alone(self, keys: dict[str, Path], agent: None, tmp_path: Path) -> None:
        add(keys["ed25519"])
        copy = copied(keys["ed25519"], tmp_path, private=False)
        assert signs(find_signer(str(pub(copy))))

    def test_it_spares_the_passphrase(
        self, locked: Path, agent: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        askpass(PASSPHRASE, tmp_path, monkeypatch)
        add(locked)
        askpass("wrong", tmp_path, monkeypatch)
        for choice in (locked, pub(locked)):
            assert signs(find_signer(str(choice)))

    def test_an_agent_without_the_key_is_refused(self, keys: dict[str, Path], agent: None) -> None:
        add(keys["rsa"])
        signer = find_signer(pub(keys["ed25519"]).read_text())
        with pytest.raises(BadInput, match="does not hold the key SHA256:") as refused:
            signer.sign(MESSAGE, "gitgov")
        assert "ssh-add" in refused.value.remedy

    @pytest.mark.parametrize("socket", [None, "/nonexistent"])
    def test_no_agent_is_refused(
        self, keys: dict[str, Path], socket: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if socket:
            monkeypatch.setenv("SSH_AUTH_SOCK", socket)
        with pytest.raises(BadInput, match="no ssh-agent is running") as refused:
            find_signer(pub(keys["ed25519"]).read_text()).sign(MESSAGE, "gitgov")
        assert "ssh-agent" in refused.value.remedy


class TestPassphrase:
    def test_askpass_unlocks(self, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        askpass(PASSPHRASE, tmp_path, monkeypatch)
        assert signs(find_signer(str(locked)))

    @pytest.mark.parametrize("form", ["PEM", "PKCS8"])
    def test_askpass_unlocks_pem(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
        path = keygen(tmp_path / "old", "-t", "rsa", "-m", form, passphrase=PASSPHRASE)
        askpass(PASSPHRASE, tmp_path, monkeypatch)
        assert signs(find_signer(str(path)))

    def test_a_wrong_passphrase_is_refused(self, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        askpass("wrong", tmp_path, monkeypatch)
        done = alone(locked)
        assert "incorrect passphrase" in done
        assert f"ssh-add {locked}" in done

    def test_without_a_terminal_it_says_so(self, locked: Path) -> None:
        done = alone(locked)
        assert "no terminal" in done
        assert f"ssh-add {locked}" in done

    def test_a_key_that_others_can_read_is_refused_as_by_ssh(self, locked: Path) -> None:
        locked.chmod(0o644)
        assert f"chmod 600 {locked}" in alone(locked)

    def test_a_hardware_key_that_is_not_plugged_in_is_asked_for(self, tmp_path: Path) -> None:
        path = tmp_path / "id_ed25519_sk"
        path.touch(mode=0o600)
        path.write_text(hardware_stub(sk_ed25519()))
        assert "plug the security key in" in alone(path)

    @pytest.mark.parametrize("display", ["", ":99"])
    def test_it_asks_at_the_terminal(
        self, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, display: str
    ) -> None:
        monkeypatch.setenv("DISPLAY", display)
        signature = at_a_terminal(locked, PASSPHRASE)
        assert verify(read_public_key(str(locked)), FRAME, signature)

    def test_nothing_is_left_behind(self, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        askpass(PASSPHRASE, tmp_path, monkeypatch)
        folder = tmp_path / "temporary"
        folder.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(folder))
        find_signer(str(locked)).sign(MESSAGE, "gitgov")
        assert list(folder.iterdir()) == []


class TestKeygenAnswers:
    """What comes back from ssh-keygen is checked: a stand-in on PATH answers badly."""

    @pytest.fixture
    def stand_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Returns a file; its content is what the stand-in writes as the signature."""
        script, content = tmp_path / "bin" / "ssh-keygen", tmp_path / "answer"
        script.parent.mkdir()
        script.write_text(f'#!/bin/sh\nfor last; do :; done\ncat {content} > "$last.sig"\n')
        script.chmod(0o700)
        monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
        return content

    def test_the_signature_of_another_key_is_refused(self, stand_in: Path, keys: dict[str, Path]) -> None:
        other = find_signer(str(keys["nistp384"]))
        stand_in.write_text(armour(other.public, "gitgov", other.sign(MESSAGE, "gitgov")))
        with pytest.raises(BadInput, match="instead of"):
            find_signer(pub(keys["ed25519"]).read_text()).sign(MESSAGE, "gitgov")

    @pytest.mark.parametrize(("message", "namespace"), [(b"the noes have it\n", "gitgov"), (MESSAGE, "git")])
    def test_a_signature_of_something_else_is_refused(
        self, stand_in: Path, keys: dict[str, Path], message: bytes, namespace: str
    ) -> None:
        own = find_signer(str(keys["ed25519"]))
        stand_in.write_text(armour(own.public, "gitgov", own.sign(message, namespace)))
        with pytest.raises(BadInput, match="does not verify"):
            find_signer(own.public.line()).sign(MESSAGE, "gitgov")

    def test_rubbish_is_refused(self, stand_in: Path, keys: dict[str, Path]) -> None:
        stand_in.write_bytes(b"\xff")
        with pytest.raises(BadInput, match="not an armoured SSH signature"):
            find_signer(pub(keys["ed25519"]).read_text()).sign(MESSAGE, "gitgov")

    def test_no_ssh_keygen_is_refused(self, keys: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        with pytest.raises(BadInput, match="cannot run ssh-keygen") as refused:
            find_signer(pub(keys["ed25519"]).read_text()).sign(MESSAGE, "gitgov")
        assert "OpenSSH" in refused.value.remedy


SIGN = """
import base64, fcntl, sys, termios
from gitgov.core.errors import BadInput
from gitgov.git.signers import find_signer
if sys.stdin.isatty():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
try:
    print("MADE:" + base64.b64encode(find_signer(sys.argv[1]).sign(sys.argv[2].encode(), "gitgov")).decode())
except BadInput as error:
    print(error.what, error.remedy)
"""


def signing(path: Path) -> tuple[list[str], dict[str, str]]:
    """A process of its own that signs with `path`."""
    root = str(Path(gitgov.__file__).parent.parent)
    return [sys.executable, "-c", SIGN, str(path), MESSAGE.decode()], os.environ | {"PYTHONPATH": root}


def alone(path: Path) -> str:
    """What a process without any terminal says."""
    command, env = signing(path)
    done = subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True, check=True
    )
    return done.stdout


def at_a_terminal(path: Path, typed: str) -> bytes:
    """Signs in a process that owns a terminal, where somebody answers the first question; returns the signature."""
    ours, its = pty.openpty()
    command, env = signing(path)
    process = subprocess.Popen(
        command, env=env, stdin=its, stdout=subprocess.PIPE, stderr=its, text=True, start_new_session=True
    )
    os.close(its)
    try:
        said = b""
        while b"passphrase" not in said:  # ends with OSError when it leaves without a question
            said += os.read(ours, 1024)
        assert f"signing with {path}".encode() in said, "it asks for a passphrase, and says for which key"
        os.write(ours, typed.encode() + b"\n")
        made = process.communicate()[0]
    finally:
        os.close(ours)
        process.wait()
    return base64.b64decode(made.partition("MADE:")[2])
