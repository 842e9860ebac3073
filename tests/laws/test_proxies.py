"""The laws of proxies: set in, state out; each judged by its own past; own votes stay, and nobody's counts twice."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from gitgov.procedure.by_proxy import counted
from gitgov.procedure.floor import Floor
from gitgov.procedure.proxies import why_not
from tests.kit.assembly import Body
from tests.kit.charters import DAY
from tests.kit.lines import START
from tests.laws.plays import DRAFTS, NAMES, STEPS, Step, found, motions, perform, united

ALLOWED = [name for name, draft in DRAFTS.items() if draft.proxies is not None]


@st.composite
def entrusting(draw: st.DrawFn) -> list[Body]:
    """Draws three clones of a body that allows proxies, in which members give them, take them back, vote and meet."""
    body = found(draw(st.sampled_from(ALLOWED))).clone()
    body.move("alice")
    clones = [body, body.clone(), body.clone()]
    verbs = st.sampled_from(["entrust", "entrust again", "take back", "vote", "announce", "poll", "reform", "meet"])
    for step, verb in draw(st.lists(st.tuples(STEPS, verbs), min_size=6, max_size=16)):
        perform(clones, Step(**{**vars(step), "verb": verb}))
    return clones


@given(entrusting(), st.data())
def test_only_the_set_of_lines_counts(clones: list[Body], data: st.DataObject) -> None:
    body = united(clones)
    again = Body.read([*data.draw(st.permutations(body.lines)), *body.lines[:5]])
    assert again.chain == body.chain
    assert again.chain.proxies.acts == body.chain.proxies.acts
    for motion in motions(body):
        assert again.fold(motion) == body.fold(motion)


@given(entrusting())
def test_each_takes_effect_or_is_refused_with_a_reason(clones: list[Body]) -> None:
    """What a clone holds to be lawful, all of them do together, as long as the charter is the same."""
    body = united(clones)
    register = body.chain.proxies
    assert register.events.keys() == {event.id for event in body.proxies}
    assert sorted([*(act.id for act in register.acts), *register.refused]) == sorted(register.events)
    assert all(register.refused.values())
    for event in body.proxies:
        assert why_not(body.chain, event) == register.refused.get(event.id, ()), "one source of legality"
    for clone in clones:
        if clone.chain.head.id == body.chain.head.id:
            theirs = {event.id: clone.chain.proxies.refused.get(event.id) for event in clone.proxies}
            assert theirs == {each: register.refused.get(each) for each in theirs}


@given(entrusting())
def test_own_votes_stay_and_nobodys_counts_twice(clones: list[Body]) -> None:
    for floor in floors(united(clones)).values():
        for at in (0, DAY, 300 * DAY):
            state = counted(floor, floor.main, START + at)
            votes = state.votes()
            assert {member: votes[member] for member in state.latest} == dict(state.latest)
            assert votes.keys() <= state.electorate
            tally = state.tally()
            assert tally.ayes + tally.nays + tally.abstentions == len(votes)
            assert sum(tally.proxied) == len(votes) - len(state.latest)


@given(entrusting(), STEPS)
def test_a_decision_stays_whatever_is_entrusted_later(clones: list[Body], step: Step) -> None:
    body = united(clones)
    before = {motion: floor.main.decision for motion, floor in floors(body).items()}
    for actor, to in itertools.pairwise(NAMES):
        body.give(actor, to)
    for each in [event.id for event in body.proxies if event.opens]:
        body.take_back(step.actor, each)
    assert {motion: floor.main.decision for motion, floor in floors(body).items()} == before


def floors(body: Body) -> dict[str, Floor]:
    """Returns the floors of the motions that were in order."""
    return {motion: floor for motion in motions(body) if isinstance(floor := body.fold(motion), Floor)}
