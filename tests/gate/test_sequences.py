"""What is to come only after something else: the second before the first stays out."""

from pathlib import Path

import pytest

from tests.kit.field import Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

ALL = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n'


def series(field: Field) -> None:
    """Carries two merges, `second` only after `first`."""
    alice = field.alice
    for name in ("first", "second"):
        alice.commit({f"{name}.txt": "x\n"}, branch=name)
        alice.git("switch", "--quiet", "main")
    field.carry("first")
    field.decide("merge", "second", "--after", "first")


@pytest.fixture
def two(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried both, where the charter allows all methods."""
    return fields.grown(tmp_path / "two", File(), series, charter_of(people, ALL))


def first_by(field: Field, method: str) -> None:
    field.alice.gov("enact", "first", "--push", "origin", "--method", method)


def test_the_second_before_the_first(two: Field) -> None:
    before = two.at("main")
    done = two.alice.push(f"{two.alice.merge('second')}:main")
    assert two.at("main") == before
    assert "GOV-120" in done.stderr
    assert "which is not in main yet" in done.stderr
    done = two.alice.gov("enact", "second", "--push", "origin", check=False)
    assert done.returncode == 1
    assert "GOV-120" in done.stderr
    assert "GOV-120" not in two.alice.gov("enact", "first", "--push", "origin").stderr


@pytest.mark.parametrize("method", ["merge", "squash", "fast-forward"])
def test_the_second_after_the_first_however_that_came(two: Field, method: str) -> None:
    first_by(two, method)
    two.alice.push(f"{two.alice.merge('second')}:main", check=True)
    assert "verified: " in two.alice.gov("verify", "--from-scratch").stdout


def test_both_in_one_push(two: Field) -> None:
    alice = two.alice
    first = alice.merge("first")
    both = alice.merge("second", into=first)
    alice.push(f"{both}:main", check=True)
    alice.git("fetch", "--quiet")
    assert "verified: " in alice.gov("verify", "--from-scratch").stdout


def test_both_in_one_push_the_wrong_way_round(two: Field) -> None:
    alice = two.alice
    both = alice.merge("first", into=alice.merge("second"))
    assert "GOV-120" in alice.push(f"{both}:main").stderr
    alice.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", both)
    done = alice.gov("verify", "--from-scratch", check=False)
    assert done.returncode == 1
    assert "GOV-120" in done.stdout


def test_a_fast_forward_does_not_show_what_came_before(two: Field) -> None:
    assert "GOV-120" in two.alice.push("second:main").stderr


def test_the_motion_says_so(two: Field) -> None:
    assert f"after {two.alice.head('first')[:12]}" in two.alice.motion("show", "second").stdout


def test_only_after_what_merges_into_the_same_branch(two: Field) -> None:
    alice = two.alice
    release = alice.motion("resolve", "-m", "Be kind").stdout.split()[0]
    alice.commit({"third.txt": "x\n"}, branch="third")
    done = alice.motion("merge", "third", "--after", release, check=False)
    assert done.returncode == 2
    assert "merges nothing into refs/heads/main" in done.stderr


def test_a_ratified_sequence_is_kept(lined: Field) -> None:
    """What is refused of it is in tests/attacks/test_05_sequences.py."""
    alice, before = lined.alice, lined.at("main")
    for head in ("two", "along"):
        assert "a fast-forward does not show" in alice.push(f"{head}:main").stderr
    done = alice.gov("enact", "along", "--push", "origin", check=False)
    assert (done.returncode, "git sprint sequence --move" in done.stderr) == (1, True)
    alice.gov("queue", "--push", "origin")
    said = alice.git("log", "--first-parent", "--format=%s", "--reverse", f"{before}..{lined.at('main')}").stdout
    names = [line.split()[1] for line in said.splitlines()]
    assert (names[:2], sorted(names[2:])) == (["one", "two"], ["along", "top"])
    assert "verified: " in alice.gov("verify", "--from-scratch").stdout
