"""The history that the example measures: the last steps of a repository, put on record each by the clock of its commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.accepting import accepted
from gitgov.chamber.acts import find_actor
from gitgov.chamber.open import open_chamber, reopened
from gitgov.chamber.taking import Sourced, charted_rows, record
from gitgov.quality.measures.accepted import readings_of
from tests.kit.repo import git

SOURCE = "git, of this step alone"


class Made(NamedTuple):
    """A step of a branch, and when it was made, in seconds."""

    commit: str
    at: int


class History(NamedTuple):
    """The steps, the oldest first, and the two folders that hold the most files."""

    steps: Sequence[Made]
    folders: Sequence[str]


def look_at(repo: Path, count: int) -> History:
    """Reads the last steps of the branch that is checked out, as far as each is newer than the one before it."""
    listed = git("log", "--first-parent", "--reverse", f"-{count}", "--format=%H %ct", cwd=repo).stdout
    rows = [(oid, int(at)) for oid, at in map(str.split, listed.splitlines())]
    files = git("ls-files", cwd=repo).stdout.splitlines()
    folders = Counter(each.partition("/")[0] for each in files if "/" in each)
    return History([Made(*each) for each in rows], sorted(name for name, _ in folders.most_common(2)))


def record_steps(path: Path, steps: Sequence[Made], since: int) -> int:
    """Measures steps that follow one another and puts each on record, after an instant; returns when the last one was."""
    now = since
    chamber = open_chamber(path, now=lambda: now)
    found = accepted(chamber, "refs/heads/main", [each.commit for each in steps])
    for step, each in zip(steps, found, strict=True):
        now = max(now + 1, step.at)
        chamber = reopened(chamber)
        rows = charted_rows(chamber, [Sourced(reading, SOURCE) for reading in readings_of(each)], step.commit)
        record(chamber, find_actor(chamber), step.commit, rows)
    print(f"{len(steps)} steps are measured and on record", flush=True)
    return now
