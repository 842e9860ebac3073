"""What a keeper asks on receipt: nothing from the future, nothing late, no ballot or matter left out."""

from __future__ import annotations

import pytest

from gitgov.core.ids import EventId
from gitgov.ledger.event import Body as EventBody
from gitgov.ledger.order import heads
from gitgov.procedure.events import (
    ConsentSought,
    FloorSought,
    MotionMoved,
    MotionPut,
    MotionStated,
    NominationDeclined,
)
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions.amend import Amend
from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.motions.nominate import Nominate
from gitgov.procedure.receipt import why_not_backdated, why_not_barrier, why_not_now, why_not_received
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, MINUTE, Value, rules, team
from tests.kit.questions import architecture, change

SKEW = 5 * MINUTE


class TestTheClock:
    @pytest.mark.parametrize(
        ("early", "codes"), [(0, []), (SKEW, []), (SKEW + 1, ["GOV-220"]), (300 * DAY, ["GOV-220"]), (-DAY, [])]
    )
    def test_nothing_comes_from_the_future(self, early: int, codes: list[str]) -> None:
        body, motion = Body.pending()
        event = body.event(motion)
        assert [each.code for each in why_not_now(event, event.at - early, SKEW)] == codes

    LATE: tuple[tuple[str, dict[str, Value], int, bool], ...] = (
        # act, rules, late by, refused
        ("moved", {}, 17 * HOUR, True),  # a tenth of seven days is 16.8 hours
        ("moved", {}, 16 * HOUR, False),
        ("moved", {"notice": "1h"}, 7 * MINUTE, True),
        ("moved", {"notice": "1h"}, 6 * MINUTE, False),
        ("moved", {"debate": "1h"}, 7 * MINUTE, True),
        ("moved", {"lazy": "1h"}, 7 * MINUTE, True),
        ("moved", {"poll": "10m"}, SKEW, False),
        ("moved", {"poll": "10m"}, SKEW + 1, True),
        ("moved", {"poll": "0s"}, 300 * DAY, False),
        ("seconded", {"debate": "1h"}, 7 * MINUTE, True),
        ("voted", {"poll": "10m"}, 300 * DAY, False),
        ("announced", {}, 300 * DAY, False),
        ("announced", {"hold": "1h"}, 7 * MINUTE, True),
        ("announced", {"hold": "1h"}, 6 * MINUTE, False),
    )

    @pytest.mark.parametrize(("act", "periods", "late", "refused"), LATE)
    def test_nobody_takes_the_others_time_by_an_old_date(
        self, act: str, periods: dict[str, Value], late: int, refused: bool
    ) -> None:
        body, motion = Body.pending(**({"second": True} if act == "seconded" else {}))
        done = {
            "moved": lambda: motion,
            "seconded": lambda: body.second("bob", motion),
            "voted": lambda: body.vote("bob", motion, "aye"),
            "announced": lambda: body.announce("bob", motion, at=7 * DAY),
        }[act]()
        event = body.event(done)
        found = why_not_backdated(event, rules(**periods), event.at + late, SKEW)
        assert [each.code for each in found] == (["GOV-221"] if refused else [])

    @pytest.mark.parametrize(("act", "period"), [("stated", "debate"), ("put", "poll"), ("put", "lazy")])
    def test_nor_does_a_chair(self, act: str, period: str) -> None:
        body, motion = Body.chaired_pending()
        stated = body.state_question("alice", motion)
        event = body.event({"stated": stated, "put": body.put("alice", motion)}[act])
        rule_set = rules(**{period: "1h"})
        assert [each.code for each in why_not_backdated(event, rule_set, event.at + HOUR, SKEW)] == ["GOV-221"]
        assert why_not_backdated(event, rule_set, event.at, SKEW) == ()


def received(body: Body, motion: EventId, event: EventId, sender: Body) -> list[str]:
    """Asks what `body` would say on receipt of an event that `sender` has made."""
    made = sender.event(event)
    held = body.floor(motion)
    seeing = held.but(lineage={**held.lineage, made.id: made})
    return [each.code for each in why_not_received(seeing, made)]


class TestTheOrderOfReceipt:
    def test_what_comes_after_the_announcement_comes_too_late(self) -> None:
        body, motion = Body.pending()
        for voter in ("alice", "bob"):
            body.vote(voter, motion, "aye")
        others = body.clone()
        body.announce("alice", motion)
        for event in (
            others.speak("carol", motion),
            others.vote("carol", motion, "nay"),
            others.announce("carol", motion),
            others.announce("carol", motion, parents=[motion], at=8 * DAY),
        ):
            assert received(body, motion, event, others) == ["GOV-341"]

    def test_but_for_an_acceptance_which_changes_no_result(self) -> None:
        body, motion = Body.pending(change(team("alice", "bob", "carol").next(keys={"bob": ("bob-new",)})))
        others = body.clone()
        for voter in ("alice", "bob"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion)
        assert received(body, motion, others.accept("bob", motion, "bob-new"), others) == []

    def test_nothing_is_moved_upon_a_question_once_a_ballot_has_arrived(self) -> None:
        """Else it could come before the ballot in order, and undo it."""
        body, motion = Body.pending(architecture())
        sender = body.clone()
        body.vote("carol", motion, "nay")
        moved = sender.act("bob", motion, MotionMoved(question=Amend(insert="from May on")))
        assert received(body, motion, moved, sender) == ["GOV-399"]
        assert received(sender, motion, moved, sender) == []

    @pytest.mark.parametrize("ending", [MotionPut, ConsentSought])
    def test_debate_is_not_closed_over_a_rise_that_has_arrived(self, ending: type[MotionPut | ConsentSought]) -> None:
        body = Body.chaired("alice", "bob", "carol")
        meeting = body.call("alice", MeetingCalled(name="the meeting"))
        body.act("alice", meeting, MeetingOpened())
        for name in ("alice", "bob", "carol"):
            body.act(name, meeting, RollAnswered())
        motion = body.act("bob", meeting, MotionMoved(question=architecture("linter X")))
        body.act("alice", meeting, MotionStated(on=motion))
        sender = body.clone()
        put = sender.act("alice", meeting, ending(on=motion))
        assert received(body, meeting, put, sender) == []
        body.act("carol", meeting, FloorSought())
        assert received(body, meeting, put, sender) == ["GOV-596"]
        body.unite(sender)
        assert body.codes(put) == ()  # where it was taken in first, it stands

    def test_an_act_of_a_meeting_is_about_no_question(self) -> None:
        body = Body.team("alice", "bob", "carol")
        series = body.call("alice", MeetingCalled(name="the meeting"))
        sender = body.clone()
        opened = sender.act("alice", series, MeetingOpened())
        assert received(body, series, opened, sender) == []

    def test_what_has_seen_the_announcement_does_not(self) -> None:
        body, motion = Body.pending()
        for voter in ("alice", "bob"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion)
        sender = body.clone()
        assert received(body, motion, sender.enact("bob", motion), sender) == []

    def test_no_ballot_that_has_arrived_is_left_out(self) -> None:
        body, motion = Body.pending()
        sender = body.clone()
        ballot = body.vote("carol", motion, "nay")
        for voter in ("alice", "bob"):
            sender.vote(voter, motion, "aye")
        announcement = sender.announce("alice", motion)
        assert received(body, motion, announcement, sender) == ["GOV-342"]
        held = body.floor(motion)
        made = sender.event(announcement)
        (objection,) = why_not_received(held.but(lineage={**held.lineage, made.id: made}), made)
        assert ballot in objection.records
        assert "carol" in objection.what
        sender.unite(body)
        assert received(body, motion, sender.announce("bob", motion), sender) == []

    @pytest.mark.parametrize("answer", ["veto", "withdrawn veto", "recusal", "ended recusal"])
    def test_nor_is_a_veto_or_a_recusal(self, answer: str) -> None:
        body, motion = Body.pending(veto=["member"])
        if answer == "withdrawn veto":
            body.veto("carol", motion, "It has no tests.")
        if answer == "ended recusal":
            body.recuse("carol", motion, "It is mine.")
        sender = body.clone()
        {
            "veto": lambda: body.veto("carol", motion, "It has no tests."),
            "withdrawn veto": lambda: body.withdraw_veto("carol", motion),
            "recusal": lambda: body.recuse("carol", motion, "It is mine."),
            "ended recusal": lambda: body.end_recusal("carol", motion),
        }[answer]()
        for voter in ("alice", "bob"):
            sender.vote(voter, motion, "aye")
        assert received(body, motion, sender.announce("alice", motion, at=7 * DAY), sender) == ["GOV-342"]
        sender.unite(body)
        assert received(body, motion, sender.announce("bob", motion, at=8 * DAY), sender) == []

    @pytest.mark.parametrize("answer", [MotionMoved(question=Nominate(nominee="bob")), NominationDeclined()])
    def test_nor_is_what_keeps_an_only_nominee_from_being_acclaimed(self, answer: EventBody) -> None:
        body = Body.team("alice", "bob", "carol", consent="1h")
        motion = body.move("alice", Elect(office="treasurer", nominees=["alice"]))
        body.seek_consent("bob", motion)
        sender = body.clone()
        body.act("alice", motion, answer, at=MINUTE)
        announcement = sender.announce("bob", motion, at=HOUR)
        assert sender.codes(announcement) == ()
        assert received(body, motion, announcement, sender) == ["GOV-342"]

    def test_nor_is_an_objection_to_unanimous_consent(self) -> None:
        body, motion = Body.pending(consent="1h")
        body.seek_consent("alice", motion)
        sender = body.clone()
        body.refuse_consent("carol", motion, at=MINUTE)
        announcement = sender.announce("alice", motion, at=HOUR)
        assert sender.codes(announcement) == ()
        assert received(body, motion, announcement, sender) == ["GOV-342"]

    def test_a_ballot_that_was_out_of_order_may_be_left_out(self) -> None:
        body, motion = Body.pending(reasons=True)
        sender = body.clone()
        body.vote("carol", motion, "nay")
        for voter in ("alice", "bob"):
            sender.vote(voter, motion, "aye", "Tested.")
        assert received(body, motion, sender.announce("alice", motion), sender) == []

    def test_a_ballot_that_has_not_seen_another_is_not_late(self) -> None:
        body, motion = Body.pending()
        sender = body.clone()
        body.vote("carol", motion, "nay")
        assert received(body, motion, sender.vote("bob", motion, "aye"), sender) == []


class TestTheBarrier:
    """alice has carried a charter in her clone, beside a motion that bob has voted on in another."""

    def carried(self) -> tuple[Body, Body, EventId]:
        keeper, motion = Body.pending()
        sender = keeper.clone()
        keeper.vote("bob", motion, "aye")
        charter = sender.move("alice", change(team("alice", "bob", "carol", "dave").next()))
        for voter in ("alice", "bob", "carol"):
            sender.vote(voter, charter, "aye")
        sender.announce("alice", charter)
        return keeper, sender, charter

    def codes(self, keeper: Body, sender: Body, event: EventId) -> list[str]:
        """Asks what the keeper says of a step, of which all but the step itself has arrived."""
        step = sender.event(event)
        keeper.unite(sender)
        del keeper.events[step.line]
        threads = {EventId(each.thread) for each in keeper.events.values()} - {keeper.genesis.id}
        held = {thread: keeper.thread(thread) for thread in threads}
        return [each.code for each in why_not_barrier(keeper.chain, step, held)]

    def test_a_step_covers_every_matter_that_has_arrived(self) -> None:
        keeper, sender, charter = self.carried()
        sender.unite(keeper)
        assert self.codes(keeper, sender, sender.adopt("alice", charter)) == []

    def test_one_that_does_not_is_sent_back(self) -> None:
        keeper, sender, charter = self.carried()
        assert self.codes(keeper, sender, sender.adopt("alice", charter)) == ["GOV-421"]

    def test_nor_does_it_vouch_for_what_has_not_arrived(self) -> None:
        """A member who leaves could sign it later."""
        keeper, sender, charter = self.carried()
        sender.unite(keeper)
        covered = [head for thread in (charter, *self.others(sender, charter)) for head in heads(sender.thread(thread))]
        step = sender.adopt("alice", charter, parents=[*covered, "f" * 64])
        assert self.codes(keeper, sender, step) == ["GOV-420"]

    def test_a_part_of_a_step_names_what_has_arrived_and_need_not_name_all(self) -> None:
        keeper, sender, charter = self.carried()
        part = sender.cover("alice", heads(sender.thread(charter)))
        assert sender.codes(part) == ()
        assert self.codes(keeper.clone(), sender, part) == []
        assert self.codes(keeper, sender, sender.cover("alice", ["f" * 64])) == ["GOV-420"]

    def test_a_step_covers_what_its_parts_cover(self) -> None:
        keeper, sender, charter = self.carried()
        sender.unite(keeper)
        (motion,) = self.others(sender, charter)
        part = sender.cover("bob", heads(sender.thread(motion)))
        step = sender.adopt("alice", charter, parents=[part, *heads(sender.thread(charter))])
        assert self.codes(keeper, sender, step) == []
        assert set(heads(sender.thread(motion))) <= sender.chain.head.past

    def test_what_an_earlier_step_covered_need_not_be_covered_again(self) -> None:
        keeper, sender, charter = self.carried()
        sender.unite(keeper)
        sender.adopt("alice", charter)
        keeper.unite(sender)
        again = sender.move("bob", change(team("alice", "bob", "carol").but(version=3)))
        for voter in ("alice", "bob", "carol", "dave"):
            sender.vote(voter, again, "aye")
        sender.announce("alice", again)
        step = sender.adopt("alice", again, parents=heads(sender.thread(again)))
        assert self.codes(keeper, sender, step) == []

    def test_only_steps_are_asked(self) -> None:
        body, motion = Body.pending()
        vote = body.event(body.vote("bob", motion, "aye"))
        assert why_not_barrier(body.chain, vote, {motion: body.thread(motion)}) == ()

    def others(self, body: Body, charter: EventId) -> list[EventId]:
        return sorted({EventId(each.thread) for each in body.events.values()} - {body.genesis.id, charter})
