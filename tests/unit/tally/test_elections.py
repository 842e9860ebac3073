"""Published elections: every value that tests/vectors/elections.json expects, and what their sources publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import Any, get_args

import pytest

from gitgov.tally import debian
from gitgov.tally.ballots import Profile
from gitgov.tally.methods import choose, copeland, irv, minimax, ranked_pairs, schulze, stv
from gitgov.tally.pairwise import Pairwise, compare, condorcet_winner, from_table, schwartz_set, smith_set
from gitgov.tally.result import Ranked, Round
from gitgov.tally.terms import Strength, Terms, TieRule, Unranked
from tests.kit.elections import ballots_of, read_elections

FILE = read_elections()
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
LAST = [each for each in FILE["elections"] if "last" in each["expected"]]
MORE_RANKINGS = {"schulze-ex7a", "schulze-ex7b"}
POLICIES: tuple[Unranked, ...] = get_args(Unranked)


def named(elections: Iterable[dict[str, Any]]) -> list[Any]:
    return [pytest.param(election, id=election["id"]) for election in elections]


def matrices(key: str) -> list[Any]:
    """Returns every election's matrix by each policy for which it expects `key`."""
    return [
        pytest.param(compare(ballots_of(election), policy), expected[key], id=f"{election['id']}-{policy}")
        for election in FILE["elections"]
        for policy in POLICIES
        if key in (expected := election["expected"].get(policy, {}))
    ]


def sets(ranking: Iterable[Iterable[str]]) -> list[set[str]]:
    return [set(tier) for tier in ranking]


def orders(options: tuple[str, ...]) -> Iterator[Terms]:
    """Terms with every order that a chair could decree: every way in which ties can be broken."""
    for choice in permutations(options):
        yield Terms(ties=TieRule("chair", choice=choice), elimination="strict")


@pytest.mark.parametrize("election", named(FILE["elections"]))
def test_every_expectation_has_a_test(election: dict[str, Any]) -> None:
    """A value that this file does not look at would be an oracle that nobody asks."""
    assert election["expected"].keys() <= {*POLICIES, "irv", "borda", "stv_droop_gregory", "debian_A5"}
    known = {"pairwise", "condorcet_winner", "smith_set", "schwartz_set", "copeland_scores", "minimax_opposition"}
    known |= {f"{name}_{by}" for name in ("schulze", "ranked_pairs", "minimax") for by in ("winning", "margin")}
    assert {key for policy in POLICIES for key in election["expected"].get(policy, {})} <= known
    assert sum(count for count, _ in ballots_of(election).ballots) == election["num_voters"]


@pytest.mark.parametrize(("matrix", "expected"), matrices("pairwise"))
def test_matrices(matrix: Pairwise, expected: dict[str, dict[str, int]]) -> None:
    assert matrix == from_table(matrix.options, expected)


@pytest.mark.parametrize(("matrix", "expected"), matrices("condorcet_winner"))
def test_condorcet_winners(matrix: Pairwise, expected: str | None) -> None:
    assert condorcet_winner(matrix) == expected


@pytest.mark.parametrize(("matrix", "expected"), matrices("smith_set"))
def test_smith_sets(matrix: Pairwise, expected: list[str]) -> None:
    assert set(smith_set(matrix)) == set(expected)


@pytest.mark.parametrize(("matrix", "expected"), matrices("schwartz_set"))
def test_schwartz_sets(matrix: Pairwise, expected: list[str]) -> None:
    assert set(schwartz_set(matrix)) == set(expected)


def ranking_of(ranked: Ranked, expected: dict[str, Any]) -> None:
    assert sets(ranked) == sets(expected["ranking"])
    assert set(ranked[0]) == set(expected["winners"])


@pytest.mark.parametrize(("matrix", "expected"), matrices("schulze_winning"))
def test_schulze_by_winning_votes(matrix: Pairwise, expected: dict[str, Any]) -> None:
    ranking_of(schulze.rank(matrix, Terms()), expected)
    if "path_strengths" in expected:
        paths = schulze.strongest_paths(matrix)
        for one, row in expected["path_strengths"].items():
            assert {other: paths.votes(one, other) for other in row} == row


@pytest.mark.parametrize(("matrix", "expected"), matrices("schulze_margin"))
def test_schulze_by_margins(matrix: Pairwise, expected: dict[str, Any]) -> None:
    ranking_of(schulze.rank(matrix, Terms(strength="margins")), expected)


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("election", named(each for each in LAST if "ranked_pairs_winning" in each["expected"]["last"]))
def test_ranked_pairs(election: dict[str, Any], strength: Strength) -> None:
    """Orders of equals give the rankings that are expected, and no other winners.

    They may give more rankings: of schulze-ex7a and ex7b the file lists one of two, as B over E and E over A are equal
    there, and whichever is locked first shuts the other out; the winner is the same.
    """
    expected = election["expected"]["last"][f"ranked_pairs_{strength.removesuffix('s')}"]
    matrix = compare(ballots_of(election))
    every = [ranked_pairs.decide(matrix, terms._replace(strength=strength)).tiers for terms in orders(matrix.options)]
    found = {tuple(map(frozenset, tiers)) for tiers in every}
    possible = {tuple(map(frozenset, ranking)) for ranking in expected["possible"]}
    assert found >= possible
    assert {tiers[0] for tiers in found} == {tiers[0] for tiers in possible}
    assert found == possible or election["id"] in MORE_RANKINGS
    certain = ranked_pairs.decide(matrix, Terms(strength=strength)).tiers[0]
    assert set(certain) == {option for tiers in found for option in tiers[0]}


@pytest.mark.parametrize(("matrix", "expected"), matrices("copeland_scores"))
def test_copeland(matrix: Pairwise, expected: dict[str, int]) -> None:
    assert copeland.scores(matrix) == expected


@pytest.mark.parametrize("by", ["winning", "margins", "opposition"])
@pytest.mark.parametrize("election", named(each for each in LAST if "minimax_winning" in each["expected"]["last"]))
def test_minimax(election: dict[str, Any], by: Any) -> None:
    expected = election["expected"]["last"][f"minimax_{by.removesuffix('s')}"]
    matrix = compare(ballots_of(election))
    assert minimax.worst(matrix, by) == expected["scores"]
    if by != "opposition":
        assert set(minimax.decide(matrix, Terms(strength=by)).tiers[0]) == set(expected["winners"])


def numbers(rounds: Iterable[Round]) -> list[dict[str, Fraction]]:
    return [dict(each.counts) for each in rounds]


@pytest.mark.parametrize("election", named(each for each in FILE["elections"] if "irv" in each["expected"]))
def test_irv(election: dict[str, Any]) -> None:
    """Rounds up to the first tie, and whom the ways of breaking ties can elect."""
    expected = election["expected"]["irv"]
    profile = ballots_of(election)
    result = irv.count(profile, Terms(method="irv", elimination="strict"))
    rounds = [each for each in expected["rounds"] if isinstance(each, dict)]
    assert numbers(result.rounds) == rounds
    tied = [set(each.removeprefix("tie:").split(",")) for each in expected["rounds"] if isinstance(each, str)]
    assert ([set(result.tie.between)] if result.tie else []) == tied
    found = {irv.count(profile, terms).winners for terms in orders(profile.options)}
    assert found == {(winner,) for winner in expected["possible_winners"]}


@pytest.mark.parametrize(
    "election", named(each for each in FILE["elections"] if "stv_droop_gregory" in each["expected"])
)
def test_stv(election: dict[str, Any]) -> None:
    expected = election["expected"]["stv_droop_gregory"]
    terms = Terms(method="stv", seats=election["seats"], transfer="gregory", elimination="strict")
    profile = ballots_of(election)
    assert stv.quota_of(election["num_voters"], election["seats"], "droop") == expected["quota"]
    result = stv.count(profile, terms)
    assert numbers(result.rounds) == [
        {option: Fraction(votes) for option, votes in each.items()} for each in expected["rounds"]
    ]
    assert list(result.winners) == expected["elected_in_order"]
    scottish = stv.count(profile, terms._replace(transfer="scottish", elimination="previous"))
    assert set(scottish.winners) == set(expected["elected_in_order"])


@pytest.mark.parametrize("election", named(each for each in FILE["elections"] if "borda" in each["expected"]))
def test_borda_scores_follow_from_the_matrix(election: dict[str, Any]) -> None:
    """Borda is no method here; its published scores are one more check of the matrix."""
    matrix = compare(ballots_of(election))
    offset = Fraction(election["expected"]["borda"]["points"].rpartition("+")[2]) * election["num_voters"]
    for option, published in election["expected"]["borda"]["scores"].items():
        duels = [
            (matrix.over(option, other), matrix.over(other, option)) for other in matrix.options if other != option
        ]
        tied = sum((Fraction(election["num_voters"] - ours - theirs, 2) for ours, theirs in duels), Fraction(0))
        assert sum(ours for ours, _ in duels) + tied + offset == Fraction(published)


def conditions(election: dict[str, Any], *, ratios: bool = True) -> debian.Conditions:
    found = election.get("majority_ratios", {}) if ratios else {}
    return debian.Conditions(election["default_option"], {each: Fraction(ratio) for each, ratio in found.items()}, {})


def a5_agrees(matrix: Pairwise, held: debian.Conditions, expected: dict[str, list[str]]) -> None:
    dropped = debian.sift(matrix, held)
    assert list(dropped.quorum) == expected["dropped_quorum"]
    assert list(dropped.majority) == expected["dropped_majority"]
    assert list(debian.decide(matrix, held, Terms()).winners) == expected["winners"]


@pytest.mark.parametrize("election", named(each for each in FILE["elections"] if "debian_A5" in each["expected"]))
def test_debian(election: dict[str, Any]) -> None:
    a5_agrees(compare(ballots_of(election)), conditions(election), election["expected"]["debian_A5"])


def test_debian_general_resolution_of_2008() -> None:
    """Three options needed 3:1; the one that was left won although another one beats it 171 to 105."""
    election = next(each for each in FILE["matrix_elections"] if each["id"] == "debian-2008-003-lenny")
    matrix = from_table(tuple(election["pairwise"]), election["pairwise"])
    expected = election["expected"]
    a5_agrees(matrix, conditions(election), expected["debian_A5"])
    a5_agrees(matrix, conditions(election, ratios=False), expected["without_supermajority"])
    assert sets(schulze.rank(matrix, Terms())) == sets(expected["schulze_ranking_without_supermajority"])


def test_debian_quorum_of_2007() -> None:
    election = next(each for each in FILE["matrix_elections"] if each["id"] == "debian-2007-002")
    quorum = debian.roots(3, election["developers"])
    approving = election["published"]["option1_votes_over_default"]
    assert quorum.reached(approving) == election["published"]["quorum_reached"]
    assert next(votes for votes in range(60) if quorum.reached(votes)) == int(election["quorum_3Q"]) + 1


@pytest.mark.parametrize(
    "election", named(each for each in FILE["matrix_elections"] if "schulze_path_strengths" in each.get("expected", {}))
)
def test_path_strengths_of_a_matrix(election: dict[str, Any]) -> None:
    matrix = from_table(tuple(election["pairwise"]), election["pairwise"])
    paths = schulze.strongest_paths(matrix)
    for one, row in election["expected"]["schulze_path_strengths"].items():
        assert {other: paths.votes(one, other) for other in row} == row


@pytest.mark.parametrize("election", named(each for each in FILE["score_elections"] if "approval_counts" in each))
def test_approval(election: dict[str, Any]) -> None:
    """The counts are published, not the ballots: every approval stands on a ballot of its own."""
    votes = election["approval_counts"]
    profile = Profile(tuple(votes), tuple((number, (name,)) for name, number in votes.items()))
    elected = election["published"]["elected_set"]
    result = choose(profile, Terms(method="approval", seats=len(elected)))
    assert set(result.winners) == set(elected)


@pytest.mark.parametrize("election", named(each for each in FILE["elections"] if each["id"].startswith("k8s")))
def test_kubernetes_seats(election: dict[str, Any]) -> None:
    """Its steering committee is the top of the ranking, in which who is beaten by fewer stands higher."""
    published = election["published"]
    terms = Terms(seats=published["seats"], unranked=published["policy"], tiers="defeats")
    result = choose(ballots_of(election), terms)
    if "ranking" in published:
        assert sets(result.tiers) == sets(published["ranking"])
    else:
        order = published["ranking_or_winners_in_order"]
        assert [option for tier in result.tiers for option in tier][: len(order)] == order
        assert list(result.winners) == order[: terms.seats]


@pytest.mark.parametrize("election", named(each for each in FILE["elections"] if each["id"].startswith("node-tsc")))
def test_node_winners(election: dict[str, Any]) -> None:
    result = choose(ballots_of(election), Terms(method="copeland"))
    assert result.tiers[0] == tuple(election["published"]["winners"])


PUBLISHED = {
    "schulze": "schulze",
    "schulze_ranking": "schulze",
    "ranked_pairs": "ranked-pairs",
    "ranked_pairs_ranking": "ranked-pairs",
    "copeland": "copeland",
    "copeland_tiers": "copeland",
}


@pytest.mark.parametrize("election", named(FILE["elections"]))
def test_published_rankings(election: dict[str, Any]) -> None:
    found = {key: method for key, method in PUBLISHED.items() if key in election.get("published", {})}
    for key, method in found.items():
        ranking = [[tier] if isinstance(tier, str) else tier for tier in election["published"][key]]
        if sum(map(len, ranking)) == len(election["candidates"]):
            assert sets(choose(ballots_of(election), Terms(method=method)).tiers) == sets(ranking), key
