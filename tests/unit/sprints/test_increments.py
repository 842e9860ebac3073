"""The law of increments: who plans, values, promises and votes; what is ratified stands; nothing raises, whatever comes beside."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from fractions import Fraction
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.core.ratio import in_tenths
from gitgov.ledger.event import Event
from gitgov.ledger.order import in_order
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.increment import Increment as Ratification
from gitgov.procedure.motions.reconsider import Reconsider
from gitgov.sprints.increments.confidence import open_vote, to_be_heard, to_speak, unheard
from gitgov.sprints.increments.events import (
    ConfidenceAsked,
    ConfidenceClosed,
    ConfidenceGiven,
    DependencyDeclared,
    DependencyPromised,
    DependencySettled,
    FeaturePlaced,
    FeatureRemoved,
    IncrementPlanned,
    IncrementStarted,
    ObjectiveAchieved,
    ObjectiveSet,
    ObjectiveValued,
    RiskRaised,
    RiskRoamed,
    SyncPointKept,
    SyncPointSet,
)
from gitgov.sprints.increments.guards import valuers
from gitgov.sprints.increments.planning import lacking
from gitgov.sprints.increments.state import Increment
from gitgov.threads.fold import why_not
from tests.kit import charters
from tests.kit.rooms import SUBJECT
from tests.unit.sprints.test_fold import Room

WEEK = 7 * charters.DAY


class Train(Room):
    """A thread of an increment: alice leads the train `product`, bob and dave are its team `core`, carol its `web`."""

    @property
    def increment(self) -> Increment:
        state = self.thread().state
        assert isinstance(state, Increment)
        return state

    def frame(self, who: str = "alice", **said: object) -> Event:
        fields = {"increment": "PI1", "team": "product", "begins": "2026-12-01", "iterations": 4, "weeks": 2}
        return self.act(who, IncrementPlanned.model_validate(fields | said))

    def objective(self, value: int = 8, *, committed: bool = True, name: str = "O-1") -> None:
        self.act("bob", ObjectiveSet(team="core", objective=name, text="Kept", committed=committed))
        self.act("alice", ObjectiveValued(team="core", objective=name, value=value))

    def place(self, item: str = "C-1", who: str = "bob", **said: object) -> Event:
        fields = {"team": "core", "item": item, "points": 5, "iteration": 2}
        return self.act(who, FeaturePlaced.model_validate(fields | said))

    def need(self, who: str = "carol", **said: object) -> Event:
        fields = {"consumer": "web", "provider": "core", "what": "The store", "need_by": 2}
        return self.act(who, DependencyDeclared.model_validate(fields | said))

    def ask(self, *fingers: tuple[str, int], teams: tuple[str, ...] = ()) -> None:
        """Asks the train, or each of its teams, and closes the vote, counting what was cast."""
        vote = self.act("alice", ConfidenceAsked(teams=list(teams)))
        for who, shown in fingers:
            self.act(who, ConfidenceGiven(vote=vote.id, fingers=shown))
        self.act("alice", ConfidenceClosed(vote=vote.id, counted=dict(fingers)))

    def ratified(self, *voters: str) -> IncrementStarted:
        """Moves that the train ratifies its plan, lets members vote, and returns what starts the increment."""
        plan = self.increment.plan
        question = Ratification(team="product", increment="PI1", plan=plan, teams=1, objectives=1, value=8, features=1,
                                dependencies=0)  # fmt: skip
        motion = self.body.move("alice", question, subject=SUBJECT)
        for voter in voters:
            self.body.vote(voter, motion, "aye")
        return IncrementStarted(plan=plan, motion=motion, decision=self.body.announce("alice", motion, at=WEEK))

    def ready(self) -> IncrementStarted:
        """Plans, asks and ratifies."""
        self.frame()
        self.objective()
        self.place()
        self.ask(("bob", 4), ("carol", 3))
        return self.ratified("alice", "bob", "carol", "dave")


def test_an_increment_from_its_frame_to_what_it_reached() -> None:
    train = Train()
    begins = train.ready()
    train.act("alice", begins, at=2 * WEEK)
    train.act("alice", ObjectiveAchieved(team="core", objective="O-1", actual=6), at=2 * WEEK)
    found = train.increment
    assert train.codes() == []
    assert (found.name, found.train, found.motion) == ("PI1", "product", begins.motion)
    assert [(each.value, each.actual) for each in found.objectives.values()] == [(8, 6)]
    assert [each[1:] for each in found.iterations] == [
        ("2026-12-01", "2026-12-14", False),
        ("2026-12-15", "2026-12-28", False),
        ("2026-12-29", "2027-01-11", False),
        ("2027-01-12", "2027-01-25", True),
    ]


def promised(train: Train, who: str, iteration: int, owner: str) -> None:
    need = train.need()
    train.act(who, DependencyPromised(dependency=need.id, iteration=iteration, owner=owner))


def roamed(train: Train, **said: str) -> None:
    risk = train.act("dave", RiskRaised(text="slow"))
    train.act("alice", RiskRoamed.model_validate({"risk": risk.id, **said}))


def counted(train: Train, fingers: dict[str, int]) -> None:
    vote = train.act("alice", ConfidenceAsked())
    train.act("bob", ConfidenceGiven(vote=vote.id, fingers=2))
    train.act("bob", ConfidenceGiven(vote=vote.id, fingers=4))
    train.act("alice", ConfidenceClosed(vote=vote.id, counted=fingers))


def valued(train: Train, who: str) -> None:
    train.act("bob", ObjectiveSet(team="core", objective="O-1", text="Kept"))
    train.act(who, ObjectiveValued(team="core", objective="O-1", value=1))


OUT_OF_ORDER: list[tuple[str, Callable[[Train], object]]] = [
    ("GOV-604", lambda train: train.frame("bob", weeks=3)),
    ("GOV-603", lambda train: train.frame(increment="PI2")),
    ("GOV-605", lambda train: train.frame(begins="9999-12-30")),
    ("GOV-631", lambda train: train.act("alice", ObjectiveSet(team="nobody", objective="O", text=""))),
    ("GOV-604", lambda train: train.act("dave", ObjectiveSet(team="core", objective="O", text=""))),
    ("GOV-635", lambda train: train.act("alice", ObjectiveValued(team="core", objective="O", value=1))),
    ("GOV-604", lambda train: valued(train, "bob")),
    ("GOV-633", lambda train: train.act("alice", ObjectiveAchieved(team="core", objective="O", actual=1))),
    ("GOV-634", lambda train: train.place(iteration=4)),
    ("GOV-634", lambda train: train.place(iteration=5)),
    ("GOV-613", lambda train: train.place(needs=["C-1"])),
    ("GOV-636", lambda train: train.act("bob", FeatureRemoved(item="C-9"))),
    ("GOV-613", lambda train: train.need("bob", consumer="core")),
    ("GOV-604", lambda train: train.need("bob")),
    ("GOV-600", lambda train: train.need(provider="nobody")),
    ("GOV-637", lambda train: train.act("bob", DependencyPromised(dependency="0" * 64, iteration=1, owner="bob"))),
    ("GOV-604", lambda train: promised(train, "carol", 2, "bob")),
    ("GOV-638", lambda train: promised(train, "bob", 2, "carol")),
    ("GOV-634", lambda train: promised(train, "bob", 5, "bob")),
    ("GOV-639", lambda train: train.act("alice", RiskRoamed(risk="0" * 64, roam="resolved"))),
    ("GOV-640", lambda train: roamed(train, roam="owned")),
    ("GOV-640", lambda train: roamed(train, roam="mitigated", owner="eve")),
    ("GOV-640", lambda train: roamed(train, roam="accepted", why=" ")),
    ("GOV-641", lambda train: train.act("bob", ConfidenceGiven(vote="0" * 64, fingers=3))),
    ("GOV-646", lambda train: train.act("alice", ConfidenceAsked(teams=["core"]))),
    ("GOV-646", lambda train: train.act("alice", ConfidenceAsked(teams=["core", "core", "web"]))),
    ("GOV-642", lambda train: counted(train, {"bob": 2})),
    ("GOV-642", lambda train: counted(train, {"bob": 4, "carol": 5})),
    ("GOV-642", lambda train: counted(train, {})),
    ("GOV-645", lambda train: train.act("alice", SyncPointSet(point="P", day="2026-12-20", teams=[]))),
    ("GOV-600", lambda train: train.act("alice", SyncPointSet(point="P", day="2026-12-20", teams=["nobody"]))),
    ("GOV-645", lambda train: train.act("bob", SyncPointKept(point="P", team="core"))),
    ("GOV-643", lambda train: train.act("alice", IncrementStarted(plan="0" * 64, motion="0" * 64, decision="0" * 64))),
]


@pytest.mark.parametrize(("code", "does"), OUT_OF_ORDER)
def test_what_is_out_of_order(code: str, does: Callable[[Train], Any]) -> None:
    train = Train()
    train.frame()
    does(train)
    assert train.codes() == [code]


def test_only_a_team_with_others_below_it_has_increments() -> None:
    train = Train()
    train.frame(team="core")
    assert train.codes() == ["GOV-630"]


def test_what_takes_an_item_from_another_team_is_out_of_order() -> None:
    train = Train()
    train.frame()
    train.place()
    train.place(who="carol", team="web")
    train.frame(iterations=2)
    assert train.codes() == ["GOV-636", "GOV-634"]


def test_a_reworded_objective_has_no_value_until_it_is_valued_again() -> None:
    train = Train()
    train.frame()
    train.objective(8)
    train.act("bob", ObjectiveSet(team="core", objective="O-1", text="Another"))
    assert [(each.text, each.value) for each in train.increment.objectives.values()] == [("Another", 0)]


def test_it_begins_only_as_planned_as_sure_and_as_ratified() -> None:
    """Each time it is refused for what is missing next."""
    train = Train()
    train.frame()

    def refused() -> str:
        plan = train.increment.plan
        train.act("alice", IncrementStarted(plan=plan, motion="0" * 64, decision="0" * 64))
        return train.thread().out_of_order[-1].objections[0].what

    assert "has no objectives" in refused()
    train.act("bob", ObjectiveSet(team="core", objective="O-1", text="Kept"))
    assert "no value is set for O-1" in refused()
    train.act("alice", ObjectiveValued(team="core", objective="O-1", value=8))
    assert "nobody was asked" in refused()
    train.ask(("bob", 3), ("carol", 3), ("dave", 2))
    assert "2.6 of 3 fingers" in refused()
    train.ask(("bob", 4), ("carol", 3), ("dave", 2))
    assert "has not ratified" in refused()
    train.place()
    assert "nobody was asked" in refused()
    train.ask(("bob", 5))
    lost = train.ratified()
    train.act("alice", lost, at=2 * WEEK)
    assert "has not been carried" in train.thread().out_of_order[-1].objections[0].what
    assert set(train.codes()) == {"GOV-644", "GOV-608"}


def test_it_begins_once_and_not_before_the_hold_is_over() -> None:
    train = Train(hold="3d")
    begins = train.ready()
    train.act("alice", begins, at=WEEK + charters.DAY)
    train.act("dave", begins, at=2 * WEEK)
    train.act("alice", begins, at=2 * WEEK)
    train.act("alice", begins, at=2 * WEEK)
    train.act("bob", ConfidenceAsked(), at=2 * WEEK)
    assert train.codes() == ["GOV-609", "GOV-604", "GOV-632", "GOV-632"]


def test_what_is_planned_beside_the_start_is_no_part_of_what_was_ratified() -> None:
    train = Train()
    begins = train.ready()
    known = train.events[-1]
    plan = train.increment.plan
    for number in range(4):
        train.act("bob", FeaturePlaced(team="core", item=f"X-{number}", points=1, iteration=1), seen=[known])
    train.act("bob", FeatureRemoved(item="C-1"), seen=[known])
    train.act("alice", begins, at=2 * WEEK, seen=[known])
    assert train.codes() == []
    assert train.increment.plan == plan
    assert train.increment.features.keys() == {"C-1"}


def test_one_ballot_a_member_and_who_showed_few_is_named() -> None:
    train = Train()
    train.frame()
    counted(train, {"bob": 4})
    train.ask(("carol", 2), ("bob", 3), ("dave", 1))
    vote = train.increment.votes[-1]
    assert train.codes() == []
    assert (vote.mean(), in_tenths(vote.mean()), to_speak(vote)) == (Fraction(2), "2.0", ("carol", "dave"))
    assert in_tenths(Fraction(299, 100)) == "2.9"


def test_it_begins_once_somebody_of_every_team_has_been_heard() -> None:
    """Alice leads the train, and is a member of no team of it; a train that was asked as a whole is as sure as its mean."""
    train = Train()
    train.frame()
    train.objective()
    found = Train().body.chain.charter
    teams = tuple(to_be_heard(found, "product"))
    assert (teams, to_be_heard(found, "core"), to_be_heard(found, "nobody")) == (
        ("core", "product", "web"),
        ["core"],
        [],
    )
    lacks = []
    for fingers in ((("alice", 5),), (("dave", 5), ("erin", 4)), (("bob", 4), ("carol", 3), ("erin", 3))):
        train.ask(*fingers, teams=teams)
        lacks.append([what for what, _ in lacking(train.increment, found)])
    assert lacks == [
        ["no member of core or product or web has said how sure they are of it"],
        ["no member of web has said how sure they are of it"],
        [],
    ]
    train.ask(("alice", 5))
    assert [*lacking(train.increment, found)] == []
    train.ask(("alice", 5), teams=teams)
    begins = train.ratified("alice", "bob", "carol", "dave", "erin")
    train.act("alice", begins, at=2 * WEEK)
    assert train.codes() == ["GOV-644"]
    gone = {name: team for name, team in found.teams.items() if name == "core"}
    assert unheard(train.increment.votes[-1], gone) == ("core",)


def test_a_ballot_that_the_close_had_not_seen_is_not_counted() -> None:
    train = Train()
    train.frame()
    vote = train.act("alice", ConfidenceAsked())
    first = train.act("bob", ConfidenceGiven(vote=vote.id, fingers=5))
    for fingers in (1, 2, 3, 4):
        train.act("carol", ConfidenceGiven(vote=vote.id, fingers=fingers), seen=[vote])
    train.act("alice", ConfidenceClosed(vote=vote.id, counted={"bob": 5}), seen=[first])
    assert train.codes() == []
    assert dict(train.increment.votes[-1].counted) == {"bob": 5}
    assert open_vote(train.increment) is None


def test_of_two_who_close_a_vote_beside_each_other_the_first_counts() -> None:
    for fingers in (1, 2, 3):
        train = Train()
        train.frame()
        vote = train.act("alice", ConfidenceAsked())
        ballot = train.act("bob", ConfidenceGiven(vote=vote.id, fingers=5))
        more = train.act("carol", ConfidenceGiven(vote=vote.id, fingers=fingers))
        train.act("alice", ConfidenceClosed(vote=vote.id, counted={"bob": 5}), seen=[ballot])
        train.act("alice", ConfidenceClosed(vote=vote.id, counted={"bob": 5, "carol": fingers}), seen=[more])
        closes = [each.body for each in in_order(train.events) if isinstance(each.body, ConfidenceClosed)]
        assert train.codes() == []
        assert dict(train.increment.votes[-1].counted) == closes[0].counted


def test_who_says_what_objectives_are_worth() -> None:
    """The product owners of the train and above it; who leads it, where there are none."""
    teams = Train().body.chain.charter.teams
    assert valuers(teams, "core") == valuers(teams, "web") == {"alice"}
    alone = {name: team._replace(product_owner="") for name, team in teams.items()}
    assert valuers(alone, "core") == {"alice", "bob"}
    assert valuers(alone, "nobody") == frozenset()


def test_no_keeper_takes_a_start_in_by_a_decision_that_does_not_stand_any_more() -> None:
    """It is to be reconsidered: a start that was taken in before stays lawful, whatever becomes of the decision."""
    train = Train()
    begins = train.ready()
    again = MotionMoved(question=Reconsider(of=begins.motion))
    train.body.act("alice", EventId(begins.motion), again, at=WEEK + 60)
    event = train.act("alice", begins, at=2 * WEEK)
    assert (train.codes(), train.increment.started) == ([], event.id)
    thread = train.thread(train.events[:-1])
    thread.events[event.id] = event
    assert [each.code for each in why_not(train.body.chain, thread, event, train.floor_of, now=True)] == ["GOV-608"]


def test_a_dependency_is_late_when_it_is_promised_for_later_than_it_is_needed() -> None:
    train = Train()
    train.frame()
    need = train.need()
    assert train.increment.dependencies[need.id].status == "open"
    train.act("bob", DependencyPromised(dependency=need.id, iteration=3, owner="dave"))
    assert train.increment.dependencies[need.id].status == "late"
    train.act("bob", DependencyPromised(dependency=need.id, iteration=2, owner="dave"))
    assert (train.increment.dependencies[need.id].status, train.increment.dependencies[need.id].owner) == (
        "promised",
        "dave",
    )
    train.act("carol", DependencySettled(dependency=need.id, how="delivered"))
    train.act("bob", DependencyPromised(dependency=need.id, iteration=3, owner="dave"))
    assert train.codes() == ["GOV-637"]
    assert not train.increment.dependencies[need.id].unresolved


def test_a_sync_point_waits_for_each_of_its_teams() -> None:
    train = Train()
    train.frame()
    train.act("alice", SyncPointSet(point="P", day="2026-12-20", teams=["web", "core"]))
    train.act("bob", SyncPointKept(point="P", team="core"))
    train.act("bob", SyncPointKept(point="P", team="core"))
    point = train.increment.points["P"]
    assert (point.missing(), point.overdue("2026-12-20"), point.overdue("2026-12-21")) == (("web",), False, True)
    assert train.codes() == ["GOV-645"]


def test_the_order_of_arrival_changes_nothing() -> None:
    train = Train()
    train.frame()
    train.objective()
    train.place()
    need = train.need()
    train.act("bob", DependencyPromised(dependency=need.id, iteration=3, owner="eve"))
    threads = {repr((each.state, each.out_of_order)) for each in map(train.thread, permutations(train.events))}
    assert len(threads) == 1


@cache
def started() -> tuple[Train, IncrementStarted]:
    train = Train()
    begins = train.ready()
    train.act("alice", begins, at=2 * WEEK)
    train.need()
    return train, begins


@given(st.data())
def test_whatever_comes_beside_whatever_nothing_raises(data: st.DataObject) -> None:
    """Acts that have seen more or less of each other, lawful or not; the state is the same for every order of arrival."""
    begun, begins = started()
    train = copy(begun)
    train.events = list(begun.events)
    need, vote = train.events[-1].id, begun.increment.votes[-1].id
    for _ in range(data.draw(st.integers(1, 6))):
        seen = data.draw(
            st.lists(st.sampled_from(train.events), min_size=1, max_size=2, unique_by=lambda each: each.id)
        )
        body = data.draw(
            st.sampled_from(
                [
                    IncrementPlanned(increment="PI1", team="product", begins="2026-12-01", iterations=2, weeks=1),
                    ObjectiveSet(team="core", objective="O-2", text="more"),
                    ObjectiveValued(team="core", objective="O-2", value=3),
                    ObjectiveAchieved(team="core", objective="O-2", actual=3),
                    FeaturePlaced(team="core", item="C-2", points=1, iteration=3),
                    FeatureRemoved(item="C-1"),
                    DependencyPromised(dependency=need, iteration=2, owner="bob"),
                    DependencySettled(dependency=need, how="dropped"),
                    ConfidenceAsked(),
                    ConfidenceGiven(vote=vote, fingers=1),
                    ConfidenceClosed(vote=vote, counted={"alice": 1}),
                    begins,
                ]
            )
        )
        train.act("alice", body, at=3 * WEEK, seen=seen)
    whole = train.thread()
    again = train.thread(data.draw(st.permutations(train.events)))
    assert repr((whole.state, whole.out_of_order)) == repr((again.state, again.out_of_order))
    assert isinstance(whole.state, Increment)
    assert whole.state.features.keys() == {"C-1"}
