"""Handing metrics to the textfile collector of node_exporter, which may read at any moment."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from gitgov.core.errors import BadInput
from gitgov.quality.page.exposition import text_format
from gitgov.quality.page.values import Page


def write_textfile(page: Page, path: Path) -> None:
    """Write a page's metrics to `path`, in whose folder the collector looks for `*.prom`, in one step; raises `BadInput`.

    The collector reads the old file or the new one, never half of one: what is being written has no name that it reads.
    """
    if path.suffix != ".prom":
        raise BadInput(f"the collector reads *.prom, and not {path.name}", f"write to {path.with_suffix('.prom')}")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text_format(page), encoding="utf-8")
        beside.replace(path)
    except OSError as failure:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise BadInput(
            f"{path} cannot be written: {failure.strerror}", "name a file in a folder that is there"
        ) from failure
