"""What people call a thing by."""

from __future__ import annotations


def means(word: str, name: str, text: str) -> bool:
    """Say whether a word means what has that id and text: the id begins so, or the text holds it, in whatever case."""
    return bool(word) and (name.startswith(word.lower()) or word.casefold() in text.casefold())


def same(one: str, other: str) -> bool:
    """Say whether two names are one for people: in whatever case, however many blanks are around and between their words."""
    return one.casefold().split() == other.casefold().split()
