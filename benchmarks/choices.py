"""How long it takes to choose among many: each method on the same voters, against reading their ballots once."""

from __future__ import annotations

import gc
import json
import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.figure import Figure
from benchmarks.timing import Sample, Timed, cpu_ratio, in_turns, ratio, seconds, watching
from gitgov.tally.ballots import Form, Paper, collect
from gitgov.tally.methods import METHODS, choose
from gitgov.tally.terms import Terms, TieRule

OPTIONS = tuple(f"option {number}" for number in range(10))
TARGET = 20.0


def choosing(repetitions: int, voters: int) -> list[Figure]:
    """Times sifting and counting by every method; ballots are read from one line of JSON each."""
    lines = _ballots(voters)
    papers = [tuple((option,) for option in json.loads(line)) for line in lines]
    timed: dict[str, Timed] = {"reading": partial(_timed, lambda: sum(len(json.loads(line)) for line in lines))}
    for name, row in METHODS.items():
        cast = [_in_form(row.form, paper) for paper in papers]
        terms = Terms(method=name, seats=1 if row.seats == "one" else 3, ties=TieRule("order"))
        timed[name] = partial(_timed, partial(_count, row.form, cast, terms))
    with watching() as watch:
        samples = in_turns(timed, repetitions)
    reading = samples.pop("reading")
    return [
        Figure(
            f"{name}, {voters:,} ballots over {len(OPTIONS)} options, to reading them",
            ratio(each, reading), "x", TARGET, cpu_ratio(each, reading),
            {name: seconds(each).middle, "reading": seconds(reading).middle}, watch.others,
        )
        for name, each in samples.items()
    ]  # fmt: skip


def _count(form: Form, cast: list[Paper], terms: Terms) -> None:
    choose(collect(form, OPTIONS, cast, terms.seats), terms)


def _timed(count: Callable[[], Any]) -> Sample:
    gc.collect()
    start, used = time.perf_counter(), time.process_time()
    count()
    return Sample(time.perf_counter() - start, time.process_time() - used)


def _ballots(voters: int) -> list[str]:
    """Returns full rankings, hardly two of them alike: nothing is gained by putting equal ones together."""
    chance = random.Random(10)
    return [json.dumps(chance.sample(OPTIONS, len(OPTIONS))) for _ in range(voters)]


def _in_form(form: Form, paper: tuple[tuple[str, ...], ...]) -> Paper:
    if form == "ranking":
        return paper
    first = tuple(option for (option,) in paper)
    if form == "score":
        return tuple((option, max(0, 5 - place)) for place, option in enumerate(first))
    return first[:3] if form == "approval" else first[:1]
