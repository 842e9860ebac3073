"""Pointers from content to the meeting that decided about it: they prove nothing, and few of them are followed."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.procedure.events import DecisionNoted, MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.pointing import MOST, about, followed, points_from, why_not_pointer, why_not_there
from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.questions import ROOT, merge, oid

HEAD = oid("feature/x")


def review() -> tuple[Body, EventId, EventId]:
    """A meeting of three at which the merge of feature/x was moved."""
    body = Body.team("alice", "bob", "carol")
    meeting = body.call("alice", MeetingCalled(name="the review"))
    body.act("alice", meeting, MeetingOpened())
    for member in ("alice", "bob", "carol"):
        body.act(member, meeting, RollAnswered())
    return body, meeting, body.act("bob", meeting, MotionMoved(question=merge()))


def point(body: Body, meeting: str, motion: str, *, actor: str = "bob", subject: str = HEAD, at: int = 0) -> EventId:
    """Somebody notes on a commit that a motion at a meeting is about it."""
    return body.call(actor, DecisionNoted(meeting=meeting, motion=motion, lies_on=ROOT), subject=subject, at=at)


def test_what_a_meeting_decides_about_is_found_on_its_floor() -> None:
    body, meeting, motion = review()
    floor = body.floor(meeting)
    assert floor.subject == ROOT != HEAD
    assert [each.id for each in about(floor, HEAD)] == [motion]
    assert points_from(floor, floor.motions[motion]) == HEAD
    pointer = body.event(point(body, meeting, motion))
    assert why_not_pointer(body.chain, pointer) == why_not_there(floor, pointer) == ()
    assert followed(body.chain, [pointer]) == [(ROOT, meeting)]


def test_a_motion_on_a_floor_of_its_own_is_pointed_to_from_nowhere() -> None:
    body, motion = Body.pending()
    floor = body.floor(motion)
    assert points_from(floor, floor.main) == ""


def test_one_that_names_another_motion_or_commit_leads_nowhere() -> None:
    body, meeting, motion = review()
    floor = body.floor(meeting)
    other = body.event(point(body, meeting, "f" * 64))
    elsewhere = body.event(point(body, meeting, motion, subject=oid("feature/y")))
    assert [each.code for each in (*why_not_there(floor, other), *why_not_there(floor, elsewhere))] == ["GOV-517"] * 2
    assert [each.code for each in why_not_there(None, other)] == ["GOV-517"]


def test_one_that_is_an_act_of_a_thread_leads_nowhere() -> None:
    body, meeting, motion = review()
    act = body.event(body.act("bob", meeting, DecisionNoted(meeting=meeting, motion=motion, lies_on=ROOT)))
    assert [each.code for each in why_not_pointer(body.chain, act)] == ["GOV-517"]
    assert followed(body.chain, [act]) == []
    assert "GOV-306" in body.codes(act.id)


def test_who_had_retired_under_the_charter_that_is_named_leads_nowhere() -> None:
    body = Body.found(team("alice", "bob", "carol").but(retired=("carol",)))
    pointer = body.event(point(body, "a" * 64, "b" * 64, actor="carol"))
    assert [each.code for each in why_not_pointer(body.chain, pointer)] == ["GOV-517"]


def test_no_more_are_followed_than_a_reader_can_afford() -> None:
    body, meeting, motion = review()
    first = body.event(point(body, meeting, motion))
    again = body.event(point(body, meeting, motion, at=1))
    later = [body.event(point(body, f"{number:064x}", motion, at=2 + number)) for number in range(2 * MOST)]
    places = followed(body.chain, [*later[::-1], again, first])
    assert len(places) == MOST
    assert places[0] == (ROOT, meeting)
    assert places[1:] == [(ROOT, f"{number:064x}") for number in range(MOST - 1)]


def test_they_change_nothing_on_the_floor() -> None:
    body, meeting, motion = review()
    before = body.floor(meeting)
    point(body, meeting, motion)
    assert isinstance(before, Floor)
    assert body.floor(meeting) == before
