"""The only clock."""

from __future__ import annotations

import time


def now() -> int:
    """Return the present instant in seconds since 1970."""
    return int(time.time())
