"""`pre-push`, in a clone: the gate's verdict before the server gives its own."""

from __future__ import annotations

import sys
from pathlib import Path

from gitgov.chamber.early import plain_push
from gitgov.chamber.judge import parse_updates
from gitgov.chamber.open import Chamber, open_if_founded
from gitgov.core.objection import Objection
from gitgov.core.visible import clean, many
from gitgov.gate.facts import RefUpdate, Verdict
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
    refused = answer(chamber, updates, "the server would refuse")
    if not refused and chamber.repo.settings().get("gov.advice.review"):
        _advise(chamber, pushed)
    return refused or int(bool(rejected))


def _advise(chamber: Chamber, pushed: list[RefUpdate]) -> None:
    """Say what a review finds in what is pushed, where that is wanted; that stops nothing."""
    from gitgov.chamber.advising.advisory import remarks  # noqa: PLC0415 - a push that asks for no advice starts without

    for line in remarks(chamber, pushed):
        print(f"gitgov: advice: {line}", file=sys.stderr)


def _leaking(refs: list[str]) -> Verdict:
    what = f"{many(len(refs), 'ref')} that are only tracked or used here would be given away ({refs[0]}), as git push --mirror does"
    remedy = "git gov mirror REMOTE shows what a mirror push would do, and does what was decided of it"
    return Verdict(refs[0], (Objection("GOV-185", what, remedy=remedy),))
