"""The programs of gitgov, run in this process: the same entry points, without the 0.3 s that a start costs."""

import io
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from gitgov.cli import main

PROGRAMS = {"gov": main.gov, "motion": main.motion, "vote": main.vote, "sprint": main.sprint, "quality": main.quality}


def program(
    name: str,
    *args: str | Path,
    cwd: Path,
    check: bool = True,
    input: str | bytes = b"",  # noqa: A002 - as in tests.kit.repo
    env: Mapping[str, str] | None = None,
) -> CompletedProcess[str]:
    """Runs `git NAME ARGS` in `cwd`; not for threads, since folder, environment and streams are the process's.

    Raises AssertionError with both outputs when `check` is set and the exit status is not 0.
    """
    command = [f"git-{name}", *map(str, args)]
    given = input.encode() if isinstance(input, str) else input
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        for key, value in (env or {}).items():
            patch.setenv(key, value)
        for key in os.environ.keys() - (env or os.environ).keys():
            patch.delenv(key)
        patch.setattr(sys, "argv", command)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = _status(name)
    done = CompletedProcess(command, status, _text(out), _text(err))
    if check and status:
        shown = f"{shlex.join(command)}\n  in {cwd}\n  exit {status}"
        raise AssertionError(f"{shown}\n--- stdout\n{done.stdout}--- stderr\n{done.stderr}")
    return done


def _status(name: str) -> int:
    try:
        PROGRAMS[name]()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
