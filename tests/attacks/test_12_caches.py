"""Family 12: what was derived once is made to lie."""

import sqlite3
from contextlib import closing

import pytest

from tests.kit.attacks import Done, Move, attack
from tests.kit.field import Field

MAIN = "refs/heads/main"


def evil(field: Field) -> str:
    tree = field.alice.tree("main", {"evil.txt": "evil\n"})
    return field.alice.git("commit-tree", "-p", "main", "-m", "evil", tree).stdout.strip()


@attack(
    "12.1",
    "The index of a clone says that an evil commit was verified",
    server="unseen: the gate asks no index",
    client="unseen: the gate asks no index",
    verify="GOV-101: with `--from-scratch`; without it, who writes into a clone may as well replace its git",
)
def test_planted_watermarks(field: Field) -> Move:
    carol, commit = field.carol, evil(field)

    def asked() -> Done:
        carol.git("fetch", "--quiet")
        with closing(sqlite3.connect(carol.path / ".git" / "gitgov" / "index.sqlite")) as index, index:
            for ref in (MAIN, "refs/remotes/origin/main"):
                index.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"verified:{ref}", commit))
        carol.gov("verify", "--json")
        return carol.gov("verify", "--json", "--from-scratch", check=False)

    return Move({MAIN: commit}, names=(commit,), asked=asked)


@attack(
    "12.2",
    "The index says that a motion was carried that is still open",
    server="GOV-110",
    client="GOV-110",
    verify="GOV-110",
)
def test_a_planted_row(field: Field) -> Move:
    for clone in (field.alice, field.bob):
        clone.motion("list", "--all")
        with closing(sqlite3.connect(clone.path / ".git" / "gitgov" / "index.sqlite")) as index, index:
            index.execute("UPDATE motions SET pending = 1, data = replace(data, '\"voting\"', '\"carried\"')")
    commit = field.alice.merge("feature/z")
    return Move({MAIN: commit}, names=(commit,))


@pytest.mark.parametrize("content", ["", "refs/heads/other\n"])
@attack(
    "12.3",
    "The list of what is protected, which hooks keep to be fast, is emptied or changed",
    server="GOV-101",
    client="passes: who types may do so",
    verify="GOV-101",
)
def test_the_list_of_patterns(field: Field, content: str) -> Move:
    for place in (field.server, field.bob.path / ".git"):
        (place / "gitgov" / "protected").write_text(content, encoding="utf-8")
    commit = evil(field)
    return Move({MAIN: commit}, names=(commit,))


@attack(
    "12.4",
    "Refs are pushed under the names of caches",
    server="GOV-135",
    client="unseen: the refs are the clone's own",
    verify="passes: no cache is a ref",
)
def test_refs_with_the_names_of_caches(field: Field) -> Move:
    return Move({f"refs/gov/{name}": evil(field) for name in ("index", "index.sqlite", "protected", "local/index")})
