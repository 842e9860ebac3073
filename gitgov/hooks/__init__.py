"""Git's hooks, one file each: thin, and closed on failure. They import no command-line library.

Exit codes: 0 allowed, 1 refused by governance, 3 could not decide; git treats all but 0 as a refusal.
"""

from __future__ import annotations

import importlib
import signal
import sys

from gitgov.core.errors import GitgovError

HOOKS = ("pre-receive", "update", "post-receive", "reference-transaction", "pre-commit", "pre-merge-commit", "pre-push")
SERVER = ("pre-receive", "update", "post-receive")
LONGEST = 300
"""Seconds after which a hook ends itself, undecided."""
CLIENT = ("reference-transaction", "pre-commit", "pre-merge-commit", "pre-push")


def main(hook: str, arguments: list[str]) -> int:
    """Run a hook by git's name for it; whatever goes wrong refuses, with a word on what to do."""
    if hook not in HOOKS:
        return _blocked(f"gitgov has no hook called {hook!r}", "git gov hooks install")
    signal.alarm(LONGEST)  # a damaged object can hold libgit2 for ever: an end by this signal refuses too
    try:
        module = importlib.import_module(f"gitgov.hooks.{hook.replace('-', '_')}")
        return int(module.run(arguments))
    except GitgovError as error:
        return _blocked(error.what, error.remedy)
    except Exception as error:  # noqa: BLE001 - a hook that fails must refuse, and no traceback helps who pushes
        return _blocked(f"{type(error).__name__}: {error}", "tell who keeps this server; nothing was changed")


def _blocked(what: str, remedy: str) -> int:
    print(f"gitgov: could not decide, so nothing moves: {what}", file=sys.stderr)
    if remedy:
        print(f"gitgov:   try: {remedy}", file=sys.stderr)
    return 3
