"""`pre-push`, in a clone: the gate's verdict before the server gives its own."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.early import plain_push
from gitgov.chamber.judge import parse_updates
from gitgov.chamber.open import open_if_founded
from gitgov.core.objection import Objection
from gitgov.core.visible import clean, many
from gitgov.gate.facts import Verdict
from gitgov.hooks.verdicts import answer, explain, show

TRACKED = ("refs/remotes/", "refs/gov/")
"""What nobody pushes by hand, and `git push --mirror` does."""


def run(arguments: list[str]) -> int:
    """Judge the pushed refs that are protected; one whose old value is unknown here is left to the server.

    Git always says where a push goes. Without that, as by `git hook run pre-push`, it is a plain `git push` that is judged.
    """
    chamber = open_if_founded(Path())
    if chamber is None:
        return 0
    pushed, rejected = (parse_updates(sys.stdin.read().splitlines()), ()) if arguments else plain_push(chamber)
    if leaks := [update.ref for update in pushed if update.ref.startswith(TRACKED) and not update.deletes]:
        print("gitgov: not pushed", file=sys.stderr)
        show(verdict := _leaking(leaks))
        explain(chamber, [verdict])
        return 1
    updates = [update for update in pushed if update.creates or update.deletes or chamber.repo.holds(update.old)]
    for each in rejected:
        print(f"gitgov: git itself would not push {clean(each)}", file=sys.stderr)
    return answer(chamber, updates, "the server would refuse") or int(bool(rejected))


def _leaking(refs: list[str]) -> Verdict:
    what = f"{many(len(refs), 'ref')} that are only tracked or used here would be given away ({refs[0]}), as git push --mirror does"
    remedy = "git gov mirror REMOTE shows what a mirror push would do, and does what was decided of it"
    return Verdict(refs[0], (Objection("GOV-185", what, remedy=remedy),))
