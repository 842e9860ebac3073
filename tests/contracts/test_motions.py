"""Every row of the table of motions says what Robert's Rules say, field by field; what differs is a departure that says why."""

import re
import tomllib
from typing import Any

import pytest

from gitgov.cli.programs import PROGRAMS
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.renewal import AFTER_BUSINESS, AFTER_PROGRESS, ONCE_A_SESSION
from gitgov.procedure.rows import MotionRow
from tests.house.source import ROOT

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads((ROOT / "tests/vectors/ronr_motions.toml").read_text("utf-8"))
FACTS = {each["id"]: each for each in TABLE["motion"]}
DEPARTURES = {(each["id"], each["field"]): each["has"] for each in TABLE["departure"]}
WORDS = {"conditional": "target", "affirmative_only": "affirmative", "negative_only": "negative"}


def said(row: MotionRow) -> dict[str, object]:
    """Returns what a row says, in the words of the table."""
    return {
        "class": row.kind,
        "rank": row.rank,
        "interrupts": row.interrupts,
        "second": row.second,
        "debatable": row.debatable,
        "amendable": "yes" if row.amendable else "no",
        "vote": row.vote,
        "reconsiderable": row.reconsidered,
        "renewable": renewable(row),
    }


def renewable(row: MotionRow) -> str:
    if row.name in AFTER_PROGRESS:
        return "after_progress"
    if row.name in AFTER_BUSINESS:
        return "after_business"
    return "not_same_session" if row.name in ONCE_A_SESSION or row.kind == "main" else ""


def wanted(name: str, field: str) -> object:
    fact = DEPARTURES.get((name, field), FACTS[name][field])
    if field == "debatable":
        return WORDS.get(fact, fact)
    if field == "reconsiderable":
        return fact if fact == "conditional" else WORDS.get(fact, fact)
    if field == "renewable":  # amendments of both degrees and substitutes are one motion in the book
        return "not_same_session" if name in {"main", *ONCE_A_SESSION} else fact
    return fact


@pytest.mark.parametrize("name", sorted(FACTS.keys() & MOTIONS.keys()))
def test_row(name: str) -> None:
    row = MOTIONS[name]
    found = said(row)
    assert found == {field: wanted(name, field) for field in found}
    section = re.sub(r"^RONR \(12th ed\.\) (\d+).*", r"\1", row.source)
    assert any(cite.startswith(f"{section}:") for cite in FACTS[name]["cite"]), row.source


@pytest.mark.parametrize("kind", sorted(FACTS.keys() & MOTIONS.keys() - {"nominate"}))
def test_each_kind_is_moved_by_a_verb_and_says_what_it_does(kind: str) -> None:
    row = MOTIONS[kind]
    assert row.effect, kind
    assert row.verb, kind


@pytest.mark.parametrize("kind", sorted(MOTIONS))
def test_there_is_the_command_that_moves_it(kind: str) -> None:
    git, program, *verbs = MOTIONS[kind].command.split()
    place: Any = PROGRAMS[f"{git}-{program}"]
    while verbs and hasattr(place, "commands"):
        place = place.commands[verbs.pop(0)]
    assert callable(place.callback)
    assert verbs in ([], ["indefinitely"]), "words that the verb takes"


def test_the_table_is_whole() -> None:
    """Nominations come with elections; what else there is are main motions of gitgov's own."""
    assert FACTS.keys() - MOTIONS.keys() <= {"nominate"}
    assert {MOTIONS[name].kind for name in MOTIONS.keys() - FACTS.keys()} <= {"main", "incidental_main"}


def test_each_departure_departs() -> None:
    for (name, field), has in DEPARTURES.items():
        assert FACTS[name][field] != has
        assert said(MOTIONS[name])[field] == has
