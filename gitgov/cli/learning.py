"""`git gov advise eval`: how well an adviser would have told what became of past cases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.learning import Report, report
from gitgov.chamber.advising.asked import advise
from gitgov.chamber.advising.outcomes import examples
from gitgov.chamber.open import open_chamber
from gitgov.chamber.proposal import target_of
from gitgov.cli.advising import Into, Profile
from gitgov.cli.options import Json
from gitgov.cli.text import columns, give, say

AdviserWord = Annotated[str, typer.Argument(metavar="ADVISER", help="Whose advice: merge or risk.")]
Most = Annotated[int, typer.Option("--most", metavar="N", min=1, max=5_000, help="The newest so many cases.")]


def evaluate(
    adviser: AdviserWord = "merge", into: Into = "", profile: Profile = "", most: Most = 200, as_json: Json = False
) -> None:
    """Say how well an adviser would have told which merges were lost or taken back later: by its facts, and with a model."""
    chamber = open_chamber(Path())
    ref = target_of(chamber, into)
    found = examples(chamber, adviser, ref, most, _count)
    levels = ADVISERS[adviser].levels
    by = {"facts": report(levels, found, lambda case: case.answer.verdict)}
    if profile and profile != "none":
        by[profile] = report(levels, found, lambda case: advise(chamber, case, profile).answer.verdict)
    if as_json:
        give(
            {
                "adviser": adviser,
                "into": ref,
                "cases": len(found),
                "reports": {name: each._asdict() for name, each in by.items()},
            }
        )
        return
    say(
        f"{len(found)} past cases of {ref.removeprefix('refs/heads/')}, of which {sum(not each.good for each in found)} went wrong"
    )
    say(columns([["by", "caught", "held up", "score"], *(_row(name, each) for name, each in by.items())]))


def _count(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of} cases put together\r", end="", file=sys.stderr, flush=True)


def _row(name: str, each: Report) -> list[str]:
    told = "insufficient data" if each.score is None else f"{each.score} of 1000"
    return [name, f"{each.caught} of {each.bad}", f"{each.held_up} of {each.good}", told]
