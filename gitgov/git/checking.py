"""Checking many signatures: in threads, and once there are more than a few batches, in processes of their own.

Threads that check one signature after another wait for the interpreter's lock between any two, and so does whoever
decodes meanwhile. A child gets the keys, then batches of lines, and answers each batch with the places of the lines
that do not hold. It ends when its input does, so none outlives this process, however that ends; the standard library's
pool of processes hangs on after a kill -9.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Self

from gitgov.core.errors import Undecided
from gitgov.core.line import NAMESPACE, NotALineError, unseal
from gitgov.core.sshkeys import PublicKey, parse_public_key, verify
from gitgov.core.sshsig import signed_data
from gitgov.git.apart import interpreter, processors

FEW = 4
"""Batches that are not worth the start of a process."""
_CHILD = "import gc; gc.disable(); from gitgov.git.checking import serve; serve()"
_SIZE = 4  # bytes that tell the length of what follows


class Checkers:
    """As many threads as there are processors, each with a child of its own once there is enough to do."""

    def __init__(self, keys: Mapping[str, PublicKey]) -> None:
        self._keys = keys
        self._threads = ThreadPoolExecutor(processors())
        self._children: list[subprocess.Popen[bytes]] = []
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._batches = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.communicate()

    def submit(self, lines: Sequence[bytes]) -> Future[list[int]]:
        """Check a batch of lines; the result is the places of those that are malformed or whose signature does not hold.

        The result raises `Undecided` if a child has died.
        """
        self._batches += 1
        if self._batches <= FEW:
            return self._threads.submit(_failing, lines, self._keys)
        if not self._children:
            self._start()
        return self._threads.submit(self._outside, lines)

    def _start(self) -> None:
        listing = "\n".join(key.line() for key in self._keys.values()).encode()
        for _ in range(processors()):
            child = subprocess.Popen(interpreter(_CHILD), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._children.append(child)
            self._idle.put(child)
            _send(_pipe(child.stdin), listing)

    def _outside(self, lines: Sequence[bytes]) -> list[int]:
        child = self._idle.get()
        try:
            _send(_pipe(child.stdin), b"\n".join(lines))
            answer = _pipe(child.stdout).readline()
        except BrokenPipeError:
            answer = b""
        finally:
            self._idle.put(child)
        if not answer.endswith(b"\n"):
            raise Undecided("a process that checks signatures has died", "git gov verify, again")
        return [int(place) for place in answer.split()]


def serve() -> None:
    """Answer the batches on standard input: the whole life of a child."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    keys = {key.fingerprint: key for key in map(parse_public_key, _take(source).decode().splitlines())}
    while data := _take(source):
        sink.write(" ".join(map(str, _failing(data.split(b"\n"), keys))).encode() + b"\n")
        sink.flush()


def _failing(lines: Sequence[bytes], keys: Mapping[str, PublicKey]) -> list[int]:
    return [place for place, line in enumerate(lines) if not _holds(line, keys)]


def _holds(line: bytes, keys: Mapping[str, PublicKey]) -> bool:
    try:
        sealed = unseal(line)
    except NotALineError:
        return False
    key = keys.get(sealed.key)
    return key is not None and verify(key, signed_data(sealed.event, NAMESPACE), sealed.signature)


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise Undecided("a process that checks signatures has no pipes")
    return end


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_SIZE, "big"))
    pipe.write(data)
    pipe.flush()


def _take(source: IO[bytes]) -> bytes:
    return source.read(int.from_bytes(source.read(_SIZE), "big"))
