"""Projects, improvements and counts, as a page shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gitgov.core.ids import EventId, Member
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.delivery import Deployment, Incident
from gitgov.quality.events import DeploymentRecorded, IncidentOpened, Measured, MeasuresTaken
from gitgov.quality.improvement import Improvement
from gitgov.quality.measured import Taken
from gitgov.quality.project import Project
from gitgov.quality.project_events import (
    ImprovementJudged,
    ImprovementProposed,
    ProjectChartered,
    TollgatePassed,
)
from gitgov.quality.seen.charts import Held
from gitgov.quality.seen.decided import Review, chain_of, counts, project_of
from gitgov.quality.seen.tiles import Metric, Recorded

ALICE = Member("alice")
CHARTERED = ProjectChartered(
    name="Fewer faults", method="dmaic", goal="Fewer", ctqs=["coverage"], owner="alice", due="2027-03-31"
)
ID = EventId("a" * 64)
PROJECT = Project(ID, "c" * 40, ALICE, 1, CHARTERED, "measure")


def passed(phase: str, outcome: str, motion: str) -> TollgatePassed:
    return TollgatePassed.model_validate(
        {"phase": phase, "outcome": outcome, "motion": motion * 64, "decision": "d" * 64}
    )


def states(project: Project, *reviews: Review) -> list[tuple[str, str, str]]:
    return [(each.phase, each.state, each.motion[:1]) for each in project_of(project, reviews).tollgates]


class TestProjects:
    REST = (("analyze", "to come", ""), ("improve", "to come", ""), ("control", "to come", ""))

    def test_a_gate_is_passed_moved_open_or_to_come(self) -> None:
        project = replace(PROJECT, passed=(passed("define", "go", "1"),))
        assert states(project) == [("define", "passed", "1"), ("measure", "open", ""), *self.REST]
        moved = [Review(ID, "define", "1" * 64, 5), Review(ID, "measure", "2" * 64, 9)]
        assert states(project, *moved) == [("define", "passed", "1"), ("measure", "moved", "2"), *self.REST]
        assert [each.at for each in project_of(project, moved).tollgates[:2]] == [5, 9]

    def test_what_was_sent_back_is_open_again(self) -> None:
        project = replace(PROJECT, passed=(passed("define", "go", "1"), passed("measure", "recycle", "2")))
        assert states(project, Review(ID, "measure", "2" * 64, 9))[1] == ("measure", "open", "")
        assert states(project, Review(ID, "measure", "2" * 64, 9), Review(ID, "measure", "3" * 64, 10))[1][1] == "moved"

    def test_motions_about_other_projects_are_none_of_its_own(self) -> None:
        assert states(PROJECT, Review("b" * 64, "measure", "2" * 64, 9))[1] == ("measure", "open", "")

    def test_after_a_stop_nothing_is_open(self) -> None:
        project = replace(PROJECT, phase="", passed=(passed("define", "stop", "1"),))
        assert {state for _, state, _ in states(project)} == {"to come"}


class TestChains:
    BODY = ImprovementProposed(
        ctq="coverage",
        problem="Faults",
        change="Test",
        target="90",
        owner="alice",
        review="2027-01-01",
        before="1" * 64,
    )

    def metric(self) -> Metric:
        ctq = Ctq(ctq="coverage", unit="%", lower="80")
        rows = []
        for name, value in (("1", "75"), ("2", "91")):
            row = Measured(metric="coverage", value=value, unit="%", n=4)
            rows.append(Recorded(Taken(EventId(name * 64), "c" * 40, ALICE, 7, MeasuresTaken(measures=[row])), row))
        return Metric("coverage", "%", [Held("d" * 64, 3, ctq)], rows)

    def test_it_is_walked_by_ids_from_the_definition_to_what_was_measured_after(self) -> None:
        judged = ImprovementJudged(verdict="met", said="16 % more", measures=["2" * 64])
        improvement = Improvement(ID, "c" * 40, ALICE, 8, self.BODY, "e" * 64, (judged,))
        found = chain_of(improvement, self.metric(), {"e" * 64: 9})
        assert [(each.kind, each.id[:1], each.at) for each in found.links] == [
            ("definition", "d", 3), ("measured before", "1", 7), ("improvement", "a", 8), ("motion", "e", 9), ("measured after", "2", 7),
        ]  # fmt: skip
        assert [each.words for each in found.links[::2]] == [
            "coverage: at least 80 %", "Test (alice, review 2027-01-01)", "91 %, n 4",
        ]  # fmt: skip
        assert found.verdict == "met: 16 % more"

    def test_what_is_not_known_here_is_named_all_the_same(self) -> None:
        found = chain_of(Improvement(ID, "c" * 40, ALICE, 8, self.BODY), None, {})
        assert [(each.kind, each.words != "") for each in found.links] == [
            ("measured before", False),
            ("improvement", True),
        ]
        assert found.verdict == "not judged yet"


@pytest.mark.parametrize("service", ["", "web"])
def test_each_deployed_part_is_counted_apart_with_its_records(service: str) -> None:
    body = DeploymentRecorded(service=service, result="success", finished=5)
    deployments = [Deployment(EventId(str(number) * 64), "c" * 40, ALICE, 5, body) for number in (1, 2)]
    hurt = Incident(EventId("3" * 64), "c" * 40, ALICE, 6, IncidentOpened(service="other", title="Down", began=6))
    found = counts((), (), deployments, [hurt])
    assert [(each.name, each.service, each.value) for each in found] == sorted(
        [("deployments", service, 2), ("incidents", "other", 1)], key=lambda each: each[1]
    )
    assert counts((), (), (), ()) == ()
