"""The process that asks can look up and reach one place, and says only what it was asked to."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gitgov.git.workers import Unanswered, Worker, outside
from tests.kit.models import profile_of

TRY = """
import socket, sys, subprocess, os
from gitgov.advice.model.worker import only
sys.addaudithook(only({url!r}))
def tried(what):
    try:
        what()
    except PermissionError:
        return "refused"
    except OSError:
        return "let"
    return "let"
print(*map(tried, [
    lambda: socket.create_connection(("127.0.0.1", {port})),
    lambda: socket.create_connection(("localhost", {port})),
    lambda: socket.create_connection(("127.0.0.1", {port} + 1)),
    lambda: socket.create_connection(("127.0.0.2", {port})),
    lambda: socket.getaddrinfo("example.org", 443),
    lambda: socket.gethostbyname("example.org"),
    lambda: socket.socket(socket.AF_UNIX).connect("/tmp/nothing"),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", {port})),
    lambda: socket.socket().bind(("127.0.0.1", 0)),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: os.posix_spawn("/bin/true", ["true"], {{}}),
    lambda: os.fork(),
]))
"""


def test_it_connects_to_the_profiles_place_and_nowhere_else() -> None:
    code = TRY.format(url="http://127.0.0.1:9/v1", port=9)
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["let", *["refused"] * 12], done.stderr


def test_what_is_no_worker_is_dead() -> None:
    worker = Worker("gitgov.nothing", Path("/"))
    with pytest.raises(Unanswered, match="died"):
        worker.ask({}, 30)
    assert not worker.alive


def test_it_ends_when_nobody_asks_any_more(tmp_path: Path) -> None:
    worker = Worker("gitgov.advice.model.worker", tmp_path)
    assert worker.ask({"profile": profile_of("http://127.0.0.1:9").model_dump(mode="json"), "key": "x"}, 60)["ready"]
    assert worker._child.stdin is not None
    worker._child.stdin.close()
    assert worker._child.wait(timeout=30) == 0
    worker.close()


def test_memory_and_core_are_bound(tmp_path: Path) -> None:
    code = "from gitgov.advice.model import worker; import resource; worker.limit(); print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, env=outside(tmp_path)
    )
    assert done.stdout.split() == [str(2**30), "0"]


def test_the_key_is_neither_in_arguments_nor_in_the_environment(tmp_path: Path) -> None:
    worker = Worker("gitgov.advice.model.worker", tmp_path)
    try:
        worker.ask({"profile": profile_of("http://127.0.0.1:9").model_dump(mode="json"), "key": "KEY-secret"}, 60)
        place = Path(f"/proc/{worker._child.pid}")
        if not place.exists():
            pytest.skip("there is no /proc here")
        assert b"KEY-secret" not in (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
        assert (place / "cwd").readlink() == Path("/")
    finally:
        worker.close()


def test_what_a_library_prints_goes_nowhere(tmp_path: Path) -> None:
    code = (
        "import os; from gitgov.advice.model.worker import pipes, write\n"
        "source, sink = pipes(); print('noise'); os.write(1, b'noise'); os.write(2, b'noise'); write(sink, {'a': 1})"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True)
    assert (json.loads(done.stdout), done.stderr) == ({"a": 1}, b"")
