"""Formats that the backlog, sprints and their dates are exported in: a file for each, and a row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gitgov.sprints.export import board, dot, ical, markdown, mermaid, table
from gitgov.sprints.export.values import Picture

FORMATS: Mapping[str, Callable[[Picture], str]] = {
    "md": markdown.write,
    "csv": table.write,
    "ical": ical.write,
    "mermaid": mermaid.write,
    "dot": dot.write,
    "html": board.write,
}
"""What writes a picture, by the name of the format: the same text from the same values."""
