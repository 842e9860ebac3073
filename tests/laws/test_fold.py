"""The laws of the fold: set in, state out; total; and one result."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.chain import Chain
from gitgov.core.objection import Objection
from gitgov.ledger.order import heads
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.acts import ACTS
from gitgov.procedure.acts.announce import resolve
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold, rule
from gitgov.procedure.state import Decision, Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY
from tests.kit.lines import START
from tests.kit.questions import ROOT
from tests.laws.plays import INSTANTS, meetings, motions, united

FEW = 2
"""Acts that so many plays may leave out by chance."""
State = tuple[object, ...] | Floor


def law(body: Body) -> tuple[Chain, dict[str, State]]:
    """Returns all that the law says of a ledger: the chain of charters and the state of every thread."""
    threads = {event.thread for event in body.events.values()} - {body.genesis.id}
    return body.chain, {thread: body.fold(thread) for thread in threads}


def test_of_every_meeting_these_laws_hold() -> None:
    """What is costly is to play, so the laws share the plays.

    These do each act that there is but for a few, and meet many of the reasons: a play that never got anywhere would prove little.
    """
    played: set[str] = set()
    reasons: set[str] = set()
    results: set[str] = set()

    @given(meetings(), st.sampled_from(INSTANTS), st.randoms(use_true_random=False))
    def hold(clones: list[Body], at: int, chance: Random) -> None:
        body = united(clones)
        only_the_set_of_lines_counts(body, chance)
        two_clones_that_have_met_hold_the_same_law(clones)
        a_thread_folds_by_itself(body, chance)
        every_event_takes_effect_or_is_ruled_out_once_with_a_reason(body)
        whatever_was_done_can_be_shown(body, at)
        the_next_act_is_ruled_upon_alike_before_and_after(body)
        the_constitution_needs_nothing_but_the_lines_of_its_own_commit(body)
        for each in (*clones, body):
            a_question_has_one_answer(each)
            the_chain_steps_by_one_and_never_forks(each)
        played.update(event.kind for event in body.events.values())
        for state in map(body.fold, motions(body)):
            rulings: tuple[Ruling, ...] = state.out_of_order if isinstance(state, Floor) else state
            reasons.update(ruling.objections[0].code for ruling in rulings)
            results.add(state.main.phase(START) if isinstance(state, Floor) else "out of order")

    hold()
    on_meetings = {"chair.ruled", "meeting.called", "meeting.opened", "roll.answered", "floor.sought"}
    on_meetings |= {"floor.assigned", "floor.yielded", "item.taken", "notice.given", "paragraph.opened"}
    elsewhere = on_meetings | {"ballot.marked", "chair.handed", "committee.reported", "nomination.declined"}
    elsewhere |= {"body.concurred"}  # it holds lines of another ledger: tests/unit/procedure/test_elsewhere.py
    left = {*ACTS, "charter.adopted", "charter.genesis"} - elsewhere - played  # those are played in test_floors
    assert len(left) <= FEW, sorted(left)
    assert len(reasons) >= 12, sorted(reasons)
    assert results >= {"carried", "lost", "out of order"}, sorted(results)


def only_the_set_of_lines_counts(body: Body, chance: Random) -> None:
    """Read again from raw lines, in another order, some of them twice, it is the same law."""
    lines = chance.sample(body.lines, len(body.lines))
    assert law(Body.read([*lines, *lines[: len(lines) // 2]])) == law(body)


def two_clones_that_have_met_hold_the_same_law(clones: list[Body]) -> None:
    one, other, third = clones
    there = law(other.clone().unite(third).unite(one))
    assert law(one.clone().unite(other, third)) == there
    assert law(third.clone().unite(one.clone().unite(other)).unite(one)) == there
    assert law(Body.read([line for clone in clones for line in clone.lines])) == there


def a_thread_folds_by_itself(body: Body, chance: Random) -> None:
    """The order in which its events are handed over changes nothing; nor does what other threads hold."""
    for motion in motions(body):
        events = chance.sample(thread := body.thread(motion), len(thread))
        assert fold(body.chain, [*events, *events[:2]]) == body.fold(motion)


def every_event_takes_effect_or_is_ruled_out_once_with_a_reason(body: Body) -> None:
    for motion in motions(body):
        state = body.fold(motion)
        rulings = state.out_of_order if isinstance(state, Floor) else state
        ruled_out = [ruling.event.id for ruling in rulings]
        assert len(ruled_out) == len(set(ruled_out))
        assert set(ruled_out) <= {event.id for event in body.thread(motion)}
        assert [each for ruling in rulings for each in ruling.objections if not well_formed(each)] == []
        assert all(ruling.objections for ruling in rulings)
        if isinstance(state, Floor):
            assert not set(ruled_out) & effective(state.main)
        else:
            assert len(ruled_out) == len(body.thread(motion))


def well_formed(objection: Objection) -> bool:
    return (
        len(objection.code) == 7 and objection.code[:5] in {"GOV-2", "GOV-3", "GOV-4", "GOV-5"} and bool(objection.what)
    )


def effective(state: Motion) -> set[str]:
    """Names the events of which something is seen in the state."""
    done: set[str] = {each.id for each in state.speeches} | {each.id for each in state.ballots}
    done |= {each.id for each in state.enacted} | {each.id for each in state.acceptances}
    done |= {state.id, state.withdrawn or state.id}
    return done | ({state.decision.id} if state.decision else set())


def a_question_has_one_answer(body: Body) -> None:
    for motion in motions(body):
        floor = body.fold(motion)
        if not isinstance(floor, Floor):
            continue
        state, decision = floor.main, floor.main.decision
        assert not (state.withdrawn and decision)
        assert state.pending == (decision is None and state.withdrawn is None)
        if decision:
            assert not (decision.contested and decision.carried)
            assert consistent(state, decision)


def consistent(state: Motion, decision: Decision) -> bool:
    """Says whether a decision counts members of the electorate, once each, and nothing that it refuses."""
    counted = [ballot.member for ballot in decision.counted]
    refused = {each.ballot for each in decision.refused}
    return (
        len(counted) == len(set(counted))
        and set(counted) <= state.electorate
        and not refused & {ballot.id for ballot in decision.counted}
        and decision.ends_hold >= state.at + state.rules.hold
    )


def whatever_was_done_can_be_shown(body: Body, at: int) -> None:
    """Nothing that a member can sign makes reading fail, at any time: words, phases, counts, results to come."""
    for motion in motions(body):
        floor = body.fold(motion)
        if isinstance(floor, Floor):
            state = floor.main
            assert state.text
            assert state.phase(START + at)
            assert state.tally().electorate == len(state.electorate)
            seen = heads(body.thread(motion))
            result = resolve(floor, state, seen, START + at) if state.opens_at is not None else None
            assert isinstance(result, Decision | Objection | None)
            assert state.opens_at is None or state.closes_at is not None


def the_next_act_is_ruled_upon_alike_before_and_after(body: Body) -> None:
    """Whoever asks before signing hears what everybody hears after reading."""
    for motion in motions(body):
        state = body.fold(motion)
        if isinstance(state, Floor) and body.chain.head.constituted:
            act = body.event(body.vote("bob", motion, "aye", "because", at=400 * DAY))
            seeing = state.but(lineage={**state.lineage, act.id: act})
            assert rule(seeing, act) == body.fold(motion)


def the_chain_steps_by_one_and_never_forks(body: Body) -> None:
    chain = body.chain
    assert [step.charter.version for step in chain.steps] == list(range(1, len(chain.steps) + 1))
    assert all(one.id in other.past for one, other in zip(chain.steps, chain.steps[1:], strict=False))
    assert chain.index == {step.id: place for place, step in enumerate(chain.steps)}
    ruled_out = {ruling.event.id for ruling in chain.out_of_order}
    assert not ruled_out & set(chain.index)
    assert {event.id for event in body.thread(chain.repo)} >= ruled_out | set(chain.index)


def the_constitution_needs_nothing_but_the_lines_of_its_own_commit(body: Body) -> None:
    home = [line for line, event in body.events.items() if event.subject == ROOT]
    assert Body.read(home).chain == body.chain
