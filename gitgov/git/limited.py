"""A command that runs with limits, below a process of our own that ends it when its time is over, or when whoever started it is gone.

Run as a child: `limited.main()` with the seconds, the home folder, and the words of the command, which writes to our standard error. It is no
sandbox: the command may read and write what the user may.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress

MEMORY, FILE = 4 << 30, 512 << 20
"""Bytes that a process may write to in memory, and to one file."""
_KEPT = ("PATH", "LANG", "LANGUAGE", "TZ", "VIRTUAL_ENV")
"""What a command is told of the environment: no token and no address of anybody's."""


def main() -> None:
    """Run a command to its end and print as JSON its `status`, nothing where it was ended, and how many `seconds` it took."""
    seconds, home, *command = sys.argv[1:]
    _limit(int(seconds))
    begun = time.monotonic_ns()
    try:
        child = subprocess.Popen(
            command, env=_settings(home), stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True
        )
    except OSError as error:
        print(json.dumps({"failed": error.strerror or "no such command"}))  # noqa: T201 - the answer to who started this
        return
    threading.Thread(target=_end_with_parent, args=(child,), daemon=True).start()
    try:
        status: int | None = child.wait(int(seconds))
    except subprocess.TimeoutExpired:
        status = None
    _end(child)
    took = (time.monotonic_ns() - begun) // 1_000_000_000
    print(json.dumps({"status": status, "seconds": took}))  # noqa: T201 - as above


def _limit(seconds: int) -> None:
    wanted = {
        resource.RLIMIT_CPU: seconds + 1,
        resource.RLIMIT_DATA: MEMORY,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in wanted.items():
        hard = resource.getrlimit(which)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # a system that has no such limit
            resource.setrlimit(which, (least, least))


def _settings(home: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("LC_")}
    return {**kept, "HOME": home, "TMPDIR": home, "TERM": "dumb"}


def _end_with_parent(child: subprocess.Popen[bytes]) -> None:
    """End a command once nobody holds the other end of our input: whoever started us was killed."""
    os.read(0, 1)
    _end(child)
    os._exit(1)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a command and what it has started: it leads a group of its own, which may outlive it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
