"""S4-132: where teams lean on each other by submodules and imports of the target, on a real repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gitgov.chamber.leaning import derived, why_unread
from gitgov.chamber.rounds import Report, report
from gitgov.chamber.sprints import read_board
from gitgov.git.sources import MOST_BYTES
from tests.kit.field import MAIN_AND_TAGS, Clone, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

CORE = "https://teams.example/core.git"
AUTH = "https://teams.example/auth.git"
TEAMS = f"""{MAIN_AND_TAGS}
[teams.product]
product_owner = "alice"
scrum_master = "alice"
paths = ["docs/"]
[teams.core]
parent = "product"
members = ["bob"]
scrum_master = "bob"
paths = ["core/", "libs/schema/"]
remote = "{CORE}"
[teams.ops]
members = ["alice"]
scrum_master = "alice"
paths = ["ops/"]
remote = "{AUTH}"
[teams.web]
parent = "product"
members = ["carol"]
scrum_master = "carol"
paths = ["web/", "libs/"]
packs = {{ auth = "{AUTH}" }}
"""
PIN = "1234567890123456789012345678901234567890"
FILES = {
    "core/__init__.py": "",
    "core/api.py": "import docs.conf\n",
    "docs/conf.py": "import core.api\n",
    "web/app.py": "import os\nfrom core import api\nimport web.other\n",
    "web/other.py": "raise SystemExit('never run')\n",
    "ops/run.js": "import '../web/page'\n",
    "web/page.ts": f"import '../core/api'\n{'//' * MOST_BYTES}",
    "ops/wire.h": '#include "core/wire.h"\n',
    "core/wire.h": "",
    "nobody.py": "import core.api\n",
}
MODULES = "".join(
    f'[submodule "{path}"]\n\tpath = {path}\n\turl = {url}\n'
    for path, url in {
        "web/vendor/core": CORE, "domain_packs/auth": AUTH, "libs/schema": "https://else.example/x.git",
        "core/itself": CORE, "nobodys": CORE, "web/elsewhere": "https://else.example/y.git",
    }.items()
)  # fmt: skip


@pytest.fixture
def alice(fields: Fields, people: People, tmp_path: Path) -> Clone:
    """Three teams, of which web imports and pins what is core's; the file that is too long is not read."""
    clone = fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS)).alice
    fill(
        clone, FILES, ("web/vendor/core", "domain_packs/auth", "libs/schema", "core/itself", "nobodys", "web/elsewhere")
    )
    return clone


def fill(clone: Clone, files: dict[str, str], links: tuple[str, ...] = ()) -> None:
    for link in links:
        clone.git("update-index", "--add", "--cacheinfo", f"160000,{PIN},{link}")
    clone.commit({**files, ".gitmodules": MODULES}, "Sources")
    clone.git("update-ref", "refs/remotes/origin/main", "HEAD")


EDGES = [
    ("ops", "core", "imports", "core/wire.h", "ops/wire.h", 1, ""),
    ("ops", "web", "imports", "web/page.ts", "ops/run.js", 1, ""),
    ("web", "core", "imports", "core/api.py", "web/app.py", 2, ""),
    ("web", "core", "pins", "https://else.example/x.git", "libs/schema", 0, PIN),
    ("web", "core", "pins", CORE, "web/vendor/core", 0, PIN),
    ("web", "ops", "pins", AUTH, "domain_packs/auth", 0, PIN),
]


def test_submodules_and_imports_come_to_a_list_of_edges(alice: Clone) -> None:
    found = derived(alice.chamber())
    assert [tuple(each) for each in found.leanings] == EDGES
    assert (found.target, found.commit, found.unread) == ("refs/heads/main", alice.head(), 1)
    assert why_unread(found).startswith("1 sources were not read: over 256 KiB")
    assert derived(alice.chamber()) == found  # from what is remembered
    (alice.path / ".git" / "gitgov" / "pairs.sqlite").write_text("no table", encoding="utf-8")
    assert derived(alice.chamber()) == found


def deps(clone: Clone, *words: str) -> Any:
    return json.loads(clone.sprint("pi", "deps", *words, "--json").stdout)


def test_they_are_shown_without_an_increment_and_beside_what_is_declared_in_one(alice: Clone) -> None:
    said = alice.sprint("pi", "deps").stdout
    assert "core -> web  not declared\n    web/app.py:2 imports core/api.py\n" in said
    assert f"    domain_packs/auth pins {AUTH} at {PIN[:12]}\n" in said
    assert said.startswith("no increment is planned\n")
    edges = deps(alice)["derived"]["edges"]
    assert [(each["consumer"], each["provider"], each["how"], each["file"], each["line"]) for each in edges] == [
        (team, needs, how, file, line or None) for team, needs, how, _, file, line, _ in EDGES
    ]
    alice.sprint("pi", "plan", "PI1", "--team", "product", "--begins", "2026-12-01", "--iterations", "3")
    alice.sprint("pi", "need", "Its interface", "--team", "web", "--from", "core", "--by", "2")
    assert (
        'next: git sprint pi need "What is needed" --team ops --from core --by N' in alice.sprint("pi", "deps").stdout
    )
    marks = {(each["consumer"], each["provider"]): each["declared"] for each in deps(alice)["derived"]["edges"]}
    assert marks == {("ops", "core"): False, ("ops", "web"): False, ("web", "core"): True, ("web", "ops"): False}


def test_a_round_tells_what_a_branch_comes_to_lean_on_and_not_what_the_target_does(alice: Clone) -> None:
    """Lines that move are the same crossing; a submodule is told by its path."""
    for words in (("plan", "S1", "--team", "web", "--item", "W-1:5"), ("commit", "S1", "--team", "web")):
        alice.sprint(*words, "--key", alice.who.key_path.parent / "carol")
    alice.vote("aye", "--key", alice.who.key_path.parent / "carol")
    alice.motion("announce")
    alice.sprint("start", "S1", "--team", "web", "--no-worktree", "--key", alice.who.key_path.parent / "carol")
    text = "from core import api\nimport web.other\n\nimport core\n"
    alice.git("update-index", "--add", "--cacheinfo", f"160000,{PIN},web/deep")
    modules = MODULES + f'[submodule "deep"]\n\tpath = web/deep\n\turl = {AUTH}\n'
    alice.commit({"web/app.py": text, ".gitmodules": modules}, "Lean", branch="sprint/S1/web")
    alice.git("switch", "--quiet", "main")
    first = crossed(alice)
    assert [(each.needs, each.how, each.what, each.where) for each in first.crossings] == [
        ("core", "imports", "core/__init__.py", "web/app.py:4"), ("ops", "pins", AUTH, "web/deep"),
    ]  # fmt: skip
    assert first.new == {*first.crossings}
    alice.commit({"web/app.py": f"\n\n{text}"}, "Move", branch="sprint/S1/web")
    alice.git("switch", "--quiet", "main")
    again = crossed(alice)
    assert (again.crossings[0].where, again.new) == ("web/app.py:6", frozenset())


def crossed(clone: Clone) -> Report:
    chamber = clone.chamber()
    return report(chamber, read_board(chamber))


def test_where_the_target_is_not_here_nothing_is_derived(alice: Clone) -> None:
    alice.git("switch", "--quiet", "--create", "work")
    alice.git("update-ref", "-d", "refs/remotes/origin/main")
    alice.git(
        "update-ref",
        "--no-deref",
        "-d",
        "refs/heads/main",
        env={"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/dev/null"},
    )
    assert alice.sprint("pi", "deps").stdout == "no increment is planned, and main is not here\n"
    assert deps(alice)["derived"] == {"target": "refs/heads/main", "head": None, "edges": [], "unread": 0}
