"""The merge queue on a server: what is decided lands by itself, after any push, and says so."""

import json
from pathlib import Path

import pytest

from gitgov.chamber import clock, landing
from gitgov.chamber.landing import Plan, Wish, land_here
from gitgov.chamber.open import Chamber
from gitgov.hooks.landed import told
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.forge import lines
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import commit, git
from tests.kit.servers import File

HOUR = 3600


def ask(field: Field, branch: str) -> None:
    """Moves, votes on and announces a merge in alice's clone only."""
    field.alice.motion("merge", branch)
    field.alice.vote("aye", branch)
    field.alice.motion("announce", branch)


def body(fields: Fields, people: People, root: Path, rules: str = "") -> Field:
    """Returns a body of one member, whose server runs the queue."""
    field = fields.founded(root / "field", File(), charter_of(people, rules + MAIN_AND_TAGS, members=("alice",)))
    git("config", "gov.queue", "true", cwd=field.server)
    return field


@pytest.fixture
def served(fields: Fields, people: People, tmp_path: Path) -> Field:
    return body(fields, people, tmp_path)


def on_record(field: Field) -> int:
    return b"".join(lines(field.server, "decisions")).count(b'"kind":"decision.enacted"')


def test_what_is_announced_lands_by_the_same_sync_and_the_sender_reads_it(served: Field) -> None:
    ask(served, "feature/x")
    said = served.alice.gov("sync").stdout
    main = served.at("main")
    assert f"origin's queue: refs/heads/main is at {main[:12]}: 1 merge upon {served.alice.head('main')[:12]}" in said
    assert served.at("main^2") == served.alice.head("feature/x")
    names = git("log", "-1", "--format=%an <%ae> %cn", "main", cwd=served.server).stdout.strip()
    assert names == "gitgov queue <gitgov@localhost> gitgov queue"
    assert "\nDecision: " in git("log", "-1", "--format=%B", "main", cwd=served.server).stdout
    served.alice.git("pull", "--quiet")
    assert "nothing is open" in served.alice.gov("status").stdout
    assert "1 move of" in served.alice.gov("verify").stdout


def test_a_member_puts_on_record_what_the_server_did(served: Field) -> None:
    ask(served, "feature/x")
    served.alice.sync()
    assert on_record(served) == 0
    (done,) = json.loads(served.alice.gov("queue", "--push", "origin", "--json").stdout)
    assert len(done["recorded"]) == 1
    assert on_record(served) == 1


def test_a_server_with_a_members_key_records_it_itself(served: Field) -> None:
    git("config", "gov.key", str(served.people.alice.key_path), cwd=served.server)
    ask(served, "feature/x")
    served.alice.sync()
    assert on_record(served) == 1


def test_a_key_that_only_the_pushers_settings_name_signs_nothing_there(served: Field) -> None:
    """Over file:// the hook runs with them."""
    served.alice.git("config", "--global", "gov.key", served.people.alice.key_path)
    ask(served, "feature/x")
    assert "origin's queue: " in served.alice.gov("sync").stdout
    assert on_record(served) == 0


def test_who_enacts_finds_it_done_and_records_it(served: Field) -> None:
    ask(served, "feature/x")
    assert "pushed to origin" in served.alice.gov("enact", "feature/x", "--push", "origin").stdout
    assert served.at("main") == served.alice.head("main")
    assert on_record(served) == 1
    assert git("log", "-1", "--format=%an", "main", cwd=served.server).stdout == "gitgov queue\n"


def test_the_own_name_of_the_repository_goes_before_that_of_who_pushes(served: Field) -> None:
    git("config", "user.name", "Team queue", cwd=served.server)
    git("config", "user.email", "queue@example.org", cwd=served.server)
    ask(served, "feature/x")
    served.alice.git("config", "commit.gpgSign", "true")
    served.alice.sync()
    names = git("log", "-1", "--format=%an <%ae> %cn", "main", cwd=served.server).stdout.strip()
    assert names == "Team queue <queue@example.org> Team queue"
    assert "gpgsig" not in git("cat-file", "commit", "main", cwd=served.server).stdout


def test_unless_the_keeper_wants_it_nothing_lands(served: Field) -> None:
    git("config", "gov.queue", "false", cwd=served.server)
    before = served.at("main")
    ask(served, "feature/x")
    assert "queue" not in served.alice.gov("sync").stdout
    assert served.at("main") == before


def test_a_head_that_is_pushed_later_lands_by_that_push(served: Field) -> None:
    commit(served.alice.path, {"late.txt": "l\n"}, "Late", branch="late")
    served.alice.git("switch", "--quiet", "main")
    ask(served, "late")
    before = served.at("main")
    assert "cannot go: GOV-177" in served.alice.gov("sync").stdout
    assert served.at("main") == before
    said = served.alice.push("late").stderr
    assert f"gitgov: queue: refs/heads/main is at {served.at('main')[:12]}" in said
    assert served.at("main^2") == served.alice.head("late")


def test_a_conflict_is_told_with_its_files_and_the_other_lands(served: Field) -> None:
    commit(served.alice.path, {"x.txt": "another\n"}, "Another x", branch="other")
    served.alice.git("switch", "--quiet", "main")
    served.alice.push("other")
    for branch in ("feature/x", "other"):
        ask(served, branch)
    said = served.alice.gov("sync").stdout
    assert ": 1 merge upon" in said
    assert "cannot go: GOV-107" in said
    assert "(conflicts: x.txt)" in said


class TestAHold:
    @pytest.fixture
    def held(self, fields: Fields, people: People, tmp_path: Path) -> Field:
        field = body(fields, people, tmp_path, '[rules.merge]\nhold = "1h"\n')
        ask(field, "feature/x")
        return field

    def test_it_waits_and_the_sender_reads_until_when(self, held: Field) -> None:
        before = held.at("main")
        assert "waits: GOV-113" in held.alice.gov("sync").stdout
        assert held.at("main") == before

    def test_what_runs_when_the_hold_has_ended_lets_it_in(self, held: Field) -> None:
        held.alice.sync()
        (outcome,) = land_here(held.server, lambda: clock.now() + 2 * HOUR)
        assert outcome.moved
        assert held.at("main^2") == held.alice.head("feature/x")
        assert told(outcome)[0].startswith(f"refs/heads/main is at {held.at('main')[:12]}")
        assert list(land_here(held.server, lambda: clock.now() + 2 * HOUR)) == []


def test_somebody_who_pushes_meanwhile_keeps_what_was_pushed(served: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """The branch moves between the laying and the move: all is laid anew upon it."""
    git("config", "gov.queue", "false", cwd=served.server)
    commit(served.alice.path, {"y.txt": "y\n"}, "Add y", branch="feature/y")
    served.alice.git("switch", "--quiet", "main")
    served.alice.push("feature/y")
    for branch in ("feature/x", "feature/y"):
        ask(served, branch)
    served.alice.sync()
    true = landing.planned
    pushed: list[str] = []

    def planned(chamber: Chamber, ref: str, wish: Wish) -> Plan:
        plan = true(chamber, ref, wish)
        if not pushed:
            pushed.append(served.alice.merge("feature/x"))
            served.alice.push(f"{pushed[0]}:main", check=True)
        return plan

    monkeypatch.setattr(landing, "planned", planned)
    (outcome,) = land_here(served.server)
    assert outcome.moved
    assert served.at("main^1") == pushed[0]
    assert served.at("main^2") == served.alice.head("feature/y")


def test_a_push_of_other_refs_starts_no_interpreter_afterwards_unless_the_queue_runs(served: Field) -> None:
    hook = served.server / "hooks" / "post-receive"
    mark, text = served.root / "started", hook.read_text(encoding="utf-8")
    start = text.index("\npython='") + 9
    program = served.root / "python"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n", encoding="utf-8")
    program.chmod(0o755)
    hook.write_text(text[:start] + str(program) + text[text.index("'", start) :], encoding="utf-8")
    git("config", "gov.queue", "false", cwd=served.server)
    served.alice.push("feature/x:refs/heads/copy", check=True)
    assert not mark.exists()
    git("config", "gov.queue", "true", cwd=served.server)
    served.alice.push("feature/x:refs/heads/copy2", check=True)
    assert mark.exists()


def test_it_is_asked_for_with_the_hooks(served: Field) -> None:
    git("config", "--unset", "gov.queue", cwd=served.server)
    said = program("gov", "hooks", "install", "--queue", cwd=served.server).stdout
    assert "what is decided is carried out after every push (gov.queue)" in said
    assert git("config", "gov.queue", cwd=served.server).stdout == "true\n"
