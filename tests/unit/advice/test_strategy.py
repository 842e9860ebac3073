"""Many branches put in order: what can come in as it is, what has to be made anew, and by which method each comes."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.answer import told
from gitgov.advice.strategy import (
    LEVELS,
    METHODS,
    RULES,
    STACKED,
    Clash,
    Incoming,
    IntegrationFacts,
    Need,
    Step,
    answer,
    chosen,
    facts_of,
    steps_of,
)

TIP = "f" * 40
NAMES = ("a", "b", "c", "d", "e")


def incoming(name: str, commits: int = 2, **more: Any) -> Incoming:
    return Incoming(name, f"{ord(name[0]):040x}", commits)._replace(**more)


def facts(*branches: Incoming, clashes: tuple[tuple[str, str], ...] = (), methods: tuple[str, ...] = ()) -> IntegrationFacts:  # fmt: skip
    order = tuple(each.name for each in branches)
    return IntegrationFacts("main", TIP, methods, branches, order, tuple(Clash(*each, ("x 1-2",)) for each in clashes))


def only(branch: Incoming, methods: tuple[str, ...] = (), clashes: tuple[tuple[str, str], ...] = ()) -> tuple[str, str]:
    (step,) = steps_of(facts(branch, clashes=clashes), [branch.name])
    return chosen(step, methods)


def test_branches_that_do_not_meet_come_together_in_any_order() -> None:
    found = answer(facts(incoming("a"), incoming("b")))
    assert (found.verdict, found.order) == ("together", ("a", "b"))
    assert found.cites == (TIP, f"{ord('a'):040x}", f"{ord('b'):040x}")
    assert found.draft == "Let into main, in this order:\n1. a, by merge\n2. b, by merge"


def test_of_two_that_collide_the_second_is_rebased_after_the_first() -> None:
    found = answer(facts(incoming("a"), incoming("b"), clashes=(("b", "a"),)))
    assert found.verdict == "rebase"
    assert found.reasons[1].endswith(": merge, its 2 commits stay as they are")
    assert found.reasons[2].endswith(": rebase, after a: x 1-2")


def test_what_collides_only_with_one_that_waits_itself_still_comes_in() -> None:
    given_ = facts(incoming("a"), incoming("b"), incoming("c"), clashes=(("main", "b"), ("b", "c")))
    steps = steps_of(given_, given_.order)
    assert [each.now for each in steps] == [True, False, True]
    assert [clash.one for clash in steps[2].after] == ["b"]


def test_what_needs_one_that_is_made_anew_is_made_anew_after_it() -> None:
    needy = incoming("b", needs=(Need("a", STACKED),))
    steps = steps_of(facts(incoming("a"), needy, clashes=(("main", "a"),)), ["a", "b"])
    assert [each.now for each in steps] == [False, False]
    assert steps[1].waits == ("a",)
    assert chosen(steps[1], ()).method == "rebase"


@pytest.mark.parametrize(
    ("branch", "method"),
    [
        (incoming("a", 1), "rebase"),
        (incoming("a", 3), "merge"),
        (incoming("a", 3, merges=1), "merge"),
        (incoming("a", 3, unfinished=1), "squash"),
        (incoming("a", 3, merges=1, unfinished=1), "merge"),
        (incoming("a", 3, carried=True), "queue"),
        (incoming("a", 3, again=("0" * 40,)), "cherry-pick"),
    ],
)
def test_the_method_is_that_of_the_first_rule_that_fits(branch: Incoming, method: str) -> None:
    assert only(branch)[0] == method


def test_what_others_are_stacked_upon_is_merged() -> None:
    above = incoming("b", 1, needs=(Need("a", STACKED),))
    steps = steps_of(facts(incoming("a", 1), above), ["a", "b"])
    assert [chosen(each, ()) for each in steps] == [
        ("merge", "stacked upon it: b"),
        ("rebase", "it is one commit, which needs no merge"),
    ]


@pytest.mark.parametrize(
    ("allowed", "fresh", "method"),
    [
        (("merge",), True, "merge"),
        (("squash",), True, "squash"),
        (("rebase", "squash"), True, "rebase"),
        (("fast-forward",), True, "merge"),
        (("fast-forward",), False, "rebase"),
        (("octopus",), False, "merge"),
    ],
)
def test_the_charter_has_the_last_word(allowed: tuple[str, ...], fresh: bool, method: str) -> None:
    found = only(incoming("a", 1, fresh=fresh), allowed)
    assert found[0] == method
    if method not in allowed or method != "rebase":
        assert "the charter lets in by" in found[1]


def test_what_is_to_be_made_anew_is_told_by_how_it_is_made() -> None:
    assert only(incoming("a", merges=1), clashes=(("main", "a"),))[1].endswith("(--rebase-merges)")
    below, above = incoming("a"), incoming("b", needs=(Need("a", STACKED),))
    steps = steps_of(facts(below, above, clashes=(("main", "a"),)), ["a", "b"])
    assert chosen(steps[0], ("merge",)) == ("rebase", "after main: x 1-2 (--update-refs)")


def test_where_there_is_no_order_or_something_is_not_here_it_holds() -> None:
    plain = facts(incoming("a"))
    assert answer(plain._replace(circles=(("b", "c"),))).verdict == "hold"
    assert answer(plain._replace(circles=(("b", "c"),), stuck=("d",))).reasons[-2:] == (
        "no order: b, c wait for each other",
        "waits for them: d",
    )
    held = answer(facts(incoming("a", elsewhere=("A-9",)), incoming("b")))
    assert held.verdict == "hold"
    assert not held.draft
    assert "it depends on what is not here: A-9" in held.reasons[1]


def test_an_order_that_nobody_has_shown_to_be_the_best_says_so() -> None:
    assert "perhaps more in another order" in answer(facts(incoming("a"))._replace(exact=False)).reasons[0]


@st.composite
def many_facts(draw: st.DrawFn) -> IntegrationFacts:
    """Draws up to five branches that collide and need each other in some way, in an order that keeps what they need."""
    names = NAMES[: draw(st.integers(1, 5))]
    branches = []
    for place, name in enumerate(names):
        needs = draw(st.lists(st.sampled_from(names[:place]), unique=True, max_size=2)) if place else []
        why = draw(st.sampled_from([STACKED, "it depends on that"]))
        branches.append(
            Incoming(
                name, f"{place:040x}", draw(st.integers(1, 3)), draw(st.integers(0, 1)), draw(st.integers(0, 1)),
                draw(st.booleans()), draw(st.booleans()), (), tuple(Need(each, why) for each in needs),
            )
        )  # fmt: skip
    pairs = [*combinations((*names, "main"), 2)]
    clashes = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6))
    methods = draw(st.lists(st.sampled_from(["merge", "squash", "rebase", "fast-forward", "octopus"]), unique=True))
    return facts(*branches, clashes=tuple(clashes), methods=tuple(sorted(methods)))


@given(many_facts())
def test_every_order_lets_in_what_collides_with_nothing_that_is_in(given_: IntegrationFacts) -> None:
    clashing = {frozenset(each[:2]) for each in given_.clashes}
    for order in permutations(given_.order):
        gone = {"main"}
        for step in steps_of(given_, order):
            name = step.branch.name
            needed = {each.name for each in step.branch.needs}
            assert step.now == (needed <= gone and not any(frozenset((name, each)) in clashing for each in gone))
            gone |= {name} if step.now else set()


@given(many_facts())
def test_an_answer_is_of_known_methods_and_names_and_the_facts_survive_being_told(given_: IntegrationFacts) -> None:
    found = answer(given_)
    assert found.verdict in LEVELS
    assert found == answer(given_)
    assert sorted(found.order) == sorted(given_.order)
    assert set(found.cites) <= {TIP, *(each.head for each in given_.branches)}
    assert all(chosen(each, given_.methods).method in METHODS for each in steps_of(given_, given_.order))
    assert facts_of(told(given_)) == given_


def test_every_rule_is_of_a_known_method_and_the_last_one_always_fits() -> None:
    assert {each.method for each in RULES} == set(METHODS)
    (step,) = steps_of(facts(incoming("a", 9)), ["a"])
    assert isinstance(step, Step)
    assert RULES[-1].fits(step)
