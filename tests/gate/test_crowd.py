"""Many at once: every vote that a push acknowledged is in the room."""

import fcntl
import os
import subprocess
from pathlib import Path

import pytest

from tests.kit.field import MAIN_AND_TAGS, Field, Fields
from tests.kit.forge import Pen, id_of, lines, submission
from tests.kit.people import People, Person, person
from tests.kit.repo import git
from tests.kit.servers import File, Transport

VOTERS = 20


@pytest.fixture(scope="session")
def voters(tmp_path_factory: pytest.TempPathFactory) -> list[Person]:
    folder = tmp_path_factory.mktemp("voters")
    return [person(f"voter{number}", folder / f"voter{number}") for number in range(VOTERS)]


@pytest.fixture
def crowd(fields: Fields, way: tuple[Transport, Path], people: People, voters: list[Person], tmp_path: Path) -> Field:
    """Returns a body of alice and twenty others, with an open motion, over each transport."""
    roll = "".join(f'[members.{who.name}]\nkeys = ["{who.pub}"]\n' for who in (people.alice, *voters))
    text = f'name = "Crowd"\nversion = 1\n{roll}{MAIN_AND_TAGS}'
    field = fields.founded(way[1] / tmp_path.name, way[0], text)
    field.alice.motion("merge", "feature/x")
    field.alice.sync()
    return field


def all_at_once(field: Field, specs: list[str]) -> list[tuple[int, str]]:
    """Pushes each spec in a process of its own, and returns what each ended with and said."""
    command = ["git", "push", "--quiet", "--no-verify", "origin"]
    env = field.alice.transport.env(field.alice.who)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    children = [
        subprocess.Popen([*command, spec], cwd=field.alice.path, env=env, text=True, **pipes)  # type: ignore[call-overload]
        for spec in specs
    ]
    said = [child.communicate()[0] for child in children]
    return [(child.returncode, text) for child, text in zip(children, said, strict=True)]


def test_twenty_voters_none_lost(crowd: Field, voters: list[Person]) -> None:
    pen = Pen(crowd.alice.chamber(), "feature/x")
    ballots = [pen.ballot(who, "nay" if number % 3 else "aye") for number, who in enumerate(voters)]
    specs = [f"{submission(crowd.alice.path, [line])}:refs/gov/inbox/{id_of(line)[:32]}" for line in ballots]
    told = all_at_once(crowd, specs)
    assert [status for status, _ in told] == [0] * VOTERS, told
    assert not any("refused" in text for _, text in told)
    assert set(lines(crowd.server, "votes")) == set(ballots)
    assert crowd.refs("refs/gov") == []
    crowd.alice.sync()
    assert "7 aye, 13 nay" in crowd.alice.vote("status").stdout


def test_good_and_bad_ones_together_each_gets_its_own_answer(crowd: Field, voters: list[Person]) -> None:
    pen = Pen(crowd.alice.chamber(), "feature/x")
    good = [pen.ballot(who) for who in voters[:6]]
    bad = [pen.ballot(who, name="voter19") for who in voters[6:9]]
    mixed = [line for pair in zip(good, [*bad, *bad], strict=True) for line in pair]
    specs = [
        f"{submission(crowd.alice.path, [line])}:refs/gov/inbox/{id_of(line)[:32]}" for line in dict.fromkeys(mixed)
    ]
    told = dict(zip(dict.fromkeys(mixed), all_at_once(crowd, specs), strict=True))
    assert all(status == 0 for status, _ in told.values())
    assert all("refused GOV-304" in told[line][1] for line in bad)
    assert not any("refused" in told[line][1] for line in good)
    assert set(lines(crowd.server, "votes")) == set(good)


def test_a_submission_that_is_packed_while_it_waits_is_folded(crowd: Field) -> None:
    """As `git gc` may do, which every push can start."""
    ballot = Pen(crowd.alice.chamber(), "feature/x").ballot(crowd.alice.who)
    ref = f"refs/gov/inbox/{id_of(ballot)[:32]}"
    command = ["git", "push", "--quiet", "origin", f"{submission(crowd.alice.path, [ballot])}:{ref}"]
    with (crowd.server / "gitgov" / "fold.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        child = subprocess.Popen(command, cwd=crowd.alice.path, env=crowd.alice.transport.env(crowd.alice.who))
        while not crowd.refs(ref):
            assert child.poll() is None
        git("pack-refs", "--all", cwd=crowd.server)
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert child.wait(timeout=60) == 0
    assert lines(crowd.server, "votes") == [ballot]
    assert crowd.refs("refs/gov") == []


def test_twenty_in_one_clone(fields: Fields, people: People, voters: list[Person], tmp_path: Path) -> None:
    """Each in a process of its own, all into the same room of the same clone."""
    roll = "".join(f'[members.{who.name}]\nkeys = ["{who.pub}"]\n' for who in (people.alice, *voters))
    field = fields.founded(tmp_path / "one", File(), f'name = "Crowd"\nversion = 1\n{roll}{MAIN_AND_TAGS}')
    field.alice.motion("merge", "feature/x")
    env = dict(os.environ)
    children = [
        subprocess.Popen(["git", "vote", "aye", "--key", who.key_path], cwd=field.alice.path, env=env, stdout=-3)
        for who in voters[:8]
    ]
    assert [child.wait(timeout=60) for child in children] == [0] * 8
    assert len(lines(field.alice.path, "votes")) == 8
    assert "8 aye" in field.alice.vote("status").stdout


def test_two_announcements_at_once_agree_or_one_comes_back(here: Field) -> None:
    """Both clones saw the same ballots, so both results are the same, and the motion is not contested."""
    name = here.alice.motion("release", "v1", "main").stdout.split()[0]
    here.alice.sync()
    for clone in (here.bob, here.carol):
        clone.sync()
        clone.vote("aye", name)
        clone.sync()
    for clone in (here.bob, here.carol):
        clone.sync()
    for clone in (here.bob, here.carol):
        clone.motion("announce", name)
    here.bob.sync()
    here.carol.gov("sync", check=False)
    for clone in (here.alice, here.bob, here.carol):
        clone.sync()
        assert "carried" in clone.motion("show", name).stdout
        assert clone.gov("verify").returncode == 0
    here.alice.gov("enact", name, "--push", "origin")
    assert here.at("v1^{commit}") == here.at("main")
