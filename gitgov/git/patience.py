"""For how long a remote may say nothing: a git that asks one is watched, and given up where nothing comes of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple

from gitgov.core.errors import BadInput
from gitgov.git.run import PLAIN

PATIENCE, PATIENT = 30.0, "gov.patience"
"""Seconds after which a remote that says nothing is taken for one that cannot be reached, and the setting that says otherwise."""
WHOLE = 20
"""A fetch that is at work may take so many times as long, and a server so many times to judge what was pushed."""
_MOST, _LOOK = 3_600, 0.2
_PROGRESS = re.compile(r"(remote: )?([A-Z][a-z]+ [a-z ]+: +\d|Total \d|Delta compression using )")
"""What git says while it is at work."""


class Way(Enum):
    """What a git that asks a remote does there."""

    FETCH = "fetch"
    PUSH = "push"


class Told(NamedTuple):
    """What a git that asked a remote came to: its status, the rows that it said but for its progress, and why it was given up."""

    status: int
    rows: tuple[str, ...]
    late: str = ""


def patience_of(settings: Mapping[str, str]) -> float:
    """Return for how many seconds a remote may say nothing, as `gov.patience` has it; raises `BadInput`."""
    told = settings.get(PATIENT, "")
    if told and not (told.isascii() and told.isdigit() and 0 < int(told) <= _MOST):
        raise BadInput(f"{PATIENT} is no number of seconds: {told!r}", f"git config {PATIENT} {PATIENCE:g}")
    return float(told) if told else PATIENCE


def ask(cwd: Path, words: Sequence[str], patience: float, way: Way, env: Mapping[str, str] | None = None) -> Told:
    """Run a git that asks a remote, with `--progress` among its words, by which it shows that it is at work.

    What it says goes to a file, since children of a git that was killed would keep a pipe open.
    """
    alone = not _has_terminal()  # where there is one, ssh may ask for a passphrase there, which no session can
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            ["git", *words],
            cwd=cwd,
            env={**os.environ, **PLAIN, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=alone,
        )
        late = "interrupted"
        try:
            late = _given_up(_ending(child), said, patience, way)
        finally:
            if late:
                _end(child, alone=alone)
        said.seek(0)
        rows = re.split(r"\r\n|\r|\n", said.read().decode(errors="replace"))
    return Told(child.returncode, tuple(row for row in rows if not _PROGRESS.match(row)), late)


def _ending(child: subprocess.Popen[bytes]) -> Callable[[float], bool]:
    """Return what waits for a child for so many seconds, and says whether it has ended: at once, where `Popen.wait` would look ever more rarely."""
    waiting = Thread(target=child.wait, daemon=True)
    waiting.start()

    def ended(seconds: float) -> bool:
        waiting.join(seconds)
        return not waiting.is_alive()

    return ended


def _given_up(ended: Callable[[float], bool], said: IO[bytes], patience: float, way: Way) -> str:
    """Wait until a git has ended; says why it is not waited for any longer, or nothing. Its progress shows that it is at work.

    A server that has heard of a push says nothing while its hooks judge that, and is not left in the midst of it.
    """
    begun = heard = time.monotonic()
    size = 0
    while not ended(min(_LOOK, patience)):
        now, grown = time.monotonic(), os.fstat(said.fileno()).st_size
        if grown > size:
            heard, size = now, grown
        silent = WHOLE * patience if way is Way.PUSH and size else patience
        if now - heard >= silent:
            return f"no answer within {silent:g} seconds"
        if way is Way.FETCH and now - begun >= WHOLE * patience:
            return f"not done within {WHOLE * patience:g} seconds"
    return ""


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _end(child: subprocess.Popen[bytes], *, alone: bool) -> None:
    """End a git, with what it has started where it leads a session of its own; ssh ends with it else, once it is connected."""
    with suppress(ProcessLookupError, PermissionError):
        if alone:
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.terminate()
    child.wait()
