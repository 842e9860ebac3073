"""Remotes of teams, several of them and one down: what a fetch may bring, whose ledger it is, and what a round says."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from gitgov.chamber.open import open_chamber
from gitgov.chamber.remembered import crossings_seen
from gitgov.chamber.rounds import report
from gitgov.chamber.sprints import read_board
from gitgov.chamber.verify import verify
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import lines, write
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, sample, server
from tests.kit.servers import File

EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
AT = "https://teams.example/"
TEAMS = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["bob"]
scrum_master = "bob"
paths = ["core/"]
remote = "{AT}core.git"
packs = {{ auth = "{AT}auth.git", web = "{AT}web.git" }}

[teams.ops]
members = ["alice"]
scrum_master = "alice"
remote = "{AT}nowhere.git"
focus = "1/2"
holidays = ["2026-01-06"]

[teams.web]
members = ["carol"]
scrum_master = "carol"
paths = ["web/"]
remote = "{AT}web.git"
"""


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Core works in a fork, which has the ledger too, web in a repository of its own, ops in one that is not there."""
    return beside(fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS)))


@pytest.fixture
def under_way(fields: Fields, people: People, tmp_path: Path) -> Field:
    """As `field`, and core's sprint has begun in bob's clone, where nothing is laid out."""
    return beside(fields.grown(tmp_path / "field", File(), begun, charter_of(people, TEAMS)))


def begun(found: Field) -> None:
    """Plans core's sprint, commits it to that and starts it."""
    for words in (("plan", "S1", "--item", "C-1:5"), ("commit", "S1")):
        sprint(found.bob, *words)
    found.bob.vote("aye")
    found.bob.motion("announce")
    sprint(found.bob, "start", "S1", "--no-worktree")


def beside(found: Field) -> Field:
    """Makes the repositories of teams beside that of the body, and lets everybody find them."""
    git("clone", "--quiet", "--mirror", found.server, found.root / "core.git", cwd=found.root)
    git("commit", "--quiet", "--amend", "-m", "Another", cwd=sample(found.root / "sample"))
    server(found.root / "sample", found.root / "web.git")
    git("config", "--global", f"url.{found.root.as_uri()}/.insteadOf", AT, cwd=found.root)
    return found


def sprint(who: Clone, *words: str, check: bool = True) -> str:
    done = program("sprint", *words, cwd=who.path, env=who.transport.env(who.who), check=check)
    return done.stdout + done.stderr


def said(who: Clone, *words: str, check: bool = True) -> Any:
    return json.loads(sprint(who, *words, "--json", check=check))


def by(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {row[name]: row for row in rows}


def config(who: Clone) -> str:
    return (who.path / ".git" / "config").read_text(encoding="utf-8")


def test_remotes_are_added_so_that_nothing_is_overwritten_and_once(field: Field) -> None:
    alice = field.alice
    alice.git("remote", "add", "production", f"{AT}production.git")
    assert "remote production has no federation policy" in alice.gov("doctor", check=False).stdout
    assert [each["changed"] for each in said(alice, "federation", "add")] == [True, True, True]
    specs = alice.git("config", "--get-all", "remote.core.fetch").stdout.split()
    assert specs == ["+refs/heads/*:refs/remotes/core/*", "refs/notes/gov/*:refs/gov/federated/core/*"]
    assert alice.git("config", "remote.core.tagopt").stdout.strip() == "--no-tags"
    before = config(alice)
    assert "is set up" in sprint(alice, "federation", "add")
    assert config(alice) == before
    sprint(alice, "federation", "add", "production")
    assert "federation policy" not in alice.gov("doctor", check=False).stdout
    assert alice.git("config", "--get-all", "remote.production.fetch").stdout.split()[1].startswith("refs/notes/gov/*:")


def test_the_tree_says_what_a_team_can_do_in_points_or_in_days(field: Field) -> None:
    teams = by("team", said(field.alice, "teams"))
    assert [(each["capacity"], each["focus"]) for each in teams.values()] == [(8, None), (5, "1/2"), (8, None)]
    assert teams["core"]["packs"] == {"auth": f"{AT}auth.git", "web": f"{AT}web.git"}
    assert "capacity: 5 days in two weeks, 1/2 of those" in sprint(field.alice, "teams")


def test_a_remote_of_another_address_or_without_one_is_refused_before_anything_changes(field: Field) -> None:
    alice = field.alice
    alice.git("remote", "add", "web", "https://elsewhere.example/web.git")
    before = config(alice)
    assert "a remote web is here already, with another address" in sprint(alice, "federation", "add", check=False)
    assert "no remote nobody is here" in sprint(alice, "federation", "add", "nobody", check=False)
    assert config(alice) == before
    heard = by("remote", said(alice, "sync")["remotes"])
    assert "with another address than the charter's" in heard["web"]["error"]
    assert heard["core"]["error"] == "it is not set up here: git sprint federation add"
    alice.git("remote", "set-url", "web", f"{AT}web.git")
    alice.git("config", "--add", "remote.web.fetch", "+refs/heads/*:refs/heads/*")
    assert "would overwrite what is here: +refs/heads/*:refs/heads/*" in sprint(alice, "federation", "add", check=False)


def test_a_backlog_is_taken_in_whole_or_not_at_all(field: Field) -> None:
    alice, bob = field.alice, field.bob
    sprint(alice, "item", "add", "W-1", "Show", "--team", "web", "--sync")
    sprint(alice, "item", "add", "W-2", "Hide", "--team", "web")
    sprint(alice, "item", "drop", "W-2")
    bob.sync()
    table = field.root / "backlog.csv"
    table.write_text("Id,Title,Team\nW-2,Hide,web\nC-1,Store,core\nW-1,Anew,web\n", encoding="utf-8")
    assert "GOV-604" in sprint(bob, "item", "import", str(table), check=False)
    assert [each.name for each in read_board(bob.chamber()).items] == ["W-1"]
    before = alice.head("refs/notes/gov/sprints")
    taken = said(alice, "item", "import", str(table))
    assert {sort: [each["item"] for each in taken[sort]] for sort in ("new", "reworded", "same", "dropped")} == {
        "new": ["C-1"], "reworded": ["W-1"], "same": [], "dropped": ["W-2"],
    }  # fmt: skip
    assert before != alice.head("refs/notes/gov/sprints")
    assert said(alice, "item", "import", str(table), "--dry-run")["recorded"] is False
    (field.root / "issues").mkdir()
    (field.root / "issues" / "C-2.md").write_text("---\npoints: 3\n---\n# Index\n", encoding="utf-8")
    (field.root / "issues" / "link.md").symlink_to(table)
    for place in (field.root / "issues", field.root / "issues" / "C-2.md"):
        taken = said(alice, "item", "import", str(place), "--team", "core", "--dry-run")
        assert [each["title"] for each in taken["new"]] == ["Index"]


def test_what_the_law_has_against_rows_is_named_by_their_lines_and_a_circle_is_named(field: Field) -> None:
    alice, table = field.alice, field.root / "backlog.csv"
    sprint(alice, "item", "add", "C-0", "Before", "--needs", "C-1")
    table.write_text("Id,Title,Team,Needs\nC-1,Store,core,C-0\nX-1,One,nosuch,\n\nX-2,Two,nobody,\n", encoding="utf-8")
    told = sprint(alice, "item", "import", str(table), check=False)
    assert "GOV-600 line 3: the charter has no team nosuch" in told
    assert "GOV-600 line 5: the charter has no team nobody" in told
    table.write_text(
        "Id,Title,Team,Points\nC-1,Store,core,1\nX-1,One,nosuch,1\nX-2,Two,core,900000\n", encoding="utf-8"
    )
    told = sprint(alice, "item", "import", str(table), check=False)
    assert (
        "nothing is taken: line 4: points 900000 is more than 10000; line 3: the charter has no team nosuch\n" in told
    )
    assert [each["item"] for each in said(alice, "item", "list")] == ["C-0"]
    table.write_text("Id,Title,Needs\nC-1,Store,C-0\nC-2,Index,C-1\n", encoding="utf-8")
    assert said(alice, "item", "import", str(table), "--dry-run")["circles"] == [["C-0", "C-1"]]
    assert "C-0 and C-1 need each other: no plan proposes them" in sprint(alice, "item", "import", str(table))


def test_a_round_hears_all_but_the_dead_and_keeps_what_others_lose(field: Field) -> None:
    """The ledger of another body, or what passes for one, is never read as ours."""
    alice, core, web = field.alice, field.root / "core.git", field.root / "web.git"
    sprint(alice, "federation", "add")
    sprint(field.bob, "item", "add", "C-1", "Store", "--team", "core", "--sync")
    write(web, "charter", git("rev-parse", "main", cwd=web).stdout.strip(), b"no line of ours\n")
    heard = by("remote", said(alice, "sync")["remotes"])
    assert {name: each["heard"] for name, each in heard.items()} == {
        "origin": True,
        "core": True,
        "ops": False,
        "web": True,
    }
    assert "nowhere.git" in heard["ops"]["error"]
    assert (heard["origin"]["received"], heard["core"]["sent"] > 0, heard["web"]["sent"]) == (1, True, 0)
    standing = by("remote", said(alice, "federation", "status"))
    assert {name: (each["ledger"], each["unsynced"], each["heard_at"] is None) for name, each in standing.items()} == {
        "origin": ("ours", [], False), "core": ("ours", [], False), "ops": ("none", [], True), "web": ("another", [], False),
    }  # fmt: skip
    assert (standing["core"]["ahead"], standing["core"]["behind"], standing["ops"]["ahead"]) == (0, 0, None)
    kept = alice.head("refs/gov/federated/web/charter")
    empty = git("commit-tree", "-m", "Lost", EMPTY, cwd=alice.path).stdout.strip()
    alice.git("push", "--quiet", "--no-verify", "--force", core, f"{empty}:refs/notes/gov/sprints", ":feature/x")
    alice.git("push", "--quiet", "--no-verify", "--force", web, f"{empty}:refs/notes/gov/charter")
    heard = by("remote", said(alice, "sync", check=False)["remotes"])
    assert (heard["core"]["rewound"], heard["web"]["rewound"]) == (
        ["refs/notes/gov/sprints"],
        ["refs/notes/gov/charter"],
    )
    assert "GOV-214" in {each["code"] for each in heard["core"]["faults"]}
    assert alice.head("refs/gov/federated/web/charter") == kept
    assert alice.head("refs/remotes/core/feature/x")
    assert lines(core, "sprints") == lines(alice.path, "sprints") != []
    assert b"no line of ours" not in lines(alice.path, "charter")


def test_a_round_hears_what_was_set_up_by_name_too(field: Field) -> None:
    """One is dead and named, one is alive; of one that nobody has set up nothing is asked."""
    alice = field.alice
    git("clone", "--quiet", "--mirror", field.server, field.root / "mirror.git", cwd=field.root)
    for name in ("mirror", "production", "stranger"):
        alice.git("remote", "add", name, f"{AT}{name}.git")
    sprint(alice, "federation", "add", "mirror", "production")
    sprint(alice, "item", "add", "C-1", "Store")
    heard = by("remote", said(alice, "sync")["remotes"])
    assert {name: each["heard"] for name, each in heard.items() if not each["teams"]} == {
        "origin": True, "mirror": True, "production": False,
    }  # fmt: skip
    assert "production.git" in heard["production"]["error"]
    assert alice.head("refs/remotes/mirror/main") == alice.head("main")
    assert lines(field.root / "mirror.git", "sprints") == lines(alice.path, "sprints") != []
    shown = sprint(alice, "federation", "status")
    assert [row.split()[0] for row in shown.splitlines() if "of no team" in row] == ["mirror", "production"]
    assert alice.gov("verify").stdout.startswith("verified: ")


def test_what_a_team_s_remote_calls_main_is_not_what_this_body_has_decided(field: Field) -> None:
    """Else its main would be accused here, or followed by ours past the hook, as a remote's that has accepted it."""
    alice = field.alice
    alice.gov("hooks", "install")
    sprint(alice, "federation", "add")
    wild = alice.commit({"x": "x"}, branch="wild")
    alice.git("push", "--quiet", "--no-verify", "core", f"{wild}:main")
    sprint(alice, "sync")
    assert alice.head("refs/remotes/core/main") == alice.head("wild") != alice.head("main")
    assert "GOV-101" in alice.git("update-ref", "refs/heads/main", "refs/remotes/core/main", check=False).stderr
    for _ in ("by the law", "by what is known"):
        assert alice.gov("verify").stdout.startswith("verified: ")
    alice.git("config", "--unset", "remote.core.govteam")
    assert "GOV-101" in alice.gov("verify", check=False).stdout


def test_a_round_says_how_sprints_stand_and_what_crosses_that_the_last_one_did_not_see(under_way: Field) -> None:
    bob = under_way.bob
    sprint(bob, "federation", "add")
    sprint(bob, "item", "add", "W-1", "Show", "--team", "web")
    sprint(bob, "standup", "--blocker", "No disk")
    bob.commit({"core/a": "a", "web/b": "b"}, "Store\n\nItem: C-1\nDepends-On: W-1, web@I12, M-1", "sprint/S1/core")
    bob.git("push", "--quiet", "core", "sprint/S1/core")
    bob.git("switch", "--quiet", "main")
    found = said(bob, "sync")
    (row,) = found["sprints"]
    assert (row["team"], row["ahead"], row["behind"], row["points_done"], row["points"]) == ("core", 1, 0, 0, 5)
    assert (row["red"], row["waits"]["code"]) == (None, "GOV-101")
    assert [(each["text"], each["with"]) for each in row["impediments"]] == [("No disk", "core")]
    assert [(each["needs"], each["how"], each["what"], each["new"]) for each in found["crossings"]] == [
        ("", "depends on", "M-1", True), ("web", "depends on", "W-1", True), ("web", "depends on", "web@I12", True),
        ("web", "touches", "web/", True),
    ]  # fmt: skip
    assert "3 known" not in sprint(bob, "sync")
    assert "0 new crossings of teams, 4 known" in sprint(bob, "sync")
    (bob.path / ".git" / "gitgov" / "rounds.json").write_text(
        '{"crossings": [["core"], 1], "heard": []}', encoding="utf-8"
    )
    assert crossings_seen(open_chamber(bob.path).repo) == frozenset()
    assert "4 new crossings of teams, 0 known" in sprint(bob, "sync")


def test_a_branch_is_red_where_the_gate_speaks_against_it_and_not_where_it_only_waits(under_way: Field) -> None:
    bob, keys = under_way.bob, under_way.people

    def row() -> dict[str, Any]:
        (found,) = said(bob, "sync", check=False)["sprints"]
        return dict(found)

    bob.commit({"core/a": "a"}, "Store\n\nItem: C-1", "sprint/S1/core")
    bob.git("switch", "--quiet", "main")
    assert (row()["red"], row()["waits"]["code"]) == (None, "GOV-101")
    assert "  no motion yet: git motion merge sprint/S1/core\n" in sprint(bob, "sync", check=False)
    name = bob.motion("merge", "sprint/S1/core").stdout.split()[0]
    assert (row()["red"], row()["waits"]["code"]) == (None, "GOV-110")
    assert f"  waits: GOV-110 {name} " in sprint(bob, "sync", check=False)
    for each in (keys.alice, keys.bob, keys.carol):
        bob.vote("nay", name, "--key", each.key_path)
    bob.motion("announce", name)
    assert (row()["red"]["code"], row()["waits"]) == ("GOV-112", None)
    assert "  red: GOV-112 " in sprint(bob, "sync", check=False)


def test_a_branch_that_has_gone_apart_is_told_as_the_teams_remote_has_it(under_way: Field) -> None:
    bob = under_way.bob
    here = bob.commit({"core/a": "ours"}, "Ours", "sprint/S1/core")
    bob.git("switch", "--quiet", "main")
    there = bob.commit({"core/b": "theirs"}, "Theirs", "aside")
    bob.git("push", "--quiet", "--no-verify", str(under_way.root / "core.git"), f"{there}:refs/heads/sprint/S1/core")
    sprint(bob, "federation", "add", "core")
    said = sprint(bob, "sync")
    assert f"taken as it is on core, at {there[:12]}; here it is at {here[:12]}, 1 commit ahead and 1 behind\n" in said
    (row,) = json.loads(sprint(bob, "sync", "--json"))["sprints"]
    assert (row["head"], row["apart"][0]["taken"]) == (there, "core")


def test_a_remote_that_accepts_and_never_answers_is_named_and_the_others_are_told(field: Field) -> None:
    bob = field.bob
    bob.git("config", "gov.patience", "1")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        bob.git("remote", "add", "production", f"git://127.0.0.1:{silent.getsockname()[1]}/x.git")
        sprint(bob, "federation", "add", "production")
        said = sprint(bob, "sync")
    assert "origin: heard; sent 0, received 0\n" in said
    assert "production: not heard: no answer within 1 seconds\n" in said


def test_what_does_not_merge_is_red_before_anybody_has_moved_it(under_way: Field) -> None:
    bob = under_way.bob
    bob.commit({"README": "ours"}, "Store", "sprint/S1/core")
    theirs = bob.commit({"README": "theirs"}, "Otherwise", "main")
    bob.git("update-ref", "refs/remotes/origin/main", theirs)
    board = read_board(chamber := open_chamber(bob.path))
    (row,) = report(chamber, board).rows
    assert row.branch.red is not None
    assert (row.branch.red.code, row.branch.waits) == ("GOV-107", None)


def test_a_start_adds_the_domain_packs_that_are_missing_and_records_their_pins(under_way: Field) -> None:
    """One of the two cannot be had at first; the folder of the work tree is sparse."""
    bob, place = under_way.bob, under_way.bob.path / "sprints" / "core"
    first = sprint(bob, "start", check=False)
    pin = git("rev-parse", "main", cwd=under_way.root / "web.git").stdout.strip()
    assert f"domain_packs/web: pinned to {pin[:12]}" in first
    assert "domain_packs/auth: git submodule failed (128): fatal: " in first
    assert "blocked: not all domain packs are there" in first
    git("clone", "--quiet", "--bare", "web.git", "auth.git", cwd=under_way.root)
    assert f"domain_packs/auth: pinned to {pin[:12]}" in sprint(bob, "start")
    paths = git("config", "--file", ".gitmodules", "--get-regexp", "path", cwd=place).stdout.split()[1::2]
    assert sorted(paths) == ["domain_packs/auth", "domain_packs/web"]
    assert (place / "domain_packs" / "auth" / "README.md").exists()
    assert git("status", "--porcelain", cwd=place).stdout == ""
    (state,) = read_board(bob.chamber()).sprints
    assert {each.body.pack: (each.by, each.body.commit) for each in state.packs} == {
        "auth": ("bob", pin),
        "web": ("bob", pin),
    }
    before = (bob.head("refs/notes/gov/sprints"), bob.head("sprint/S1/core"))
    assert "recorded in this clone" not in sprint(bob, "start")
    assert (bob.head("refs/notes/gov/sprints"), bob.head("sprint/S1/core")) == before
    assert "GOV-101" in bob.push("sprint/S1/core:main").stderr
    git("config", "--file", ".gitmodules", "submodule.domain_packs/web.url", "../other.git", cwd=place)
    assert "it is pinned, from another address than the charter's" in sprint(bob, "start")
    assert verify(bob.chamber(), from_scratch=True).problems == []


def test_no_link_leads_a_domain_pack_elsewhere(under_way: Field, tmp_path: Path) -> None:
    bob = under_way.bob
    bob.git("switch", "--quiet", "--create", "sprint/S1/core")
    (bob.path / "domain_packs").symlink_to(tmp_path)
    bob.git("add", "domain_packs")
    bob.git("commit", "--quiet", "-m", "Link")
    bob.git("switch", "--quiet", "main")
    assert "is a symbolic link, and a submodule would lie elsewhere" in sprint(bob, "start", check=False)
    assert not (tmp_path / "web").exists()


def test_progress_is_noted_for_stock_git_and_is_no_law(under_way: Field) -> None:
    bob, notes = under_way.bob, ("notes", "--ref=sprints")

    def noted() -> str:
        return bob.git(*notes, "show", "origin/main").stdout

    mark = "Derived by git sprint sync: points ratified and in, of points committed to.\n\n"
    assert said(bob, "sync", check=False)["noted"] == bob.head("origin/main")
    assert noted() == f"{mark}core S1 0/5\nin all 0/5\n"
    before = bob.head("refs/notes/sprints")
    sprint(bob, "sync", check=False)
    assert bob.head("refs/notes/sprints") == before, "the same is not written again"
    done = bob.git("commit-tree", "main^{tree}", "-p", "main", "-m", "Store\n\nItem: C-1").stdout.strip()
    bob.git("push", "--quiet", "--no-verify", under_way.server, f"{done}:refs/heads/aside")
    git("update-ref", "refs/heads/main", done, cwd=under_way.server)
    sprint(bob, "sync", check=False)
    assert noted() == f"{mark}core S1 5/5\nin all 5/5\n"
    bob.git(*notes, "add", "--force", "-m", "Mine", "origin/main")
    assert (said(bob, "sync", check=False)["noted"], noted()) == (None, "Mine\n")
    assert under_way.refs("refs/notes/sprints") == []


def test_a_round_goes_on_where_progress_cannot_be_noted(under_way: Field) -> None:
    """Somebody's ref stands where the note's would."""
    bob = under_way.bob
    bob.git("update-ref", "refs/notes/sprints/other", "main")
    heard = sprint(bob, "sync", check=False)
    assert "warning: progress is not noted: " in heard
    assert "core  sprint S1: 0 of 5 points done" in heard
