"""Two groups of observations: the same whatever their order, corrected for all that are compared, and nothing said on too little."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.quality.analysis.comparing import (
    Compared,
    Observations,
    alike,
    before_and_after,
    compare_samples,
    corrected,
    halves,
    to_tell_apart,
)
from gitgov.quality.reading import Sample
from gitgov.quality.showing import difference
from gitgov.quality.stats.outcome import Insufficient, Significance

VALUES = st.lists(st.integers(0, 100), min_size=5, max_size=12)


def samples(values: list[int], first: int = 0) -> list[Sample]:
    return [Sample(Fraction(value), f"o{first + at}", first + at) for at, value in enumerate(values)]


def of(*values: int, shares: bool = False) -> Observations:
    return Observations("m", "h", tuple(samples([*values])), shares)


def test_a_difference_its_size_and_its_interval() -> None:
    """Every pair differs by 10: U is 25 of 25, and so p is 2 of C(10, 5) = 252 orders."""
    found = compare_samples(samples([1, 2, 3, 4, 5]), samples([11, 12, 13, 14, 15]))
    assert isinstance(found, Compared)
    assert (found.one.value, found.other.value, found.shift.value, found.effect.value) == (
        Fraction(3),
        Fraction(13),
        10.0,
        1.0,
    )
    assert found.p == pytest.approx(2 / 252)
    assert found.shown


def test_shares_are_compared_as_shares() -> None:
    """Fisher: 1 of 5 and 4 of 5 differ in 2 x (25 + 1) of 252 tables."""
    found = compare_samples(samples([1, 0, 0, 0, 0]), samples([1, 1, 1, 1, 0]), shares=True)
    assert isinstance(found, Compared)
    assert found.shift.value == pytest.approx(0.6)
    assert found.p == pytest.approx(52 / 252)
    assert not found.shown


def test_means_are_compared_where_that_is_asked_for() -> None:
    """Welch: both variances are 2.5, so t is 10 and has 8 degrees of freedom; g is 10 / 1.581 = 6.325, less the bias of 8."""
    found = compare_samples(samples([1, 2, 3, 4, 5]), samples([11, 12, 13, 14, 15]), means=True)
    assert isinstance(found, Compared)
    assert (found.one.value, found.other.value, found.shift.value) == (Fraction(3), Fraction(13), 10.0)
    assert found.p == pytest.approx(8.488182e-06)
    assert found.effect.value == pytest.approx(5.709, abs=1e-3)
    assert isinstance(compare_samples(samples([1] * 5), samples([2] * 5), means=True), Insufficient)


def test_several_are_asked_together_whether_they_are_alike() -> None:
    far, near = of(1, 2, 3, 4, 5), of(11, 12, 13, 14, 16)
    for means, test in ((False, "Kruskal-Wallis"), (True, "Welch, F")):
        found = alike([each._replace(means=means) for each in (far, near, near)])
        assert isinstance(found, Significance)
        assert (found.method, found.p < 0.05) == (test, True)
    shares = [of(*[1] * yes, *[0] * (20 - yes), shares=True) for yes in (2, 18, 10)]
    found = alike(shares)
    assert isinstance(found, Significance)
    assert (found.method, found.p < 0.001) == ("chi-square", True)
    assert isinstance(alike([of(1, 0, shares=True), *shares]), Insufficient)
    assert isinstance(alike([]), Insufficient)


def test_how_many_it_takes_to_show_a_difference_of_shares() -> None:
    """From 20 to 10 percent: 199 in each (R, power.prop.test)."""
    few = [of(*[1] * yes, *[0] * (20 - yes), shares=True) for yes in (4, 2)]
    found = compare_samples(few[0].samples, few[1].samples, shares=True)
    assert to_tell_apart(found, few[0]) == 199
    assert to_tell_apart(found, few[0]._replace(shares=False)) is None
    assert to_tell_apart(compare_samples(few[0].samples, few[0].samples, shares=True), few[0]) is None


def test_too_little_is_said_to_be() -> None:
    found = compare_samples(samples([1] * 4), samples([2] * 9))
    assert str(found) == "insufficient data: a group to compare is small (n = 4, 5 needed)"
    assert isinstance(compare_samples(samples([1] * 9), samples([2] * 9), least=10), Insufficient)
    assert isinstance(compare_samples(samples([1] * 4), samples([2] * 4), least=1), Insufficient)
    assert isinstance(compare_samples(samples([1] * 4), samples([0] * 4), shares=True, least=1), Insufficient)


@given(VALUES, VALUES, st.randoms())
def test_the_order_within_a_group_plays_no_part(one: list[int], other: list[int], chance: object) -> None:
    first, second = samples(one), samples(other, 100)
    turned = [*first]
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert compare_samples(first, second) == compare_samples(turned, second[::-1])


@given(VALUES, VALUES)
def test_the_other_way_round_it_differs_the_other_way(one: list[int], other: list[int]) -> None:
    there, back = (compare_samples(*pair) for pair in ((samples(one), samples(other)), (samples(other), samples(one))))
    if isinstance(there, Compared) and isinstance(back, Compared):
        assert there.shift.value == pytest.approx(-back.shift.value)
        assert there.p == pytest.approx(back.p)


def test_a_split_belongs_to_what_comes_after() -> None:
    found = before_and_after(of(1, 1, 1, 1, 1, 2, 2, 2, 2, 2), 5)
    assert isinstance(found, Compared)
    assert (found.one.n, found.other.n, found.other.value) == (5, 5, Fraction(2))


def test_an_odd_one_belongs_to_the_newer_half() -> None:
    found = halves(of(*range(11)))
    assert isinstance(found, Compared)
    assert (found.one.n, found.other.n) == (5, 6)


def test_several_at_once_are_corrected_as_holm_does() -> None:
    strong = compare_samples(samples([1, 2, 3, 4, 5]), samples([11, 12, 13, 14, 15]))
    nothing = compare_samples(samples([1]), samples([1]))
    found = corrected({"a": strong, "b": nothing, "c": strong})
    assert found["b"] == nothing
    assert [each.adjusted for each in found.values() if isinstance(each, Compared)] == pytest.approx([4 / 252] * 2)


def test_where_p_is_corrected_and_the_interval_is_not_the_line_says_so() -> None:
    apart = compare_samples(of(*range(8)).samples, of(*range(5, 13)).samples)
    same = compare_samples(of(*range(8)).samples, of(*range(8)).samples)
    found = corrected({"apart": apart, **{f"same{place}": same for place in range(40)}})
    said = difference(found["apart"], "h")
    assert said.startswith("no difference is shown: +5 h (")
    assert said.endswith("; p is corrected for what is compared at once, the interval is not)")
    assert "the interval is not" not in difference(apart, "h") + difference(found["same1"], "h")
