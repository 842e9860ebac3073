"""The law of what comes of a sprint: who reviews it and ends it, what others say, and what a retrospective takes."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.process import Process
from gitgov.sprints.events import ImpedimentRaised, ImpedimentRemoved, StandupGiven
from gitgov.sprints.outcome import Improvement, Observation, digest, heard, reason, wording
from gitgov.sprints.outcome_events import (
    FeedbackTaken,
    ImprovementClosed,
    ImprovementDrafted,
    ImprovementMoved,
    ObservationBacked,
    ObservationMade,
    ScrumReviewed,
    SprintReviewed,
)
from gitgov.sprints.review import why_not_again
from gitgov.sprints.scrum import Scrum
from tests.kit import charters
from tests.kit.questions import oid
from tests.kit.rooms import SUBJECT
from tests.unit.sprints.test_fold import Room

LATE = 10 * charters.DAY
TIP = oid("tip")
DONE = SprintReviewed(tip=TIP, done=["A-1"], left=[])
LINK = "0" * 64


@pytest.fixture
def room() -> Room:
    """Returns a room in which sprint S1 of core is under way."""
    room = Room()
    room.start()
    return room


def test_a_review_ends_the_sprint_for_those_who_have_seen_it(room: Room) -> None:
    raised = room.act("dave", ImpedimentRaised(text="no disk"), at=LATE)
    review = room.act("bob", DONE, at=LATE)
    room.act("dave", StandupGiven(done="in time, elsewhere"), at=LATE, seen=[raised])
    assert room.codes() == []
    assert (room.sprint.review, len(room.sprint.standups)) == ((review.id, "bob", review.at, DONE), 1)
    room.act("dave", StandupGiven(done="too late"), at=LATE)
    room.act("dave", ImpedimentRaised(text="too late"), at=LATE)
    room.act("alice", DONE, at=LATE)
    assert room.codes() == ["GOV-622", "GOV-622", "GOV-620"]
    room.act("bob", ImpedimentRemoved(impediment=raised.id), at=LATE)
    room.act("carol", FeedbackTaken(giver="a customer", text="Faster, please"), at=LATE)
    assert len(room.codes()) == 3
    assert (room.sprint.hindering, [each.by for each in room.sprint.feedback]) == ((), ["carol"])


def test_a_sprint_that_was_reviewed_is_committed_to_by_nobody(room: Room) -> None:
    assert why_not_again(room.sprint) == ()
    review = room.act("bob", DONE, at=LATE)
    assert [(each.code, each.records) for each in why_not_again(room.sprint)] == [("GOV-666", (review.id,))]


def test_of_two_reviews_beside_each_other_the_first_in_order_counts(room: Room) -> None:
    before = room.events[-1]
    both = [room.act(who, DONE, at=LATE, seen=[before]) for who in ("alice", "bob")]
    assert room.codes() == []
    assert {repr(room.thread(each).state) for each in permutations(room.events)} == {repr(room.sprint)}
    assert room.sprint.review
    assert room.sprint.review.id == min(each.id for each in both)


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        ("dave", {}, "GOV-604"),
        ("carol", {}, "GOV-604"),
        ("bob", {"done": []}, "GOV-621"),
        ("bob", {"left": ["A-1"]}, "GOV-621"),
        ("bob", {"done": ["A-1", "A-2"]}, "GOV-621"),
    ],
)
def test_what_is_no_review(room: Room, who: str, said: dict[str, Any], code: str) -> None:
    room.act(who, DONE.model_copy(update=said), at=LATE)
    assert (room.codes(), room.sprint.review) == ([code], None)


def test_nothing_of_it_before_the_sprint_has_begun() -> None:
    room = Room()
    room.plan()
    for body in (DONE, FeedbackTaken(giver="a", text="b"), ObservationMade(text="a", well=True)):
        room.act("bob", body)
    assert room.codes() == ["GOV-610"] * 3


def test_a_member_has_one_vote_on_each_observation(room: Room) -> None:
    made = room.act("dave", ObservationMade(text="Pairing helped", well=True), at=LATE)
    vote = ObservationBacked(observation=made.id)
    room.act("bob", vote, at=LATE, seen=[made])
    room.act("bob", vote, at=LATE, seen=[made])
    room.act("dave", vote, at=LATE)
    assert room.codes() == []
    assert [each.backers for each in room.sprint.observations] == [{"bob", "dave"}]
    room.act("bob", vote, at=LATE)
    room.act("carol", vote, at=LATE)
    room.act("bob", ObservationBacked(observation=LINK), at=LATE)
    assert room.codes() == ["GOV-626", "GOV-611", "GOV-625"]


def drafted(room: Room, owner: str = "dave") -> Event:
    body = ImprovementDrafted(text="Cache the build", owner=owner, due="2026-12-20", metric="build time")
    return room.act("dave", body, at=LATE)


def put(room: Room, why: str) -> EventId:
    moved = MotionMoved(question=Process(text="Cache the build"), why=why)
    return room.body.call("bob", moved, subject=SUBJECT)


def test_an_improvement_belongs_to_the_motion_that_says_so(room: Room) -> None:
    draft = drafted(room)
    (improvement,) = room.sprint.improvements
    for motion in (EventId(LINK), put(room, "for another reason")):
        room.act("bob", ImprovementMoved(improvement=draft.id, motion=motion), at=LATE)
    assert room.codes() == ["GOV-628"] * 2
    link = ImprovementMoved(improvement=draft.id, motion=put(room, reason(improvement)))
    room.act("carol", link, at=LATE)
    room.act("bob", link, at=LATE)
    room.act("bob", link.model_copy(update={"improvement": LINK}), at=LATE)
    assert room.codes()[2:] == ["GOV-628", "GOV-625"]
    assert [each.motion for each in room.sprint.improvements] == [link.motion]


def test_an_improvement_is_closed_by_its_owner_or_by_who_leads(room: Room) -> None:
    first, second = drafted(room), drafted(room)
    room.act("carol", ImprovementClosed(improvement=first.id), at=LATE)
    room.act("dave", ImprovementClosed(improvement=first.id, result="two minutes"), at=LATE)
    room.act("alice", ImprovementClosed(improvement=second.id), at=LATE)
    room.act("alice", ImprovementClosed(improvement=second.id), at=LATE)
    assert room.codes() == ["GOV-604", "GOV-625"]
    assert [(each.closed_by, each.result) for each in room.sprint.improvements] == [
        ("dave", "two minutes"),
        ("alice", ""),
    ]
    drafted(room, owner="nobody")
    assert room.codes()[2:] == ["GOV-627"]


def test_what_an_improvement_moves_says_who_until_when_and_which_figure(room: Room) -> None:
    drafted(room)
    (found,) = room.sprint.improvements
    text = wording(found, "S1", "core")
    assert text.startswith("Cache the build\n")
    assert "Owner: dave. Due: 2026-12-20. It should move: build time.\n" in text
    assert [found.overdue(day) for day in ("2026-12-20", "2026-12-21")] == [False, True]
    assert not found._replace(closed_by="dave").overdue("2026-12-21")


TEAMS = st.sampled_from(["core", "web", "ops"])
SAID = st.sampled_from(["The build is slow", "the  build is SLOW ", "The build is fast", "Straße", "STRASSE"])
BACKERS = st.frozensets(st.sampled_from([Member(each) for each in ("alice", "bob", "carol")]))
OBSERVED = st.builds(
    lambda number, text, well, backers: Observation(
        EventId(f"{number:064x}"), Member("alice"), 0, ObservationMade(text=text, well=well), backers
    ),
    st.integers(0, 99),
    SAID,
    st.booleans(),
    BACKERS,
)


@given(st.lists(st.tuples(TEAMS, OBSERVED), unique_by=lambda each: each[1].id), st.randoms(use_true_random=False))
def test_the_observations_of_teams_are_one_list_without_duplicates(
    made: list[tuple[str, Observation]], any_order: Any
) -> None:
    """In whatever order, and however often, they are heard; nobody's vote counts twice, and none is lost."""
    found = heard(made)
    again = [*made, *made]
    any_order.shuffle(again)
    assert heard(again) == found
    keys = [(each.digest, each.well) for each in found]
    assert set(keys) == {(digest(each.body.text), each.body.well) for _, each in made}
    assert len(keys) == len(set(keys))
    votes = {(who, digest(each.body.text), each.body.well) for _, each in made for who in each.backers}
    assert sum(len(each.backers) for each in found) == len(votes)
    assert {name for each in found for name in each.teams} == {team for team, _ in made}


def test_a_text_is_the_same_however_it_is_written() -> None:
    assert digest("Straße  zu") == digest("STRASSE zu\n") != digest("Strasse")


def test_an_improvement_is_named_in_the_reason() -> None:
    body = ImprovementDrafted(text="x", owner="bob", due="2026-12-20")
    assert reason(Improvement(EventId("a" * 64), Member("bob"), 0, body)).endswith("a" * 64)


OF_ALL = ScrumReviewed(team="product", sprint="S1", reviews={"core": LINK, "web": "1" * 64})


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        ("alice", {}, ""),
        ("bob", {}, "GOV-661"),
        ("erin", {}, "GOV-661"),
        ("bob", {"team": "core"}, "GOV-660"),
        ("alice", {"team": "nobody"}, "GOV-600"),
        ("alice", {"reviews": {"core": LINK, "product": LINK}}, "GOV-662"),
    ],
)
def test_who_reviews_for_all_teams_of_a_scrum_of_scrums(who: str, said: dict[str, Any], code: str) -> None:
    """Its Scrum of Scrums Master, and nobody else: neither who leads a team below it, nor the Executive Action Team."""
    room = Room()
    event = room.act(who, OF_ALL.model_copy(update=said))
    assert room.codes() == [code] * bool(code)
    state = room.thread().state
    assert code or (isinstance(state, Scrum) and (state.by, state.id) == (who, event.id))
