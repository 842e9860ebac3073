"""A provider that is none: a server on loopback that speaks the wire formats, and writes down what it was sent.

`git gov advise profile check` asks it in a provider's place, so that it is seen what leaves, without a network and without a key
of anybody. It stands here and not among the tests as a command uses it; the tests have theirs made of it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

HOST = "127.0.0.1"
LARGEST = 50_000_000


class Received(NamedTuple):
    """A request as it came: names of headers in lowercase."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def everything(self) -> str:
        """Return all of it as one text, to look for what should not be there."""
        return "\n".join(
            [
                self.path,
                *(f"{name}: {value}" for name, value in self.headers.items()),
                self.body.decode(errors="replace"),
            ]
        )


class Speaking(BaseHTTPRequestHandler):
    """One connection to a stub."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def give(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Answer with a whole response."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Note a request, and answer as the stub is told to."""
        size = min(int(self.headers.get("Content-Length") or 0), LARGEST)
        headers = {name.lower(): value for name, value in self.headers.items()}
        got = Received(self.command, self.path, headers, self.rfile.read(size))
        self.server.received.append(got)
        try:
            self.server.speak(self, got)
        except OSError:
            self.close_connection = True  # whoever asked has gone

    do_GET = do_CONNECT = do_PUT = do_POST  # noqa: N815 - as above

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as http.server has it
        """Say nothing."""


Speak = Callable[[Speaking, Received], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, speak: Speak) -> None:
        super().__init__((HOST, 0), Speaking)
        self.speak = speak
        self.received: list[Received] = []
        self.closing = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let those go who hang up."""


class Stub:
    """A server on a free port, from entering to leaving the block."""

    def __init__(self, speak: Speak) -> None:
        self._server = _Server(speak)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def root(self) -> str:
        """Its address without a path."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    @property
    def received(self) -> list[Received]:
        """What it was sent so far."""
        return self._server.received

    @property
    def closing(self) -> threading.Event:
        """Set once the stub ends: what stalls waits for it."""
        return self._server.closing

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def answering(text: str) -> Speak:
    """Return how a provider answers with a text, in whichever format it is asked."""
    return lambda speaking, got: speaking.give(200, json.dumps(answer(got.path, text)).encode())


def base(format: str) -> str:  # noqa: A002 - a wire format
    """Return the path below which a format is spoken."""
    return "/v1beta" if format == "gemini" else "/v1"


def answer(path: str, text: str | None, end: str = "stop") -> dict[str, Any]:
    """Return what a provider answers on a path: of 100 tokens in and 20 out."""
    if path.endswith("/messages"):
        return {
            "id": "msg_1", "type": "message", "role": "assistant", "model": "stub", "content": [{"type": "text", "text": text}],
            "stop_reason": {"stop": "end_turn", "length": "max_tokens"}[end], "stop_sequence": None,
            "usage": {"input_tokens": 100, "output_tokens": 20},
        }  # fmt: skip
    if ":generateContent" in path:
        ended = {"stop": "STOP", "length": "MAX_TOKENS"}[end]
        return {
            "candidates": [{"content": {"role": "model", "parts": [{"text": text}]}, "finishReason": ended, "index": 0}],
            "usageMetadata": {"promptTokenCount": 100, "candidatesTokenCount": 20, "totalTokenCount": 120},
            "modelVersion": "stub",
        }  # fmt: skip
    return {
        "id": "c1", "object": "chat.completion", "created": 1, "model": "stub",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": end}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }  # fmt: skip
