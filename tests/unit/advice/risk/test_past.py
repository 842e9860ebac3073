"""What the files of changes have been through, against a model that walks back from each change; and examples of each fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.risk.past import Past, facts_of
from gitgov.advice.risk.step import DAY, HOUR, MOST_AUTHORS, NEAR, RiskFacts, Step, Touched

NAMES = ("a", "b", "dir/c", "dir/d")


def step(oid: str, *parents: str, at: int = 0, by: int = 0, files: Sequence[Touched] = (), says: str = "") -> Step:
    return Step(oid, parents, (by,), at, 0, at, tuple(files), "fix" in says, "revert" in says)


def line(*names: str) -> tuple[Touched, ...]:
    return tuple(Touched(name, 1) for name in names)


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Draws commits with up to two parents among those before them, at times that need not agree with that."""
    steps = list[Step]()
    for number in range(draw(st.integers(1, 12))):
        above = draw(st.lists(st.sampled_from([each.oid for each in steps]), max_size=2, unique=True)) if steps else []
        paths = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
        files = [Touched(path, draw(st.integers(0, 9)), draw(st.sampled_from(("", "", *NAMES)))) for path in paths]
        at, by = draw(st.integers(0, 400)) * DAY, draw(st.integers(0, 3))
        says = draw(st.sampled_from(("", "fix", "revert")))
        steps.append(step(f"{number}", *above, at=at, by=by, files=files, says=says))
    return steps


def above(steps: Sequence[Step], oid: str) -> set[str]:
    """Returns all that lie before a commit."""
    known, found = {each.oid: each for each in steps}, set[str]()
    waiting = [*known[oid].parents]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(known[each].parents)
    return found


def touching(steps: Sequence[Step], path: str, before: set[str]) -> Iterator[Step]:
    """Yields those of some commits that touched a file by any of its names."""
    for each in steps:
        for file in each.files if each.oid in before else ():
            if file.path == path:
                yield each
                if file.before:
                    yield from touching(steps, file.before, above(steps, each.oid))


def naive(steps: Sequence[Step], one: Step) -> RiskFacts:
    before = above(steps, one.oid)
    names = [name for each in one.files for name in (each.path, each.before) if name]
    earlier = {each.oid: each for name in names for each in touching(steps, name, before)}.values()
    return RiskFacts(
        changes=len(earlier),
        fixes=sum(each.fixes for each in earlier),
        near=sum(each.reverts and each.committed >= one.committed - NEAR for each in earlier),
        authors=len({each.authors for each in earlier}),
        own=sum(each.authors == one.authors for each in earlier),
        age=max(0, one.committed - max(each.committed for each in earlier)) if earlier else -1,
    )


def past_of(facts: RiskFacts) -> tuple[int, ...]:
    return (facts.changes, facts.fixes, facts.near, facts.authors, facts.own, facts.age)


@given(histories())
def test_one_pass_finds_what_walking_back_from_each_change_finds(steps: list[Step]) -> None:
    assert [past_of(each) for each in facts_of(steps)] == [past_of(naive(steps, each)) for each in steps]


@given(histories())
def test_what_lies_beside_a_change_makes_no_difference(steps: list[Step]) -> None:
    every = dict(zip((each.oid for each in steps), facts_of(steps), strict=True))
    for one in steps:
        wanted = {one.oid, *above(steps, one.oid)}
        alone = [each for each in steps if each.oid in wanted]
        *_, last = facts_of(alone)
        assert last == every[one.oid]


@given(histories())
def test_all_that_is_kept_for_children_is_forgotten_once_there_are_no_more(steps: list[Step]) -> None:
    past = Past(steps)
    for each in steps:
        past.take(each)
    assert past._above == {}


def test_what_a_change_is_made_of() -> None:
    files = (Touched("src/a.py", 8), Touched("src/b.py", 8), Touched("logo.png", 0, binary=True))
    one = Step("x", (), (1,), 4 * DAY + 22 * HOUR, 180, 0, files, fixes=True, critical=("src/a.py",))
    (facts,) = facts_of([one])
    assert facts == RiskFacts(
        lines=16,
        files=3,
        folders=2,
        bits=16,
        spread=630,
        untested=2,
        hour=1,
        weekday=1,
        is_fix=True,
        critical=("src/a.py",),
    )


def test_the_zone_is_the_authors_own() -> None:
    east, west = (Step("x", (), (1,), 0, zone, 0, ()) for zone in (330, -420))
    assert [(each.weekday, each.hour) for one in (east, west) for each in facts_of([one])] == [(3, 5), (2, 17)]


def test_a_test_that_changed_too() -> None:
    (facts,) = facts_of([step("x", files=line("src/a.py", "tests/test_a.py"))])
    assert facts.untested == 0


def test_a_file_keeps_its_past_when_it_is_renamed_and_what_takes_its_old_name_begins_anew() -> None:
    steps = [
        step("1", files=line("a")),
        step("2", "1", at=1, files=[Touched("b", 0, "a")]),
        step("3", "2", at=2, files=line("a")),
        step("4", "3", at=3, files=line("b")),
    ]
    assert [each.changes for each in facts_of(steps)] == [0, 1, 1, 2]


def test_a_change_on_another_branch_is_not_before_it_and_what_a_merge_brings_is() -> None:
    steps = [
        step("1", files=line("a")),
        step("2", "1", at=1, files=line("a"), by=1),
        step("3", "1", at=2, files=line("a"), by=2),
        step("m", "2", "3", at=3),
        step("4", "m", at=4, files=line("a")),
    ]
    facts = [*facts_of(steps)]
    assert [each.changes for each in facts] == [0, 1, 1, 0, 3]
    assert facts[-1].authors == 3
    assert facts[-1].own == 1


def test_what_a_shallow_clone_hides_is_hidden_from_all_that_follows() -> None:
    end = step("1", files=())._replace(cut=True)
    steps = [end, step("2", "1", at=1), step("other", at=2), step("m", "2", "other", at=3)]
    assert [each.cut for each in facts_of(steps)] == [True, True, False, True]


def test_a_revert_is_near_for_90_days() -> None:
    undone = step("1", files=line("a"), says="revert")
    for later, near in ((NEAR, 1), (NEAR + 1, 0)):
        *_, facts = facts_of([undone, step("2", "1", at=later, files=line("a"))])
        assert (facts.near, facts.changes) == (near, 1)


def test_authors_are_counted_so_far_only() -> None:
    steps = [step("0", files=line("a"))]
    for number in range(1, MOST_AUTHORS + 10):
        steps += [step(f"{number}", f"{number - 1}", at=number, by=number, files=line("a"))]
    assert [each.authors for each in facts_of(steps)] == [min(each, MOST_AUTHORS) for each in range(len(steps))]


def test_files_one_by_one() -> None:
    steps = [
        step("1", files=line("a", "b"), says="fix"),
        step("2", "1", at=DAY, files=line("a"), says="revert"),
        step("3", "2", at=2 * DAY, files=line("a", "b", "new")),
    ]
    past = Past(steps)
    for each in steps[:-1]:
        past.take(each)
    assert past.files_of(steps[-1]) == (("a", 2, 1, 1), ("b", 1, 1, 0), ("new", 0, 0, 0))
    assert past.take(steps[-1]).changes == 2
