"""The names of the refs that hold rooms."""

from __future__ import annotations

NOTES = "refs/notes/gov/"
KEPT = "refs/gov/kept/"
"""Prefix of what holds ratified content."""


def room_ref(room: str) -> str:
    """Return the notes ref of a room."""
    return f"{NOTES}{room}"
