"""Improvements over time: due, moved, and let go where the assembly will not have them; and what a shallow clone cannot tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.improving import course_of, overdue, vote_for
from gitgov.chamber.open import open_chamber
from gitgov.chamber.planning import thread_of, today
from gitgov.chamber.reviewing import look_at
from gitgov.chamber.sprints import read_board
from gitgov.chamber.threads import add_to
from gitgov.core.errors import Refused
from gitgov.core.ids import EventId, Member
from gitgov.git.repository import open_repository
from gitgov.sprints.outcome import Observation, heard
from gitgov.sprints.outcome_events import ImprovementDrafted, ObservationMade
from tests.attacks.test_04_candidates import CANDIDATES, sprint, under_way
from tests.kit.field import Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File
from tests.unit.chamber import test_meant as sprints


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in which core's sprint is under way; its item A-1 is in main."""
    return fields.grown(tmp_path / "field", File(), under_way, charter_of(people, CANDIDATES))


def phases(field: Field) -> list[tuple[str, bool]]:
    chamber = open_chamber(field.alice.path)
    board = read_board(chamber)
    (found,) = board.sprints
    courses = [course_of(chamber, found, each) for each in found.improvements]
    assert [*overdue(chamber, board, "core")] == [each for each in courses if each.overdue]
    assert [*overdue(chamber, board, "web")] == []
    return [(each.phase.partition(",")[0], each.overdue) for each in courses]


def drafted(field: Field, due: str) -> None:
    """Alice has put an improvement on record, of a day that has come since."""
    chamber = open_chamber(field.alice.path)
    board = read_board(chamber)
    body = ImprovementDrafted(text="Work at night", owner="alice", due=due)
    add_to(chamber, find_actor(chamber, ""), thread_of(board, board.sprints[0].id), body)


def test_a_day_that_is_over_is_refused_today_and_no_other(field: Field) -> None:
    """The law reads such a record all the same: its day was to come when it was written, and no clock is law."""
    alice = field.alice
    day = today(open_chamber(alice.path))
    for due in ("2026-01-01", (day - timedelta(days=1)).isoformat()):
        done = alice.sprint("retro", "improve", "Work at night", "--due", due, check=False)
        assert done.returncode == 2
        assert f"{due} is over: nobody can have tried it by then" in done.stderr
        assert f"give a day to come: --due {day + timedelta(days=14)}" in done.stderr
    assert phases(field) == []
    sprint(alice, "retro", "improve", "Work by day", "--due", day.isoformat())
    drafted(field, "2026-01-01")
    assert sorted(phases(field)) == [("draft", False), ("draft", True)]


def test_what_the_assembly_will_not_have_is_not_overdue(field: Field) -> None:
    alice = field.alice
    drafted(field, "2026-01-01")
    assert phases(field) == [("draft", True)]
    sprint(alice, "retro", "move", "night")
    assert phases(field) == [("moved", True)]
    for who in ("alice", "bob", "carol"):
        alice.vote("nay", "--key", getattr(field.people, who).key_path)
    alice.motion("announce")
    assert phases(field) == [("lost", False)]


def test_what_is_not_here_is_not_called_undone(field: Field) -> None:
    url = f"file://{field.server}"
    field.bob.git("clone", "--quiet", "--depth", "1", url, field.root / "shallow")
    chamber = open_chamber(field.alice.path)
    board = read_board(chamber)
    (found,) = board.sprints
    assert look_at(chamber, board, found).counted
    shallow = open_chamber(field.alice.path)._replace(repo=open_repository(field.root / "shallow"))
    look = look_at(shallow, board, found)
    assert (look.counted, look.points_done, look.velocity) == (False, 0, ())


def test_of_what_was_observed_twice_the_first_is_meant_and_a_member_votes_once_by_whichever_id() -> None:
    first, second = (
        Observation(EventId(letter * 64), Member("bob"), at, ObservationMade(text=text, well=False), frozenset(backers))
        for letter, at, text, backers in (("b", 1, " Slow builds ", ()), ("a", 2, "slow  BUILDS", (Member("alice"),)))
    )
    (united,) = heard((("core", second), ("core", first)))
    assert (united.id, united.text) == (first.id, "Slow builds")
    sprint = replace(sprints.under_way("S1"), observations=(first, second))
    for word in ("aaaaaaaa", "bbbbbbbb", "builds"):
        assert vote_for(sprint, word, "carol").observation == first.id
        with pytest.raises(Refused, match="alice has voted for bbbbbbbbbbbb before") as refused:
            vote_for(sprint, word, "alice")
        assert [each.code for each in refused.value.objections] == ["GOV-626"]
