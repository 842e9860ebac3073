"""How long it takes to fold a meeting: all answer the roll, one moves, and all vote; of few members and of many."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.figure import Figure
from benchmarks.folding import Thread, founded
from benchmarks.growth import growth
from benchmarks.members import body
from gitgov.charter.chain import Chain
from gitgov.ledger.event import Event
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions.process import Process
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast


def meeting(repetitions: int, sizes: Sequence[int]) -> list[Figure]:
    """Times the fold of a meeting of so many members; of each event, against one of the smallest."""
    made = {f"{size:,} members": held(size) for size in sizes}
    return growth("folding a meeting of {}, each event, to one of {}", made, repetitions)


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
