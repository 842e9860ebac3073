"""The contract of the adviser on integration: schema, citations, determinism, never less careful than its facts, and no worse order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.answer import Answer, Case, Citable, told
from gitgov.advice.said import Invented, SaidOrder
from gitgov.advice.strategy import IntegrationFacts, answer, steps_of
from gitgov.chamber.advising.proposals import by_facts
from gitgov.core import canonical
from tests.kit.saying import recorded
from tests.unit.advice.test_strategy import facts, incoming, many_facts

ADVISER = ADVISERS["integration"]


def case_of(given_: IntegrationFacts) -> Case:
    found = answer(given_)
    ids = frozenset({given_.tip, *(each.head for each in given_.branches)})
    return Case("integration", given_.tip, "main", told(given_), found, citable=Citable(ids, given_.order))


def anew(given_: IntegrationFacts, order: tuple[str, ...]) -> int:
    return sum(not step.now for step in steps_of(given_, order))


orders = st.lists(st.sampled_from([*"abcde", "main", "rm -rf"]), max_size=6)


@given(many_facts(), st.sampled_from(ADVISER.levels), orders | st.permutations(list("abc")))
def test_whatever_a_model_says_is_never_less_careful_and_never_a_worse_order(
    given_: IntegrationFacts, verdict: str, order: list[str]
) -> None:
    case = case_of(given_)
    said = SaidOrder(verdict=verdict, order=order)
    try:
        found = ADVISER.settled(case, said)
    except Invented:
        return
    levels = ADVISER.levels
    assert levels.index(found.verdict) >= levels.index(case.answer.verdict)
    assert sorted(found.order) == sorted(case.answer.order)
    assert anew(given_, found.order) <= anew(given_, case.answer.order)
    assert set(found.cites) <= case.citable.ids
    recorded(case, found, ADVISER.word_of(case, said, found))


@given(many_facts(), st.permutations(list("abcde")))
def test_an_order_is_taken_if_and_only_if_it_is_as_good(given_: IntegrationFacts, drawn: list[str]) -> None:
    case, order = case_of(given_), [each for each in drawn if each in given_.order]
    needs = {each.name: {need.name for need in each.needs} for each in given_.branches}
    late = any(needs[name] - {*order[:place]} for place, name in enumerate(order))
    kept = {step.branch.name for step in steps_of(given_, given_.order) if step.now and step.branch.carried}
    goes = {step.branch.name for step in steps_of(given_, order) if step.now}
    fits = not late and kept <= goes and len(order) - len(goes) <= anew(given_, given_.order)
    try:
        found = ADVISER.settled(case, SaidOrder(verdict=case.answer.verdict, order=order))
    except Invented:
        assert not fits
    else:
        assert fits
        assert found.order == tuple(order)


@pytest.mark.parametrize("order", [["a"], ["a", "b", "b"], ["a", "b", "c"], ["b", "$(reboot)"]])
def test_an_order_of_other_things_than_the_branches_is_void(order: list[str]) -> None:
    with pytest.raises(Invented):
        ADVISER.settled(case_of(facts(incoming("a"), incoming("b"))), SaidOrder(verdict="together", order=order))


def test_an_order_in_which_more_have_to_be_made_anew_is_void() -> None:
    given_ = facts(*map(incoming, "bca"), clashes=(("a", "b"), ("a", "c")))
    with pytest.raises(Invented, match="2 branches would have to be made anew in that order, and 1 in this"):
        ADVISER.settled(case_of(given_), SaidOrder(verdict="rebase", order=["a", "b", "c"]))


def test_what_is_carried_does_not_give_way() -> None:
    given_ = facts(incoming("a", carried=True), incoming("b"), clashes=(("a", "b"),))
    with pytest.raises(Invented, match="'a' is carried"):
        ADVISER.settled(case_of(given_), SaidOrder(verdict="rebase", order=["b", "a"]))


def test_another_order_has_reasons_of_its_own_and_only_the_remark_is_the_model_s() -> None:
    given_ = facts(incoming("a"), incoming("b"), clashes=(("a", "b"),))
    found = ADVISER.settled(case_of(given_), SaidOrder(verdict="hold", order=["b", "a"], remark="b is urgent"))
    assert found == answer(given_, ("b", "a"))._replace(verdict="hold", remark="b is urgent")
    assert "after b" in found.reasons[2]


def test_no_verdict_and_no_key_but_those_that_are_known_are_taken() -> None:
    with pytest.raises(Invented):
        ADVISER.settled(case_of(facts(incoming("a"))), SaidOrder(verdict="approve"))
    with pytest.raises(ValidationError):
        SaidOrder.model_validate({"verdict": "hold", "command": "git push --force"})


@given(many_facts())
def test_the_same_facts_give_the_same_proposal_and_have_no_floats(given_: IntegrationFacts) -> None:
    one, two = (by_facts(case_of(given_)) for _ in range(2))
    assert one == two
    canonical.dumps(told(given_))


def test_of_all_orders_the_facts_say_what_each_costs() -> None:
    given_ = facts(*map(incoming, "abc"), clashes=(("a", "b"), ("a", "c")))
    costs = {order: anew(given_, order) for order in permutations("abc")}
    assert costs[("b", "c", "a")] == 1
    assert costs[("a", "b", "c")] == 2
    assert isinstance(answer(given_, ("b", "c", "a")), Answer)
