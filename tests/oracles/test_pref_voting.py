"""Agreement with pref_voting (Holliday and Pacuit, MIT) on thousands of random elections.

Where conventions differ, the comparison is held to what both mean, and the difference is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import permutations
from typing import Any

import pytest

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods import choose, copeland, minimax, ranked_pairs, schulze
from gitgov.tally.methods.star import add_up
from gitgov.tally.pairwise import Pairwise, compare, condorcet_winner, schwartz_set, smith_set
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms, TieRule
from tests.kit.elections import in_form
from tests.oracles.field import ELECTIONS, elections

WHY = "pref_voting is not installed: `make oracles` installs it in a folder of its own and runs this"
pref_voting = pytest.importorskip("pref_voting", reason=WHY)
profiles = pytest.importorskip("pref_voting.profiles", reason=WHY)
ties = pytest.importorskip("pref_voting.profiles_with_ties", reason=WHY)
grades = pytest.importorskip("pref_voting.grade_profiles", reason=WHY)
graded = pytest.importorskip("pref_voting.grade_methods", reason=WHY)
tournament = pytest.importorskip("pref_voting.c1_methods", reason=WHY)
margins = pytest.importorskip("pref_voting.margin_based_methods", reason=WHY)
rounds = pytest.importorskip("pref_voting.iterative_methods", reason=WHY)
proportional = pytest.importorskip("pref_voting.proportional_methods", reason=WHY)

MUCH = 10**6
ORDER = TieRule("order")


def weak(profile: Profile[Ranking], *, extended: bool = True) -> Any:
    """Returns the same election in their form; `extended`: unranked options are last."""
    place = {option: i for i, option in enumerate(profile.options)}
    ballots = [
        {place[option]: rank for rank, group in enumerate(ranking, 1) for option in group}
        for _, ranking in profile.ballots
    ]
    made = ties.ProfileWithTies(ballots, [count for count, _ in profile.ballots], candidates=list(place.values()))
    if extended:
        made.use_extended_strict_preference()
    return made


def linear(profile: Profile[Ranking]) -> Any:
    place = {option: i for i, option in enumerate(profile.options)}
    ballots = [[place[option] for (option,) in ranking] for _, ranking in profile.ballots]
    return profiles.Profile(ballots, [count for count, _ in profile.ballots])


def names(profile: Profile[Ranking], winners: Iterable[int]) -> set[str]:
    return {profile.options[winner] for winner in winners}


def lexicographic(theirs: Any) -> Callable[[int, int], int]:
    """Votes for, and of equals fewer against; their winning votes look at the former only."""
    return lambda one, other: int(theirs.support(one, other)) * MUCH - int(theirs.support(other, one))


def every_pair_decided(matrix: Pairwise) -> bool:
    size = range(len(matrix.options))
    return all(matrix.rows[i][j] != matrix.rows[j][i] for i in size for j in size if i != j)


def test_sets_and_scores_of_the_matrix() -> None:
    for profile in elections(1, linear=False):
        theirs, matrix = weak(profile), compare(profile)
        winner = theirs.condorcet_winner()
        assert condorcet_winner(matrix) == (None if winner is None else profile.options[winner])
        assert set(smith_set(matrix)) == names(profile, tournament.top_cycle(theirs))
        assert set(schwartz_set(matrix)) == names(profile, tournament.gocha(theirs))
        assert set(copeland.decide(matrix, Terms()).tiers[0]) == names(profile, tournament.copeland(theirs))


def test_schulze() -> None:
    for profile in elections(2, linear=False):
        theirs, matrix = weak(profile), compare(profile)
        winning = margins.beat_path(theirs, strength_function=lexicographic(theirs))
        assert set(schulze.rank(matrix, Terms())[0]) == names(profile, winning)
        by_margins = schulze.rank(matrix, Terms(strength="margins"))
        assert set(by_margins[0]) == names(profile, margins.beat_path(theirs))


def test_schulze_by_votes_for_alone_differs_only_where_votes_against_decide() -> None:
    """It leaves options tied whom Debian's second criterion tells apart: we choose among those whom it chooses."""
    differ = 0
    for profile in elections(2, linear=False):
        theirs, ours = weak(profile), set(schulze.rank(compare(profile), Terms())[0])
        found = names(profile, margins.beat_path(theirs, strength_function=theirs.support))
        differ += found != ours
        assert ours & found
    assert differ < ELECTIONS // 50


def test_ranked_pairs() -> None:
    """Equal strengths go by the order of options with both; an equal pair is a defeat there, so none may be equal."""
    compared = 0
    for profile in elections(3, linear=False):
        theirs, matrix = weak(profile), compare(profile)
        if every_pair_decided(matrix):
            compared += 1
            winning = margins.ranked_pairs_tb(theirs, strength_function=lexicographic(theirs))
            assert set(ranked_pairs.decide(matrix, Terms(ties=ORDER)).winners) == names(profile, winning)
            by_margins = ranked_pairs.decide(matrix, Terms(ties=ORDER, strength="margins"))
            assert set(by_margins.winners) == names(profile, margins.ranked_pairs_tb(theirs))
    assert compared > ELECTIONS // 2


def test_minimax() -> None:
    for profile in elections(4, linear=False):
        theirs, matrix = weak(profile), compare(profile)
        winning = margins.minimax(theirs, strength_function=theirs.support)
        assert set(minimax.decide(matrix, Terms()).tiers[0]) == names(profile, winning)
        by_margins = minimax.decide(matrix, Terms(strength="margins"))
        assert set(by_margins.tiers[0]) == names(profile, margins.minimax(theirs))


def test_irv_by_every_way_of_breaking_ties() -> None:
    for profile in elections(5, linear=True):
        rules = [TieRule("chair", choice=choice) for choice in permutations(profile.options)]
        for elimination in ("strict", "lowest"):
            terms = Terms(method="irv", elimination=elimination)
            found = {winner for rule in rules for winner in choose(profile, terms._replace(ties=rule)).winners}
            assert found == names(profile, rounds.instant_runoff_put(linear(profile)))


def test_irv_where_equals_share_a_vote() -> None:
    for profile in elections(10, linear=False):
        rules = [TieRule("chair", choice=choice) for choice in permutations(profile.options)]
        terms = Terms(method="irv", elimination="strict")
        found = {winner for rule in rules for winner in choose(profile, terms._replace(ties=rule)).winners}
        made = weak(profile, extended=False)
        assert found == names(profile, rounds.instant_runoff_put(made, score_method="split"))


def test_first_votes() -> None:
    scoring = pytest.importorskip("pref_voting.scoring_methods")
    for profile in elections(6, linear=True):
        ours = choose(in_form(profile, "single"), Terms(method="plurality")).tiers[0]
        assert set(ours) == names(profile, scoring.plurality(linear(profile)))


def apart(result: Result) -> bool:
    """Whether no tie and no equal surpluses came up, which are a matter of convention."""
    surpluses = (each.what.partition("surplus of ")[2] for each in result.rounds)
    return result.tie is None and not any("," in each for each in surpluses)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_stv_by_the_scottish_rules(seats: int) -> None:
    """Of linear ballots: of equals, we hand the share of one who leaves to the others, they to whoever is ranked next."""
    compared = 0
    for profile in elections(7, linear=True):
        terms = Terms(method="stv", seats=seats, transfer="scottish", elimination="previous")
        result = choose(profile, terms)
        if apart(result) and seats <= len(profile.options):
            compared += 1
            theirs = proportional.stv_scottish(linear(profile), num_seats=seats)
            assert set(result.winners) == names(profile, theirs)
    assert compared > ELECTIONS // 3


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_stv_by_weighted_inclusive_gregory(seats: int) -> None:
    """They hand all surpluses of a round on before they look who has reached the quota; the same are elected."""
    compared = 0
    for profile in elections(8, linear=True):
        result = choose(profile, Terms(method="stv", seats=seats, elimination="strict"))
        if apart(result) and seats <= len(profile.options):
            compared += 1
            theirs = proportional.stv_wig(linear(profile), num_seats=seats, quota_rule="droop")
            assert set(result.winners) == names(profile, theirs)
    assert compared > ELECTIONS // 3


def test_approval_and_star() -> None:
    """Their STAR has no tie rules, so sums must differ and the run-off must be won."""
    for profile in elections(9, linear=False):
        approved, scored = in_form(profile, "approval"), in_form(profile, "score")
        marks = [{option: 1 if option in names_ else 0 for option in profile.options} for _, names_ in approved.ballots]
        counts = [count for count, _ in profile.ballots]
        theirs = grades.GradeProfile(marks, [0, 1], counts, candidates=list(profile.options))
        assert set(choose(approved, Terms(method="approval")).tiers[0]) == set(graded.approval(theirs))
        sums = add_up(scored)
        if len(set(sums.scores.values())) == len(profile.options) and every_pair_decided(sums.matrix):
            given = [
                {option: dict(ballot).get(option, 0) for option in profile.options} for _, ballot in scored.ballots
            ]
            made = grades.GradeProfile(given, [0, 1, 2, 3, 4, 5], counts, candidates=list(profile.options))
            assert set(choose(scored, Terms(method="star")).winners) == set(graded.star(made))
