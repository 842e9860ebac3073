"""Comma-separated values (RFC 4180), in which no spreadsheet finds a formula (OWASP, CSV Injection)."""

from __future__ import annotations

import csv
import io

from gitgov.core.visible import flat
from gitgov.sprints.export.values import Card, Picture

COLUMNS = ("id", "title", "team", "sprint", "state", "points", "value", "needs")
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - programs take the wide ones for the others
"""What a cell begins with that a spreadsheet might compute."""


def write(picture: Picture) -> str:
    """Write an item a row."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerows(_row(each) for each in picture.cards)
    return out.getvalue()


def cell(words: str) -> str:
    """Write a cell that stays text: an apostrophe goes before what might be a formula."""
    shown = flat(words)
    return f"'{shown}" if shown.lstrip().startswith(FORMULAS) else shown


def _row(card: Card) -> list[str]:
    words = (card.id, card.title, card.team, card.sprint, card.state)
    return [*map(cell, words), str(card.points), str(card.value), cell(" ".join(card.needs))]
