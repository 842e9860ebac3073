"""The contract of the adviser on the next operation: out of the list, out of the facts, never less careful, and nothing else is heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.advisers.operation import Beside, OperationFacts, Upkeep, answer, candidates
from gitgov.advice.answer import Case, Citable, told
from gitgov.advice.said import Invented, SaidOrder
from gitgov.chamber.advising.operation import case_from
from gitgov.chamber.advising.proposals import by_facts
from gitgov.core import canonical
from tests.kit.saying import recorded
from tests.unit.advice.test_operation import PLAIN, UP, states

ADVISER = ADVISERS["operation"]
BUSY = PLAIN._replace(unsent=1, upstream=Beside(UP, 1, 0), upkeep=Upkeep(findings=1), far=True)


@given(states, st.sampled_from(ADVISER.levels), st.data())
def test_whatever_a_model_says_only_the_candidates_are_put_in_another_order(
    facts: OperationFacts, verdict: str, data: st.DataObject
) -> None:
    case = case_from(facts)
    words = st.sampled_from([*case.citable.names, "rm -rf", "git push --force", "git gov enact M-0"])
    said = SaidOrder(verdict=verdict, order=data.draw(st.lists(words, max_size=4)))
    try:
        found = ADVISER.settled(case, said)
    except Invented:
        assert set(said.order) - {*case.answer.order}
        return
    assert ADVISER.levels.index(found.verdict) >= ADVISER.levels.index(case.answer.verdict)
    assert sorted(found.order) == sorted(case.answer.order)
    assert sorted(found.reasons) == sorted(case.answer.reasons)
    looks = [each.command for each in candidates(facts) if each.level == "look"]
    assert list(found.order[: len(looks)]) == looks
    recorded(case, found, ADVISER.word_of(case, said, found))


@pytest.mark.parametrize(
    "said",
    ["rm -rf", "rm -rf /", "git push --force -- origin topic", "git gov sync; rm -rf /", "git gov sync ", "wait", ""],
)
def test_what_is_not_among_the_candidates_is_void(said: str) -> None:
    with pytest.raises(Invented):
        ADVISER.settled(case_from(BUSY), SaidOrder(verdict="look", order=[said]))


def test_what_a_model_picks_comes_first_after_what_somebody_has_to_look_at() -> None:
    case = case_from(BUSY)
    assert case.answer.order == ("git gov doctor", "git gov sync", "git push -- origin topic", "git fetch -- origin")
    found = ADVISER.settled(case, SaidOrder(verdict="look", order=["git push -- origin topic"]))
    assert found.order == ("git gov doctor", "git push -- origin topic", "git gov sync", "git fetch -- origin")
    assert [each.partition(": ")[0] for each in found.reasons] == [*found.order]


def test_where_there_is_nothing_to_be_done_nothing_can_be_picked() -> None:
    case = case_from(PLAIN)
    with pytest.raises(Invented):
        ADVISER.settled(case, SaidOrder(verdict="wait", order=["git gov sync"]))
    assert ADVISER.settled(case, SaidOrder(verdict="look")).reasons == case.answer.reasons


@given(states)
def test_the_same_facts_give_the_same_proposal_and_have_no_floats(facts: OperationFacts) -> None:
    one, two = (by_facts(case_from(facts)) for _ in range(2))
    assert one == two
    assert one.answer == answer(facts)
    canonical.dumps(told(facts))
    assert isinstance(one.case, Case)
    assert one.case.citable == Citable(frozenset({facts.head}), one.answer.order)
