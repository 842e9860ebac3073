"""Analyses, on figures that were worked out by hand."""

from fractions import Fraction

from gitgov.quality.analysis.antipatterns import LONG_LIVED, MEGA, UNDECIDED, Bounds, Found, antipatterns
from gitgov.quality.analysis.conflicting_teams import Count, Owners, conflicts_by_team
from gitgov.quality.analysis.culprits import Culprit, recurring
from gitgov.quality.analysis.slow_merges import slow_merges
from gitgov.quality.analysis.stages import breakdown, stages_of, waiting
from gitgov.quality.analysis.work_in_progress import stays
from gitgov.quality.measures.facts import (
    CLEAN,
    CONFLICT,
    DAY,
    HOUR,
    Application,
    Course,
    Deployment,
    Size,
    Window,
)
from gitgov.quality.measures.history import History, history_of
from gitgov.quality.measures.reverting import reverts_in
from gitgov.quality.measures.row import Facts
from gitgov.quality.measures.shipping import Releases, delivered
from gitgov.quality.reading import Reading, Sample
from gitgov.quality.stats.outcome import Insufficient
from tests.kit.commits import history

ALWAYS = Window(0, 10_000 * DAY)
MAIN = "refs/heads/main"


def facts(drawing: History, **more: object) -> Facts:
    return Facts(drawing, ALWAYS, reverts_in(drawing), **more)  # type: ignore[arg-type]


class TestStages:
    DRAWING = history("a - 0", "x a 1", "y x 2", "m a,y 30", "b m 40")
    COURSE = Course(
        "one", MAIN, "y", 5 * HOUR, stated=6 * HOUR, reviewed=8 * HOUR, voting=12 * HOUR, decided=20 * HOUR,
        held=26 * HOUR, enacted=30 * HOUR, old="a", new="m", carried=True,
    )  # fmt: skip

    def found(self, *courses: Course) -> Facts:
        tag = Deployment("v1", "b", 50 * HOUR)
        shipped = delivered(self.DRAWING, Releases(Application(), (tag,)), reverts_in(self.DRAWING))
        return facts(self.DRAWING, courses=courses, deliveries=(shipped,))

    def test_where_the_time_of_a_change_goes(self) -> None:
        found = stages_of(self.found(self.COURSE), self.COURSE)
        hours = [(stage, seconds // HOUR) for stage, seconds in found.seconds]
        assert hours == [
            ("coding", 4), ("waiting", 1), ("debate", 6), ("vote", 8), ("hold", 6), ("merge", 4), ("deploy", 20),
        ]  # fmt: skip
        assert found.total == 49 * HOUR

    def test_a_milestone_that_is_missing_or_out_of_order_ends_no_stage(self) -> None:
        bare = Course("one", MAIN, "y", 5 * HOUR, decided=20 * HOUR, held=19 * HOUR, carried=True)
        found = stages_of(self.found(bare), bare)
        assert [(stage, seconds // HOUR) for stage, seconds in found.seconds] == [
            ("coding", 4), ("vote", 15), ("merge", 10), ("deploy", 20),
        ]  # fmt: skip

    def test_the_breakdown_and_the_waits(self) -> None:
        found = self.found(self.COURSE, self.COURSE._replace(id="two", stated=7 * HOUR))
        readings = {each.metric: each for each in breakdown(found)}
        assert readings["stage_waiting"].value == Fraction(3, 2)
        assert readings["stage_deploy"].n == 2
        assert waiting(found) == {"deploy": 40, "hold": 12, "merge": 8, "waiting": 3}


def test_how_long_changes_are_in_progress() -> None:
    drawing = history("a - 0", "x a 1", "m a,x 5", "y m 6", "z m 7")
    courses = (
        Course("one", MAIN, "x", 2 * HOUR, carried=True),
        Course("two", MAIN, "y", 7 * HOUR, decided=9 * HOUR),
        Course("three", MAIN, "unknown", 8 * HOUR),
        Course("four", MAIN, "x", 4 * HOUR, enacted=0, carried=True),
    )
    found = facts(history_of("m", drawing.commits.values()), courses=courses)
    hours = [(came // HOUR, went if went is None else went // HOUR) for came, went in stays(found)]
    assert hours == [(1, 1), (1, 5), (6, 9), (8, None)]


def merges(*hours: int) -> Reading:
    samples = tuple(Sample(Fraction(value), f"m{place}", place) for place, value in enumerate(hours))
    return Reading("merge_duration", "h", Fraction(5), len(samples), "median", samples)


class TestSlowMerges:
    def test_an_injected_shift_is_found_where_it_begins(self) -> None:
        """S4-149."""
        found = slow_merges(merges(*[4, 5, 6] * 4, *[7, 8, 9] * 4))
        assert not isinstance(found, Insufficient)
        assert [(each.rule, each.samples[0].object, each.samples[-1].object) for each in found] == [
            ("N2", "m12", "m23")
        ]

    def test_what_is_fast_is_no_news(self) -> None:
        assert slow_merges(merges(*[7, 8, 9] * 4, *[4, 5, 6] * 4))[0].samples[0].object == "m0"  # type: ignore[union-attr]

    def test_one_that_stands_out(self) -> None:
        found = slow_merges(merges(*[4, 5, 6, 5] * 5, 900, 5, 4))
        assert [(each.rule, [one.object for one in each.samples]) for each in found] == [("N1", ["m20"])]  # type: ignore[union-attr]

    def test_too_few_say_nothing(self) -> None:
        assert isinstance(slow_merges(merges(4, 5, 4, 0, 0, 0, 90)), Insufficient)


def test_conflicts_by_team() -> None:
    """S4-150: of three merges one touches the files of both teams, one is of a branch of the second."""
    drawing = history("a - 0", "x a 1", "m a,x 2", "y m 3", "n m,y 4", "z n 5", "o n,z 6")
    sizes = {"m": Size(("web/a", "db/b"), 1), "n": Size(("web/c",), 1), "o": Size(("docs",), 1)}
    found = facts(drawing, sizes=sizes, replays={"m": CONFLICT, "n": CLEAN, "o": CONFLICT})
    teams = {"web": lambda path: path.startswith("web/"), "db": lambda path: path.startswith("db/")}
    assert conflicts_by_team(found, Owners(teams, {"o": "db"})) == (
        Count("db", ("m", "o"), ("m", "o")),
        Count("web", ("m", "n"), ("m",)),
    )


class TestAntipatterns:
    def test_each_is_found(self) -> None:
        """S4-151."""
        drawing = history("a - 0", "x a 1", "m a,x 400", "y m 401", "n m,y 402", "z n 403", "o n,z 404")
        sizes = {"m": Size(("f",), 1), "n": Size(tuple(f"f{n}" for n in range(11)), 1), "o": Size(("f",), 1)}
        courses = tuple(Course(each, MAIN, each, HOUR, carried=True) for each in "xy")
        found = antipatterns(facts(drawing, sizes=sizes, courses=courses, since=1), Bounds(days=14, files=10))
        assert found == (
            Found(LONG_LIVED, "m", 400 * HOUR, 16),
            Found(MEGA, "n", 402 * HOUR, 11),
            Found(UNDECIDED, "o", 404 * HOUR, 0),
        )

    def test_none_is_found_where_there_is_none(self) -> None:
        drawing = history("a - 0", "x a 1", "m a,x 2", "y m 3", "n m,y 4")
        courses = (Course("one", MAIN, "x", HOUR, carried=True), Course("two", MAIN, "y", HOUR, ordered=True))
        sizes = {"a": Size(("f",) * 1_000, 1), "m": Size(("f",), 1)}
        assert antipatterns(facts(drawing, sizes=sizes, courses=courses)) == ()
        assert antipatterns(facts(drawing)) == ()


def test_recurring_culprits() -> None:
    """S4-148: three bisections that end in one path; who records one twice counts once."""
    found = [
        Culprit("r1", 1, "a", ("lib/x", "doc")), Culprit("r2", 2, "b", ("lib/x",)), Culprit("r3", 3, "c", ("lib/x", "lib/y")),
        Culprit("r3", 3, "c", ("lib/x", "lib/y")),
    ]  # fmt: skip
    assert recurring(found) == {"lib/x": 3, "doc": 1, "lib/y": 1}
