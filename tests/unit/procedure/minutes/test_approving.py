"""Minutes are approved as exactly one text, and nothing that arrives later changes what was approved."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.ledger.event import Body as EventBody
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import minutes_at
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.minutes.prose import digest, prose
from gitgov.procedure.minutes.reading import Reading, read_minutes
from gitgov.procedure.motions.adjourn_main import AdjournMain
from gitgov.procedure.motions.amend import Amend
from gitgov.procedure.motions.approve_minutes import ApproveMinutes
from gitgov.procedure.motions.main import Main
from gitgov.procedure.motions.rescind_amend_adopted import Rescind
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.work import calls

NAMES = ("alice", "bob", "carol")


class Series:
    """Meetings of a body without a chair; the first has been opened."""

    def __init__(self) -> None:
        self.main = self.closing = EventId("")
        self.body = Body.found(team(*NAMES))
        self.thread = self.body.call("alice", MeetingCalled(name="Monday"))
        self.open()

    @classmethod
    def adjourned(cls) -> Series:
        """Returns a series whose first meeting has adopted something and adjourned."""
        series = cls()
        series.main = series.carry(MotionMoved(question=Main(text="adopt linter X")))[0]
        series.closing = series.adjourn()
        return series

    @property
    def floor(self) -> Floor:
        return self.body.floor(self.thread)

    def act(self, actor: str, body: EventBody) -> EventId:
        return self.body.act(actor, self.thread, body)

    def open(self) -> None:
        self.act("alice", MeetingOpened())
        for name in NAMES:
            self.act(name, RollAnswered())

    def carry(self, moved: MotionMoved) -> tuple[EventId, EventId]:
        motion = self.act("bob", moved)
        for name in NAMES:
            self.act(name, BallotCast(choice="aye", on=motion))
        return motion, self.announce(motion)

    def announce(self, motion: EventId) -> EventId:
        floor = self.floor
        result = resolve(floor, floor.motions[motion], tuple(floor.lineage), floor.last_at)
        assert isinstance(result, Decision)
        return self.act("alice", body_of(result, motion))

    def adjourn(self) -> EventId:
        return self.carry(MotionMoved(question=AdjournMain()))[1]

    def next(self) -> None:
        self.act("alice", MeetingCalled(name="Tuesday"))
        self.open()

    def approving(self, **changes: object) -> MotionMoved:
        minutes = minutes_at(self.floor, self.closing)
        assert minutes is not None
        said = {"of": self.closing, "meeting": 1, "sha256": digest(minutes)} | changes
        return MotionMoved(question=ApproveMinutes.model_validate(said))

    def approved(self) -> EventId:
        self.next()
        return self.carry(self.approving())[0]

    def reading(self, number: int = 1) -> Reading:
        found = read_minutes(self.floor, number)
        assert found is not None
        return found


def test_until_a_meeting_is_adjourned_its_minutes_grow() -> None:
    series = Series.adjourned()
    series.next()
    assert "Not adjourned." in prose(series.reading(2).minutes)
    assert read_minutes(series.floor, 3) is None


def test_the_text_that_the_record_gives_is_approved() -> None:
    series = Series.adjourned()
    motion = series.approved()
    reading = series.reading()
    assert series.body.codes(motion) == ()
    assert (reading.approval and reading.approval.id, reading.since) == (motion, ())
    assert "adopt linter X" in prose(reading.minutes)
    assert series.reading(2).approval is None


def test_no_other_text_is() -> None:
    series = Series.adjourned()
    series.next()
    for changes, code in (
        ({"sha256": "0" * 64}, "GOV-572"),
        ({"meeting": 2}, "GOV-572"),
        ({"of": series.main}, "GOV-571"),
        ({"of": "0" * 64}, "GOV-571"),
    ):
        assert series.body.codes(series.act("bob", series.approving(**changes))) == (code,)


def test_not_twice() -> None:
    series = Series.adjourned()
    series.approved()
    assert series.body.codes(series.act("carol", series.approving(corrections="It was linter Y."))) == ("GOV-573",)


def test_not_on_a_floor_of_its_own() -> None:
    series = Series.adjourned()
    moved = series.approving()
    assert series.body.codes(series.body.move("bob", moved.question)) == ("GOV-570",)


def test_corrections_are_amended_in_and_the_digest_is_not() -> None:
    series = Series.adjourned()
    series.next()
    motion = series.act("bob", series.approving(corrections="Line 2: linter Y."))
    other = Amend(part="sha256", strike=series.approving().question.sha256[:8], insert="0" * 8)  # type: ignore[attr-defined]
    assert series.body.codes(series.act("carol", MotionMoved(question=other, on=motion))) == ("GOV-398",)
    better = Amend(part="corrections", strike="Y", insert="Z")
    series.carry(MotionMoved(question=better, on=motion))
    for name in NAMES:
        series.act(name, BallotCast(choice="aye", on=motion))
    series.announce(motion)
    assert series.reading().corrections == "Line 2: linter Z."


def test_as_adopted_it_is_not_made_to_name_another_text() -> None:
    series = Series.adjourned()
    motion = series.approved()
    other = Rescind(of=motion, part="sha256", text="0" * 64)
    assert series.body.codes(series.act("carol", MotionMoved(question=other))) == ("GOV-371",)


def test_what_arrives_later_changes_nothing_that_was_approved_and_shows() -> None:
    """carol left while the others adjourned without having seen it: her line belongs to the meeting that is over."""
    shown = 0
    for attempt in range(8):
        series = Series()
        away = series.body.clone()
        series.closing = series.adjourn()
        motion = series.approved()
        approved = series.reading()
        away.act("carol", series.thread, RollAnswered(here=False), at=attempt)
        series.body.unite(away)
        reading = series.reading()
        assert series.body.codes(motion) == series.body.codes(series.closing) == ()
        assert reading.approval is not None
        assert prose(reading.minutes) == prose(approved.minutes)
        assert all("carol" in row for row in reading.since)
        shown += bool(reading.since)
    assert shown, "her line came after the adjournment in the order of ids, each time: try more often"


def test_a_series_of_many_meetings_is_read_in_about_as_much_work_for_each() -> None:
    few, many = (_work(count) for count in (4, 8))
    assert many < 3 * few


def _work(count: int) -> int:
    series = Series.adjourned()
    for number in range(1, count):
        series.next()
        closing = series.closing if number == 1 else EventId(series.reading(number).minutes.closed_by)
        minutes = minutes_at(series.floor, closing)
        assert minutes is not None
        question = ApproveMinutes(of=closing, meeting=number, sha256=digest(minutes))
        motion, _ = series.carry(MotionMoved(question=question))
        assert series.body.codes(motion) == ()
        series.adjourn()
    return calls(lambda: series.floor)
