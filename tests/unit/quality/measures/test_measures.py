"""Each measure on a history whose answer was worked out by hand."""

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from gitgov.quality import measures
from gitgov.quality.measures import ALL, DELIVERY_MEASURES, MEASURES, readings
from gitgov.quality.measures.decided_share import places_decided
from gitgov.quality.measures.facts import (
    CLEAN,
    CONFLICT,
    DAY,
    EVIL,
    FAILED,
    HOUR,
    Application,
    Course,
    Deployment,
    GateRun,
    Incident,
    Size,
    Window,
)
from gitgov.quality.measures.history import History
from gitgov.quality.measures.reverting import reverts_in
from gitgov.quality.measures.row import Facts, begun_by
from gitgov.quality.measures.shipping import Delivery, Releases, delivered
from gitgov.quality.reading import UNITS, Excluded, Reading
from tests.kit.commits import history

ALWAYS = Window(0, 10_000 * DAY)


def facts(drawing: History, **more: object) -> Facts:
    return Facts(drawing, ALWAYS, reverts_in(drawing), **more)  # type: ignore[arg-type]


def taken(name: str, found: Facts) -> Reading:
    reading = MEASURES[name].take(found)
    assert (reading.metric, reading.unit) == (name, MEASURES[name].unit)
    return reading


def why(reading: Reading) -> dict[str, tuple[str, ...]]:
    return {each.why: each.objects for each in reading.excluded}


def test_every_file_of_a_measure_is_in_the_table() -> None:
    folder = Path(measures.__file__).parent
    files = {
        path.stem
        for path in folder.glob("*.py")
        if re.search(r"^[A-Z0-9]+ = (?:Delivery)?Measure\(", path.read_text("utf-8"), re.MULTILINE)
    }
    assert files == {each.take.__module__.rpartition(".")[2] for each in ALL.values()}
    assert all(name == each.name for name, each in ALL.items())


def test_every_row_says_what_it_is() -> None:
    assert len(ALL) == len(MEASURES) + len(DELIVERY_MEASURES)
    assert all(each.unit in UNITS and each.definition.endswith(".") and each.source for each in ALL.values())


class TestMergeDuration:
    def test_from_the_first_commit_to_the_merge(self) -> None:
        """S4-142: merges after 4, 6 and 1 hours; a median of 4."""
        drawing = history("a - 0", "x a 1 0.5", "y x 3", "m a,y 5", "z m 6", "n m,z 12", "w n 13", "o n,w 14", "b o 15")
        reading = taken("merge_duration", facts(drawing))
        assert [each.value for each in reading.samples] == [4, 6, 1]
        assert (reading.value, reading.n, [each.object for each in reading.samples]) == (
            Fraction(4),
            3,
            ["m", "n", "o"],
        )

    def test_a_squash_on_record_is_measured_from_the_head_that_was_moved(self) -> None:
        drawing = history("a - 0", "x a 1", "y x 3", "s a 9")
        course = Course("m1", "refs/heads/main", "y", 4 * HOUR, enacted=9 * HOUR, old="a", new="s", carried=True)
        assert taken("merge_duration", facts(drawing, courses=(course,))).value == 8
        assert taken("merge_duration", facts(drawing)).value is None

    def test_what_tells_nothing_is_left_out_and_named(self) -> None:
        drawing = history("a - 0", "x a 5", "m a,x 4", "n m,x 6", "y - 6", "o n,y 7", cut=["y"])
        assert why(taken("merge_duration", facts(drawing))) == {
            "it brought no commits": ("n",),
            "it says that it is older than what it brought": ("m",),
            "the history of this clone ends there": ("o",),
        }


class TestReplays:
    ROWS = (
        "a - 0",
        *(f"x{n} {f'm{n - 1}' if n else 'a'} {n}.5\nm{n} {f'm{n - 1}' if n else 'a'},x{n} {n + 1}" for n in range(10)),
    )

    def drawing(self) -> History:
        return history(*"\n".join(self.ROWS).split("\n"))

    def test_three_of_ten_conflict(self) -> None:
        """S4-143."""
        outcomes = {f"m{n}": CONFLICT if n in {1, 4, 8} else EVIL if n == 5 else CLEAN for n in range(10)}
        found = facts(self.drawing(), replays=outcomes)
        reading = taken("conflict_rate", found)
        assert (reading.value, reading.part, reading.n) == (Fraction(3, 10), 3, 10)
        assert [each.object for each in reading.samples if each.value] == ["m1", "m4", "m8"]
        evil = taken("evil_merge_rate", found)
        assert (evil.value, evil.part, evil.n) == (Fraction(1, 7), 1, 7)
        assert why(evil) == {"git cannot make it by itself, so somebody had to": ("m1", "m4", "m8")}

    def test_what_cannot_be_made_again(self) -> None:
        drawing = history("a - 0", "x a 1", "y a 1", "o a,x,y 2", "r - 2", "m o,r 3", "z m 4", "n m,z 5")
        reading = taken("conflict_rate", facts(drawing))
        assert reading.value is None
        assert why(reading) == {
            "an octopus, which git makes otherwise": ("o",),
            "histories that share nothing": ("m",),
            "what it is made from is not here": ("n",),
        }


class TestReverts:
    def test_changes_taken_back_within_thirty_days(self) -> None:
        late = 30 * DAY // HOUR
        drawing = history(
            "a - 0", "b a 1", f"c b {late}", f"d c {late + 2}", f"e d {late + 3}",
            messages={"a": "A", "b": "B", "c": 'Revert "A"', "d": 'Revert "B"', "e": 'Revert "Gone"'},
        )  # fmt: skip
        reading = taken("revert_rate", facts(drawing))
        assert (reading.part, reading.n) == (1, 2)
        assert [each.object for each in reading.samples if each.value] == ["a"]
        assert why(reading) == {"it takes back what is not known": ("e",)}

    def test_a_merge_that_is_taken_back(self) -> None:
        drawing = history(
            "a - 0", "x a 1", "y x 2", "m a,y 3", "r m 4", messages={"m": "Merge x", "r": 'Revert "Merge x"'}
        )
        assert taken("revert_rate", facts(drawing)).value == Fraction(2, 3)


class TestSizes:
    def test_files_and_lines_of_each_step(self) -> None:
        drawing = history("a - 0", "b a 1", "x b 2", "m b,x 3", "c m 4")
        sizes = {"b": Size(("one",), 10), "m": Size(("one", "two", "three"), 41)}
        found = facts(drawing, sizes=sizes)
        assert (taken("batch_size", found).value, taken("batch_lines", found).value) == (Fraction(2), Fraction(51, 2))
        assert why(taken("batch_size", found)) == {
            "it begins the history": ("a",),
            "what it changed is not here": ("c",),
        }


class TestMotions:
    MAIN = "refs/heads/main"

    def found(self, *courses: Course, **more: object) -> Facts:
        drawing = history("a - 0", "x a 1", "m a,x 5", "y m 6", "n m,y 9", "b n 10")
        return facts(drawing, courses=courses, **more)

    def test_review_by_another_than_the_mover(self) -> None:
        reading = taken(
            "review_latency",
            self.found(
                Course("one", self.MAIN, "x", 2 * HOUR, reviewed=5 * HOUR), Course("two", self.MAIN, "y", 6 * HOUR)
            ),
        )
        assert (reading.value, reading.n) == (Fraction(3), 1)
        assert why(reading) == {"nobody but its mover has spoken or voted": ("two",)}

    def test_approval_is_the_decision_by_which_it_is_carried(self) -> None:
        reading = taken(
            "time_to_approval",
            self.found(
                Course("one", self.MAIN, "x", 2 * HOUR, decided=6 * HOUR, carried=True),
                Course("lost", self.MAIN, "y", 2 * HOUR, decided=7 * HOUR),
                Course("open", self.MAIN, "z", 2 * HOUR),
                Course("order", self.MAIN, "w", 2 * HOUR, decided=4 * HOUR, carried=True, ordered=True),
                Course("early", self.MAIN, "v", 5 * HOUR, decided=4 * HOUR, carried=True),
            ),
        )
        assert (reading.value, reading.n) == (Fraction(4), 1)
        assert why(reading) == {
            "it has not been carried": ("lost", "open", "order"),
            "it says that it was carried before it was moved": ("early",),
        }

    def test_time_to_merge_by_the_record_else_by_the_commit(self) -> None:
        reading = taken(
            "time_to_merge",
            self.found(
                Course("one", self.MAIN, "x", 2 * HOUR, enacted=6 * HOUR, carried=True),
                Course("two", self.MAIN, "y", 7 * HOUR, carried=True),
                Course("lost", self.MAIN, "z", 7 * HOUR),
            ),
        )
        assert [(each.object, each.value) for each in reading.samples] == [("one", Fraction(4)), ("two", Fraction(2))]
        assert reading.value == 3
        assert why(reading) == {"it has not been merged": ("lost",)}

    @pytest.mark.parametrize(("days", "green"), [(13, True), (15, False)])
    def test_lead_time_from_the_motion_to_the_release(self, days: int, green: bool) -> None:
        """S4-167: less than two weeks."""
        drawing = history("a - 0", "x a 1", "m a,x 5", "b m 6")
        course = Course("one", self.MAIN, "x", HOUR, carried=True)
        tag = Deployment("v1", "b", HOUR + days * DAY)
        shipped = delivered(drawing, Releases(Application(), (tag,)), reverts_in(drawing))
        reading = taken("lead_time", facts(drawing, courses=(course,), deliveries=(shipped,)))
        assert reading.value == days
        assert (reading.value < 14) is green

    def test_what_was_decided_of_what_came_in(self) -> None:
        """S4-169: one of three steps came in under a standing order, and is named."""
        found = self.found(
            Course("one", self.MAIN, "x", 2 * HOUR, carried=True),
            Course("two", self.MAIN, "y", 7 * HOUR, ordered=True, carried=False),
            Course("three", self.MAIN, "b", 9 * HOUR, enacted=10 * HOUR, old="n", new="b", carried=True),
            since=1,
        )
        reading = taken("decided_share", found)
        assert (reading.value, reading.part, reading.n) == (Fraction(2, 3), 2, 3)
        assert [each.object for each in reading.samples if not each.value] == ["n"]
        assert why(reading) == {"it was there before the branch was protected": ("a",)}
        assert taken("decided_share", facts(found.history)).value is None

    def test_what_was_merged_although_it_was_not_carried_was_not_decided(self) -> None:
        found = self.found(Course("lost", self.MAIN, "x", 2 * HOUR, decided=3 * HOUR), since=1)
        assert taken("decided_share", found).part == 0

    def test_gates(self) -> None:
        """S4-168: 999 of 1000."""
        gates = tuple(GateRun(f"g{n:04}", n * HOUR, n != 500) for n in range(1_000))
        reading = taken("gate_pass_rate", self.found(gates=gates))
        assert (reading.value, reading.n) == (Fraction(999, 1_000), 1_000)
        assert [each.object for each in reading.samples if not each.value] == ["g0500"]

    def test_records_until_a_change_is_in(self) -> None:
        """S4-170: 5 and 7 records; what is not in yet is no change."""
        found = self.found(
            Course("one", self.MAIN, "x", HOUR, carried=True, acts=tuple(range(5))),
            Course("two", self.MAIN, "y", HOUR, carried=True, acts=tuple(range(7))),
            Course("three", self.MAIN, "z", HOUR, acts=(1,)),
        )
        assert taken("records_per_change", found).value == 6
        assert why(taken("records_per_change", found)) == {"it has not been merged": ("three",)}

    def test_all_that_one_record_moved_the_branch_by_but_no_more_than_its_head_has(self) -> None:
        drawing = history("a - 0", "p a 1", "q p 2", "b a 3", "u b 4", "v u 5", tip="v")
        rebased = Course("one", self.MAIN, "q", 2 * HOUR, decided=3, old="b", new="v", enacted=HOUR, carried=True)
        for old, places in (("b", {2, 3}), ("a", {3}), ("", {3}), ("v", {3})):
            assert places_decided(facts(drawing, courses=(rebased._replace(old=old),))) == places
        forward = Course("two", self.MAIN, "v", 2 * HOUR, decided=3, old="a", new="v", enacted=HOUR, carried=True)
        assert places_decided(facts(drawing, courses=(forward,))) == {1, 2, 3}

    def test_what_was_known_at_an_instant(self) -> None:
        course = Course(
            "one", self.MAIN, "x", 10, stated=11, reviewed=12, voting=13, decided=14, held=20, enacted=25, old="a",
            new="m", carried=True, acts=(10, 13, 25),
        )  # fmt: skip
        assert course.as_of(25) == course
        assert course.as_of(24) == course._replace(enacted=None, old="", new="", acts=(10, 13))
        assert course.as_of(12) == Course("one", self.MAIN, "x", 10, stated=11, reviewed=12, acts=(10,))
        assert course.as_of(9) is None

    def test_a_squash_was_begun_with_the_first_commit_that_was_squashed_and_a_rebase_was_not(self) -> None:
        drawing = history("a - 0", "x a 2 1", "y x 3", "s a 9", "p s 5 4", "q p 6", "u s 11 4", "v u 12 6")
        squash = Course("one", self.MAIN, "y", 4 * HOUR, enacted=9 * HOUR, old="a", new="s", carried=True)
        rebase = Course("two", self.MAIN, "q", 10 * HOUR, enacted=12 * HOUR, old="s", new="v", carried=True)
        assert begun_by(facts(drawing, courses=(squash, rebase))) == {"s": HOUR}


MONDAY = 4 * DAY


class TestDeliveries:
    ROWS = tuple(f"c{n} {f'c{n - 1}' if n else '-'} {n * 24 + 96}" for n in range(20))

    def delivery(
        self,
        *deployments: Deployment,
        messages: Mapping[str, str] | None = None,
        incidents: tuple[Incident, ...] = (),
    ) -> Delivery:
        drawing = history(*self.ROWS, messages=messages)
        return delivered(drawing, Releases(Application("web"), deployments, incidents), reverts_in(drawing))

    def on(self, number: int, hours: float = 12, **more: object) -> Deployment:
        """Returns the deployment of a commit, which is made on the day of that number from Monday, so many hours after it."""
        at = MONDAY + number * DAY + round(hours * HOUR)
        return Deployment(f"d{number}", f"c{number}", at, **more)  # type: ignore[arg-type]

    def taken(self, name: str, delivery: Delivery, since: int = 0, until: int = MONDAY + 20 * DAY) -> Reading:
        reading = DELIVERY_MEASURES[name].take(delivery, Window(since, until))
        assert (reading.metric, reading.unit) == (name, DELIVERY_MEASURES[name].unit)
        return reading

    def test_frequency(self) -> None:
        """S4-145: 6 deployments in 12 days; none in 3 days is 0, and no data is none."""
        six = self.delivery(*(self.on(number) for number in (0, 1, 2, 5, 8, 9)))
        until = MONDAY + 12 * DAY
        assert self.taken("deployments_per_day", six, since=MONDAY, until=until).value == Fraction(1, 2)
        assert self.taken("deployment_frequency", six, since=MONDAY, until=until).value == Fraction(7, 2)
        quiet = self.taken("deployments_per_day", six, since=MONDAY + 10 * DAY, until=MONDAY + 13 * DAY)
        assert (quiet.value, quiet.n) == (Fraction(0), 0)
        nothing = self.taken("deployments_per_day", self.delivery(), since=MONDAY, until=until)
        assert (nothing.value, nothing.n) == (None, 0)

    def test_frequency_from_the_first_on_which_then_is_not_counted(self) -> None:
        six = self.delivery(*(self.on(number) for number in (0, 1, 2, 5, 8, 10)))
        reading = self.taken("deployments_per_day", six, until=MONDAY + 10 * DAY + 12 * HOUR)
        assert (reading.value, reading.n) == (Fraction(1, 2), 5)
        assert why(reading) == {"it begins the time that is measured": ("d0",)}

    def test_frequency_of_a_time_that_is_too_short_is_no_data_and_no_0(self) -> None:
        first, second = self.on(0), self.on(1)
        for name, whole in (("deployments_per_day", DAY), ("deployment_frequency", 7 * DAY)):
            for until in (first.at, first.at + 45, first.at + whole - 1):
                new = self.taken(name, self.delivery(first), until=until)
                assert (new.value, new.n) == (None, 0)
                assert why(new) == {"it begins the time that is measured": ("d0",)}
            quiet = self.taken(name, self.delivery(first), until=first.at + whole)
            assert (quiet.value, quiet.n) == (Fraction(0), 0)
        early = self.taken("deployment_frequency", self.delivery(first, second), until=second.at + DAY)
        assert (early.value, early.n) == (Fraction(7, 2), 1)
        asked = self.taken("deployment_frequency", self.delivery(first, second), since=second.at, until=second.at + DAY)
        assert (asked.value, asked.n) == (Fraction(7), 1)
        none = self.taken(
            "deployment_frequency", self.delivery(first, second), since=second.at + 1, until=second.at + DAY
        )
        assert none.value is None

    def test_days_in_a_week_count_weeks_without_any(self) -> None:
        found = self.delivery(self.on(0), self.on(0, 13)._replace(object="more", commit="c1"), self.on(2), self.on(18))
        reading = self.taken("deployment_days_per_week", found, since=MONDAY, until=MONDAY + 21 * DAY - 1)
        assert [each.value for each in reading.samples] == [2, 0, 1]
        assert reading.value == 1
        part = self.taken("deployment_days_per_week", found, since=MONDAY + 1, until=MONDAY + 21 * DAY - 2)
        assert [each.value for each in part.samples] == [0]

    def test_time_between(self) -> None:
        found = self.delivery(self.on(0), self.on(1), self.on(4), self.on(5, result=FAILED))
        assert [each.value for each in self.taken("time_between_deployments", found).samples] == [24, 72]

    def test_change_lead_time(self) -> None:
        """Changes c1 to c4 at 24-hour steps: 3 days and 12 hours, 2 and 1 less; and c5, which is no older than its tag."""
        found = self.delivery(self.on(0), self.on(4), self.on(5, 0))
        reading = self.taken("change_lead_time", found)
        assert [each.value for each in sorted(reading.samples)] == [12, 36, 60, 84]
        assert reading.value == 48
        assert reading.excluded == (
            Excluded("it says that it is not older than its deployment", ("c5",)),
            Excluded("the first deployment, which has all that went before", ("d0",)),
        )
        assert self.taken("change_lead_time_p85", found).value == 84

    def test_each_deployment_fails_once_however_many_incidents_it_has(self) -> None:
        """Issue 8890 of DevLake: 6 incidents of 4 among 23 deployments are 4/23."""
        deployments = [Deployment(f"d{n}", f"c{n % 20}", MONDAY + (n + 20) * DAY) for n in range(20)]
        incidents = tuple(
            Incident(f"i{n}", f"d{place}", MONDAY + 60 * DAY, closed=MONDAY + 60 * DAY)
            for n, place in enumerate((3, 3, 3, 7, 11, 15))
        )
        reading = self.taken("change_fail_rate", self.delivery(*deployments, incidents=incidents), until=10**9)
        assert (reading.part, reading.n, reading.inferred) == (4, 20, ())

    def test_what_was_inferred_is_marked(self) -> None:
        found = self.delivery(
            self.on(0), self.on(4), self.on(6), Deployment("back", "c4", MONDAY + 7 * DAY),
            incidents=(Incident("i", "d0", MONDAY + DAY, closed=MONDAY + 2 * DAY),),
        )  # fmt: skip
        reading = self.taken("change_fail_rate", found)
        assert (reading.part, reading.n, reading.inferred) == (2, 4, ("d6",))
        assert reading.method == "2 of 4; 1 inferred, not recorded"
        recovery = self.taken("failed_deployment_recovery_time", found)
        assert [(each.object, each.value) for each in recovery.samples] == [("d0", Fraction(36)), ("d6", Fraction(12))]
        assert (recovery.value, recovery.inferred) == (Fraction(24), ("d6",))
        assert self.taken("rollback_rate", found).value == Fraction(1, 4)

    def test_what_nothing_has_mended(self) -> None:
        found = self.delivery(self.on(0), incidents=(Incident("i", "d0", MONDAY + DAY),))
        reading = self.taken("failed_deployment_recovery_time", found)
        assert reading.value is None
        assert why(reading) == {"nothing is known to have mended it": ("d0",)}

    def test_two_rollbacks_of_ten(self) -> None:
        """S4-146."""
        ups = [self.on(number) for number in (0, 1, 2, 4, 5, 7, 8, 9)]
        backs = [Deployment(f"b{n}", f"c{n - 2}", MONDAY + n * DAY) for n in (3, 6)]
        reading = self.taken("rollback_rate", self.delivery(*ups, *backs))
        assert (reading.value, reading.n) == (Fraction(2, 10), 10)

    def test_rework(self) -> None:
        found = self.delivery(
            self.on(0), self.on(2), self.on(3), self.on(4, unplanned=True), self.on(5, result=FAILED),
            messages={"c2": "X", "c3": 'Revert "X"'},
        )  # fmt: skip
        reading = self.taken("deployment_rework_rate", found)
        assert (reading.value, reading.inferred) == (Fraction(2, 4), ("d3",))
        assert why(reading) == {"it was not carried out": ("d5",)}

    def test_what_lies_outside_the_time_asked_for_is_not_left_out_of_it(self) -> None:
        again = Deployment("again", "c2", MONDAY + 2 * DAY + 13 * HOUR)
        found = self.delivery(self.on(0), self.on(1, result=FAILED), self.on(2), again, self.on(5), self.on(6))
        for name, row in DELIVERY_MEASURES.items():
            whole = why(row.take(found, Window(0, MONDAY + 9 * DAY)))
            late = why(row.take(found, Window(MONDAY + 4 * DAY, MONDAY + 9 * DAY)))
            assert whole["the commit that was there already"] == ("again",), name
            assert late.keys().isdisjoint({"the commit that was there already", "it was not carried out"}), name


def test_all_at_once_and_by_the_name_of_the_application() -> None:
    drawing = history("a - 0", "b a 1")
    shipped = [delivered(drawing, Releases(Application(name)), reverts_in(drawing)) for name in ("", "web")]
    found = [each.metric for each in readings(facts(drawing, deliveries=tuple(shipped)))]
    assert found == [*MEASURES, *DELIVERY_MEASURES, *(f"{name}/web" for name in DELIVERY_MEASURES)]
