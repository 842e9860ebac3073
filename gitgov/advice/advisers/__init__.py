"""The advisers: one file each, and its name here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from gitgov.advice.adviser import Adviser

NAMES = ("integration", "merge", "minutes", "operation", "release", "retro", "review", "risk", "sprint")
"""What advisers there are, each of which has a file here that is called so."""


@cache
def _row(name: str) -> Adviser:
    row: Adviser = import_module(f"{__name__}.{name}").ADVISER
    return row


class _Advisers(Mapping[str, Adviser]):
    """The rows by name. Each is read from its file when it is first asked for: a record is by one of them."""

    def __getitem__(self, name: str) -> Adviser:
        if name not in NAMES:
            raise KeyError(name)
        return _row(name)

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


ADVISERS: Final[Mapping[str, Adviser]] = _Advisers()
