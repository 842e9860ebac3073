"""Minutes of random floors: whatever was done, they can be written, and the same record gives the same bytes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from gitgov.procedure.fold import fold, moments
from gitgov.procedure.minutes.data import data
from gitgov.procedure.minutes.markdown import markdown
from gitgov.procedure.minutes.prose import prose
from gitgov.procedure.minutes.secretary import take
from tests.kit.assembly import Body
from tests.kit.examples import HALF
from tests.laws.test_floors import Play, plays, united


def written(body: Body, play: Play, order: list[int] | None = None) -> list[str]:
    """Returns all that can be written of a floor: the minutes of each meeting, or its own, in every form."""
    events = body.thread(play.thread)
    events = events if order is None else [events[place] for place in order]
    floor = body.floor(play.thread)
    last = 0 if floor.meeting is None else floor.meeting.number
    texts = []
    for number in range(min(1, last), last + 1):
        minutes = take(moments(body.chain, events), number)
        assert minutes is not None
        texts += [prose(minutes), markdown(minutes), json.dumps(data(minutes), sort_keys=True)]
    return texts


@HALF
@given(plays(), st.data())
def test_the_order_of_arrival_changes_no_byte(play: Play, chance: st.DataObject) -> None:
    body = united(play)
    events = body.thread(play.thread)
    order = chance.draw(st.permutations(range(len(events))))
    texts = written(body, play)
    assert written(body, play, order) == texts
    floor = fold(body.chain, events)
    assert list(moments(body.chain, events))[-1].after == floor
    for motion in body.floor(play.thread).mains:
        if motion.decision and not motion.fate:
            assert f"{motion.name}, to " in "".join(texts)
            assert motion.decision.outcome.arithmetic in "".join(texts)
