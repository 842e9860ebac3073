"""`reference-transaction`, in a clone: an early word before a protected ref moves here.

What the server has already accepted may always be fetched and followed. This hook can be bypassed; the server's
cannot.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gitgov.chamber.judge import followed, parse_updates, remotely
from gitgov.chamber.open import open_if_founded
from gitgov.core.visible import typed
from gitgov.hooks.verdicts import answer


def run(_arguments: list[str]) -> int:
    """Judge the moves on standard input that do not just follow a remote."""
    chamber = open_if_founded(Path())
    if chamber is None:
        return 0
    updates = [update for update in parse_updates(sys.stdin.read().splitlines()) if not followed(chamber, update)]
    refused = answer(chamber, updates, "not here without a decision:")
    for branch, there in ((each.ref, remotely(chamber, each.ref)) for each in updates if each.deletes):
        if there:
            name, remote = branch.removeprefix("refs/heads/"), next(iter(there)).removeprefix("refs/remotes/")
            print(
                f"gitgov:   to put it back: git switch {typed(name)}, and git reset --keep {typed(remote)}",
                file=sys.stderr,
            )
    if refused and os.environ.get("GIT_REFLOG_ACTION", "").startswith(("merge ", "pull")):
        print("gitgov:   git may have put the files here already: git reset --merge takes them back", file=sys.stderr)
    return refused
