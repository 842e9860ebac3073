"""The real ssh-keygen, ssh-agent and their askpass, for tests of keys."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kit.repo import run

# The kinds of unencrypted key files that are about: `ssh-keygen` options by name.
KINDS = {
    "ed25519": ("-t", "ed25519"),
    "nistp256": ("-t", "ecdsa", "-b", "256"),
    "nistp384": ("-t", "ecdsa", "-b", "384"),
    "nistp521": ("-t", "ecdsa", "-b", "521"),
    "rsa": ("-t", "rsa", "-b", "2048"),
    "nistp256 in PEM": ("-t", "ecdsa", "-b", "256", "-m", "PEM"),
    "rsa in PEM": ("-t", "rsa", "-b", "2048", "-m", "PEM"),
    "nistp384 in PKCS8": ("-t", "ecdsa", "-b", "384", "-m", "PKCS8"),
    "rsa in PKCS8": ("-t", "rsa", "-b", "2048", "-m", "PKCS8"),
}


def keygen(path: Path, *options: str, passphrase: str = "") -> Path:
    """Writes a new key to `path` and `path`.pub."""
    run("ssh-keygen", "-q", *options, "-N", passphrase, "-C", "a comment", "-f", path, cwd=path.parent)
    return path


def pub(path: Path) -> Path:
    """Returns the public file beside a private one."""
    return path.with_name(path.name + ".pub")


def fingerprint(path: Path) -> str:
    """Returns what `ssh-keygen -l` calls the key in a private or public file."""
    return run("ssh-keygen", "-l", "-f", path, cwd=path.parent).stdout.split()[1]


def copied(path: Path, folder: Path, *, private: bool = True) -> Path:
    """Copies a pair of key files, or only its public half, and returns where the private one is or would be."""
    copy = folder / path.name
    for source, target in [(path, copy)] * private + [(pub(path), pub(copy))]:
        target.write_bytes(source.read_bytes())
        target.chmod(0o600)
    return copy


@contextmanager
def running_agent(folder: Path) -> Iterator[Path]:
    """Starts an agent with its socket in `folder` (of a short name: a socket's path has at most 107 letters)."""
    socket = folder / "s"
    said = run("ssh-agent", "-s", "-a", socket, cwd=folder).stdout
    try:
        yield socket
    finally:
        os.kill(int(said.partition("SSH_AGENT_PID=")[2].partition(";")[0]), signal.SIGTERM)


def askpass(answer: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Lets SSH_ASKPASS give `answer` to every question (ssh(1), "ENVIRONMENT")."""
    script = folder / "askpass"
    script.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    script.chmod(0o700)
    patch.setenv("SSH_ASKPASS", str(script))
    patch.setenv("SSH_ASKPASS_REQUIRE", "force")
