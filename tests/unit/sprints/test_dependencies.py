"""What waits for itself: as the definition has it, and without looking at anything twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.sprints.dependencies import Needs, behind, circles
from gitgov.sprints.increments.reading import critical_path
from tests.kit.work import calls


class Names(list[str]):
    """Names that are seen to be looked through."""

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()


def chain(length: int) -> dict[str, Names]:
    return {f"A-{n}": Names([f"A-{n - 1}"] if n else []) for n in range(length)}


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefxy"), max_size=4)))
def test_circles_are_those_that_are_behind_each_other(needs: dict[str, list[str]]) -> None:
    every = {name: behind(needs, [name]) for name in "abcdefxy"}
    found = {
        tuple(sorted(other for other in every[name] if name in every[other])) for name in every if name in every[name]
    }
    assert circles(needs) == tuple(sorted(found))


@pytest.mark.parametrize("work", [circles, critical_path])
def test_a_long_chain_is_walked_once(work: Callable[[Needs], object]) -> None:
    needs = chain(200)
    assert calls(lambda: work(needs)) < 10 * len(needs)


def test_chains_deeper_than_the_stack() -> None:
    needs = chain(5_000)
    assert circles(needs) == ()
    assert critical_path(needs) == tuple(needs)
    needs["A-0"].append("A-4999")
    assert circles(needs) == (tuple(sorted(needs)),)
    assert critical_path(needs) == ()
