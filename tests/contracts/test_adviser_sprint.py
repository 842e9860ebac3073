"""The adviser of sprints keeps the contract of all advisers; whatever set it comes to fits, and lacks nothing (S4-034)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers.sprint import ADVISER, LEVELS, Open, SprintFacts, answer, in_order, why_not
from gitgov.advice.answer import Answer, Case, Citable, told
from gitgov.advice.roster import NOBODY, Assigned, Share
from gitgov.advice.said import SaidOrder
from gitgov.core.amounts import show_amount
from gitgov.sprints.proposal import Item, propose
from tests.kit.saying import holds, is_void, no_less_careful

HEAD = "a" * 40
NAMES = ("A-1", "A-2", "A-3", "A-4", "A-5")
ASSIGNED = Assigned((Share("alice", "sql", 2),), (("rust", 1),))


def case_of(facts: SprintFacts) -> Case:
    found = answer(facts)
    assert answer(facts) == found
    ids = frozenset({HEAD, *(each.record for each in facts.items)})
    return Case("sprint", HEAD, facts.team, told(facts), found, citable=Citable(ids, tuple(facts.by_name)))


def facts_of(items: list[Open], capacity: int, taken: tuple[str, ...] = (), assigned: Assigned = NOBODY) -> SprintFacts:
    found = propose([Item(each.name, each.points, each.value, each.needs) for each in items], capacity, taken)
    bound = show_amount(found.bound)
    return SprintFacts("core", capacity, tuple(sorted(items)), taken, found.items, bound, found.circles, assigned)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draws a backlog and a capacity."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    needs = st.lists(st.sampled_from([*NAMES, "done"]), max_size=2, unique=True)
    items = [
        Open(each, f"{place:064x}", draw(st.integers(0, 9)), draw(st.integers(0, 9)), tuple(draw(needs)))
        for place, each in enumerate(names)
    ]
    return case_of(facts_of(items, draw(st.integers(0, 30)), ("done",), draw(st.sampled_from([NOBODY, ASSIGNED]))))


SAID = st.builds(
    SaidOrder,
    verdict=st.sampled_from([*LEVELS, "go"]),
    order=st.lists(st.sampled_from([*NAMES, "invented"]), max_size=5),
    remark=st.text(max_size=20),
)


def fits(case: Case, found: Answer) -> None:
    known = {each["name"]: each for each in case.facts["items"]}
    assert len({*found.order}) == len(found.order)
    assert sum(known[each]["points"] for each in found.order) <= case.facts["capacity"]
    for place, name in enumerate(found.order):
        assert {*known[name]["needs"]} <= {*found.order[:place], *case.facts["taken"]}


@given(cases())
def test_any_case(case: Case) -> None:
    holds(ADVISER, case)
    fits(case, case.answer)


@given(cases(), SAID)
def test_whatever_a_model_takes_on_fits_or_is_void(case: Case, said: SaidOrder) -> None:
    found = no_less_careful(ADVISER, case, said)
    if found is not None:
        fits(case, found)
        other = said.order and {*said.order} != {*case.answer.order}
        assert {*found.order} == {*(said.order if other else case.answer.order)}
        assert found.reasons[: len(case.answer.reasons)] == case.answer.reasons


BACKLOG = [
    Open("A-1", "1" * 64, 5, 8), Open("A-2", "2" * 64, 3, 5, ("A-1",)), Open("A-3", "3" * 64, 8, 9),
    Open("A-4", "4" * 64, 1, 1, ("A-5",)), Open("A-5", "5" * 64, 1, 1, ("A-4",)), Open("A-0", "0" * 64, 1, 1, ("done",)),
]  # fmt: skip


def plain() -> Case:
    return case_of(facts_of(BACKLOG, 9, ("done",), ASSIGNED))


def test_the_facts_alone() -> None:
    found = plain().answer
    assert (found.verdict, found.order) == ("wait", ("A-0", "A-1", "A-2"))
    assert found.reasons == (
        "core can do 9 points; 6 items open to it",
        "by value within capacity: 9 points in 3 items of value 14: A-0, A-1, A-2",
        "left out, as they wait for each other: A-4, A-5",
        "alice takes on sql 2",
        "nobody is left for 1 of rust",
        "git sprint plan NAME --team core --proposed takes on what is proposed by value",
    )
    assert found.cites == ("0" * 64, "1" * 64, "2" * 64)
    assert case_of(facts_of(BACKLOG[:3], 8)).answer.verdict == "ready"
    nothing = case_of(facts_of([], 8)).answer
    assert (nothing.verdict, nothing.order) == ("hold", ())


def test_another_set_stands_beside_that_of_greatest_value() -> None:
    found = ADVISER.settled(plain(), SaidOrder(verdict="wait", order=["A-3", "A-0"]))
    assert found.order == ("A-0", "A-3")
    assert found.reasons[1].startswith("by value within capacity: 9 points in 3 items of value 14")
    assert found.reasons[-1] == "a model would take on: 9 points in 2 items of value 10: A-0, A-3"
    assert "3" * 64 in found.cites
    assert ADVISER.settled(plain(), SaidOrder(verdict="wait", order=["A-2", "A-1", "A-0"])) == plain().answer


@pytest.mark.parametrize("order", [["A-9"], ["A-1", "A-3"], ["A-2"], ["A-4", "A-5"], ["A-1", "A-1"]])
def test_what_is_invented_too_much_or_lacks_something_is_void(order: list[str]) -> None:
    is_void(ADVISER, plain(), SaidOrder(verdict="wait", order=order))


def test_items_that_wait_for_each_other_are_in_some_order() -> None:
    known = {each.name: each for each in BACKLOG}
    assert in_order(known, ("A-5", "A-4", "A-1")) == ("A-1", "A-4", "A-5")
    assert why_not(facts_of(BACKLOG, 9), ["A-0"]) == "A-0 needs done, which is not among them"
