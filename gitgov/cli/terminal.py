"""A terminal that is drawn upon and read key by key, and left as it was found on every way out."""

from __future__ import annotations

import codecs
import os
import re
import select
import sys
import termios
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from gitgov.cli.ending import in_order

_KEY = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1bO.|\x1b[^\x1b[O]|.", re.DOTALL)
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"


class Terminal:
    """The terminal of this process: its size, the keys that are pressed, and what is drawn."""

    def __init__(self) -> None:
        self._source, self._target = sys.stdin.fileno(), sys.stdout.fileno()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._drawn: Sequence[str] = ()
        self._size = (0, 0)

    @property
    def size(self) -> tuple[int, int]:
        """Its columns and rows, as they are now."""
        try:
            found = os.get_terminal_size(self._target)
        except OSError:
            return 80, 24
        return max(1, found.columns), max(1, found.lines)

    def draw(self, lines: Sequence[str]) -> None:
        """Show lines in place of those that are there."""
        if (lines, self.size) == (self._drawn, self._size):
            return
        self._drawn, self._size = lines, self.size
        content = "\x1b[H" + "\r\n".join(f"{line}\x1b[K" for line in lines) + "\x1b[J"
        self._write(content)

    def ring(self) -> None:
        """Sound the bell."""
        self._write("\a")

    def keys(self, seconds: float) -> Iterator[str]:
        """Yield the keys that are pressed within a time, each as a character; those with names of their own are passed over.

        Raises `EOFError` when the terminal has gone.
        """
        ready, _, _ = select.select([self._source], [], [], seconds)
        if not ready:
            return
        if not (content := os.read(self._source, 4_096)):
            raise EOFError
        for key in _KEY.findall(self._decode(content)):
            if len(key) == 1:
                yield key

    def _write(self, text: str) -> None:
        left = text.encode(errors="replace")
        while left:
            left = left[os.write(self._target, left) :]


@contextmanager
def drawn_upon() -> Iterator[Terminal]:
    """Take the terminal over, keys unechoed and Ctrl-C a key as any other, and give it back as it was."""
    terminal = Terminal()
    source = sys.stdin.fileno()
    found = termios.tcgetattr(source)
    with in_order():
        try:
            tty.setraw(source, termios.TCSADRAIN)
            terminal._write(_ENTER)  # noqa: SLF001 - the same module
            yield terminal
        finally:
            with suppress(termios.error, OSError):  # a terminal that has gone needs nothing
                termios.tcsetattr(source, termios.TCSADRAIN, found)
                terminal._write(_LEAVE)  # noqa: SLF001 - the same module
