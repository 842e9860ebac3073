"""The only clock."""

from __future__ import annotations

import time


def now() -> int:
    """Return the present instant in seconds since 1970."""
    return int(time.time())


def ticks() -> int:
    """Return milliseconds since some moment, which nobody's setting of the clock changes: for how long something takes."""
    return time.monotonic_ns() // 1_000_000
