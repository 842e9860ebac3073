"""What a branch weighs, by hand and in general."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.sprints.weight import Claim, weights

claims = st.lists(
    st.builds(
        Claim,
        st.sampled_from("abcdefgh"),
        st.integers(0, 60),
        st.integers(0, 40),
        st.integers(0, 1_000),
        st.booleans(),
    ),
    unique_by=lambda each: each.name,
)


def test_by_hand() -> None:
    found = weights(
        [Claim("a", 24, 5), Claim("b"), Claim("c", 3, 0, waited=4), Claim("d", 1, 200), Claim("e", carried=True)]
    )
    assert found == {"a": 480, "b": 100, "c": 340, "d": 1, "e": 100 + 480 + 100 + 340 + 1}


@given(claims)
def test_one_that_was_carried_outweighs_all_that_were_not(found: list[Claim]) -> None:
    weighed = weights(found)
    assert min(weighed.values(), default=1) >= 1
    assert weights(found[::-1]) == weighed
    undecided = sum(weighed[each.name] for each in found if not each.carried)
    assert all(weighed[each.name] > undecided for each in found if each.carried)


@given(claims, st.integers(1, 600))
def test_none_waits_for_ever(found: list[Claim], worth: int) -> None:
    """Whatever a newcomer is worth, a branch that was not preferred goes before it after so many landings."""
    for each in (each for each in found if not each.carried):
        patient = each._replace(waited=each.waited + worth * 10)
        weighed = weights([patient, Claim("new", worth, 1)])
        assert weighed[each.name] > weighed["new"]
