"""The law of sprints: who plans, commits, starts and stands up; what is out of order is ruled out, never raised."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.chamber.kinds import every_family
from gitgov.charter.teams import leads_of, people_of
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.ledger.event import Body as EventBody
from gitgov.ledger.order import heads
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.reconsider import Reconsider
from gitgov.procedure.motions.sprint import Sprint as Commitment
from gitgov.sprints.backlog import Item
from gitgov.sprints.bisection import Culprit
from gitgov.sprints.events import (
    CulpritFound,
    ImpedimentRaised,
    ImpedimentRemoved,
    ItemAdded,
    ItemDropped,
    PackPinned,
    PlannedItem,
    SprintPlanned,
    SprintStarted,
    StandupGiven,
)
from gitgov.sprints.sprint import Sprint, beyond
from gitgov.threads.fold import Thread, why_not
from gitgov.threads.rows import Seen
from tests.kit import charters, rooms
from tests.kit.questions import change, oid
from tests.kit.rooms import SUBJECT

TEAMS: dict[str, dict[str, charters.Value | tuple[str, ...]]] = {
    "product": {"product_owner": "alice", "scrum_master": "alice", "members": ("erin",)},
    "core": {
        "parent": "product",
        "members": ("bob", "dave"),
        "product_owner": "alice",
        "scrum_master": "bob",
        "packs": {"auth": "https://example.org/auth.git"},
    },
    "web": {"parent": "product", "members": ("carol",), "scrum_master": "carol"},
}


class Room(rooms.Room):
    """A thread of the room of sprints."""

    def __init__(self, **rules: charters.Value) -> None:
        super().__init__(charters.team("alice", "bob", "carol", "dave", "erin", **rules).but(teams=TEAMS))

    @property
    def sprint(self) -> Sprint:
        state = self.thread().state
        assert isinstance(state, Sprint)
        return state

    def plan(self, who: str = "bob", at: int = 60, **said: object) -> Event:
        fields = {"sprint": "S1", "team": "core", "begins": "2026-12-01", "ends": "2026-12-14", "into": "refs/heads/main",
                  "items": [PlannedItem(id="A-1", points=5)], "capacity": 16}  # fmt: skip
        return self.act(who, SprintPlanned.model_validate(fields | said), at=at)

    def committed(self, plan: Event, *voters: str) -> SprintStarted:
        """Moves that core commits itself to a plan, lets members vote, and returns what starts the sprint."""
        question = Commitment(team="core", sprint="S1", plan=plan.id, points=5, capacity=16, items=1)
        motion = self.body.move("bob", question, subject=SUBJECT)
        for voter in voters:
            self.body.vote(voter, motion, "aye")
        decision = self.body.announce("bob", motion, at=8 * charters.DAY)
        return SprintStarted(plan=plan.id, motion=motion, decision=decision)

    def start(self) -> Event:
        return self.act("bob", self.committed(self.plan(), "alice", "bob", "dave"), at=9 * charters.DAY)


def test_a_team_s_people_are_its_members_and_leads_and_those_above_lead_it() -> None:
    teams = Room().body.chain.charter.teams
    assert people_of(teams, "core") == {"alice", "bob", "dave"}
    assert people_of(teams, "product") == {"alice", "bob", "carol", "dave", "erin"}
    assert leads_of(teams, "web") == {"carol", "alice"}


def test_a_sprint_from_its_plan_to_what_was_in_the_way() -> None:
    room = Room()
    room.start()
    room.act("dave", StandupGiven(done="the schema", next="the store"), at=10 * charters.DAY)
    raised = room.act("dave", ImpedimentRaised(text="no disk"), at=10 * charters.DAY)
    room.act("bob", ImpedimentRemoved(impediment=raised.id), at=11 * charters.DAY)
    sprint = room.sprint
    assert room.codes() == []
    assert (sprint.name, sprint.team.name, sprint.plan.points, sprint.started_at > 0) == ("S1", "core", 5, True)
    assert [(each.by, each.body.next) for each in sprint.standups] == [("dave", "the store")]
    assert [each.removed_by for each in sprint.impediments] == ["bob"]
    assert sprint.hindering == ()


def test_only_the_team_s_own_people_decide_what_it_commits_itself_to() -> None:
    room = Room()
    question = Commitment(team="core", sprint="S1", plan=room.plan().id, points=5, capacity=16, items=1)
    motion = room.body.move("bob", question, subject=SUBJECT)
    assert room.body.state(motion).electorate == {"alice", "bob", "dave"}
    ballot = room.body.vote("carol", motion, "nay")
    assert room.body.codes(ballot) == ("GOV-615",)


def test_it_starts_only_as_planned_and_as_carried() -> None:
    room = Room()
    first = room.plan()
    room.act("bob", SprintStarted(plan=first.id, motion=first.id, decision=first.id))
    assert room.codes() == ["GOV-608"]
    lost = room.committed(first)
    room.act("bob", lost, at=9 * charters.DAY)
    assert room.codes() == ["GOV-608"] * 2
    carried = room.committed(first, "alice", "bob", "dave")
    room.act("dave", carried, at=9 * charters.DAY)
    assert room.codes()[2:] == ["GOV-604"]
    room.plan(at=9 * charters.DAY, goal="another", items=[])
    room.act("bob", carried, at=9 * charters.DAY)
    assert room.codes()[3:] == ["GOV-607"]
    assert not room.sprint.started


def test_it_does_not_start_before_the_hold_of_the_decision_is_over() -> None:
    room = Room(hold="3d")
    started = room.committed(room.plan(), "alice", "bob", "dave")
    room.act("bob", started, at=9 * charters.DAY)
    assert room.codes() == ["GOV-609"]
    room.act("bob", started, at=12 * charters.DAY)
    assert room.sprint.started


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        ("bob", {"team": "nobody"}, "GOV-600"),
        ("bob", {"capacity": 4}, "GOV-601"),
        ("dave", {}, "GOV-604"),
        ("carol", {}, "GOV-604"),
        ("bob", {"ends": "2026-11-30"}, "GOV-605"),
    ],
)
def test_what_may_not_be_planned(who: str, said: dict[str, Any], code: str) -> None:
    room = Room()
    room.plan(who, **said)
    assert room.codes() == [code]
    assert room.thread().state is None


def test_what_goes_beyond_the_capacity_is_named() -> None:
    items = [PlannedItem(id=name, points=points) for name, points in (("A-1", 5), ("A-2", 8), ("A-3", 3), ("A-4", 1))]
    body = SprintPlanned(sprint="S1", team="core", begins="2026-12-01", ends="2026-12-14", into="refs/heads/main", items=items, capacity=9)  # fmt: skip
    assert beyond(body) == ["A-2"]


def test_the_product_owner_above_may_plan() -> None:
    room = Room()
    room.plan("alice")
    assert room.codes() == []


def test_what_has_no_place_in_a_thread() -> None:
    room = Room()
    room.act("bob", StandupGiven(done="x"))
    assert room.codes() == ["GOV-602"]
    room = Room()
    room.plan()
    room.act("bob", ItemDropped())
    room.plan(sprint="S2")
    room.act("bob", StandupGiven(done="x"), subject=oid("elsewhere"))
    assert room.codes() == ["GOV-603"] * 3


def test_what_is_said_in_a_sprint_that_has_not_begun_or_by_others() -> None:
    room = Room()
    room.plan()
    room.act("dave", StandupGiven(done="x"))
    assert room.codes() == ["GOV-610"]
    room = Room()
    room.start()
    room.act("carol", StandupGiven(done="x"), at=10 * charters.DAY)
    room.plan()
    room.act("bob", ImpedimentRemoved(impediment="0" * 64), at=10 * charters.DAY)
    assert room.codes() == ["GOV-611", "GOV-300", "GOV-612"]


def test_it_begins_once() -> None:
    room = Room()
    room.start()
    room.act("bob", room.events[-1].body, at=10 * charters.DAY)
    room.act("bob", room.events[0].body, at=10 * charters.DAY)
    assert room.codes() == ["GOV-606"] * 2


def test_the_backlog() -> None:
    room = Room()
    room.act("carol", ItemAdded(item="A-1", title="Store", team="core", points=5))
    room.act("bob", ItemAdded(item="A-1", title="Store answers", team="core", points=8))
    state = room.thread().state
    assert isinstance(state, Item)
    assert (state.body.title, state.body.points, state.by) == ("Store answers", 8, "carol")
    room.act("dave", ItemAdded(item="A-1", title="Mine", team="core"))
    room.act("bob", ItemAdded(item="A-2", title="Another"))
    room.act("bob", ItemAdded(item="A-1", title="Itself", needs=["A-1"]))
    room.act("bob", ItemDropped())
    room.act("bob", ItemDropped())
    assert room.codes() == ["GOV-604", "GOV-603", "GOV-613", "GOV-614"]


@pytest.mark.parametrize(("choice", "changed"), [("aye", True), ("nay", False)])
def test_teams_are_changed_by_a_carried_charter_motion_alone(choice: str, changed: bool) -> None:
    room = Room()
    body, new = room.body, {"new": {"members": ("carol",), "scrum_master": "carol"}}
    plan: dict[str, Any] = {"sprint": "S1", "team": "new", "begins": "2026-12-01", "ends": "2026-12-14", "capacity": 8}
    room.plan("carol", **plan)
    assert room.codes() == ["GOV-600"]
    draft = charters.team("alice", "bob", "carol", "dave", "erin").but(teams={**TEAMS, **new}).next()
    motion = body.move("alice", change(draft))
    for voter in ("alice", "bob", "carol", "dave", "erin"):
        body.vote(voter, motion, choice)
    decision = body.announce("alice", motion)
    body.adopt("alice", motion, parents=[*heads(body.thread(motion)), decision], at=120)
    assert ("new" in body.chain.head.charter.teams) is changed
    room.events.clear()
    room.plan("carol", at=180, **plan)
    assert room.codes() == ([] if changed else ["GOV-600"])


def test_a_team_that_is_dissolved_starts_nothing() -> None:
    room = Room()
    room.plan()
    body = room.body
    web = {"web": {"members": ("carol",), "scrum_master": "carol"}}
    draft = charters.team("alice", "bob", "carol", "dave", "erin").but(teams=web).next()
    motion = body.move("alice", change(draft))
    for voter in ("alice", "bob", "carol", "dave"):
        body.vote(voter, motion, "aye")
    decision = body.announce("alice", motion)
    body.adopt("alice", motion, parents=[*heads(body.thread(motion)), *heads(room.events), decision], at=120)
    room.act("bob", SprintStarted(plan=room.events[0].id, motion="0" * 64, decision="0" * 64), at=180)
    assert room.codes() == ["GOV-600"]
    assert room.sprint.team.name == "core"


def test_of_a_later_version_nothing_is_known_and_nothing_raises() -> None:
    room = Room()
    event = room.plan()
    later = event._replace(v=2, body=UNKNOWN)
    assert [each.objections[0].code for each in room.thread([later]).out_of_order] == ["GOV-616"]


def test_the_order_of_arrival_changes_nothing() -> None:
    room = Room()
    room.plan()
    room.plan(goal="again")
    room.act("dave", StandupGiven(done="too early"))
    room.act("bob", SprintStarted(plan="0" * 64, motion="0" * 64, decision="0" * 64))
    threads = {repr((each.state, each.out_of_order)) for each in map(room.thread, permutations(room.events))}
    assert len(threads) == 1


def test_a_sprint_begins_by_the_decision_as_it_was_announced_whatever_becomes_of_it() -> None:
    """To move to reconsider suspends the vote: no keeper takes a start in by it then; one that was taken in stays lawful."""
    room = Room()
    start = room.committed(room.plan(), "alice", "bob", "dave")
    body, late = room.body, 9 * charters.DAY
    body.act("alice", start.motion, MotionMoved(question=Reconsider(of=start.motion)), at=8 * charters.DAY + 60)
    event = room.act("bob", start, at=late)
    assert body.floor(start.motion).main.reconsidering
    assert (room.codes(), room.sprint.started) == ([], event.id)
    *before, _ = room.events
    thread = room.thread(before)
    thread.events[event.id] = event
    assert [each.code for each in why_not(body.chain, thread, event, room.floor_of, now=True)] == ["GOV-608"]


def test_what_is_done_to_an_item_beside_each_other_is_all_in_order() -> None:
    """Whichever comes first by its id: who words an item anew has not seen that another has dropped it."""
    room = Room()
    added = room.act("alice", ItemAdded(item="A-1", title="Store"))
    for number in range(6):
        room.act("alice", ItemAdded(item="A-1", title=f"Store {number}"), seen=[added])
        room.act("alice", ItemDropped(why=str(number)), seen=[added])
    assert room.codes() == []
    state = room.thread().state
    assert isinstance(state, Item)
    assert state.dropped_by == "alice"
    room.act("alice", ItemDropped())
    assert room.codes() == ["GOV-614"]


def test_a_plan_that_had_not_seen_the_start_changes_nothing_that_was_committed_to() -> None:
    room = Room()
    plan = room.plan()
    start = room.committed(plan, "alice", "bob", "dave")
    for number in range(4):
        room.act("bob", room.plan(goal=str(number)).body, seen=[plan])
        room.events.pop(-2)
    begun = [room.act("bob", start, at=9 * charters.DAY, seen=[plan]) for _ in range(2)]
    assert room.codes() == []
    assert (room.sprint.plan.id, room.sprint.started) == (plan.id, min(each.id for each in begun))
    room.act("dave", StandupGiven(done="the schema"), at=10 * charters.DAY)
    assert room.codes() == []


@given(st.data())
def test_what_a_keeper_takes_in_line_by_line_is_what_the_fold_of_all_says(data: st.DataObject) -> None:
    """Acts of many who have seen more or less of each other, in any order in which they can arrive."""
    room = Room()
    room.act("alice", ItemAdded(item="A-1", title="Store", team="core"))
    for number in range(data.draw(st.integers(1, 8))):
        seen = data.draw(st.lists(st.sampled_from(room.events), min_size=1, max_size=3, unique_by=lambda each: each.id))
        who = data.draw(st.sampled_from(["alice", "bob", "carol"]))
        bodies = [
            ItemAdded(item="A-1", title=str(number), team="core"),
            ItemAdded(item="A-1", title="-", team="web"),
            ItemDropped(),
        ]
        room.act(who, data.draw(st.sampled_from(bodies)), seen=seen)
    whole = room.thread()
    growing, left = Thread(every_family()), list(room.events)
    while left:
        ready = [each for each in left if not {*each.parents} & {other.id for other in left}]
        event = data.draw(st.sampled_from(ready))
        left.remove(event)
        growing.events[event.id] = event
        if why_not(room.body.chain, growing, event, room.floor_of):
            growing.pass_by(event)
        else:
            growing.take(event, Seen(room.body.chain, growing.events, room.floor_of))
    assert growing.state == whole.state
    assert growing.lawful == whole.lawful


PIN = PackPinned(pack="auth", url="https://example.org/auth.git", commit="a" * 40)


def test_a_domain_pack_of_the_charter_is_pinned_by_the_team_once_the_sprint_is_under_way() -> None:
    room = Room()
    room.start()
    room.act("dave", PIN, at=10 * charters.DAY)
    room.act("bob", PIN.model_copy(update={"commit": "b" * 40}), at=11 * charters.DAY)
    assert room.codes() == []
    assert [(each.by, each.body.commit) for each in room.sprint.packs] == [("bob", "b" * 40)]


@pytest.mark.parametrize(
    ("who", "changed", "code"),
    [
        ("carol", {}, "GOV-611"),
        ("bob", {"pack": "other"}, "GOV-650"),
        ("bob", {"url": "https://example.org/evil.git"}, "GOV-650"),
    ],
)
def test_nobody_pins_what_the_charter_does_not_give_the_team(who: str, changed: dict[str, str], code: str) -> None:
    room = Room()
    room.start()
    room.act(who, PIN.model_copy(update=changed), at=10 * charters.DAY)
    assert (room.codes(), room.sprint.packs) == ([code], ())


def test_no_domain_pack_is_pinned_before_the_sprint_begins() -> None:
    room = Room()
    room.plan()
    room.act("bob", PIN)
    assert room.codes() == ["GOV-610"]


def test_a_culprit_is_named_on_the_commit_itself_and_was_never_good() -> None:
    found = CulpritFound(culprit=SUBJECT, good=oid("good"), bad=oid("bad"), command="make test", runs=3)
    room = Room()
    room.act("dave", found)
    assert room.codes() == []
    state = room.thread().state
    assert isinstance(state, Culprit)
    assert state.by == "dave"
    room.act("dave", found)
    assert room.codes() == ["GOV-603"]
    for changed, code in (({"culprit": oid("another")}, "GOV-671"), ({"good": SUBJECT}, "GOV-672")):
        other = Room()
        other.act("dave", found.model_copy(update=changed))
        assert other.codes() == [code]


VALUED = ItemAdded(item="A-1", title="Store", team="core", value=8)
PLAIN = ItemAdded(item="A-1", title="Store", team="core")
FREE = ItemAdded(item="A-1", title="Store", value=8)


@pytest.mark.parametrize(
    ("acts", "codes"),
    [
        ([("alice", VALUED)], []),
        ([("bob", VALUED)], ["GOV-651"]),
        ([("dave", VALUED)], ["GOV-651"]),
        ([("dave", PLAIN), ("alice", VALUED), ("bob", VALUED.model_copy(update={"points": 5}))], []),
        ([("dave", PLAIN), ("bob", VALUED)], ["GOV-651"]),
        ([("alice", VALUED), ("bob", PLAIN)], ["GOV-651"]),
        ([("dave", FREE), ("dave", VALUED)], ["GOV-651"]),
        ([("dave", FREE), ("alice", VALUED)], []),
        ([("dave", PLAIN), ("dave", PLAIN.model_copy(update={"risk": 1}))], ["GOV-651"]),
        ([("carol", VALUED.model_copy(update={"team": "web"}))], ["GOV-651"]),
        ([("alice", VALUED.model_copy(update={"team": "web"}))], []),
    ],
)
def test_product_owners_alone_say_what_an_item_of_a_team_is_worth(
    acts: list[tuple[str, ItemAdded]], codes: list[str]
) -> None:
    room = Room()
    for who, body in acts:
        room.act(who, body)
    assert room.codes() == codes


def tried(who: str, body: EventBody, *, started: bool = True) -> list[str]:
    room = Room()
    room.start() if started else room.plan()
    room.act(who, body, at=20 * charters.DAY)
    return room.codes()


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (StandupGiven(done="x"), {"alice": [], "bob": [], "dave": [], "erin": ["GOV-611"], "carol": ["GOV-611"]}),
        (ImpedimentRaised(text="x"), {"alice": [], "bob": [], "dave": [], "erin": ["GOV-611"], "carol": ["GOV-611"]}),
        (ImpedimentRemoved(impediment="0" * 64), {"erin": ["GOV-612"], "carol": ["GOV-611"]}),
        (PIN, {"bob": [], "dave": [], "erin": ["GOV-611"], "carol": ["GOV-611"]}),
    ],
)
def test_who_may_do_what_in_a_sprint(body: EventBody, codes: dict[str, list[str]]) -> None:
    """Alice leads the team above, of which erin is a member: an impediment climbs to both."""
    assert {who: tried(who, body) for who in codes} == codes
