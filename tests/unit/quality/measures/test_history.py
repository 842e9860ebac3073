"""History as a graph: what comes in with each step, whatever the order in which commits are told."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.quality.measures.facts import Commit
from gitgov.quality.measures.history import History, children_first, history_of
from tests.kit.commits import drawn, history


def brought(found: History) -> dict[str, set[str]]:
    return {step.commit.oid: {each.oid for each in step.brought} for step in found.steps}


def test_each_commit_comes_in_with_the_first_step_that_has_it() -> None:
    found = history("a - 0", "b a 1", "x a 1", "y x 2", "m b,y 3", "z y 4", "n m,z 5")
    assert brought(found) == {"a": set(), "b": set(), "m": {"x", "y"}, "n": {"z"}}
    assert [found.landed[each] for each in "abmn"] == [0, 1, 2, 3]
    assert {each: found.landed[each] for each in "xyz"} == {"x": 2, "y": 2, "z": 3}
    assert found.step_at("x") is None
    assert found.step_at("nobody") is None


def test_an_octopus_and_a_merge_of_what_was_there() -> None:
    found = history("a - 0", "x a 1", "y a 1", "o a,x,y 2", "p o,x 3")
    assert brought(found)["o"] == {"x", "y"}
    assert found.steps[-1].brought == ()
    assert found.steps[-1].related


def test_histories_that_share_nothing_and_one_that_is_cut() -> None:
    strange = history("a - 0", "r - 1", "m a,r 2")
    assert [each.related for each in strange.steps] == [True, False]
    crossed = history("a - 0", "r - 1", "s r 1", "t r 1", "u s,t 2", "m a,u 3")
    assert [each.related for each in crossed.steps] == [True, False]
    shallow = history("a - 0", "x - 1", "y x 2", "m a,y 3", cut=["x"])
    assert [each.whole for each in shallow.steps] == [True, False]


def test_the_range_of_a_head_that_never_landed_as_it_is() -> None:
    found = history("a - 0", "x a 1", "y x 2", "b a 3", "s b 4")
    assert {each.oid for each in found.range_of("y", 2)} == {"x", "y"}
    assert {each.oid for each in found.range_of("b", 1)} == {"b"}
    assert found.range_of("b", 2) == ()
    assert found.range_of("unknown", 0) == ()


@st.composite
def graphs(draw: st.DrawFn) -> list[Commit]:
    count = draw(st.integers(1, 12))
    rows = []
    for number in range(count):
        most = min(number, 3)
        parents = draw(st.lists(st.integers(0, number - 1), unique=True, max_size=most)) if number else []
        rows.append(f"c{number} {','.join(f'c{each}' for each in parents) or '-'} {number}")
    return drawn(*rows)


@given(graphs(), st.randoms(use_true_random=False))
def test_order_plays_no_part_and_all_that_the_tip_reaches_lands_once(commits: list[Commit], dice: Random) -> None:
    tip = commits[-1].oid
    shuffled = dice.sample(commits, len(commits))
    found = history_of(tip, commits)
    assert brought(history_of(tip, shuffled)) == brought(found)
    assert children_first(history_of(tip, shuffled).commits) == children_first(found.commits)
    known = {each.oid: each for each in commits}
    reached, waiting = set[str](), [tip]
    while waiting:
        oid = waiting.pop()
        if oid not in reached:
            reached.add(oid)
            waiting.extend(known[oid].parents)
    landed = [oid for step in found.steps for oid in (step.commit.oid, *(each.oid for each in step.brought))]
    assert sorted(landed) == sorted(reached)
    places = {each.oid: place for place, each in enumerate(children_first(known))}
    assert all(places[each.oid] < places[parent] for each in commits for parent in each.parents)
