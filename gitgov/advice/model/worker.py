"""The process that asks a model: JSON lines in, JSON lines out; the only process that ever loads DSPy.

The first line brings the profile and its key; then each line is a question and gets one answer. It is started in an empty
environment, in `/`, isolated from everybody's modules, and it limits itself: memory, time, and to which host it may connect.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import version
from typing import IO, Any
from urllib.parse import urlsplit

from gitgov.advice.profile import Profile

MEMORY = 2**30
"""Bytes of address space."""
GRACE = 2
"""Seconds after which it ends itself, should nobody have ended it at the deadline."""
RECORDED = ("dspy", "pydantic")


def main() -> None:
    """Answer lines on standard input until it ends."""
    source, sink = pipes()
    limit()
    first = json.loads(source.readline())
    profile, key = Profile.model_validate(first["profile"]), first["key"]
    sys.addaudithook(only(profile.url))
    try:
        answer = _ready(profile, key)
    except ImportError as error:
        write(sink, {"ready": False, "missing": isinstance(error, ModuleNotFoundError), "reason": error.name or ""})
        return
    except Exception as error:  # noqa: BLE001 - DSPy knows some models by name, and what they do not take
        write(sink, {"ready": False, "fault": type(error).__name__})
        return
    write(sink, {"ready": True, "versions": {name: version(name) for name in RECORDED}})
    for line in source:
        question = json.loads(line)
        signal.alarm(question.get("seconds", profile.deadline) + GRACE)
        write(sink, answer(question))
        signal.alarm(0)


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes to whoever started us for ourselves: what libraries print goes nowhere."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nowhere, handle)
    return source, sink


def limit() -> None:
    """Bound memory, and leave no core in which a key would lie."""
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY)):
        with suppress(ValueError, OSError):  # a system that has no such limit, or a lower one
            resource.setrlimit(what, (most, most))


def _ready(profile: Profile, key: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Load DSPy and return what answers a question; raises ImportError where it is not installed."""
    import dspy  # noqa: F401, PLC0415 - whether it is there is asked before a question

    from gitgov.advice.model import asked  # noqa: PLC0415 - it imports DSPy

    return asked.Asked(profile, key).respond


def only(url: str) -> Callable[[str, tuple[Any, ...]], None]:
    """Return an audit hook with which the process can look up and connect to one host and port, and to nothing else.

    Python asks hooks before it does either, and they cannot be taken away: a redirect that a library follows, a list of prices
    that it fetches, or an endpoint that a program brings along ends here. It binds code of ours and of libraries, not malice.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    known: set[str] = set()

    def connect(address: Any) -> bool:
        if not isinstance(address, tuple) or address[1] != port:
            return False
        if address[0] not in known:
            known.update(str(each[4][0]) for each in socket.getaddrinfo(host, port))
        return address[0] in known

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event == "socket.getaddrinfo":
            if _text(given[0]).lower() != host or _text(given[1]) != str(port):
                raise PermissionError(_ELSEWHERE)
        elif event == "socket.connect":
            if not connect(given[1]):
                raise PermissionError(_ELSEWHERE)
        elif event in _NEVER:
            raise PermissionError("it asks a model, and does nothing else")

    return hook


_ELSEWHERE = "a place that the profile does not name"
_NEVER = frozenset({
    "socket.sendto", "socket.sendmsg", "socket.bind", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
    "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.spawn",
})  # fmt: skip
"""Events of Python's audit table (docs.python.org/3/library/audit_events.html) for which there is no reason here."""


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def write(sink: IO[bytes], value: Mapping[str, Any]) -> None:
    """Answer a line."""
    sink.write(json.dumps(value).encode() + b"\n")
    sink.flush()
