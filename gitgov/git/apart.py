"""Processes of our own that work beside this one, and end with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def interpreter(code: str) -> list[str]:
    """Return the command that runs some code of ours; it loads nothing that lies in the folder that one stands in."""
    return [sys.executable, "-I" if sys.flags.isolated else "-P", "-c", code]


class Apart:
    """Children that run the same code, each with words of its own, and print one answer."""

    def __init__(self, code: str, words: Sequence[Sequence[str]], cwd: Path) -> None:
        self._children = [
            subprocess.Popen(
                [*interpreter(code), *each],
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            for each in words
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for child in self._children:
            if child.poll() is None:
                child.kill()
                child.communicate()

    def answers(self) -> Iterator[bytes]:
        """Wait for the answers; nothing for a child that has failed, so that whoever started it does its work."""
        for child in self._children:
            answer, _ = child.communicate()
            yield b"" if child.returncode else answer
