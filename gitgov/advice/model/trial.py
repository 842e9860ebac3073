"""The process that `git gov advise profile check` starts: it asks a stub with variables of vendors set, each by itself.

The worker never sees such a variable. Here they are set on purpose, and nothing else stands in the way, so that it is seen that
the engine reads none even where the first wall has a hole.
"""

from __future__ import annotations

import json
import os

from gitgov.advice.advisers import merge
from gitgov.advice.model.worker import pipes, write
from gitgov.advice.profile import Profile


def main() -> None:
    """Answer lines on standard input until it ends: the first brings profile and key, each other one `variables` to be set."""
    source, sink = pipes()
    first = json.loads(source.readline())
    try:
        from gitgov.advice.model.asked import Asked  # noqa: PLC0415 - whether DSPy is there is asked before
    except ImportError as error:
        write(sink, {"ready": False, "missing": isinstance(error, ModuleNotFoundError), "reason": error.name or ""})
        return
    write(sink, {"ready": True, "versions": {}})
    adviser = merge.ADVISER
    for line in source:
        variables = json.loads(line)["variables"]
        os.environ.update(variables)
        question = {
            "adviser": adviser.name,
            "facts": {"set": sorted(variables)},
            "data": {},
            "floor": adviser.levels[0],
        }
        asked = Asked(Profile.model_validate(first["profile"]), first["key"])
        write(sink, asked.answer({**question, "state": None, "dry": False, "allowance": 10**9}))
        for name in variables:
            del os.environ[name]
