"""All analyses at once: the slow team is the top bottleneck, and the order of facts plays no part."""

from collections.abc import Mapping
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from gitgov.quality.analysis.antipatterns import Bounds
from gitgov.quality.analysis.comparing import Compared
from gitgov.quality.analysis.conflicting_teams import Owners, Owns
from gitgov.quality.analysis.culprits import Culprit
from gitgov.quality.analysis.whole import Analysis, analyse
from gitgov.quality.measures.facts import CLEAN, CONFLICT, HOUR, Commit, Course, Size, Window
from gitgov.quality.measures.history import history_of
from gitgov.quality.measures.reverting import reverts_in
from gitgov.quality.measures.row import Facts
from gitgov.quality.stats.outcome import Insufficient
from tests.kit.commits import drawn

MAIN = "refs/heads/main"
TEAMS: Mapping[str, Owns] = MappingProxyType({
    "web": lambda path: path.startswith("web/"), "db": lambda path: path.startswith("db/"), "idle": lambda _: False,
})  # fmt: skip


def commits(slow: int = 40) -> list[Commit]:
    """Draws twelve merges in turn: those of web take `slow` hours or more, those of db one or more."""
    rows, last = ["a - 0"], "a"
    for place in range(12):
        at = 100 + 10 * place
        took = (slow if place % 2 else 1) + place / 10
        rows += [f"x{place} {last} {at - took}", f"m{place} {last},x{place} {at}"]
        last = f"m{place}"
    return drawn(*rows)


def facts(drawing: list[Commit], courses: list[Course]) -> Facts:
    history = history_of("m11", drawing)
    sizes = {f"m{place}": Size((f"{'web' if place % 2 else 'db'}/f",), 1) for place in range(12)}
    replays = {f"m{place}": CONFLICT if place == 1 else CLEAN for place in range(12)}
    window = Window(0, 300 * HOUR)
    return Facts(history, window, reverts_in(history), replays, sizes, tuple(courses))


def courses() -> list[Course]:
    return [
        Course(
            f"c{place}", MAIN, f"x{place}", (70 + 10 * place) * HOUR, stated=(71 + 10 * place) * HOUR, voting=(80 + 10 * place) * HOUR,
            decided=(82 + 10 * place) * HOUR, held=(90 + 10 * place) * HOUR, enacted=(100 + 10 * place) * HOUR,
            new=f"m{place}", carried=True,
        )
        for place in range(12)
    ]  # fmt: skip


def found(drawing: list[Commit], moved: list[Course], teams: Mapping[str, Owns], guilty: list[Culprit]) -> Analysis:
    return analyse(facts(drawing, moved), Owners(teams), guilty, Bounds())


GUILTY = [Culprit(f"r{place}", place, "m1", ("lib/x",)) for place in range(3)]


def test_the_slow_team_is_the_top_bottleneck() -> None:
    """S4-020: with the numbers: 6 of its merges against 6, each 39 hours longer or so."""
    whole = found(commits(), courses(), TEAMS, GUILTY)
    top = whole.bottlenecks[0]
    assert (top.kind, top.name) == ("team", "web")
    assert isinstance(top.said, Compared)
    assert (top.said.one.n, top.said.other.n, round(top.said.shift.value)) == (6, 6, 39)
    assert [each.name for each in whole.bottlenecks[1:]] == ["merge", "hold"]
    assert isinstance(whole.slow_teams["idle"], Insufficient)


def test_no_team_is_one_where_none_is_slower() -> None:
    assert [each.kind for each in found(commits(slow=1), courses(), TEAMS, []).bottlenecks] == ["stage", "stage"]


def test_stages_add_up() -> None:
    whole = found(commits(), courses(), TEAMS, [])
    assert sum(each.share or 0 for each in whole.stages) == 1
    assert {each.name: each.hours for each in whole.stages}["hold"] == 12 * 8


def test_only_what_was_moved_in_that_time_counts_and_few_changes_show_no_bottleneck() -> None:
    """The last four of twelve were moved from hour 150 on."""
    late = facts(commits(), courses())._replace(window=Window(150 * HOUR, 300 * HOUR))
    whole = analyse(late, Owners(), GUILTY, Bounds())
    assert {each.name: each.reading.n for each in whole.stages}["hold"] == 4
    assert str(whole.waits) == "insufficient data: few changes were moved in that time (n = 4, 5 needed)"
    assert isinstance(whole.culprits, Insufficient)
    assert whole.bottlenecks == ()


def test_culprits_and_conflicts() -> None:
    """S4-148, S4-150."""
    whole = found(commits(), courses(), TEAMS, GUILTY)
    assert not isinstance(whole.culprits, Insufficient)
    assert whole.culprits[0].name == "lib/x"
    assert not isinstance(whole.conflicts, Insufficient)
    assert [(each.name, each.of.number, each.of.size) for each in whole.conflicts.places] == [
        ("db", 0, 6),
        ("web", 1, 6),
    ]
    assert whole.conflicts.empty == ("idle",)


def test_nothing_is_said_of_nothing() -> None:
    bare = history_of("a", drawn("a - 0"))
    whole = analyse(Facts(bare, Window(0, 1), reverts_in(bare)), Owners(), [], Bounds())
    assert whole.bottlenecks == ()
    assert all(
        isinstance(each, Insufficient)
        for each in (whole.waits, whole.flow, whole.slow, whole.conflicts, whole.culprits)
    )
    assert [each.share for each in whole.stages] == [None] * 7


@given(st.permutations(commits()), st.permutations(courses()), st.permutations([*TEAMS]), st.permutations(GUILTY))
def test_the_order_of_facts_plays_no_part(
    drawing: list[Commit], moved: list[Course], teams: list[str], guilty: list[Culprit]
) -> None:
    once = found(commits(), courses(), TEAMS, GUILTY)
    again = found(drawing, moved, {name: TEAMS[name] for name in teams}, guilty)
    assert again == once
    assert [*again.slow_teams] == [*once.slow_teams]
