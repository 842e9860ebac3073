"""`git sprint item add`: what is typed wrong is named by its value, and wording anew loses nothing that was said before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.field import MAIN_AND_TAGS, Clone, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

TEAMS = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["bob"]
product_owner = "alice"
scrum_master = "bob"
"""


@pytest.fixture
def alice(fields: Fields, people: People, tmp_path: Path) -> Clone:
    return fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS)).alice


def test_an_item_that_is_worded_anew_keeps_what_is_not_said_again(alice: Clone) -> None:
    """Else who estimates it would take its value, which only the product owner gives."""
    alice.sprint(
        "item", "add", "C-1", "Store", "--team", "core", "--value", "8", "--points", "3", "--needs", "C-0", "-m", "Why"
    )
    bob = alice.who.key_path.parent / "bob"
    said = alice.sprint("item", "add", "C-1", "Store them", "--points", "5", "--key", bob).stdout
    assert said.startswith("C-1  Store them  (5 points), worded anew\n")
    (found,) = json.loads(alice.sprint("item", "list", "--json").stdout)
    assert (found["title"], found["team"], found["value"], found["points"], found["needs"]) == (
        "Store them", "core", 8, 5, ["C-0"],
    )  # fmt: skip
    alice.sprint("item", "add", "C-1", "Store", "--needs", "")
    (found,) = json.loads(alice.sprint("item", "list", "--json").stdout)
    assert (found["needs"], found["value"]) == ([], 8)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("A 1", "x"), "item 'A 1': it takes at most 64 letters, digits and . _ # / -, a letter or digit first"),
        (("A-1", "x", "--points", "-3"), "points -3 is less than 0"),
        (("A-1", " "), "A-1 has no title"),
        (("A-1", "x\ny"), r"title 'x\ny': it takes one line, without control characters"),
    ],
)
def test_what_is_typed_wrong_is_named_by_its_value(alice: Clone, words: tuple[str, ...], said: str) -> None:
    done = alice.sprint("item", "add", *words, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {said}\n  next: ")


def test_a_day_that_is_none_is_told_as_people_read_it(alice: Clone) -> None:
    done = alice.sprint("pi", "plan", "PI1", "--team", "core", "--begins", "tomorrow", check=False)
    assert done.stderr.startswith("error: ")
    assert "not a day: 'tomorrow'" in done.stderr
    assert "value error" not in done.stderr
