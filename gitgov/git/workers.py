"""A process of ours that answers JSON lines for as long as it is asked, and sees nothing of this one's environment.

It gets a first line by its standard input, which may hold a secret: neither arguments nor environment do. It has a process
group of its own, which is killed whole when it does not answer in time; it ends by itself when its input does.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST = 4_000_000
"""Bytes of the longest line that is read from a worker."""
LANGUAGE = "C.UTF-8"


class Unanswered(Exception):
    """A worker gave no answer; its words are `deadline`, `died` or `too-large`."""


def outside(home: Path) -> dict[str, str]:
    """Return the whole environment of a worker: an allow-list, so that a variable nobody has heard of yet stays out too.

    LiteLLM, which is loaded where a profile asks for it, reads a `.env` and fetches prices unless it is told not to.
    """
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "LANG": LANGUAGE,
        "LC_ALL": LANGUAGE,
        "DSPY_CACHEDIR": str(home / "dspy"),
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LITELLM_MODE": "PRODUCTION",
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
    }


def printed(command: Sequence[str], seconds: float) -> bytes:
    """Return what a command of the user's prints, in the user's environment, with nobody to type; raises `Unanswered` and OSError."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True)
    try:
        found, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        raise Unanswered("deadline") from None
    if child.returncode:
        raise Unanswered(f"exit {child.returncode}")
    return found


class Worker:
    """A module of ours whose `main` runs apart; its first answer tells whether it is ready."""

    def __init__(self, module: str, home: Path) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-c", f"from {module} import main; main()"],
            cwd="/",
            env=outside(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library may write there what it was sent
            start_new_session=True,
            bufsize=0,
        )
        self._rest = b""

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._child.poll() is None

    def ask(self, value: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """Send a line, and return the line that answers it; raises `Unanswered`, and then the worker is dead."""
        until = time.monotonic() + seconds
        try:
            self._send(json.dumps(value).encode() + b"\n", until)
            answer = json.loads(self._line(until))
        except (OSError, ValueError):  # the pipe is broken, or what it says is no JSON
            self.close()
            raise Unanswered("died") from None
        except Unanswered:
            self.close()
            raise
        if not isinstance(answer, dict):
            self.close()
            raise Unanswered("died")
        return answer

    def close(self) -> None:
        """Kill it with all that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._child.pid, signal.SIGKILL)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._child.wait()

    def _send(self, data: bytes, until: float) -> None:
        pipe = self._child.stdin
        assert pipe is not None  # noqa: S101 - for the type checker: it was started with one
        os.set_blocking(pipe.fileno(), False)
        view = memoryview(data)
        while view:
            _wait(pipe.fileno(), until, writing=True)
            view = view[os.write(pipe.fileno(), view[:65536]) :]

    def _line(self, until: float) -> bytes:
        pipe = self._child.stdout
        assert pipe is not None  # noqa: S101 - as above
        pieces, size = [self._rest], len(self._rest)
        while b"\n" not in pieces[-1]:
            if size > MOST:
                raise Unanswered("too-large")
            _wait(pipe.fileno(), until, writing=False)
            piece = os.read(pipe.fileno(), 65536)
            if not piece:
                raise Unanswered("died")
            pieces.append(piece)
            size += len(piece)
        line, _, self._rest = b"".join(pieces).partition(b"\n")
        return line


def _wait(handle: int, until: float, *, writing: bool) -> None:
    poll = select.poll()
    poll.register(handle, select.POLLOUT if writing else select.POLLIN)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise Unanswered("deadline")
