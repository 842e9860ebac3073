"""One member cannot stop the others by sheer number: polls can be announced, threads read, in bounded work.

Nothing here is timed: work is counted in lines of the law that run, and compared within one test.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gitgov.core.ids import EventId
from gitgov.procedure.events import MotionAnnounced
from tests.kit.assembly import Body
from tests.kit.work import calls


def flooded(count: int, flood: Callable[[Body, EventId, int, EventId], EventId]) -> tuple[Body, EventId]:
    """Returns a poll into which carol has thrown many events, and in which alice and bob then say aye."""
    body, motion = Body.pending()
    last = motion
    for number in range(count):
        last = flood(body, motion, number, last)
    return body, motion


def ballots(body: Body, motion: EventId, number: int, last: EventId) -> EventId:
    return body.vote("carol", motion, "nay", str(number), parents=[last])


def lies(body: Body, motion: EventId, number: int, last: EventId) -> EventId:
    said = MotionAnnounced(result="lost", counted=[], refused=[], arithmetic=str(number))
    return body.announce("carol", motion, said, parents=[last])


def concurrent_lies(body: Body, motion: EventId, number: int, _last: EventId) -> EventId:
    return lies(body, motion, number, motion)


def lies_beside_speeches(body: Body, motion: EventId, number: int, last: EventId) -> EventId:
    beside(body, motion, number, motion)
    return lies(body, motion, number, last)


def lies_on_speeches(body: Body, motion: EventId, number: int, last: EventId) -> EventId:
    last = speeches(body, motion, number, last)
    lies(body, motion, number, last)
    return last


def speeches(body: Body, motion: EventId, number: int, last: EventId) -> EventId:
    return body.speak("carol", motion, str(number), parents=[last])


def beside(body: Body, motion: EventId, number: int, _last: EventId) -> EventId:
    return body.speak("carol", motion, str(number), parents=[motion])


FLOODS = [ballots, speeches, beside, lies, concurrent_lies, lies_beside_speeches, lies_on_speeches]
MANY = 300
TWO_AT_ONCE = (lies_beside_speeches, lies_on_speeches)


@pytest.mark.parametrize("flood", FLOODS)
def test_a_result_can_be_announced_over_many_events_by_one_key(
    flood: Callable[[Body, EventId, int, EventId], EventId],
) -> None:
    body, motion = flooded(MANY // 2 if flood in TWO_AT_ONCE else MANY, flood)
    for voter in ("alice", "bob"):
        body.vote(voter, motion, "aye")
    announcement = body.announce("alice", motion)
    assert body.codes(announcement) == ()
    assert body.decision(motion).carried


@pytest.mark.parametrize("flood", FLOODS)
def test_reading_twice_as_many_events_takes_about_twice_the_work(
    flood: Callable[[Body, EventId, int, EventId], EventId],
) -> None:
    once, twice = (_work(*flooded(count, flood)) for count in (150, 300))
    assert twice < 3 * once


def _work(body: Body, motion: EventId) -> int:
    body.state(motion)
    return calls(lambda: body.state(motion))
