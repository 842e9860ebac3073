"""Committees that meet by themselves: who calls them, who presides, and what the charter's rules become there."""

from __future__ import annotations

import pytest

from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions.adjourn_main import AdjournMain
from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.motions.main import Main
from gitgov.procedure.quorum import needed
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.lines import START

NAMES = ("alice", "bob", "carol", "dave")


def called(committee: list[str], actor: str = "bob", **rules: str) -> tuple[Body, str]:
    """A committee's first meeting, called in a body without a chair."""
    body = Body.found(team(*NAMES, **rules))
    return body, body.call(actor, MeetingCalled(name="one", committee=committee))


def open_to(body: Body, meeting: str, *members: str) -> None:
    body.act("bob", meeting, MeetingOpened())
    for member in members:
        body.act(member, meeting, RollAnswered())


@pytest.mark.parametrize(
    ("committee", "code"),
    [
        (["bob", "carol"], ()),
        (["bob"], ()),
        (["carol", "dave"], ("GOV-574",)),  # bob is not of it
        (["bob", "bob"], ("GOV-575",)),
        (["bob", "mallory"], ("GOV-575",)),
    ],
)
def test_a_committee_is_called_by_one_of_its_members_who_are_members_of_the_body(
    committee: list[str], code: tuple[str, ...]
) -> None:
    body, meeting = called(committee)
    assert body.codes(meeting) == code


def test_whatever_the_charter_asks_of_the_assembly_a_majority_of_the_committee_decides() -> None:
    body, meeting = called(["bob", "carol", "dave"], quorum="4", threshold="two-thirds", basis="membership")
    open_to(body, meeting, "bob", "carol")
    assert needed(body.floor(meeting)) == 2
    motion = body.act("bob", meeting, MotionMoved(question=Main(text="Recommend it.")))
    body.act("bob", meeting, BallotCast(on=motion, choice="aye"))
    body.act("carol", meeting, BallotCast(on=motion, choice="aye"))
    floor = body.floor(meeting)
    assert floor.motions[motion].electorate == {"bob", "carol", "dave"}
    assert (str(floor.rules.threshold), floor.rules.basis) == ("a majority", "cast")


def test_who_is_not_of_the_committee_is_elected_to_nothing_there() -> None:
    body, meeting = called(["bob", "carol", "dave"])
    open_to(body, meeting, "bob", "carol", "dave")
    stranger = MotionMoved(question=Elect(office="secretary", nominees=["alice"]))
    assert body.codes(body.act("bob", meeting, stranger)) == ("GOV-537",)
    assert (
        body.codes(body.act("bob", meeting, MotionMoved(question=Elect(office="secretary", nominees=["dave"])))) == ()
    )


def test_who_has_retired_since_is_not_of_it_at_the_next_meeting() -> None:
    draft = team(*NAMES)
    body, meeting = called(["bob", "carol", "dave"])
    open_to(body, meeting, "bob", "carol", "dave")
    motion = body.act("bob", meeting, MotionMoved(question=AdjournMain()))
    for member in ("bob", "carol", "dave"):
        body.act(member, meeting, BallotCast(on=motion, choice="aye"))
    floor = body.floor(meeting)
    result = resolve(floor, floor.motions[motion], tuple(floor.lineage), START)
    assert isinstance(result, Decision)
    body.act("bob", meeting, body_of(result, motion))
    body.replace_charter(draft.next(retired=("dave",)))
    assert body.codes(body.act("alice", meeting, MeetingCalled(name="two"))) == ("GOV-574",)
    assert body.codes(body.act("carol", meeting, MeetingCalled(name="two"))) == ()
    floor = body.floor(meeting)
    assert floor.committee == ("bob", "carol", "dave")
    assert floor.step.charter.electorate == {"bob", "carol"}
    assert body.chain.head.charter.electorate == {"alice", "bob", "carol"}  # the body's own is what it was
