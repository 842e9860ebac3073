"""`git motion minutes`, `git gov meeting minutes` and `approve`: the same bytes in every clone, and one text approved."""

import json

import pytest

from gitgov.chamber.acts import act, entry, find_actor, signed
from gitgov.chamber.meetings import find_meeting
from gitgov.chamber.open import Chamber
from gitgov.ledger.event import Body, Draft
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions.adjourn_main import AdjournMain
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit.field import Clone, Field


def meets(clone: Clone, *said: Body) -> None:
    """Lets somebody do things at the meeting of this clone."""
    for body in said:
        chamber = clone.chamber()
        act(chamber, find_actor(chamber), find_meeting(chamber), body)


def calls(chamber: Chamber, name: str) -> None:
    actor, chain = find_actor(chamber), chamber.chain
    draft = Draft(
        actor.name, chamber.now(), MeetingCalled(name=name), "meeting.called", (chain.head.id,), chain.repo,
        chain.subject, "",
    )  # fmt: skip
    chamber.store.append([entry(signed(actor.signer, draft, chamber.admission))])


def adjourn(field: Field) -> None:
    """Lets alice and bob close the meeting."""
    meets(field.alice, MotionMoved(question=AdjournMain()))
    motion = next(each.id for each in find_meeting(field.alice.chamber()).pending)
    for clone in (field.alice, field.bob):
        clone.sync()
        meets(clone, BallotCast(choice="aye", on=motion))
        clone.sync()
    field.alice.sync()
    floor = find_meeting(field.alice.chamber())
    result = resolve(floor, floor.motions[motion], tuple(floor.lineage), floor.last_at)
    assert isinstance(result, Decision)
    meets(field.alice, body_of(result, motion))
    field.alice.sync()


@pytest.fixture
def met(fresh: Field) -> Field:
    """Returns a body whose first meeting has been adjourned."""
    calls(fresh.alice.chamber(), "Monday")
    meets(fresh.alice, MeetingOpened(), RollAnswered())
    fresh.alice.sync()
    fresh.bob.sync()
    meets(fresh.bob, RollAnswered())
    fresh.bob.sync()
    fresh.alice.sync()
    adjourn(fresh)
    return fresh


def test_a_meeting_has_the_same_minutes_in_two_clones(met: Field) -> None:
    met.bob.sync()
    for options in ((), ("--markdown",), ("--json",)):
        mine = met.alice.gov("meeting", "minutes", *options).stdout
        assert mine == met.bob.gov("meeting", "minutes", "1", "--meeting", "Monday", *options).stdout
    text = met.alice.gov("meeting", "minutes").stdout
    assert "Meeting 1, “Monday” (regular)" in text
    assert "alice" in text
    assert "Not approved yet: sha256 " in text


def test_they_are_approved_at_the_next_one(met: Field) -> None:
    meets(met.alice, MeetingCalled(name="Tuesday"), MeetingOpened(), RollAnswered())
    met.alice.sync()
    met.bob.sync()
    meets(met.bob, RollAnswered())
    met.bob.sync()
    met.alice.sync()
    moved = met.alice.gov("meeting", "approve", "--corrections", "Bob came late.").stdout
    assert "I move to approve the minutes of meeting 1 (sha256 " in moved
    motion = moved.split()[0]
    assert "to approve them is before the assembly" in met.alice.gov("meeting", "minutes").stdout
    met.alice.sync()
    met.bob.sync()
    met.bob.vote("aye", motion)
    met.bob.sync()
    met.alice.sync()
    met.alice.vote("aye", motion)
    met.alice.motion("announce", motion)
    shown = json.loads(met.alice.gov("meeting", "minutes", "1", "--json").stdout)
    assert shown["approved_by"].startswith(motion.removeprefix("M-"))
    assert shown["corrections"] == "Bob came late."
    assert shown["since"] == []
    assert "Corrected:\n    Bob came late." in met.alice.gov("meeting", "minutes", "1").stdout
    again = met.alice.gov("meeting", "approve", "1", check=False)
    assert again.returncode == 1
    assert "GOV-573" in again.stderr


def test_what_there_is_none_of(fresh: Field, met: Field) -> None:
    none = met.alice.gov("meeting", "minutes", "7", check=False)
    assert (none.returncode, "there has been no meeting 7" in none.stderr) == (2, True)
    other = met.alice.gov("meeting", "minutes", "--meeting", "Friday", check=False)
    assert (other.returncode, "no meeting is called 'Friday'" in other.stderr) == (2, True)


def test_a_motion_of_its_own_floor(fresh: Field) -> None:
    name = fresh.alice.motion("adopt", "process", "-m", "Meetings begin on time.").stdout.split()[0]
    fresh.alice.vote("aye", name)
    fresh.alice.sync()
    fresh.bob.sync()
    text = fresh.alice.motion("minutes", name).stdout
    assert text == fresh.bob.motion("minutes", name).stdout
    assert "is pending." in text
    assert json.loads(fresh.alice.motion("minutes", name, "--json").stdout)["meeting"] == 0
