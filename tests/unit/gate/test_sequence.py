"""In which order merges go: most of them, the earliest of equals, and each after what it builds on."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from gitgov.gate import sequence
from gitgov.gate.sequence import in_order, most

NAMES = tuple("abcdefgh")
pairs = st.sets(st.sampled_from(list(combinations(NAMES, 2))))


def both_ways(found: set[tuple[str, str]]) -> dict[str, frozenset[str]]:
    said = found | {(other, one) for one, other in found}
    return {each: frozenset(other for one, other in said if one == each) for each in NAMES}


@given(pairs)
def test_no_larger_set_goes_together_and_no_earlier_one_as_large(found: set[tuple[str, str]]) -> None:
    fitting = [
        set_
        for size in range(len(NAMES) + 1)
        for set_ in combinations(NAMES, size)
        if not any(set(pair) <= set(set_) for pair in found)
    ]
    largest = max(map(len, fitting))
    chosen = most(NAMES, both_ways(found))
    assert chosen == min(each for each in fitting if len(each) == largest)


@given(pairs)
def test_of_too_many_a_set_is_found_to_which_nothing_can_be_added(found: set[tuple[str, str]]) -> None:
    apart, before = both_ways(found), sequence.EXACT
    sequence.EXACT = 2
    try:
        chosen = most(NAMES, apart)
    finally:
        sequence.EXACT = before
    assert not any(set(pair) <= set(chosen) for pair in found)
    assert all(apart[each] & set(chosen) for each in NAMES if each not in chosen)


def test_a_thousand_that_all_conflict() -> None:
    names = tuple(f"{number:04}" for number in range(1000))
    whole = frozenset(names)
    assert len(most(names, {each: whole - {each} for each in names})) == 1


@given(pairs, st.permutations(NAMES))
def test_each_goes_after_what_it_builds_on_and_else_as_it_stood(found: set[tuple[str, str]], names: list[str]) -> None:
    after = {each: frozenset(one for one, other in found if other == each) for each in NAMES}
    order = in_order(names, after)
    assert sorted(order) == sorted(names)
    assert all(order.index(one) < order.index(other) for one, other in found)
    assert in_order(names, {}) == tuple(names)
    assert in_order(order, after) == order


def test_a_circle_stays_put() -> None:
    assert in_order("abc", {"a": frozenset("b"), "b": frozenset("a")}) == ("c", "a", "b")
