"""`git quality dashboard` and `export`: all that is known of the quality of a branch, as a page and as metrics."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.dashboard import page_of
from gitgov.chamber.exposing import write_textfile
from gitgov.chamber.open import open_chamber
from gitgov.cli.text import flat, say
from gitgov.cli.writing import STREAM, write_out
from gitgov.core.errors import BadInput
from gitgov.quality.page.exposition import open_metrics
from gitgov.quality.page.values import Page

BranchWord = Annotated[
    str, typer.Option("--branch", metavar="BRANCH", help="The branch that it is of; the main one unless given.")
]


def dashboard(
    html: Annotated[str, typer.Option("--html", metavar="FILE", help="Write the page; - for standard output.")] = "",
    as_json: Annotated[
        str, typer.Option("--json", metavar="FILE", help="Write what it shows as JSON; - for standard output.")
    ] = "",
    branch: BranchWord = "",
) -> None:
    """Write the quality of a branch as one page that loads nothing: tiles, control charts, stages, teams, projects, waivers.

    Every number on it opens the ids of what it rests on.
    """
    if not (html or as_json):
        raise BadInput("a dashboard is written to a file", "git quality dashboard --html quality.html")
    if html == as_json:
        raise BadInput("the page and its JSON would go to the same place", "name two files")
    page = _page(branch)
    if html:
        from gitgov.quality.page.html import page_html

        write_out(html, page_html(page).encode())
    if as_json:
        from gitgov.quality.page.as_json import page_json

        write_out(as_json, f"{json.dumps(page_json(page), indent=1, sort_keys=True)}\n".encode())


def export(
    output: Annotated[
        str, typer.Argument(metavar="FILE", help="Where to write OpenMetrics; standard output unless given.")
    ] = STREAM,
    openmetrics: Annotated[bool, typer.Option("--openmetrics", help="Write OpenMetrics 1.0.")] = False,
    textfile: Annotated[
        str,
        typer.Option(
            "--textfile", metavar="FILE", help="Write the text format to a *.prom that node_exporter's collector reads."
        ),
    ] = "",
    branch: BranchWord = "",
) -> None:
    """Export the quality of a branch as metrics: values, limits, signals, verdicts, and what the gate says of its head."""
    if openmetrics == bool(textfile):
        raise BadInput("name one format", "git quality export --openmetrics [FILE], or --textfile FILE.prom")
    if textfile and output != STREAM:
        raise BadInput(f"{output} is one file too many", "git quality export --textfile FILE.prom")
    page = _page(branch)
    if openmetrics:
        write_out(output, open_metrics(page).encode())
        return
    write_textfile(page, Path(textfile))
    say(f"{flat(textfile)}: written for the collector")


def _page(branch: str) -> Page:
    """Join the page; where a person waits, a line on the terminal says what is being done."""
    try:
        return page_of(open_chamber(Path()), branch, _tell)
    finally:
        _tell("")


def _tell(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)
