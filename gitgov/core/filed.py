"""A table whose rows lie in files of one folder, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TypeVar

Row = TypeVar("Row")


class Filed(Mapping[str, Row]):
    """Rows by name: the value called `called` of the module `package`.NAME. Who meets few of them loads few files."""

    def __init__(self, package: str, called: str, names: tuple[str, ...]) -> None:
        self._package, self._called, self._names = package, called, names
        self._rows: dict[str, Row] = {}

    def __getitem__(self, name: str) -> Row:
        if name not in self._rows:
            if name not in self._names:
                raise KeyError(name)
            self._rows[name] = getattr(import_module(f"{self._package}.{name}"), self._called)
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
