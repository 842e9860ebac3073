"""How changes flow, as a page shows it: on figures that were worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from gitgov.quality.analysis.conflicting_teams import Count
from gitgov.quality.analysis.culprits import Culprit
from gitgov.quality.measures.facts import DAY, HOUR, Course, Window
from gitgov.quality.measures.reverting import reverts_in
from gitgov.quality.measures.row import Facts
from gitgov.quality.seen.flow import breakdowns, funnels, paretos
from tests.kit.commits import history

DRAWING = history("a - 0", "x a 1", "y x 2", "m a,y 30")
COURSE = Course(
    "one", "refs/heads/main", "y", 5 * HOUR, stated=6 * HOUR, voting=12 * HOUR, decided=20 * HOUR, held=26 * HOUR,
    enacted=30 * HOUR, old="a", new="m", carried=True,
)  # fmt: skip


def facts(*courses: Course) -> Facts:
    return Facts(DRAWING, Window(0, 10_000 * DAY), reverts_in(DRAWING), courses=courses)


def test_the_stages_of_a_week_add_up_to_what_its_changes_took() -> None:
    """The second skips waiting, the hold and the merge, where it spent no time."""
    later = Course("two", "refs/heads/main", "elsewhere", 40 * HOUR, voting=44 * HOUR, decided=50 * HOUR)
    (found,) = breakdowns(facts(COURSE, later))
    (week,) = found.weeks
    assert dict(zip(found.stages, week.values, strict=True)) == {
        "coding": 2, "waiting": Fraction(1, 2), "debate": 5, "vote": 7, "hold": 3, "merge": 2, "deploy": 0,
    }  # fmt: skip
    assert sum(week.values) * 2 == (30 - 1) + 10
    assert (week.name, week.objects) == ("1970-01-01", ("one", "two"))


def test_weeks_go_upwards_and_only_the_last_are_shown() -> None:
    many = [COURSE._replace(id=f"{week}", opened=week * 7 * DAY + 40 * HOUR) for week in range(40)]
    (found,) = breakdowns(facts(*reversed(many)))
    assert [each.objects for each in found.weeks] == [(f"{week}",) for week in range(14, 40)]


def test_what_changes_wait_for_names_the_changes() -> None:
    (found,) = paretos(facts(COURSE), ())
    assert [(each.name, each.value, each.objects) for each in found.bars] == [
        ("hold", 6, ("one",)), ("merge", 4, ("one",)), ("waiting", 1, ("one",)),
    ]  # fmt: skip


def test_where_searches_for_faults_ended() -> None:
    culprits = [Culprit("r1", 1, "a", ("lib", "doc")), Culprit("r2", 2, "b", ("lib",))]
    found = paretos(facts(), culprits)[-1]
    assert [(each.name, each.value, each.objects) for each in found.bars] == [
        ("lib", 2, ("r1", "r2")),
        ("doc", 1, ("r1",)),
    ]


def test_nothing_is_drawn_of_nothing() -> None:
    nobody = Facts(DRAWING, Window(0, DAY), reverts_in(DRAWING))
    assert (breakdowns(nobody), paretos(nobody, ()), funnels(())) == ((), (), ())


def test_a_funnel_has_limits_for_each_size_and_no_rank() -> None:
    teams = [
        Count("b", tuple(f"b{each}" for each in range(100)), ("b1",)),
        Count("a", ("a1", "a2"), ("a1",)),
        Count("c", (), ()),
    ]
    (found,) = funnels(teams)
    assert found.center == 2 / 102
    assert [(each.team, each.n, each.side) for each in found.places] == [("a", 2, "within"), ("b", 100, "within")]
    assert found.places[0].objects == ("a1", "a2")
    assert [each.objects for each in found.excluded] == [("c",)]
    sizes = [each.n for each in found.limits]
    assert (sizes[0], sizes[-1], sizes) == (1, 100, sorted(set(sizes)))
    assert all(0 <= each.lower <= found.center <= each.upper <= 1 for each in found.limits)


def test_no_funnel_of_one_team_or_of_no_conflicts() -> None:
    assert funnels([Count("a", ("m",), ("m",))]) == ()
    assert funnels([Count("a", ("m",), ()), Count("b", ("n",), ())]) == ()
