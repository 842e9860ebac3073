"""Elections with one nominee in two clones: arrival changes nothing, and nobody is acclaimed against whom something was said."""

from __future__ import annotations

from collections.abc import Sequence

import hypothesis.strategies as st
from hypothesis import given

from gitgov.core.ids import EventId
from gitgov.ledger.event import Body as EventBody
from gitgov.ledger.order import ancestors
from gitgov.procedure.events import ConsentRefused, ConsentSought, MotionMoved, NominationDeclined
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.motions.nominate import Nominate
from gitgov.tally.events import BallotMarked
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR

NAMES = ("alice", "bob", "carol")
ACTS: dict[str, EventBody | None] = {
    "ask": ConsentSought(),
    "object": ConsentRefused(),
    "nominate": MotionMoved(question=Nominate(nominee="bob")),
    "decline": NominationDeclined(),
    "for alice": BallotMarked(names=["alice"]),
    "for bob": BallotMarked(names=["bob"]),
    "blank": BallotMarked(),
    "announce": None,
}
OBJECTIONS = {"object", "nominate", "decline", "for bob"}

said = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(NAMES), st.booleans(), st.integers(0, 20))
plays = st.lists(said, min_size=2, max_size=10).map(lambda acts: [("ask", "alice", False, 0), *acts])


def played(acts: Sequence[tuple[str, str, bool, int]]) -> tuple[Body, EventId, dict[EventId, str]]:
    """Lets members act in two clones, some hours after each other; they unite at the end, and somebody announces."""
    here = Body.team(*NAMES, consent="1d", poll="3d")
    motion = here.move("alice", Elect(office="treasurer", nominees=["alice"]))
    clones, at, done = (here, here.clone()), 0, dict[EventId, str]()
    for act, actor, there, hours in acts:
        at += hours * HOUR
        clone, body = clones[there], ACTS[act]
        event = clone.announce(actor, motion, at=at) if body is None else clone.act(actor, motion, body, at=at)
        done[event] = act
    here.unite(clones[1])
    here.announce("carol", motion, at=at + 4 * DAY)
    return here, motion, done


@given(plays)
def test_who_is_acclaimed_had_nobody_against_it(acts: Sequence[tuple[str, str, bool, int]]) -> None:
    body, motion, done = played(acts)
    events = body.thread(motion)
    floor = fold(body.chain, events)
    assert isinstance(floor, Floor)
    assert floor == fold(body.chain, events[::-1])
    decision = floor.main.decision
    if decision is None or "acclamation" not in decision.outcome.arithmetic:
        return
    assert decision.outcome.chosen == ("alice",)
    seen = ancestors([decision.id], floor.lineage)
    unlawful = {ruling.event.id for ruling in floor.out_of_order}
    assert not [done[each] for each in seen & done.keys() - unlawful if done[each] in OBJECTIONS]


@given(plays)
def test_silence_elects_the_only_nominee_whoever_else_votes_for_that_one(
    acts: Sequence[tuple[str, str, bool, int]],
) -> None:
    quiet = [(act, actor, False, hours) for act, actor, _, hours in acts if act in {"ask", "for alice", "blank"}]
    body, motion, _ = played(quiet)
    decision = body.state(motion).decision
    assert decision is not None
    assert decision.outcome.chosen == ("alice",)
