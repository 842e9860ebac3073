"""Published elections read from `tests/vectors`, in the format that its README describes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, assert_never

from hypothesis import strategies as st

from gitgov.tally.ballots import Form, Profile, Ranking, Scores

VECTORS = Path(__file__).parents[1] / "vectors"


def read_elections(name: str = "elections.json") -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return found


def ballots_of(election: dict[str, Any]) -> Profile[Ranking]:
    """Returns the rankings of an election, however they are written down."""
    options = tuple(election["candidates"])
    if "ballots" in election:
        ballots = [(count, tuple(map(tuple, ranking))) for count, ranking in election["ballots"]]
    else:
        rows = election["ballots_compact"]["rows"]
        read = _by_index if ">" in election["ballots_compact"]["format"] else _by_rank
        ballots = [(count, read(row, options)) for count, row in rows]
    return Profile(options, tuple(ballots))


def _by_rank(row: str, options: tuple[str, ...]) -> Ranking:
    """Reads one digit for each option: its rank, or `-` for unranked."""
    ranks = sorted({mark for mark in row if mark != "-"})
    return tuple(tuple(option for option, mark in zip(options, row, strict=True) if mark == rank) for rank in ranks)


def _by_index(row: str, options: tuple[str, ...]) -> Ranking:
    """Reads places of options (base 36), tied ones side by side, groups divided by `>`."""
    groups = (tuple(options[int(mark, 36)] for mark in group) for group in row.split(">"))
    return tuple(group for group in groups if group)


def rankings(*rows: tuple[int, str], options: str = "") -> Profile[Ranking]:
    """Returns a profile from rows such as `(3, "A>BC>D")`, of options with one letter each."""
    named = options or "".join(sorted({letter for _, row in rows for letter in row if letter != ">"}))
    return Profile(
        tuple(named), tuple((count, tuple(tuple(group) for group in row.split(">") if group)) for count, row in rows)
    )


def scores(options: str, *rows: tuple[int, str]) -> Profile[Scores]:
    """Returns a profile from rows such as `(3, "501")`: a digit for each option."""
    return Profile(
        tuple(options),
        tuple((count, tuple(zip(options, map(int, row), strict=True))) for count, row in rows),
    )


LETTERS = "ABCDEFGH"


@st.composite
def profiles(draw: st.DrawFn, most: int = 6, *, linear: bool = False) -> Profile[Ranking]:
    """Draws elections of 1 to `most` options; unless linear, voters rank some equally and leave some out."""
    options = tuple(LETTERS[: draw(st.integers(1, most))])

    def groups(order: list[str], cuts: list[bool], length: int) -> Ranking:
        found: list[tuple[str, ...]] = []
        for option, cut in zip(order[:length], cuts, strict=False):
            found = [*found, (option,)] if cut or linear or not found else [*found[:-1], (*found[-1], option)]
        return tuple(tuple(option for option in options if option in group) for group in found)

    size = len(options)
    ballot = st.builds(
        groups,
        st.permutations(options),
        st.lists(st.booleans(), min_size=size, max_size=size),
        st.just(size) if linear else st.integers(1, size),
    )
    ballots = draw(st.lists(st.tuples(st.integers(1, 5), ballot), min_size=1, max_size=8))
    return Profile(options, tuple(ballots))


def in_form(profile: Profile[Ranking], form: Form) -> Profile[Any]:
    """Returns what the same voters would say on ballots of another form: each for the best, and scores by place."""
    options = profile.options
    match form:
        case "ranking":
            return profile
        case "single":
            return Profile(options, tuple((count, ranking[0][:1]) for count, ranking in profile.ballots))
        case "approval":
            ballots = (
                (count, tuple(each for each in options if each in ranking[0])) for count, ranking in profile.ballots
            )
            return Profile(options, tuple(ballots))
        case "score":
            return Profile(options, tuple((count, scored(ranking)) for count, ranking in profile.ballots))
        case _:
            assert_never(form)


def scored(ranking: Ranking) -> Scores:
    return tuple((option, max(0, 5 - place)) for place, group in enumerate(ranking) for option in group)
