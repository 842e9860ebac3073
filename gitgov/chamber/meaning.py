"""Which branches merge cleanly and may still break each other: a check of the user's own says so, run on the riskiest merged trees."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import PurePosixPath
from typing import NamedTuple

from gitgov.chamber.branches import Branch
from gitgov.chamber.colliding import Survey
from gitgov.chamber.sequencing import NOTHING, needs_of
from gitgov.core.errors import BadInput
from gitgov.git.checks import PASSES, Job, Outcome, run_checks
from gitgov.git.paircache import PairCache
from gitgov.git.pairs import CLEAN

SETTING = "gov.check"


class Risk(NamedTuple):
    """Two branches that merge cleanly, and why one may break the other: files and folders that both change, or one needs the other."""

    one: Branch
    other: Branch
    files: tuple[str, ...]
    folders: tuple[str, ...]
    depends: bool

    @property
    def job(self) -> Job:
        """The commits of both, in order of their ids."""
        return tuple(sorted((self.one.tip, self.other.tip)))


class Verdict(NamedTuple):
    """What the check says of two branches, or of one by itself (`other` is nothing then), and who should talk."""

    one: str
    other: str
    outcome: Outcome
    people: tuple[str, ...] = ()


class Checked(NamedTuple):
    """What was checked: how many pairs of how many risky ones, those that the check does not pass, and how many were known."""

    pairs: int
    risky: int
    found: tuple[Verdict, ...]
    known: int


def command_of(found: Survey) -> list[str]:
    """Return the words of the check that is configured; never what the content of a repository says. Raises `BadInput`."""
    text = found.repo.settings().get(SETTING, "")
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise BadInput(f"{SETTING} cannot be read: {error}", f"git config {SETTING} 'make test'") from error
    if not words:
        raise BadInput("no check is configured", f"git config {SETTING} 'make test'")
    return words


def risks(found: Survey) -> list[Risk]:
    """Return the pairs that merge cleanly and touch each other, the riskiest first; stacked ones are what somebody has tried."""
    needs = {each.name: needs_of(found, each, NOTHING) for each in found.branches}
    rows = []
    for one, other in combinations(found.branches, 2):
        if found.stacked(one, other) or found.verdict(one, other) != CLEAN:
            continue
        mine, theirs = found.added[one.tip].files.keys(), found.added[other.tip].files.keys()
        files, folders = mine & theirs, _folders(mine) & _folders(theirs)
        depends = other.name in needs[one.name] or one.name in needs[other.name]
        if files or folders or depends:
            rows.append(Risk(one, other, tuple(sorted(files)), tuple(sorted(folders)), depends))
    return sorted(rows, key=lambda each: (-len(each.files), not each.depends, -len(each.folders), each.one, each.other))


def _folders(files: Iterable[str]) -> set[str]:
    return {str(PurePosixPath(each).parent) for each in files}


def checked(found: Survey, most: int, tell: Callable[[int, int], None]) -> Checked:
    """Run the check on each side of the riskiest pairs, and on the merged trees of those of which both sides pass.

    What it came to is remembered by the commits and the command. What takes too long is asked again.
    """
    command, cache = command_of(found), PairCache(found.repo)
    every = risks(found)
    chosen, known = every[:most], cache.outcomes(command)
    sides = [(tip,) for tip in dict.fromkeys(each.tip for risk in chosen for each in (risk.one, risk.other))]
    alone = _run(found, sides, command, known, tell)
    sound = [risk for risk in chosen if all(alone[each.tip,].verdict == PASSES for each in (risk.one, risk.other))]
    merged = _run(found, list(dict.fromkeys(risk.job for risk in sound)), command, known, tell)
    cache.keep(command, {job: each for job, each in (alone | merged).items() if job not in known})
    broken = (Verdict(each.name, "", alone[each.tip,]) for each in found.branches if (each.tip,) in alone)
    verdicts = [each for each in broken if each.outcome.verdict != PASSES]
    verdicts += [
        Verdict(each.one.name, each.other.name, merged[each.job], _people(found, each))
        for each in sound
        if merged[each.job].verdict != PASSES
    ]
    return Checked(len(sound), len(every), tuple(verdicts), sum(job in known for job in (*alone, *merged)))


def _run(
    found: Survey,
    jobs: Sequence[Job],
    command: Sequence[str],
    known: dict[Job, Outcome],
    tell: Callable[[int, int], None],
) -> dict[Job, Outcome]:
    new = run_checks(found.repo, [job for job in jobs if job not in known], command, tell)
    return {job: known.get(job) or new[job] for job in jobs}


def _people(found: Survey, risk: Risk) -> tuple[str, ...]:
    """Return who should talk: who has changed the files that both change, or anything where these are none."""
    added = [found.added[each.tip] for each in (risk.one, risk.other)]
    named = (who for each in added for path in risk.files for who in each.files.get(path, ()))
    return tuple(dict.fromkeys(named)) or tuple(dict.fromkeys(who for each in added for who in each.authors))
