"""`make bench`: takes the figures of docs/performance.md and prints them as a table.

Run it on a machine that does nothing else: it says how busy others were, and every figure is a ratio or a difference
of things that were run in turns.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

if __name__ == "__main__":  # run as a script, this folder stands where the one above it should
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.announcing import announcing
from benchmarks.bulk import reading
from benchmarks.choices import choosing
from benchmarks.clones import over_a_server
from benchmarks.conflicts import advised, colliding
from benchmarks.crowd import in_one_clone
from benchmarks.dashboard import writing
from benchmarks.figure import HEAD, Figure
from benchmarks.folding import folding
from benchmarks.load import at_once, growing, of_many
from benchmarks.machine import describe
from benchmarks.measuring import measuring
from benchmarks.meeting import meeting
from benchmarks.memory import bounded
from benchmarks.place import Place
from benchmarks.report import markdown, write_into, write_json
from benchmarks.risks import judging
from benchmarks.sprints import standing
from benchmarks.standups import standing_up
from benchmarks.start import receiving, voting
from benchmarks.storage import packed
from benchmarks.tallying import tallying

Take = Callable[[], list[Figure]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes the figures that were asked for; the exit code says nothing about targets."""
    asked = _parse(arguments)
    with _folder(asked.dir) as folder:
        place = Place.at(folder, asked.repetitions or (3 if asked.quick else 9))
        figures: list[Figure] = []
        print(HEAD, file=sys.stderr)
        for name, take in _takes(place, asked).items():
            if not asked.only or name in asked.only:
                taken = [replace(each, target=None) for each in take()] if asked.quick else take()
                figures += taken
                print("\n".join(each.row() for each in taken), file=sys.stderr, flush=True)
        machine = describe()
        table = markdown(machine, figures, place.repetitions)
        print(table)
        if asked.doc:
            write_into(Path(asked.doc), table)
        if asked.json:
            write_json(Path(asked.json), machine, figures)
    return 0


def _takes(place: Place, asked: argparse.Namespace) -> Mapping[str, Take]:
    motions = asked.motions or (30 if asked.quick else 10_000)
    sizes: Sequence[int] = asked.sizes or ((100, 1000) if asked.quick else (100, 1_000, 10_000, 100_000))
    return {
        "vote": partial(voting, place, sizes),
        "pre-receive": partial(receiving, place, sizes),
        "bulk": partial(reading, place, motions),
        "storage": partial(packed, place, motions, min(motions, 1_000)),
        "one-clone": partial(in_one_clone, place, *((2, 2) if asked.quick else (8, 10))),
        "meeting": partial(meeting, place.repetitions, (5, 25) if asked.quick else (25, 100, 500)),
        "fold": partial(folding, place.repetitions, (100, 1_000) if asked.quick else (100, 1_000, 10_000)),
        "choices": partial(choosing, place.repetitions, 1_000 if asked.quick else 10_000),
        "announcing": partial(announcing, place.repetitions, (50, 100) if asked.quick else (1_000, 10_000)),
        "conflicts": partial(colliding, place, (5, 10) if asked.quick else (50, 200)),
        "integration": partial(advised, place, 10 if asked.quick else 50),
        "measuring": partial(measuring, place, *((300, 30) if asked.quick else (10_000, 1_000))),
        "risk": partial(judging, place, 300 if asked.quick else 10_000),
        "sprints": partial(standing, place, *((3, 2, 2) if asked.quick else (50, 20, 10))),
        "tally": partial(tallying, place, *((5, 3) if asked.quick else (1_000, 20))),
        "dashboard": partial(writing, place.repetitions, *((5, 20) if asked.quick else (100, 500))),
        "growth": partial(growing, place, (10, 30) if asked.quick else (100, 1_000, 10_000)),
        "at-once": partial(at_once, place, *((3, 100) if asked.quick else (20, 10_000))),
        "commits": partial(of_many, place, 20 if asked.quick else 1_000),
        "memory": partial(bounded, place, *((100, 2) if asked.quick else (100_000, 100))),
        "standups": partial(standing_up, place, 3 if asked.quick else 50),
        "clones": partial(over_a_server, place, 3 if asked.quick else 100),
    }


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, few repetitions and no targets: does it run at all?"
    )
    parser.add_argument("--sizes", type=_numbers, help="events of the ledgers, such as 100,1000")
    parser.add_argument("--motions", type=int, help="motions of the ledger that is verified and listed")
    parser.add_argument("--repetitions", type=int, help="how often each thing is timed (9; quick: 3)")
    parser.add_argument(
        "--only",
        type=_words,
        help="vote, pre-receive, bulk, storage, one-clone, meeting, fold, choices, announcing, conflicts, integration, measuring, risk, sprints, tally, dashboard, growth, at-once, commits, memory, standups, clones",
    )
    parser.add_argument("--json", metavar="FILE", help="write everything there too")
    parser.add_argument("--doc", metavar="FILE", help="put the table into this document, between its marks")
    parser.add_argument("--dir", metavar="FOLDER", help="work in a new folder there instead of the system's")
    return parser.parse_args(arguments)


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def _words(text: str) -> list[str]:
    return text.split(",")


@contextmanager
def _folder(above: str | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gitgov-bench-", dir=above) as name:
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
