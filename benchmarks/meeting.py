"""How long it takes to fold a meeting: all answer the roll, one moves, and all vote; of few members and of many."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from functools import partial

from benchmarks.figure import Figure
from benchmarks.folding import Thread, founded
from benchmarks.members import body
from benchmarks.timing import Sample, cpu_ratio, in_turns, ratio, seconds, watching
from gitgov.charter.chain import Chain
from gitgov.ledger.event import Event
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MeetingCalled, MeetingOpened, MotionMoved, RollAnswered
from gitgov.procedure.fold import fold
from gitgov.procedure.motions.process import Process
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast

TARGET = 2.0


def meeting(repetitions: int, sizes: Sequence[int]) -> list[Figure]:
    """Times the fold of a meeting of so many members; of each event, against one of the smallest."""
    least, *others = sizes
    made = {size: held(size) for size in sizes}
    timed = {_named(size): partial(_fold, *made[size], max(1, max(sizes) // size)) for size in sizes}
    with watching() as watch:
        samples = in_turns(timed, repetitions)
    base = samples[_named(least)]
    return [
        Figure(
            f"folding a meeting of {size:,} members, each event, to one of {least:,}", ratio(samples[_named(size)], base),
            "x", TARGET, cpu_ratio(samples[_named(size)], base),
            {
                _named(size): len(made[size][1]) * seconds(samples[_named(size)]).middle,
                _named(least): len(made[least][1]) * seconds(base).middle,
            },
            watch.others,
        )
        for size in others
    ]  # fmt: skip


def _named(size: int) -> str:
    return f"{size:,} members"


def _fold(chain: Chain, events: Sequence[Event], times: int) -> Sample:
    gc.collect()
    start, used = time.perf_counter(), time.process_time()
    for _ in range(times):
        fold(chain, events)
    each = times * len(events)
    return Sample((time.perf_counter() - start) / each, (time.process_time() - used) / each)


def held(members: int) -> tuple[Chain, list[Event]]:
    """Returns a meeting at which all are present and vote on one motion: two events for each member, and a few."""
    chain = founded(body(members))
    thread = Thread(chain, MeetingCalled(name="the meeting"))
    thread.do(0, MeetingOpened())
    for place in range(members):
        thread.do(place, RollAnswered())
    moved = thread.do(0, MotionMoved(question=Process(text="Releases happen on Fridays.")))
    for place in range(members):
        thread.do(place, BallotCast(choice="aye", on=moved))
    floor = thread.floor
    if floor is None:
        raise RuntimeError("the meeting is gone")
    result = resolve(floor, floor.motions[moved], [thread.events[-1].id], thread.events[-1].at)
    if not isinstance(result, Decision):
        raise TypeError(result.what)
    thread.do(0, body_of(result, moved))
    return chain, thread.events
