"""Whether content meets what the charter asks for: by definitions, records and waivers, now and looking back."""

from __future__ import annotations

from itertools import permutations

import pytest

from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.gate.quality import Asked, Quality, Recorded, asked_by, definition_of, why_not_met
from gitgov.procedure.motions import read_back
from gitgov.procedure.motions.ctq import Ctq, Limits
from gitgov.procedure.motions.waiver import Waiver
from gitgov.procedure.records import Enactment
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.questions import merge, oid

HEAD, OTHER = oid("head"), oid("other")
PEOPLE = ("alice", "bob", "carol")
LATE = 10**10
COVERAGE = Ctq(ctq="coverage", unit="%", lower="80")


class Room:
    """A body, and what it has carried about quality."""

    def __init__(self, **rules: str) -> None:
        self.here = Body.found(team(*PEOPLE, **rules))
        self.motions: list[Motion] = []
        self.recorded: list[Recorded] = []

    def carry(self, question: Ctq | Waiver, at: int = 0) -> Motion:
        """Carries a question, decided so many days after all else."""
        motion = self.here.carry(question, *PEOPLE)
        assert motion.decision
        found = motion.but(decision=motion.decision._replace(at=motion.decision.at + at * DAY))
        self.motions.append(found)
        return found

    def record(
        self, by: Motion, value: str, *, at: int = LATE, recent: int = 0, unit: str = "%", better: int = 0
    ) -> Recorded:
        found = Recorded(f"{len(self.recorded):064}", "coverage", by.id, value, unit, recent, at, better=better)
        self.recorded.append(found)
        return found

    @property
    def quality(self) -> Quality:
        definitions = tuple(each for each in self.motions if isinstance(each.question, Ctq))
        waivers = tuple(each for each in self.motions if isinstance(each.question, Waiver))
        return Quality(definitions, waivers, {HEAD: tuple(self.recorded)})

    def why(self, *, now: int = LATE, back: bool = False, came: int | None = None) -> Objection | None:
        """Returns what is said, whatever the order in which motions and records are found."""
        quality, asked = self.quality, Asked(frozenset({"coverage"}), HEAD, came=came)
        (found,) = {
            why_not_met(asked, quality._replace(definitions=some, recorded={HEAD: rows}), now, back=back)
            for some in permutations(quality.definitions)
            for rows in permutations(quality.recorded[HEAD])
        }
        return found

    def code(self, *, now: int = LATE, back: bool = False, came: int | None = None) -> str:
        found = self.why(now=now, back=back, came=came)
        return found.code if found else ""


def test_what_nobody_has_defined_lets_nothing_in() -> None:
    room = Room()
    assert room.code() == "GOV-190"
    assert why_not_met(Asked(frozenset({"coverage"}), HEAD), None, LATE), "nothing known is nothing met"
    assert why_not_met(Asked(frozenset(), HEAD), None, LATE) is None
    assert why_not_met(Asked(frozenset({"coverage"}), HEAD), Quality(unknown=True), LATE) is None


def test_content_comes_in_on_a_record_of_its_own_under_the_definition_in_force() -> None:
    room = Room()
    old = room.carry(COVERAGE)
    assert room.code() == "GOV-191"
    room.record(old, "85")
    assert room.code() == ""
    new = room.carry(COVERAGE.model_copy(update={"lower": "90"}), at=1)
    found = room.why()
    assert found
    assert (found.code, found.what) == ("GOV-193", f"coverage is 85 %, and {new.name} asks for at least 90 %")
    assert "git quality waive coverage" in found.remedy
    room.record(new, "91", at=LATE + 1)
    assert room.code() == "", "the last record counts"
    assert why_not_met(Asked(frozenset({"coverage"}), OTHER), room.quality, LATE), "another commit has none"


def test_what_was_measured_in_another_way_is_measured_again() -> None:
    room = Room()
    room.record(room.carry(COVERAGE), "85")
    room.carry(COVERAGE.model_copy(update={"source": "branches, not lines"}), at=1)
    assert room.code() == "GOV-191"


def test_what_is_measured_later_neither_breaks_nor_mends_what_came_in() -> None:
    room = Room()
    by = room.carry(COVERAGE)
    room.record(by, "85", at=LATE)
    room.record(by, "75", at=LATE + 10 * DAY)
    assert room.code(now=LATE + 20 * DAY) == "GOV-193"
    assert room.code(now=LATE + 20 * DAY, back=True, came=LATE + 5 * DAY) == ""
    assert room.code(now=LATE + 20 * DAY, back=True) == "", "nothing tells when it came in"
    bad = Room()
    by = bad.carry(COVERAGE)
    bad.record(by, "75", at=LATE)
    bad.record(by, "85", at=LATE + 10 * DAY)
    assert bad.code(now=LATE + 20 * DAY, back=True, came=LATE + 5 * DAY) == "GOV-193"


def test_what_is_dated_into_the_future_is_not_measured_yet() -> None:
    room = Room()
    room.record(room.carry(COVERAGE), "85", at=LATE + DAY)
    assert room.code() == "GOV-191"
    assert room.code(now=LATE + DAY) == ""


def test_voters_read_all_that_a_definition_asks() -> None:
    whole = Ctq(
        ctq="x", unit="%", lower="80", target="90", owner="bob", source="lcov", sampling="each head", paths=["src/"],
        fresh=7 * DAY, critical=True, chart="xmr", limits=LIMITS, motion_after=2, gate_after=3, rules="nelson",
    )  # fmt: skip
    said = read_back(whole)
    for part in (
        "at least 80 %",
        "90 %",
        "bob",
        "lcov",
        "each head",
        "src/",
        "7d",
        "critical",
        "xmr",
        "nelson",
        "2 signals",
        "3 signals",
        "frozen at 1",
    ):
        assert part in said
    assert "in s" in read_back(Ctq(ctq="x", unit="s", chart="xmr"))


def test_a_value_in_another_unit_is_none_of_it() -> None:
    room = Room()
    room.record(room.carry(COVERAGE), "85", unit="1")
    assert room.code() == "GOV-191"


def test_no_data_is_not_met() -> None:
    room = Room()
    room.record(room.carry(COVERAGE), "")
    found = room.why()
    assert found
    assert (found.code, "there is no data" in found.what) == ("GOV-193", True)


def test_what_is_retired_is_not_asked_and_what_is_rescinded_is_not_defined() -> None:
    room = Room()
    room.carry(COVERAGE)
    room.carry(Ctq(ctq="coverage", unit="%", retired=True), at=1)
    assert room.code() == ""
    room.motions[-1] = room.motions[-1].but(fate="rescinded")
    assert room.code() == "GOV-190", "what was replaced does not come back"
    room.motions[-1] = room.motions[-1].but(fate="void")
    assert room.code() == "GOV-191", "what is void never was"


def test_a_record_grows_stale() -> None:
    room = Room()
    room.record(room.carry(COVERAGE.model_copy(update={"fresh": DAY})), "85", at=LATE - DAY)
    assert room.code() == ""
    assert room.code(now=LATE + 1) == "GOV-192"
    assert room.code(now=LATE + 1, back=True, came=LATE) == "", "it was fresh when it came in"
    assert room.code(now=LATE + 1, back=True) == "", "nothing tells when it came in"


def test_a_waiver_holds_until_it_expires_and_for_its_content() -> None:
    room = Room()
    room.record(room.carry(COVERAGE), "79")
    room.carry(Waiver(ctq="coverage", until=LATE, reason="no time", content=OTHER))
    assert room.code(now=LATE - 1) == "GOV-193"
    room.carry(Waiver(ctq="other", until=LATE, reason="no time"))
    assert room.code(now=LATE - 1) == "GOV-193"
    room.carry(Waiver(ctq="coverage", until=LATE, reason="no time", content=HEAD))
    assert room.code(now=LATE - 1) == ""
    assert room.code(now=LATE) == "GOV-193"
    assert room.code(now=2 * LATE, back=True, came=LATE - 1) == "", "it held when it came in"
    assert room.code(now=2 * LATE, back=True, came=LATE) == "GOV-193"


def test_a_waiver_that_is_not_carried_or_was_rescinded_waives_nothing() -> None:
    room = Room(hold="1d")
    room.record(room.carry(COVERAGE), "79", at=0)
    waiver = room.carry(Waiver(ctq="coverage", until=2 * LATE, reason="no time"))
    assert waiver.decision
    ends = waiver.decision.ends_hold + DAY
    waiver = room.motions[-1] = waiver.but(decision=waiver.decision._replace(ends_hold=ends))
    assert (room.code(now=ends), room.code(now=ends - 1)) == ("", "GOV-193")
    room.motions[-1] = waiver.but(fate="rescinded")
    assert room.code() == "GOV-193"
    room.motions[-1] = room.here.state(room.here.move("alice", Waiver(ctq="coverage", until=2 * LATE, reason="x")))
    assert room.code() == "GOV-193"


def test_signals_close_the_gate_where_the_definition_says_so() -> None:
    room = Room()
    room.record(room.carry(COVERAGE.model_copy(update={"chart": "xmr", "gate_after": 3})), "85", recent=2)
    assert room.code() == ""
    room.record(room.motions[0], "85", recent=3, at=LATE + 1)
    assert room.code() == "GOV-194"


def test_signals_on_the_good_side_close_it_and_what_helps_is_another() -> None:
    room = Room()
    ctq = room.carry(COVERAGE.model_copy(update={"chart": "xmr", "gate_after": 3}))
    room.record(ctq, "85", recent=3)
    said = why_not_met(Asked(frozenset({"coverage"}), HEAD), room.quality, LATE)
    assert said
    assert "3 of its last 20 points are signals, and" in said.what
    assert said.remedy.startswith("mend it and measure again")
    room.record(ctq, "90", recent=3, better=3, at=LATE + 1)
    said = why_not_met(Asked(frozenset({"coverage"}), HEAD), room.quality, LATE)
    assert said
    assert "are signals (3 on the good side), and" in said.what
    assert said.remedy.startswith("git quality control coverage --freeze moves to freeze its limits where it is now")


def test_what_lies_outside_its_paths_is_not_asked() -> None:
    room, names = Room(), frozenset({"coverage"})
    room.carry(COVERAGE)
    quality = room.quality._replace(outside={("base", HEAD): names})
    assert why_not_met(Asked(names, HEAD, "base"), quality, LATE) is None
    assert why_not_met(Asked(names, HEAD, "elsewhere"), quality, LATE)


def test_it_names_the_decision_and_the_record() -> None:
    room = Room()
    record = room.record(room.carry(COVERAGE), "79")
    motion = room.here.carry(merge(), *PEOPLE)
    enacted = Enactment(EventId("f" * 64), motion.mover, LATE, "refs/heads/main", OTHER, HEAD)
    asked = asked_by(motion.but(enacted=(enacted,)), frozenset({"coverage"}), HEAD)
    found = why_not_met(asked, room.quality, LATE)
    assert found
    assert (found.records, asked.came) == ((motion.id, record.record), LATE)


def test_the_last_motion_defines_it() -> None:
    room = Room()
    first, second = room.carry(COVERAGE), room.carry(COVERAGE.model_copy(update={"lower": "90"}), at=5)
    assert second.decision
    found = definition_of(room.quality, "coverage", LATE)
    assert found
    assert found[0].id == second.id
    assert definition_of(room.quality, "other", LATE) is None
    assert first.decision
    assert definition_of(room.quality, "coverage", first.decision.ends_hold - 1) is None


LIMITS = Limits(center="1", sigma="0.1", points=20, upto="e" * 64)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Ctq(ctq="x", unit="s", lower="5", upper="4"), "GOV-700"),
        (Ctq(ctq="x", unit="s", lower="5", target="4.9"), "GOV-700"),
        (Ctq(ctq="x", unit="s"), "GOV-701"),
        (Ctq(ctq="x", unit="s", upper="1", owner="mallory"), "GOV-702"),
        (Ctq(ctq="x", unit="s", upper="1", limits=LIMITS), "GOV-703"),
        (Ctq(ctq="x", unit="s", upper="1", gate_after=2), "GOV-703"),
        (Ctq(ctq="x", unit="s", upper="1", chart="xbar-r"), "GOV-719"),
        (Ctq(ctq="x", unit="s", upper="1", chart="xbar-r", subgroup=26), "GOV-719"),
        (Ctq(ctq="x", unit="s", upper="1", chart="xbar-s", subgroup=1), "GOV-719"),
        (Ctq(ctq="x", unit="s", upper="1", chart="xmr", subgroup=5), "GOV-719"),
        (Ctq(ctq="x", unit="s", upper="1", subgroup=5), "GOV-719"),
    ],
)
def test_what_is_no_definition(question: Ctq, code: str) -> None:
    here = Body.found(team(*PEOPLE))
    assert here.codes(here.move("alice", question)) == (code,)


def test_what_is_one() -> None:
    here = Body.found(team(*PEOPLE))
    for question in (
        COVERAGE,
        Ctq(ctq="x", unit="s", retired=True),
        Ctq(ctq="x", unit="s", chart="xmr", limits=LIMITS),
        Ctq(ctq="x", unit="s", chart="xbar-r", subgroup=5),
        Ctq(ctq="x", unit="s", chart="xbar-s", subgroup=100),
    ):
        assert here.codes(here.move("alice", question)) == ()


@pytest.mark.parametrize(
    ("chart", "unit", "center", "said"),
    [
        ("log-xmr", "s", "4.037580248924", "56.69 s"),
        ("t", "s", "2.557702204785", "29.39 s"),
        ("p", "%", "0.969411764706", "96.94 %"),
        ("p", "1", "0.969411764706", "0.9694"),
        ("xmr", "%", "75.285714285714", "75.29 %"),
        ("log-xmr", "s", "999999999999", "inf s"),
    ],
)
def test_limits_are_moved_in_the_unit_that_people_read(chart: str, unit: str, center: str, said: str) -> None:
    limits = LIMITS.model_copy(update={"center": center})
    older = Ctq.model_validate({"ctq": "x", "unit": unit, "chart": chart, "limits": limits})
    newer = older.model_copy(update={"limits": limits.model_copy(update={"as_measured": True})})
    assert f"frozen at {said} of 20 points" in read_back(newer)
    assert f"frozen at {center} of 20 points" in read_back(older), "approved minutes have these words"


def test_subgroups_are_told() -> None:
    question = Ctq(ctq="x", unit="s", chart="xbar-r", subgroup=5)
    assert "watched by a chart (xbar-r, usual rules, subgroups of 5)" in read_back(question)


def test_what_was_recorded_under_a_later_charter_is_later_whatever_its_date() -> None:
    room = Room()
    motion = room.carry(COVERAGE)
    newer = room.record(motion, "90")._replace(era=1)
    room.record(motion, "70", at=LATE + 60)
    assert room.code(now=LATE + 60) == "GOV-193"
    room.recorded[0] = newer
    assert room.code(now=LATE + 60) == ""
