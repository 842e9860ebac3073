"""The floor of a command: a bare interpreter that imports the third-party modules which the command ends up with.

They are collected once from the real command, by name (`pydantic._internal._fields`), and imported one by one in the
order in which it did. Whatever they import of the standard library is thus in the floor; gitgov itself is not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from tempfile import NamedTemporaryFile

from benchmarks.timing import Command

_COLLECT = """
import atexit, json, sys
def tell():
    held = [name for name, module in list(sys.modules.items())
            if "site-packages" in (getattr(module, "__file__", None) or "")
            and name.partition(".")[0] not in ("gitgov", "_distutils_hack")]
    with open(TOLD, "w") as file:
        json.dump(held, file)
atexit.register(tell)
"""


def third_party(command: Command, entry: str) -> list[str]:
    """Runs a command by its entry point (Python text) and returns the third-party modules that it ended with."""
    with NamedTemporaryFile() as told:
        script = f"TOLD = {told.name!r}\n{_COLLECT}\nsys.argv[1:] = {list(command.argv)[2:]!r}\n{entry}"
        replace(command, argv=[sys.executable, "-c", script])()
        names: list[str] = json.load(told)
    return names


def floor(modules: Sequence[str], *options: str) -> list[str]:
    """Returns the command line of the bare interpreter that imports `modules`."""
    return [sys.executable, *options, "-c", f"import {', '.join(modules)}"]
