"""Making what people wrote visible: text is shown, and never drives a terminal."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t"


def clean(text: str) -> str:
    """Make control and direction-changing characters visible, so that nobody's text drives a terminal.

    A line may end as on Windows: that is shown as the end of a line.
    """
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n")
    return "".join(char if char in _KEPT or not _acts(char) else f"\\u{ord(char):04x}" for char in plain)


def flat(text: str) -> str:
    """Make a text visible on one line, so that none of its own lines passes for one of ours."""
    return text if text.isprintable() else " ".join(line.strip() for line in clean(text).splitlines())


def stopped(text: str) -> str:
    """End a text with a full stop, unless it ends as a question or an exclamation."""
    return text if text.endswith(("?", "!")) else f"{text}."


def many(count: int, word: str) -> str:
    """Write a count with its word: `1 line`, `2 lines`, `2 speeches`."""
    return f"{count} {word}" + ("" if count == 1 else "es" if word.endswith("ch") else "s")


def _acts(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
