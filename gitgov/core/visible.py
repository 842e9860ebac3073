"""Making what people wrote visible: text is shown, and never drives a terminal."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t"
_HARMLESS = "@%+=:,./-_"
"""What no shell takes for more than itself, besides letters and digits; a word may not begin with `=`, which one does."""


def clean(text: str) -> str:
    """Make control and direction-changing characters visible, so that nobody's text drives a terminal.

    A line may end as on Windows: that is shown as the end of a line.
    """
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n")
    return "".join(char if char in _KEPT or not acts(char) else f"\\u{ord(char):04x}" for char in plain)


def flat(text: str) -> str:
    """Make a text visible on one line, so that none of its own lines passes for one of ours."""
    return text if text.isprintable() else " ".join(line.strip() for line in clean(text).splitlines())


def typed(*words: str) -> str:
    """Write words as they are typed in a shell, each one visible and taken as it is; harmless ones stay as they are.

    What holds characters that act is written as `$'...'`, which a shell that does not know that takes as a word too.
    """
    return " ".join(map(_typed, words))


def _typed(word: str) -> str:
    if word and word[0] != "=" and all(char.isalnum() or char in _HARMLESS for char in word):
        return word
    if any(map(acts, word)):
        return f"$'{''.join(map(_escaped, word))}'"
    return "'" + word.replace("'", "'\"'\"'") + "'"


def _escaped(char: str) -> str:
    code = ord(char)
    if "\udc80" <= char <= "\udcff":  # a byte that is not UTF-8, as Python reads it
        return f"\\x{code - 0xDC00:02x}"
    if char in "'\\" or not acts(char):
        return {"'": "\\x27", "\\": "\\\\"}.get(char, char)
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def stopped(text: str) -> str:
    """End a text with a full stop, unless it ends as a question or an exclamation."""
    return text if text.endswith(("?", "!")) else f"{text}."


def many(count: int, word: str) -> str:
    """Write a count with its word: `1 line`, `2 lines`, `2 speeches`."""
    return f"{count} {word}" + ("" if count == 1 else "es" if word.endswith("ch") else "s")


def acts(char: str) -> bool:
    """Say whether a character does something to a terminal, or to how other text is read, rather than being shown."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
