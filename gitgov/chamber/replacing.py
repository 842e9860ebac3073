"""Writing a file in one step: who reads it meanwhile reads the old one or the new one, never half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from gitgov.core.errors import BadInput


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside `path`, under a name that nobody looks for, and put it in its place; raises `BadInput`."""
    if not path.name or "\0" in path.name:
        raise BadInput("that is no name of a file", "name a file in a folder that is there")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as failure:
        raise BadInput(
            f"{path} cannot be written: {failure.strerror}", "name a file in a folder that is there"
        ) from failure
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
