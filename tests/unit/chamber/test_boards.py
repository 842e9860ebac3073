"""A room that is read for its sprints alone says of them what it says when it is read whole, whoever has written into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.sprints import SPRINTS, Board, read_board
from gitgov.core.line import unseal
from gitgov.ledger.event import Body
from gitgov.sprints.events import ItemAdded, StandupGiven
from gitgov.sprints.sprint import Sprint
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import add, elsewhere
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.servers import File

TEAM = f"""{MAIN_AND_TAGS}
[teams.solo]
members = ["bob"]
scrum_master = "bob"
"""


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """A field where a sprint of bob's is under way, and an item lies beside it."""
    field = fields.founded(tmp_path / "field", File(), charter_of(people, TEAM))
    sprint(field.bob, "item", "add", "A-1", "Store", "--points", "5")
    sprint(field.bob, "plan", "S1", "--item", "A-1:5")
    sprint(field.bob, "commit", "S1")
    field.bob.vote("aye")
    field.bob.motion("announce")
    sprint(field.bob, "start", "S1", "--no-worktree")
    return field


def sprint(clone: Clone, *words: str) -> None:
    program("sprint", *words, cwd=clone.path, env=clone.transport.env(clone.who))


def written(field: Field, chamber: Chamber, body: Body, kind: str, **said: object) -> str:
    """Writes a line of bob's past every check, onto the commit that it says it is about; returns its id."""
    line = elsewhere(chamber, field.people.bob, body, kind, **said)
    add(field.bob.path, "sprints", str(said["subject"]), line)
    return unseal(line).id


def both(clone: Clone) -> tuple[Board, Board]:
    """Reads the room whole, and for its sprints."""
    chamber = open_chamber(clone.path)
    return read_board(chamber), read_board(chamber, SPRINTS)


def agree(clone: Clone) -> Board:
    """Asserts that both ways say the same of sprints, and returns what they say."""
    whole, alone = both(clone)
    assert alone.sprints == whole.sprints
    assert alone.items == ()
    of_sprints = [each for each in whole.threads if isinstance(each.state, Sprint)]
    assert [each.out_of_order for each in alone.threads] == [each.out_of_order for each in of_sprints]
    return alone


def test_items_are_not_read_where_sprints_are_asked_for(field: Field) -> None:
    whole, _ = both(field.bob)
    assert [each.name for each in whole.items] == ["A-1"]
    assert [each.name for each in agree(field.bob).sprints if each.started] == ["S1"]


def test_what_has_no_place_in_a_sprint_is_ruled_out_and_what_hangs_on_it_is_not_lost(field: Field) -> None:
    """A standup that has seen the item in its thread would lack a parent where that were left out."""
    chamber = open_chamber(field.bob.path)
    (now,) = read_board(chamber).sprints
    place = {"thread": now.id, "subject": now.subject}
    last = now.started
    item = ItemAdded(item="A-1", title="Store", team="solo")
    astray = written(field, chamber, item, "item.added", parents=(last, chamber.chain.head.id), **place)
    body = StandupGiven(done="All of it")
    written(field, chamber, body, "standup.given", parents=(astray, last, chamber.chain.head.id), **place)
    alone = agree(field.bob)
    assert [each.body.done for each in alone.sprints[0].standups] == ["All of it"]
    assert [[each.objections[0].code for each in thread.out_of_order] for thread in alone.threads] == [["GOV-603"]]


def test_an_act_on_another_commit_does_not_move_the_sprint_there(field: Field) -> None:
    """It is read before the sprint's own acts, as its commit comes first; no motion lies there that the start relies on."""
    chamber = open_chamber(field.bob.path)
    (now,) = read_board(chamber).sprints
    made = (field.bob.git("commit-tree", "-m", f"{number}", "main^{tree}").stdout.strip() for number in range(999))
    other = next(each for each in made if each < now.subject)
    seen = (now.started, chamber.chain.head.id)
    body = StandupGiven(done="Elsewhere")
    written(field, chamber, body, "standup.given", parents=seen, thread=now.id, subject=other)
    (after,) = agree(field.bob).sprints
    assert (after.started, after.standups) == (now.started, ())
