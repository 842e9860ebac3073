"""Votes in many clones at once through the library: MOTION, then CLONE KEY for each; run as a process by clones.py."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gitgov.chamber import clock
from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.chamber.sync import sync
from gitgov.tally.events import BallotCast


def vote(motion: str, clone: str, key: str) -> None:
    """Does what `git vote aye MOTION --sync --key KEY` does in a clone."""
    chamber = open_chamber(Path(clone))
    actor = find_actor(chamber, key)
    act(chamber, actor, find_matter(chamber, motion, actor.name).floor, BallotCast(choice="aye"))
    report = sync(chamber.repo, clock.now)
    if report.refused or report.faults:
        raise RuntimeError(f"{clone}: {report}")


def main(motion: str, words: list[str]) -> None:
    """Gives each clone a thread of its own."""
    clones = list(zip(words[::2], words[1::2], strict=True))
    with ThreadPoolExecutor(len(clones)) as pool:
        list(pool.map(lambda pair: vote(motion, *pair), clones))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
