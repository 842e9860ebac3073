"""A countdown in letters that are read from afar, and texts cut to the columns that they take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from gitgov.core.visible import flat

_SHAPES = {
    "0": "███ █ █ █ █ █ █ ███", "1": " █  ██   █   █  ███", "2": "███   █ ███ █   ███", "3": "███   █ ███   █ ███",
    "4": "█ █ █ █ ███   █   █", "5": "███ █   ███   █ ███", "6": "███ █   ███ █ █ ███", "7": "███   █   █   █   █",
    "8": "███ █ █ ███ █ █ ███", "9": "███ █ █ ███   █ ███", ":": "     █       █     ", "+": "     █  ███  █     ",
    "-": "        ███        ",
}  # fmt: skip
"""Three columns by five rows, the rows parted by a blank."""
ROWS = 5


def clock(seconds: int) -> str:
    """Write what is left of a time-box in minutes and seconds; what is over it with a plus."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'+' if seconds < 0 else ''}{minutes:02}:{rest:02}"


def big(text: str, scale: int) -> Iterator[str]:
    """Write a clock large, `scale` rows and twice as many columns for each point."""
    for row in range(ROWS):
        line = "  ".join(_SHAPES[each][4 * row : 4 * row + 3] for each in text)
        yield from ["".join(each * 2 * scale for each in line).rstrip()] * scale


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(_columns(each) for each in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """Cut a text, made visible on one line, to so many columns at most."""
    found = flat(text)
    if columns(found) <= width:
        return found
    kept, taken = "", 1
    for char in found:
        taken += _columns(char)
        if taken > width:
            break
        kept += char
    return f"{kept}…"[: max(0, width)]


def centred(text: str, width: int) -> str:
    """Put a text into the middle of so many columns."""
    found = fit(text, width)
    return " " * ((width - columns(found)) // 2) + found
