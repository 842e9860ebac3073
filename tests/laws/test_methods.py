"""Laws of the methods: whose ballot, in which order and by which name decides nothing; more support never hurts where it is
promised; whoever beats everybody wins where it is promised; a tie rule speaks about ties only; everything is exact."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gitgov.tally.ballots import Profile, Ranking, collect
from gitgov.tally.methods import METHODS, choose
from gitgov.tally.methods.star import add_up
from gitgov.tally.pairwise import compare, condorcet_winner, schwartz_set, smith_set
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms, TieRule
from tests.house.source import modules
from tests.kit.elections import LETTERS, in_form, profiles, rankings

RANKED = ["schulze", "ranked-pairs", "copeland", "minimax", "irv", "stv"]
MONOTONE = ["plurality", "approval", "majority", "schulze", "ranked-pairs", "copeland", "minimax"]
CONDORCET = ["schulze", "ranked-pairs", "copeland", "minimax"]
RULES = [TieRule("order"), TieRule("hash", "seed"), TieRule("chair", choice=tuple(LETTERS))]


@st.composite
def questions(draw: st.DrawFn, methods: list[str] | None = None) -> tuple[Profile[Any], Terms]:
    """Draws ballots and the terms on which they are counted, every variant of the method among them."""
    row = METHODS[draw(st.sampled_from(methods or list(METHODS)))]
    variants: dict[str, list[Any]] = {
        "unranked": ["last", "ignore"],
        "strength": ["winning", "margins"],
        "tiers": ["undefeated", "defeats"],
        "quota": ["droop", "hare", "exact-droop"],
        "transfer": ["wigm", "scottish", "gregory"],
        "elimination": ["lowest", "previous", "strict"],
    }
    chosen = {name: draw(st.sampled_from(variants[name])) for name in row.terms}
    seats = 1 if row.seats == "one" else draw(st.integers(1, 3))
    return in_form(draw(profiles()), row.form), Terms(method=row.name, seats=seats, **chosen)


def shape(result: Result) -> tuple[object, ...]:
    """Returns what does not depend on the order in which the motion lists the options."""
    tie = result.tie and (frozenset(result.tie.between), result.tie.places, result.tie.about)
    return frozenset(result.winners), result.unfilled, tuple(map(frozenset, result.tiers)), tie


@given(questions(), st.randoms(use_true_random=False))
def test_neither_who_votes_nor_the_order_of_ballots_matters(question: tuple[Profile[Any], Terms], chance: Any) -> None:
    profile, terms = question
    single = [(1, ballot) for count, ballot in profile.ballots for _ in range(count)]
    chance.shuffle(single)
    assert choose(profile._replace(ballots=tuple(single)), terms) == choose(profile, terms)
    row = METHODS[terms.method]
    papers = [ballot for _, ballot in single]
    assert choose(collect(row.form, profile.options, papers), terms) == choose(profile, terms)


@given(questions(), st.permutations(LETTERS))
def test_options_are_treated_alike(question: tuple[Profile[Any], Terms], listed: list[str]) -> None:
    """Listed in another order, the same are chosen, ranked and tied."""
    profile, terms = question
    other = profile._replace(options=tuple(option for option in listed if option in profile.options))
    assert shape(choose(other, terms)) == shape(choose(profile, terms))


@given(questions(), st.permutations(["ä", "Z", "10", "9", "b c", "_", "", "🜁"]))
def test_names_mean_nothing(question: tuple[Profile[Any], Terms], names: list[str]) -> None:
    profile, terms = question
    called = dict(zip(LETTERS, names, strict=True))

    def renamed(value: Any) -> Any:
        return tuple(map(renamed, value)) if isinstance(value, tuple) else called.get(value, value)

    result, other = choose(profile, terms), choose(Profile(*map(renamed, profile)), terms)
    assert (other.winners, other.tiers) == (renamed(result.winners), renamed(result.tiers))
    assert (other.tie and other.tie.between) == (result.tie and renamed(result.tie.between))


@given(questions(), st.sampled_from(RULES))
def test_a_tie_rule_speaks_about_ties_only(question: tuple[Profile[Any], Terms], rule: TieRule) -> None:
    """What needs no rule comes out alike under all; with one there is no tie, and who wins was among the tied."""
    profile, terms = question
    free, ruled = choose(profile, terms), choose(profile, terms._replace(ties=rule))
    assert ruled.tie is None
    if free.decided:
        assert set(ruled.winners) == set(free.winners)
    elif free.tie and free.tie.about == "elected":
        assert set(free.winners) <= set(ruled.winners) <= {*free.winners, *free.tie.between}


def raised(profile: Profile[Ranking], number: int, winner: str) -> Profile[Ranking]:
    """Returns the profile in which one row of ballots puts the winner first, and all else as it was."""
    ballots = list(profile.ballots)
    count, ranking = ballots[number % len(ballots)]
    rest = tuple(tuple(option for option in group if option != winner) for group in ranking)
    ballots[number % len(ballots)] = (count, ((winner,), *(group for group in rest if group)))
    return profile._replace(ballots=tuple(ballots))


def best(result: Result) -> set[str]:
    return set(result.winners) or (set(result.tie.between) if result.tie else set())


@pytest.mark.parametrize("rule", [TieRule(), *RULES], ids=lambda rule: rule.name)
@pytest.mark.parametrize("method", MONOTONE)
@given(profile=profiles(), number=st.integers(0, 7), strength=st.sampled_from(["winning", "margins"]))
def test_more_support_never_hurts(
    method: str, rule: TieRule, profile: Profile[Ranking], number: int, strength: Any
) -> None:
    row = METHODS[method]
    terms = Terms(method=method, ties=rule, strength=strength if "strength" in row.terms else "winning")
    for winner in best(choose(in_form(profile, row.form), terms)):
        assert winner in best(choose(in_form(raised(profile, number, winner), row.form), terms))


@given(profiles(), st.integers(0, 7))
def test_more_support_never_hurts_in_star(profile: Profile[Ranking], number: int) -> None:
    """Where sums differ; the official ways out of ties of sums do not promise it."""
    before = in_form(profile, "score")
    terms = Terms(method="star", ties=TieRule("order"))
    winner = choose(before, terms).winners[0]
    ballots = list(before.ballots)
    count, scores = ballots[number % len(ballots)]
    ballots[number % len(ballots)] = (count, (*(each for each in scores if each[0] != winner), (winner, 5)))
    after = before._replace(ballots=tuple(ballots))
    for each in (before, after):
        assume(len(set(add_up(each).scores.values())) == len(profile.options))
    assert choose(after, terms).winners == (winner,)


@pytest.mark.parametrize("method", ["irv", "stv"])
def test_more_support_may_hurt_where_the_lowest_leaves(method: str) -> None:
    """Ten who ranked B first raise A above B; now C is not the lowest any more, and beats A."""
    before = rankings((39, "A>B>C"), (35, "B>C>A"), (26, "C>A>B"))
    after = rankings((49, "A>B>C"), (25, "B>C>A"), (26, "C>A>B"))
    assert choose(before, Terms(method=method)).winners == ("A",)
    assert choose(after, Terms(method=method)).winners == ("C",)


@given(questions(CONDORCET))
def test_whoever_beats_everybody_wins(question: tuple[Profile[Any], Terms]) -> None:
    profile, terms = question
    winner = condorcet_winner(compare(profile, terms.unranked))
    assume(winner is not None)
    assert choose(profile, terms._replace(seats=1)).winners == (winner,)


@given(questions(["schulze", "ranked-pairs", "copeland"]))
def test_winners_are_of_the_smith_set(question: tuple[Profile[Any], Terms]) -> None:
    profile, terms = question
    matrix = compare(profile, terms.unranked)
    top = set(choose(profile, terms).tiers[0])
    assert top <= set(smith_set(matrix))
    if terms.method == "schulze":
        assert top <= set(schwartz_set(matrix))


@pytest.mark.parametrize("method", ["plurality", "majority", *RANKED])
@given(profile=profiles(linear=True))
def test_the_first_choice_of_most_wins(method: str, profile: Profile[Ranking]) -> None:
    first = {
        option: sum(count for count, ranking in profile.ballots if ranking[0] == (option,))
        for option in profile.options
    }
    favourite = max(first, key=lambda option: first[option])
    assume(2 * first[favourite] > profile.cast)
    assert choose(in_form(profile, METHODS[method].form), Terms(method=method)).winners == (favourite,)


@given(questions(), st.integers(2, 10**6))
def test_scale_does_not_matter(question: tuple[Profile[Any], Terms], times: int) -> None:
    """But for the whole number that Droop's quota adds, and for the five decimals of the Scottish rules."""
    profile, terms = question
    if terms.method == "stv":
        terms = terms._replace(quota="exact-droop", transfer="wigm")
    larger = profile._replace(ballots=tuple((count * times, ballot) for count, ballot in profile.ballots))
    assert shape(choose(larger, terms)) == shape(choose(profile, terms))


@pytest.mark.parametrize("method", METHODS)
def test_one_vote_of_many_decides(method: str) -> None:
    """With 2 x 10^40 + 1 votes; in floating point both sides would be equal."""
    many: int = 10**40
    profile = rankings((many, "A"), (many + 1, "B"))
    terms = Terms(method=method, quota="exact-droop") if method == "stv" else Terms(method=method)
    assert choose(in_form(profile, METHODS[method].form), terms).winners == ("B",)


@given(questions())
def test_every_number_is_exact(question: tuple[Profile[Any], Terms]) -> None:
    result = choose(*question)
    numbers = [number for each in result.rounds for number in (each.held, each.exhausted, *dict(each.counts).values())]
    assert {type(number) for number in numbers} <= {int, Fraction}
    assert result == choose(*question)
    assert len(result.winners) + result.unfilled == question[1].seats


def test_no_module_of_the_tally_knows_floats() -> None:
    trees = {path: tree for path, tree in modules().items() if path.startswith("gitgov/tally/")}
    words = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id in {"float", "random"})
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "round")
    ]
    assert words == []
