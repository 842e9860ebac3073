"""Handing metrics to the textfile collector of node_exporter, which may read at any moment."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.replacing import replace_file
from gitgov.core.errors import BadInput
from gitgov.quality.page.exposition import text_format
from gitgov.quality.page.values import Page


def write_textfile(page: Page, path: Path) -> None:
    """Write a page's metrics to `path`, in whose folder the collector looks for `*.prom`, in one step; raises `BadInput`."""
    if path.suffix != ".prom":
        raise BadInput(f"the collector reads *.prom, and not {path.name}", f"write to {path.with_suffix('.prom')}")
    replace_file(path, text_format(page).encode())
