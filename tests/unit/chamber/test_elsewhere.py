"""A team's remote whose ledger is older than the body's: what it sends back stays here, as another remote holds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitgov.chamber import clock, returned
from gitgov.chamber.elsewhere import decides
from gitgov.chamber.rounds import Heard, go_round
from gitgov.chamber.sync import sync
from gitgov.git.transfer import Remote
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import lines
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File

TEAM = f"""{MAIN_AND_TAGS}
[rules]
poll = "7d"

[teams.ops]
members = ["alice"]
scrum_master = "alice"
remote = "ops"
"""
ROOMS = ("charter", "motions", "debate", "votes", "decisions")


@pytest.fixture
def behind(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Ops, which has no hooks, was copied before the body decided on feature/x and on its second charter."""
    return fields.grown(tmp_path / "field", File(), decided, charter_of(people, TEAM))


def decided(found: Field) -> None:
    """Decides what ops has missed."""
    git("clone", "--quiet", "--mirror", found.server, found.root / "ops.git", cwd=found.root)
    alice = found.alice
    found.carry("feature/x")
    text = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    (found.root / "c.toml").write_text(text, encoding="utf-8")
    name = found.decide("charter", str(found.root / "c.toml"))
    alice.gov("enact", name)
    alice.sync()


def test_what_another_remote_holds_stays_and_the_one_behind_is_named(behind: Field) -> None:
    alice = joined(behind)
    held = {room: lines(alice.path, room) for room in ROOMS}
    tips = {room: alice.head(f"refs/notes/gov/{room}") for room in ROOMS if held[room]}
    for _ in range(2):
        origin, ops = rounds(alice)
        assert [each.code for each in ops.faults] == ["GOV-216"]
        assert (
            "the ledger of ops is behind that of origin: it has sent back 11 lines that origin holds"
            in ops.faults[0].what
        )
        assert (origin.received, origin.faults) == (0, ())
        assert {room: lines(alice.path, room) for room in ROOMS} == held
        assert {room: alice.head(f"refs/notes/gov/{room}") for room in tips} == tips
        assert alice.gov("verify").stdout.startswith("verified: ")
        assert "charter version 2" in alice.gov("status").stdout


def test_what_helps_is_said_and_brings_it_up(behind: Field) -> None:
    alice = joined(behind)
    alice.gov("hooks", "install")
    assert [each.code for each in rounds(alice)[1].faults] == ["GOV-216"]
    told = alice.sprint("sync", check=False)
    assert told.returncode == 1
    assert "next: git gov sync ops, then git push ops 'refs/notes/gov/*:refs/notes/gov/*'" in told.stdout
    assert "GOV-216" in alice.gov("sync", "ops", check=False).stdout
    alice.git("push", "--quiet", "ops", "refs/notes/gov/*:refs/notes/gov/*")
    assert alice.sprint("sync").returncode == 0
    assert [each.faults for each in rounds(alice)] == [(), ()]
    assert set(lines(behind.root / "ops.git", "charter")) == set(lines(behind.server, "charter"))


def test_a_remote_that_is_behind_and_has_lines_of_its_own_is_united_with(behind: Field) -> None:
    """Its rooms and those of origin have parted, so neither goes on from the other."""
    alice, ops = joined(behind), behind.root / "ops.git"
    behind.bob.git("remote", "add", "ops", str(ops))
    git("checkout", "--quiet", "-b", "feature/o", "origin/feature/x", cwd=behind.bob.path)
    behind.bob.commit({"o": "o"}, "O", "feature/o")
    behind.bob.motion("merge", "feature/o")
    behind.bob.gov("sync", "ops")
    held = {room: set(lines(alice.path, room)) for room in ROOMS}
    assert "GOV-216" in [each.code for each in rounds(alice)[1].faults]
    own = set(lines(ops, "motions"))
    assert set(lines(alice.path, "motions")) == held["motions"] | own > held["motions"]
    assert all(held[room] <= set(lines(alice.path, room)) for room in ROOMS)


def test_what_a_team_s_remote_refuses_first_stays_until_origin_has_said(behind: Field) -> None:
    """Origin is down meanwhile; the vote is not sent to ops again, and reaches origin."""
    alice, down = joined(behind), behind.root / "down.git"
    rounds(alice)
    motion = moved(alice)
    behind.server.rename(down)
    for codes in (["GOV-302"], []):
        heard = rounds(alice)
        assert heard[0].error
        assert [each.code for each in heard[1].faults if each.code != "GOV-216"] == codes
        assert motion in lines(alice.path, "motions")
    (row,) = [each for each in returned.read(alice.chamber().repo) if each.line == motion]
    assert (row.remote, row.kept) == ("ops", True)
    down.rename(behind.server)
    alice.sync()
    assert motion in lines(behind.server, "motions")
    ops = rounds(alice)[1]
    assert [each.code for each in ops.faults] == ["GOV-216"]
    assert "12 lines that origin holds" in ops.faults[0].what
    assert alice.gov("verify").stdout.startswith("verified: ")


def test_what_origin_refuses_leaves_as_ever_whatever_a_team_s_remote_has_said(behind: Field) -> None:
    """Carol votes late: ops, which takes nothing in that is so old, says so first."""
    alice, carol = behind.alice, behind.carol
    carol.git("remote", "add", "ops", str(behind.root / "ops.git"))
    alice.git(
        "push", "--quiet", "--no-verify", "origin", f"{alice.commit({'p': 'p'}, 'P', 'feature/p')}:refs/heads/feature/p"
    )
    alice.motion("merge", "feature/p")
    alice.sync()
    carol.git("fetch", "--quiet")
    carol.sync()
    carol.sprint("federation", "add")
    for voter in (behind.people.alice, behind.people.bob):
        alice.vote("aye", "--key", voter.key_path)
    alice.motion("announce")
    alice.sync()
    held = set(lines(carol.path, "votes"))
    carol.vote("nay")
    (late,) = set(lines(carol.path, "votes")) - held
    told = sync(carol.chamber().repo, later, "ops")
    assert (told.kept, bool(told.refused), late in lines(carol.path, "votes")) == (True, True, True)
    assert json.loads(carol.gov("sync", "ops", "--json", check=False).stdout)["kept"] is True
    report = sync(carol.chamber().repo, clock.now)
    assert [each.code for each in report.refused] == ["GOV-341"]
    assert late not in lines(carol.path, "votes")
    assert [(row.remote, row.kept) for row in returned.read(carol.chamber().repo) if row.line == late] == [
        ("ops", True), ("origin", False),
    ]  # fmt: skip


def test_a_remote_of_no_team_decides_where_the_usual_one_keeps_no_ledger(behind: Field) -> None:
    """As upstream does for who has origin as a fork of his own."""
    alice = behind.alice
    repo = alice.chamber().repo
    assert [decides(repo, Remote(name)) for name in ("origin", "upstream")] == [True, False]
    git("update-ref", "-d", "refs/gov/remotes/origin/rooms/charter", cwd=alice.path)
    assert [decides(repo, Remote(name)) for name in ("origin", "upstream")] == [True, True]
    alice.git("remote", "add", "ops", str(behind.root / "ops.git"))
    alice.sprint("federation", "add")
    assert not decides(alice.chamber().repo, Remote("ops"))
    alice.git("remote", "remove", "origin")
    assert decides(alice.chamber().repo, Remote("ops"))


def moved(alice: Clone) -> bytes:
    """Has alice move to merge something that nobody has seen yet; returns the line."""
    before = set(lines(alice.path, "motions"))
    alice.commit({"p": "p"}, "P", "feature/p")
    alice.motion("merge", "feature/p")
    (motion,) = set(lines(alice.path, "motions")) - before
    return motion


def test_what_a_team_s_remote_has_taken_in_stays_and_origin_s_reason_is_told(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    """Origin is not called behind: it is where the body decides."""
    found = fields.founded(tmp_path / "field", File(), charter_of(people, TEAM))
    git("clone", "--quiet", "--mirror", found.server, found.root / "ops.git", cwd=found.root)
    alice, carol = found.alice, found.carol
    for each in (alice, carol):
        each.git("remote", "add", "ops", str(found.root / "ops.git"))
    alice.motion("merge", "feature/x")
    alice.gov("sync", "ops")
    alice.sync()
    carol.sync()
    for voter in (people.alice, people.bob):
        alice.vote("aye", "--key", voter.key_path)
    alice.motion("announce")
    alice.sync()
    carol.vote("nay")
    (late,) = lines(carol.path, "votes")
    carol.gov("sync", "ops")
    for codes in (["GOV-341"], []):
        report = sync(carol.chamber().repo, clock.now)
        assert [each.code for each in (*report.refused, *report.faults)] == codes
        assert late in lines(carol.path, "votes")
    assert carol.gov("verify").stdout.startswith("verified: ")


def joined(field: Field) -> Clone:
    """Has alice's clone know ops."""
    field.alice.git("remote", "add", "ops", str(field.root / "ops.git"))
    field.alice.sprint("federation", "add")
    return field.alice


def later() -> int:
    """Ten days on, when nobody takes in any more what was moved today."""
    return clock.now() + 864_000


def rounds(who: Clone) -> list[Heard]:
    """Goes a round through origin and ops."""
    return go_round(who.chamber(later), lambda *_: None)
