"""The law of the metrics room: what is recorded follows from its numbers, projects go through tollgates, improvements are judged."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.motions.ctq import Ctq
from gitgov.procedure.motions.process import Process
from gitgov.procedure.motions.tollgate import Tollgate
from gitgov.quality.delivery import Deployment, Incident, Run
from gitgov.quality.events import (
    DeploymentRecorded,
    IncidentClosed,
    IncidentOpened,
    Measured,
    MeasuresTaken,
    RunRecorded,
)
from gitgov.quality.improvement import Improvement, text_of
from gitgov.quality.measured import Taken, judged
from gitgov.quality.project import PHASES, Project
from gitgov.quality.project_events import (
    Filed,
    Finding,
    ImprovementJudged,
    ImprovementProposed,
    ImprovementPut,
    ProjectChartered,
    TollgatePassed,
)
from tests.kit import rooms
from tests.kit.charters import DAY, team
from tests.kit.questions import ROOT
from tests.kit.rooms import SUBJECT

PEOPLE = ("alice", "bob", "carol")
SOME_ID = "e" * 64


def room(*measurers: str, **rules: str) -> rooms.Room:
    return rooms.Room(team(*PEOPLE, **rules).but(measurers=measurers, roles={"bob": ("ci",)}))


def measured(**said: Any) -> Measured:
    fields = {"metric": "coverage", "value": "79.9", "unit": "%", "n": 1000, "part": 799}
    return Measured.model_validate(fields | said)


def taken(*rows: Measured) -> MeasuresTaken:
    return MeasuresTaken(measures=[*rows])


class TestMeasurements:
    def test_lie_on_their_commit(self) -> None:
        here = room()
        here.act("alice", taken(measured(), measured(metric="other")))
        state = here.thread().state
        assert isinstance(state, Taken)
        assert (here.codes(), state.by, state.subject, len(state.body.measures)) == ([], "alice", SUBJECT, 2)

    def test_are_recorded_by_those_whom_the_charter_names(self) -> None:
        here = room("ci")
        here.act("alice", taken(measured()))
        assert here.codes() == ["GOV-704"]
        here = room("ci")
        here.act("bob", taken(measured()))
        assert here.codes() == []

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (measured(part=1001), "GOV-707"),
            (measured(n=0, part=None), "GOV-707"),
            (measured(unit="{count}", value="0", n=0, part=None), "GOV-707"),
            (measured(unit="/wk", value="1", n=0, part=None), "GOV-707"),
            (measured(value="100"), "GOV-707"),
            (measured(unit="1", value="0.8"), "GOV-707"),
            (measured(ctq=SOME_ID, lower="80", judged="met"), "GOV-705"),
            (measured(ctq=SOME_ID, lower="79.9", judged="missed"), "GOV-705"),
            (measured(ctq=SOME_ID, upper="79", judged="met"), "GOV-705"),
            (measured(ctq=SOME_ID, value="", n=0, part=None, judged="met"), "GOV-705"),
            (measured(ctq=SOME_ID), "GOV-705"),
            (measured(judged="met"), "GOV-705"),
        ],
    )
    def test_say_only_what_follows_from_their_numbers(self, row: Measured, code: str) -> None:
        here = room()
        here.act("alice", taken(row))
        assert here.codes() == [code]

    @pytest.mark.parametrize(("at", "codes"), [(-299, []), (-300, []), (-301, ["GOV-717"]), (-DAY, ["GOV-717"])])
    def test_are_not_dated_before_the_charter_that_they_act_under(self, at: int, codes: list[str]) -> None:
        for body in (
            taken(measured()),
            RunRecorded(name="checks", result="success"),
            DeploymentRecorded(result="success", finished=9),
            IncidentOpened(title="down", began=9),
        ):
            here = room()
            here.act("alice", body, at=at)
            assert here.codes() == codes

    @pytest.mark.parametrize(("at", "codes"), [(DAY, []), (DAY - 300, []), (DAY - 301, ["GOV-717"])])
    def test_are_not_dated_before_the_definition_that_they_name(self, at: int, codes: list[str]) -> None:
        here = room()
        defined = here.body.move("bob", Ctq(ctq="coverage", unit="%", lower="79", owner="bob"), subject=ROOT, at=DAY)
        here.act("alice", taken(measured(ctq=defined, lower="79", judged="met")), at=at)
        assert here.codes() == codes
        assert here.codes() == [each.objections[0].code for each in here.thread(reversed(here.events)).out_of_order]

    def test_say_that_nothing_happened_in_a_time(self) -> None:
        """A week without a deployment is 0 in a week, and no missing data."""
        here = room()
        here.act("alice", taken(measured(metric="deployment_frequency", unit="/wk", value="0", n=0, part=None)))
        assert here.codes() == []

    def test_measure_each_once(self) -> None:
        here = room()
        here.act("alice", taken(measured(), measured(value="80")))
        assert here.codes() == ["GOV-706"]

    @pytest.mark.parametrize(
        ("value", "lower", "upper", "said"),
        [("79.9", "80", "", "missed"), ("80.0", "80", "", "met"), ("5.1", "", "5", "missed"), ("5.0", "", "5", "met"),
         ("1/3", "333/1000", "", "met"), ("", "80", "", "no data")],
    )  # fmt: skip
    def test_are_judged_exactly(self, value: str, lower: str, upper: str, said: str) -> None:
        assert judged(measured(value=value, lower=lower, upper=upper)) == said


class TestDelivery:
    def test_runs_and_deployments(self) -> None:
        for body, kind in (
            (RunRecorded(name="checks", result="success", started=5, finished=9), Run),
            (DeploymentRecorded(result="failure", started=5, finished=5), Deployment),
        ):
            here = room()
            here.act("alice", body)
            assert (here.codes(), type(here.thread().state)) == ([], kind)

    def test_nothing_ends_before_it_begins(self) -> None:
        for body in (
            RunRecorded(name="checks", result="success", started=6, finished=5),
            DeploymentRecorded(result="success", started=6, finished=5),
        ):
            here = room()
            here.act("alice", body)
            assert here.codes() == ["GOV-708"]

    def test_they_are_of_what_the_charter_names(self) -> None:
        for body in (
            DeploymentRecorded(service="wbe", result="success", finished=5),
            IncidentOpened(service="wbe", title="slow", began=100),
        ):
            here = room()
            here.act("alice", body)
            assert here.codes() == ["GOV-714"]

    def test_an_incident_is_closed_once_and_after_it_began(self) -> None:
        here = room()
        here.act("alice", IncidentOpened(title="slow", began=100))
        here.act("bob", IncidentClosed(ended=99))
        here.act("bob", IncidentClosed(ended=150))
        here.act("carol", IncidentClosed(ended=200))
        state = here.thread().state
        assert isinstance(state, Incident)
        assert state.closed
        assert (here.codes(), state.closed.ended) == (["GOV-708", "GOV-709"], 150)

    def test_of_two_who_close_it_at_once_one_counts_on_every_clone(self) -> None:
        here = room()
        opened = here.act("alice", IncidentOpened(title="slow", began=100))
        here.act("bob", IncidentClosed(ended=150), seen=[opened])
        here.act("carol", IncidentClosed(ended=200), seen=[opened])
        (ended,) = {here.thread(some).state.closed.ended for some in permutations(here.events)}
        assert (here.codes(), ended in {150, 200}) == ([], True)


CHARTER = ProjectChartered(name="Faster", method="dmaic", goal="80", ctqs=["coverage"], owner="alice", due="2027-01-31")


class Projects:
    """A room with a project in it."""

    def __init__(self, **rules: str) -> None:
        self.room = room(**rules)
        self.room.act("alice", CHARTER)
        self.days = 0

    @property
    def project(self) -> Project:
        state = self.room.thread().state
        assert isinstance(state, Project)
        return state

    def decide(self, choice: str = "aye", **said: str) -> TollgatePassed:
        """Lets the members decide on a tollgate, and returns what passes it."""
        project, self.days = self.project, self.days + 10
        fields = {"project": project.id, "name": "Faster", "phase": project.phase, "plan": project.plan}
        question = Tollgate.model_validate(fields | said)
        here = self.room.body
        motion = here.move("alice", question, subject=SUBJECT, at=self.days * DAY)
        for voter in PEOPLE:
            here.vote(voter, motion, choice, at=self.days * DAY)
        decision = here.announce("alice", motion, at=(self.days + 8) * DAY)
        return TollgatePassed(phase=question.phase, outcome=question.outcome, motion=motion, decision=decision)

    def act(self, body: Any, who: str = "bob") -> Event:
        return self.room.act(who, body, at=(self.days + 9) * DAY)


class TestProjects:
    def test_go_through_all_phases_in_order(self) -> None:
        here = Projects()
        for phase in PHASES["dmaic"]:
            assert here.project.phase == phase
            here.act(Filed.model_validate({"phase": phase, "note": "done"}))
            here.act(here.decide())
        assert (here.project.phase, len(here.project.passed), here.room.codes()) == ("", 5, [])
        here.act(Filed(phase="control", note="late"))
        assert here.room.codes() == ["GOV-711"]

    def test_are_owned_by_a_member(self) -> None:
        here = room()
        here.act("alice", CHARTER.model_copy(update={"owner": "mallory"}))
        assert here.codes() == ["GOV-710"]

    def test_file_something_in_their_phase(self) -> None:
        here = Projects()
        here.act(Filed(phase="define"))
        here.act(Filed(phase="measure", note="too early"))
        here.act(Filed(phase="define", finding=Finding(title="slow", said="it is", evidence=[])))
        assert here.room.codes() == ["GOV-712", "GOV-711"]

    def test_pass_by_a_decision_on_exactly_what_is_filed(self) -> None:
        here = Projects()
        passed = here.decide()
        here.act(Filed(phase="define", note="after the vote"))
        here.act(passed)
        assert (here.room.codes(), here.project.phase) == (["GOV-608"], "define")

    def test_do_not_pass_where_it_was_lost_or_never_decided(self) -> None:
        here = Projects()
        here.act(here.decide("nay"))
        here.act(TollgatePassed(phase="define", outcome="go", motion=SOME_ID, decision=SOME_ID))
        assert here.room.codes() == ["GOV-608", "GOV-608"]

    def test_pass_with_the_outcome_that_was_decided(self) -> None:
        here = Projects()
        stop = here.decide(outcome="stop")
        here.act(stop.model_copy(update={"outcome": "go"}))
        assert here.room.codes() == ["GOV-713"]
        here.act(stop)
        assert (here.project.phase, here.room.codes()) == ("", ["GOV-713"])

    def test_are_sent_back_into_their_phase(self) -> None:
        here = Projects()
        here.act(here.decide(outcome="recycle"))
        assert (here.project.phase, [each.outcome for each in here.project.passed]) == ("define", ["recycle"])

    def test_wait_for_the_hold(self) -> None:
        here = Projects(hold="30d")
        here.act(here.decide())
        assert here.room.codes() == ["GOV-609"]


PROPOSED = ImprovementProposed(
    ctq="coverage", problem="it sinks", change="Review tests first.", target="85", owner="bob", review="2027-01-31"
)


class TestImprovements:
    def put(self, here: rooms.Room, name: str, text: str = "") -> ImprovementPut:
        motion = here.body.move("alice", Process(text=text or text_of(name, PROPOSED)), subject=SUBJECT)
        return ImprovementPut(motion=motion)

    def test_are_put_forward_once_by_a_motion_in_exactly_their_words_and_judged(self) -> None:
        here = room("ci")
        opened = here.act("carol", PROPOSED)
        here.act("carol", self.put(here, opened.id, "something else"))
        here.act("carol", self.put(here, opened.id))
        here.act("carol", self.put(here, opened.id))
        judgement = ImprovementJudged(verdict="met", before="79", after="86", measures=[SOME_ID])
        here.act("carol", judgement)
        here.act("bob", judgement.model_copy(update={"measures": []}))
        here.act("bob", judgement)
        state = here.thread().state
        assert isinstance(state, Improvement)
        assert here.codes() == ["GOV-715", "GOV-715", "GOV-704", "GOV-716"]
        assert (bool(state.motion), [each.verdict for each in state.judged]) == (True, ["met"])

    def test_are_seen_to_by_a_member(self) -> None:
        here = room()
        here.act("alice", PROPOSED.model_copy(update={"owner": "mallory"}))
        assert here.codes() == ["GOV-710"]

    def test_say_in_the_motion_what_they_are_about(self) -> None:
        text = text_of("abc", PROPOSED.model_copy(update={"before": SOME_ID, "evidence": ["f" * 64]}))
        assert text.startswith("Review tests first.\n")
        for part in ("it sinks", "to 85 by 2027-01-31", "bob", SOME_ID, "f" * 64, "Improvement: abc"):
            assert part in text


def test_what_belongs_to_another_kind_of_thread_has_no_place_there() -> None:
    here = room()
    here.act("alice", taken(measured()))
    here.act("bob", IncidentClosed(ended=5))
    found: list[Objection] = [each for ruling in here.thread().out_of_order for each in ruling.objections]
    assert [each.code for each in found] == ["GOV-603"]
