"""Laws of all measures, on histories and deployments by chance."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.core.amounts import parse_amount, show_amount
from gitgov.quality.measures import ALL, readings
from gitgov.quality.measures.facts import (
    CLEAN,
    CONFLICT,
    EVIL,
    FAILED,
    HOUR,
    SUCCEEDED,
    Application,
    Commit,
    Course,
    Deployment,
    Incident,
    Size,
    Window,
)
from gitgov.quality.measures.history import history_of
from gitgov.quality.measures.reverting import reverts_in
from gitgov.quality.measures.row import Facts, begun_by
from gitgov.quality.measures.shipping import Releases, delivered
from gitgov.quality.measures.summing import median, percentile
from gitgov.quality.reading import Reading

MAIN = "refs/heads/main"


class World:
    """Facts by chance, as lists that can be told in any order."""

    def __init__(self, draw: st.DrawFn) -> None:
        count = draw(st.integers(2, 12))
        times = draw(st.lists(st.integers(0, 3_000), min_size=count, max_size=count))
        self.commits: list[Commit] = []
        for number in range(count):
            few = st.lists(st.integers(0, number - 1), unique=True, min_size=1, max_size=2) if number else st.just([])
            parents = tuple(f"{each:07x}" for each in draw(few))
            back = draw(st.integers(-4, number - 1)) if number else -1
            said = f"This reverts commit {back:07x}." if back >= 0 else f"Do {number}"
            at = sorted(times)[number] * HOUR
            self.commits.append(Commit(f"{number:07x}", parents, at, at, said))
        oids = [each.oid for each in self.commits]
        self.replays = {oid: draw(st.sampled_from([CLEAN, CONFLICT, EVIL])) for oid in oids}
        self.sizes = {oid: Size(("x",) * draw(st.integers(0, 3)), draw(st.integers(0, 99))) for oid in oids}
        instants = st.integers(0, 4_000 * HOUR)
        maybe = st.none() | instants
        self.courses = [
            Course(f"m{n}", MAIN, draw(st.sampled_from(oids)), draw(instants), reviewed=draw(maybe), enacted=draw(maybe),
                   old=draw(st.sampled_from(oids)), new=draw(st.sampled_from(oids)), carried=draw(st.booleans()))
            for n in range(draw(st.integers(0, 4)))
        ]  # fmt: skip
        self.deployments = [
            Deployment(f"d{n}", draw(st.sampled_from([*oids, "gone"])), draw(instants), run=draw(st.sampled_from(["", "7"])),
                       result=draw(st.sampled_from([SUCCEEDED, SUCCEEDED, FAILED])), unplanned=draw(st.booleans()),
                       tag=draw(st.booleans()), rollback=draw(st.booleans()))
            for n in range(draw(st.integers(0, 7)))
        ]  # fmt: skip
        self.incidents = [
            Incident(f"i{n}", f"d{draw(st.integers(0, 6))}", draw(instants), closed=draw(maybe))
            for n in range(draw(st.integers(0, 3)))
        ]
        self.window = Window(draw(st.sampled_from([0, 500 * HOUR])), draw(st.sampled_from([2_000, 5_000])) * HOUR)

    def taken(self, dice: Random | None = None) -> list[Reading]:
        """Takes all measures, of facts in an order by chance."""
        parts = [[*self.commits], [*self.courses], [*self.deployments], [*self.incidents]]
        for each in parts if dice else ():
            assert dice is not None
            dice.shuffle(each)  # type: ignore[arg-type]
        commits, courses, deployments, incidents = parts
        history = history_of(self.commits[-1].oid, commits)  # type: ignore[arg-type]
        reverts = reverts_in(history)
        facts = Facts(history, self.window, reverts, self.replays, self.sizes, tuple(courses))  # type: ignore[arg-type]
        releases = Releases(Application(), tuple(deployments), tuple(incidents))  # type: ignore[arg-type]
        return [*readings(facts._replace(deliveries=(delivered(history, releases, reverts, begun_by(facts)),)))]


worlds = st.composite(World)()


@given(worlds)
def test_shares_are_parts_and_durations_are_not_negative(world: World) -> None:
    for each in world.taken():
        assert each.unit == ALL[each.metric].unit
        assert each.n == len(each.samples)
        if each.value is None:
            assert each.n == 0
            continue
        assert each.value >= 0
        assert parse_amount(show_amount(each.value)) == each.value
        if each.unit == "1":
            assert 0 <= each.value <= 1
            assert each.part is not None
            assert each.value == Fraction(each.part, each.n)
            assert each.part == sum(sample.value for sample in each.samples)
        assert {*each.inferred} <= {sample.object for sample in each.samples}
        assert [*each.samples] == sorted(each.samples, key=lambda sample: (sample.at, sample.object))


@given(worlds, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_told_plays_no_part(world: World, dice: Random) -> None:
    assert world.taken(dice) == world.taken()


@given(worlds)
def test_what_is_left_out_changes_nothing_but_what_is_said_to_be_left_out(world: World) -> None:
    before = world.taken()
    world.deployments.append(Deployment("nowhere", "gone", 1_000 * HOUR))
    world.courses.append(Course("unmerged", MAIN, "nowhere", world.window.until))
    after = world.taken()
    assert [each._replace(excluded=()) for each in after] == [each._replace(excluded=()) for each in before]
    said = {why.why for each in after for why in each.excluded}
    assert {"its commit is not here", "it has not been merged", "it has not been deployed"} <= said


@given(worlds, st.integers(0, 5_000))
def test_all_that_is_counted_lies_in_the_window(world: World, hour: int) -> None:
    world.window = Window(hour * HOUR, 5_000 * HOUR)
    for each in world.taken():
        if each.metric not in {"deployment_days_per_week", "time_between_deployments"}:
            assert all(hour * HOUR <= sample.at for sample in each.samples), each.metric


fractions = st.lists(st.fractions(-1_000, 1_000, max_denominator=3_600), min_size=1, max_size=30)


@given(fractions)
def test_medians_and_percentiles_are_exact(values: list[Fraction]) -> None:
    middle = median(values)
    assert 2 * sum(each < middle for each in values) <= len(values) >= 2 * sum(each > middle for each in values)
    high = percentile(values, Fraction(85, 100))
    assert high in values
    assert 100 * sum(each <= high for each in values) >= 85 * len(values)
    assert 100 * sum(each < high for each in values) < 85 * len(values)
