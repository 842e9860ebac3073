"""Whoever checks a signature, a thread or a process, the answer is the same; and no process stays behind."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gitgov.core.errors import Undecided
from gitgov.core.sshkeys import parse_public_key
from gitgov.git import checking
from gitgov.git.checking import Checkers
from tests.kit.forge import sealed
from tests.kit.people import People

BAD = [1, 3, 4, 5]
FOREVER = """\
import sys, time
from gitgov.core.sshkeys import parse_public_key
from gitgov.git import checking
checking.FEW = 0
key = parse_public_key(sys.argv[1])
with checking.Checkers({key.fingerprint: key}) as checkers:
    checkers.submit([b"x"]).result()
    print('started', flush=True)
    time.sleep(600)
"""


@pytest.fixture
def batch(people: People) -> list[bytes]:
    """Returns two good lines, and four at the places `BAD`: altered, of a stranger, with a newline, empty."""
    good = sealed(b'{"x":1}', people.alice)
    altered = good.replace(b'"x":1', b'"x":2')
    return [good, altered, sealed(b'{"x":3}', people.bob), sealed(b'{"x":3}', people.eve), b"not a line", b""]


@pytest.fixture(params=[0, 100], ids=["processes", "threads"])
def checkers(request: pytest.FixtureRequest, people: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[Checkers]:
    monkeypatch.setattr(checking, "FEW", request.param)
    keys = [parse_public_key(each.pub) for each in (people.alice, people.bob)]
    with Checkers({key.fingerprint: key for key in keys}) as made:
        yield made


def test_the_places_of_what_does_not_hold(checkers: Checkers, batch: list[bytes]) -> None:
    answers = [checkers.submit(batch), checkers.submit(batch[:1]), checkers.submit(batch[1:2] * 3)]
    assert [answer.result() for answer in answers] == [BAD, [], [0, 1, 2]]


def test_more_batches_than_checkers(checkers: Checkers, batch: list[bytes]) -> None:
    assert [answer.result() for answer in [checkers.submit(batch * 50) for _ in range(20)]] == [
        [6 * turn + place for turn in range(50) for place in BAD]
    ] * 20


def test_a_process_that_has_died_decides_nothing(
    people: People, batch: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "FEW", 0)
    key = parse_public_key(people.alice.pub)
    with Checkers({key.fingerprint: key}) as checkers:
        checkers.submit(batch).result()
        for child in checkers._children:
            child.kill()
            child.wait()
        with pytest.raises(Undecided, match="has died"):
            checkers.submit(batch).result()


def test_no_process_outlives_one_that_is_killed(people: People, tmp_path: Path) -> None:
    """All of them hold the same stderr, whose end comes when the last has gone."""
    argv = [sys.executable, "-c", FOREVER, people.alice.pub]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "started\n"
        parent.kill()
        assert parent.communicate(timeout=60) == ("", "")
