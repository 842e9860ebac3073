"""The table of methods is complete, and terms that make no sense are named before anybody votes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.tally import methods
from gitgov.tally.ballots import Profile
from gitgov.tally.methods import METHODS, choose, mistakes
from gitgov.tally.terms import Terms, TieRule

OPTIONS = ("A", "B", "C")


def test_every_file_has_its_row() -> None:
    files = {path.stem.replace("_", "-") for path in Path(methods.__file__).parent.glob("*.py")}
    assert files - {"--init--", "row"} == set(METHODS)
    assert all(name == row.name for name, row in METHODS.items())


def test_every_row_says_where_it_comes_from() -> None:
    assert [name for name, row in METHODS.items() if not (row.source and row.summary)] == []
    assert next(iter(METHODS)) == Terms().method == "schulze"


@pytest.mark.parametrize("name", METHODS)
def test_of_nobody_nobody_is_chosen(name: str) -> None:
    result = choose(Profile(OPTIONS, (), illegal=3), Terms(method=name))
    assert (result.winners, result.unfilled, result.decided) == ((), 1, False)


@pytest.mark.parametrize("name", METHODS)
def test_without_ballots_no_method_raises(name: str) -> None:
    for options in ((), ("A",), OPTIONS):
        for seats in (1, 2, 5):
            METHODS[name].tally(Profile(options, ()), Terms(method=name, seats=seats))


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(), []),
        (Terms(method="stv", seats=3, quota="hare"), []),
        (
            Terms(method="divination"),
            [
                "no such method: 'divination'; there are schulze, majority, plurality, approval, ranked-pairs, irv, stv, star, copeland, minimax"
            ],
        ),
        (Terms(seats=0), ["0 seats cannot be filled from 3 options"]),
        (Terms(seats=4), ["4 seats cannot be filled from 3 options"]),
        (Terms(method="irv", seats=2), ["irv elects one; for 2 seats there is stv"]),
        (Terms(ties=TieRule("hash")), ["ties are broken by hash, and there is no seed"]),
        (Terms(quota="hare"), ["schulze does not read 'quota': leave it at 'droop'"]),
        (Terms(method="star", unranked="ignore"), ["star does not read 'unranked': leave it at 'last'"]),
    ],
)
def test_mistakes(terms: Terms, said: list[str]) -> None:
    assert list(mistakes(terms, OPTIONS)) == said


def test_an_option_is_listed_once() -> None:
    assert mistakes(Terms(), ("A", "B", "A")) == ("an option is listed twice",)
