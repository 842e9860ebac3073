"""A sprint as a scrum of scrums reviews it: the sum of its teams' reviews, which no record can say otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.meant import GOING, sprint_of
from gitgov.chamber.open import open_chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.sprints import read_board
from gitgov.chamber.threads import open_thread
from gitgov.cli.putting import put_forward, seat
from gitgov.procedure.motions.sprint import Sprint as Commitment
from gitgov.sprints.outcome_events import ScrumReviewed
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.servers import File

TEAMS = f"""{MAIN_AND_TAGS}
[teams.product]
product_owner = "carol"
scrum_master = "alice"
[teams.core]
parent = "product"
members = ["bob"]
scrum_master = "bob"
[teams.web]
parent = "product"
members = ["carol"]
scrum_master = "carol"
"""
NAMED = "0" * 64


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in which core and web have begun S1; A-1 of core is in main, A-2 of web is not."""
    return fields.grown(tmp_path / "field", File(), begun, charter_of(people, TEAMS))


def begun(found: Field) -> None:
    alice, people = found.alice, found.people
    for team, item, points, who in (("core", "A-1", 5, "bob"), ("web", "A-2", 3, "carol")):
        key = ("--team", team, "--key", str(getattr(people, who).key_path))
        typed(alice, "plan", "S1", "--item", f"{item}:{points}", *key)
        name = typed(alice, "commit", "S1", *key).split()[0]
        for each in ("alice", "bob", "carol"):
            alice.vote("aye", name, "--key", getattr(people, each).key_path, check=False)
        alice.motion("announce", name)
        typed(alice, "start", "S1", "--no-worktree", *key)
    alice.commit({"store.txt": "store\n"}, "Store\n\nItem: A-1\n", branch="sprint/S1/core")
    alice.git("switch", "--quiet", "main")
    found.carry("sprint/S1/core")
    alice.gov("enact", "sprint/S1/core", "--push", "origin")
    for clone in (found.bob, found.carol):
        clone.git("pull", "--quiet")
        clone.sync()


def typed(clone: Clone, *words: str, code: int = 0) -> str:
    done = program("sprint", *words, cwd=clone.path, env=clone.transport.env(clone.who), check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def said(clone: Clone) -> dict[str, Any]:
    found = json.loads(typed(clone, "review", "S1", "--team", "product", "--json"))
    assert isinstance(found, dict)
    return found


def test_it_is_summed_from_the_reviews_and_recorded_once_all_are_there(field: Field) -> None:
    alice, bob, carol = field.alice, field.bob, field.carol
    typed(bob, "review", "S1", "--record", "--sync")
    alice.sync()
    assert (said(alice)["waiting"], said(alice)["items"], said(alice)["points_done"]) == (["web"], 1, 5)
    assert "GOV-664 web has not reviewed" in typed(alice, "review", "S1", "--team", "product", "--record", code=1)
    typed(carol, "review", "S1", "--team", "web", "--record", "--sync")
    assert "GOV-661 carol does not" in typed(carol, "review", "S1", "--team", "product", "--record", code=1)
    alice.sync()
    typed(alice, "review", "--team", "product", "--record", "--sync")
    carol.sync()
    found = said(carol)
    assert (found["waiting"], found["reviewed"]["member"], found["objections"]) == ([], "alice", [])
    assert (found["items_done"], found["items"], found["points_done"], found["points"]) == (1, 2, 5, 8)
    assert "in all that is reviewed: 1 of 2 items, 5 of 8 points planned are done" in typed(
        carol, "review", "--team", "product"
    )
    assert "GOV-665" in typed(alice, "review", "S1", "--team", "product", "--record", code=1)
    assert "GOV-66" not in alice.gov("verify").stdout


def test_a_record_of_what_no_team_has_recorded_comes_back_and_is_told(field: Field) -> None:
    """Alice's program is her own; her signature is good, and her office too."""
    alice = field.alice
    chamber = open_chamber(alice.path)
    body = ScrumReviewed(team="product", sprint="S1", reviews={"core": NAMED})
    open_thread(chamber, find_actor(chamber), body, target_tip(chamber)[1])
    assert said(alice)["objections"][0]["code"] == "GOV-663"
    assert "GOV-663" in alice.gov("verify", check=False).stdout
    assert "GOV-663" in alice.gov("sync", check=False).stdout
    assert read_board(open_chamber(field.bob.path)).scrums == ()


def test_a_record_that_leaves_a_team_out_comes_back(field: Field) -> None:
    alice, bob = field.alice, field.bob
    typed(bob, "review", "S1", "--record", "--sync")
    alice.sync()
    chamber = open_chamber(alice.path)
    review = next(each.review.id for each in read_board(chamber).sprints if each.review)
    body = ScrumReviewed(team="product", sprint="S1", reviews={"core": review})
    open_thread(chamber, find_actor(chamber), body, target_tip(chamber)[1])
    assert "GOV-664" in alice.gov("sync", check=False).stdout


def test_it_may_be_sent_together_with_the_reviews_that_it_names(field: Field) -> None:
    """All are on one disk, and the records name each other by no parent: the keeper takes the teams' own first."""
    alice = field.alice
    for team, who in (("core", "bob"), ("web", "carol")):
        typed(alice, "review", "S1", "--team", team, "--record", "--key", str(getattr(field.people, who).key_path))
    typed(alice, "review", "S1", "--team", "product", "--record")
    assert "came back" not in alice.gov("sync").stdout
    field.bob.sync()
    (found,) = read_board(open_chamber(field.bob.path)).scrums
    assert (found.by, sorted(found.body.reviews)) == ("alice", ["core", "web"])


@pytest.mark.parametrize("at_a_meeting", [False, True])
def test_nobody_begins_a_sprint_again_that_was_reviewed(field: Field, at_a_meeting: bool) -> None:
    """Alice's clone has not heard of the review, and her program asks nobody: what she moves comes back, on a floor of its own and at a meeting."""
    alice, bob = field.alice, field.bob
    if at_a_meeting:
        alice.gov("meeting", "call", "Monday")
        alice.gov("meeting", "open")
        alice.gov("meeting", "here", "--sync")
        field.carol.sync()
        field.carol.gov("meeting", "here", "--sync")
        alice.sync()
    typed(bob, "review", "S1", "--record", "--sync")
    for verb in ("commit", "start"):
        assert "GOV-666 sprint S1 of core is over: bob has reviewed it" in typed(bob, verb, "S1", code=1)
    assert moved_again(alice, "core") == at_a_meeting
    assert "GOV-666" in alice.gov("sync", check=False).stdout
    moved_again(alice, "web")
    assert "came back" not in alice.gov("sync").stdout


def moved_again(clone: Clone, team: str) -> bool:
    """Moves that a team commits itself to the plan by which it works, and says whether that was at a meeting."""
    chamber = open_chamber(clone.path)
    sprint = sprint_of(read_board(chamber), team, GOING)
    plan, mine = sprint.plan, seat(chamber, "", apart=False)
    points, capacity = plan.points, plan.body.capacity
    question = Commitment(team=team, sprint=sprint.name, plan=plan.id, points=points, capacity=capacity, items=1)
    put_forward(mine, question, sprint.subject, "")
    return mine.floor is not None


def test_who_votes_without_naming_a_motion_is_told_of_no_commitment_of_another_team(field: Field) -> None:
    """Bob may vote again on his own team's, on which he has voted; what all may vote on is named to Alice as before."""
    alice, bob = field.alice, field.bob
    for team, item, who in (("core", "A-3", "bob"), ("web", "A-4", "carol")):
        key = ("--team", team, "--key", str(getattr(field.people, who).key_path))
        typed(bob, "plan", "S2", "--item", f"{item}:3", *key)
        typed(bob, "commit", "S2", *key)
    bob.sync()
    alice.sync()
    said = alice.vote("aye", check=False).stderr
    assert "no question waits for you" in said
    assert "sprint" not in said
    for choice in ("nay", "aye"):
        assert f"bob votes {choice}" in bob.vote(choice).stdout
    alice.motion("adopt", "process", "-m", "Pair on reviews")
    for choice in ("nay", "aye"):
        assert f"alice votes {choice}" in alice.vote(choice).stdout
