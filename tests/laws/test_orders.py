"""The laws of standing orders: the set decides, limits hold whatever clones do, and a breach stops the order."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.events import OrderInvoked
from gitgov.procedure.motions.ratify import Ratify
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, team
from tests.kit.lines import START
from tests.kit.questions import merge

NAMES = ("alice", "bob", "carol")
LIMIT, PERIOD, WITHIN = 2, 30 * DAY, 3 * DAY
FOUNDED = Body.found(
    team(*NAMES, quorum="1").but(orders={"hotfix": {}}, roles={"alice": ("oncall",), "bob": ("oncall",)})
)


@dataclass(frozen=True)
class Deed:
    """Something that somebody does in one of three clones, so many hours after what was last done there."""

    verb: str
    clone: int
    actor: str
    which: int
    after: int


DEEDS = st.builds(
    Deed,
    st.sampled_from(["invoke", "invoke", "ratify", "refuse", "again", "meet", "late"]),
    st.integers(0, 2),
    st.sampled_from(NAMES),
    st.integers(0, 9),
    st.sampled_from([0, 1, 24, 80, 400, 800]),
)


@st.composite
def emergencies(draw: st.DrawFn) -> list[Body]:
    """Draws three clones in which orders were invoked, lawfully or not, and some of that was ratified."""
    clones, clocks = [FOUNDED.clone() for _ in range(3)], [0, 0, 0]
    for deed in draw(st.lists(DEEDS, min_size=4, max_size=20)):
        clocks[deed.clone] += deed.after * HOUR
        perform(clones, clocks, deed)
    return clones


def perform(clones: list[Body], clocks: list[int], deed: Deed) -> None:
    """Lets a deed happen."""
    body, at = clones[deed.clone], clocks[deed.clone]
    known = sorted(body.chain.invoked)
    if deed.verb == "meet":
        other = deed.which % 3
        body.unite(clones[other])
        clocks[deed.clone] = max(at, clocks[other])
    elif deed.verb == "invoke":
        body.invoke(deed.actor, merge(f"feature/{deed.which}"), at=at)
    elif deed.verb == "late":  # one that has seen nothing
        body.invoke(deed.actor, merge(f"feature/{deed.which}"), at=at, parents=())
    elif known and deed.verb == "again":
        decide(body, body.move(deed.actor, Ratify(of=known[deed.which % len(known)]), at=at), "aye", at)
    elif known:
        decide(body, known[deed.which % len(known)], "aye" if deed.verb == "ratify" else "nay", at)


def decide(body: Body, motion: EventId, choice: str, at: int) -> None:
    for voter in NAMES:
        body.vote(voter, motion, choice, at=at)
    body.announce("carol", motion, at=at)


def lawful(body: Body) -> list[Event]:
    return [ruling.event for ruling in body.chain.invoked.values() if not ruling.objections]


@given(emergencies(), st.data())
def test_only_the_set_of_lines_counts(clones: list[Body], data: st.DataObject) -> None:
    """In any order, some lines twice, the same invocations are lawful, and have the same answer."""
    body = clones[0].unite(*clones[1:])
    lines = data.draw(st.permutations(body.lines))
    again = Body.read([*lines, *lines[: len(lines) // 2]])
    assert again.chain.invoked == body.chain.invoked
    assert [again.invocation(each.id) for each in lawful(again)] == [body.invocation(each.id) for each in lawful(body)]


@given(emergencies())
def test_each_is_ruled_upon_once(clones: list[Body]) -> None:
    body = clones[0].unite(*clones[1:])
    invoked = {event.id for event in body.events.values() if isinstance(event.body, OrderInvoked)}
    assert body.chain.invoked.keys() == invoked
    assert all(body.why(each) == body.chain.invoked[each].objections for each in invoked)


@given(emergencies())
def test_no_period_holds_more_than_the_limit(clones: list[Body]) -> None:
    """Neither in what one clone has seen, nor in what all have together."""
    for body in (*clones, clones[0].clone().unite(*clones[1:])):
        dates = [each.at for each in lawful(body)]
        assert all(sum(each - PERIOD < other <= each for other in dates) <= LIMIT for each in dates)


@given(emergencies())
def test_who_invokes_holds_the_role(clones: list[Body]) -> None:
    for body in clones:
        assert {each.actor for each in lawful(body)} <= {"alice", "bob"}


@given(emergencies())
def test_none_follows_one_that_it_knew_to_be_unratified_beyond_its_deadline(clones: list[Body]) -> None:
    """If nothing that it had seen had ever been announced about an earlier one, that is either young or in its way."""
    body = clones[0].unite(*clones[1:])
    held = body.constitution.events
    for later in lawful(body):
        seen = ancestors(later.parents, held)
        for earlier in lawful(body):
            if earlier.id in seen and not any(held[each].kind == "motion.announced" for each in seen):
                assert later.at <= earlier.at + WITHIN


@given(emergencies())
def test_an_answer_is_one_of_four_and_only_a_carried_vote_ratifies(clones: list[Body]) -> None:
    body = clones[0].unite(*clones[1:])
    for each in lawful(body):
        found = body.invocation(each.id)
        votes = [body.state(thread) for thread in {event.thread for event in body.events.values()} - {body.genesis.id}
                 if getattr(body.event(thread).body, "question", None) == Ratify(of=each.id) or thread == each.id
                 if body.codes(thread) == ()]  # fmt: skip
        carried = any(vote.decision is not None and vote.decision.carried for vote in votes)
        assert (found.answer(START + 10_000 * DAY) == "ratified") == carried
        assert found.in_breach(START + 10_000 * DAY) != carried
