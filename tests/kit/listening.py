"""Starting a server on a free loopback port, waiting until it answers, ending it: without a sleep, by its own id."""

import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

HOST = "127.0.0.1"
PATIENCE = 10.0  # seconds until a server that does not answer is given up
ATTEMPTS = 5  # ports to try: somebody else may take a free one first


def program(name: str, package: str) -> Path:
    """Returns where the server `name` is installed; without it the test fails and names the Debian package."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
    if found is None:
        pytest.fail(f"this test needs {name}: apt-get install {package}", pytrace=False)
    return Path(found)


@contextmanager
def listening(command: Callable[[int], Sequence[str]], log: Path, env: Mapping[str, str]) -> Iterator[int]:
    """Runs `command(port)` on a free port until the block ends; yields the port once it answers.

    Raises AssertionError with the server's own words when it does not.
    """
    process, port = start(command, log, env)
    try:
        yield port
    finally:
        stop(process)


def start(
    command: Callable[[int], Sequence[str]], log: Path, env: Mapping[str, str]
) -> tuple[subprocess.Popen[bytes], int]:
    """Starts the server and returns it with its port."""
    for _ in range(ATTEMPTS):
        port = free_port()
        with log.open("wb") as sink:
            process = subprocess.Popen(command(port), stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env=env)
        if answers(process, port):
            return process, port
        stop(process)
    raise AssertionError(f"no answer from {shlex.join(command(port))}:\n{log.read_text(encoding='utf-8')}")


def answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Says whether the process accepts connections before it dies or patience ends."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return True
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.002)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends this process and no other."""
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """Returns a loopback port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
