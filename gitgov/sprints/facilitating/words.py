"""How a move is typed: a verb, then its words in order, then tags in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.sprints.facilitating.values import Gathering, Move, Objections

TAGS: Mapping[str, str] = {"@": "owner", "by:": "due", "re:": "link"}
"""What the last words of a line may begin with, and what such a word says."""


class Row(NamedTuple):
    """A verb: what it takes (the last of `takes` all that is left; with `?` where it may be missing), its tags, what it does."""

    takes: tuple[str, ...]
    does: str
    why_not: Callable[[Gathering, Mapping[str, str]], Objections]
    apply: Callable[[Gathering, Move], Gathering]
    tags: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """What has to be said."""
        return tuple(each for each in self.takes if not each.endswith("?"))

    @property
    def fields(self) -> tuple[str, ...]:
        """Everything that may be said."""
        return (*(each.rstrip("?") for each in self.takes), *self.tags)


def usage(verb: str, row: Row) -> str:
    """Tell how a verb is typed."""
    words = [f"[{each[:-1].upper()}]" if each.endswith("?") else each.upper() for each in row.takes]
    signs = {name: sign for sign, name in TAGS.items()}
    return " ".join([verb, *words, *(f"[{signs[each]}{each.upper()}]" for each in row.tags)])


def read(line: str, rows: Mapping[str, Row]) -> tuple[str, dict[str, str]]:
    """Read a verb and what is said with it; raises `BadInput`."""
    words = line.split()
    row = rows.get(words[0]) if words else None
    if row is None:
        raise BadInput(f"there is no command {words[0] if words else ''!r}", "help lists them")
    rest, said = _tagged(words[1:], row.tags)
    names = [each.rstrip("?") for each in row.takes]
    if len(rest) > len(names) > 0:
        rest = [*rest[: len(names) - 1], " ".join(rest[len(names) - 1 :])]
    if not len(row.needs) <= len(rest) <= len(names):
        raise BadInput(f"{words[0]} is typed otherwise", usage(words[0], row))
    return words[0], {**dict(zip(names, rest, strict=False)), **said}


def _tagged(words: Sequence[str], tags: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Take the tags off the end."""
    rest, said = list(words), dict[str, str]()
    while rest and (sign := next((each for each in TAGS if rest[-1].startswith(each)), "")) and TAGS[sign] in tags:
        said[TAGS[sign]] = rest.pop().removeprefix(sign)
    return rest, said


def number(text: str, most: int) -> int | None:
    """Read a whole number from 1 to `most`; nothing for any other text."""
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return found if 1 <= found <= most else None
