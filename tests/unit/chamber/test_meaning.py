"""The second tier: clean merges that a check of the user's own does not pass."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gitgov.chamber.colliding import survey
from gitgov.chamber.meaning import Checked, checked, risks
from gitgov.cli.main import sprint
from gitgov.core.errors import BadInput
from gitgov.git import checks
from gitgov.git.checks import FAILS, LATE, Outcome
from tests.kit.repo import commit, git

NOT_BOTH = "sh -c 'test ! -e lib/a || test ! -e lib/b || { echo a and b; exit 1; }'"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes a repository where `a` and `b` touch one folder, `c` needs `a`, and `d` has nothing to do with them."""
    path = tmp_path / "repo"
    git("init", "--quiet", path, cwd=tmp_path)
    commit(path, {"x": "x\n"}, "Begin")
    for name, file, said in (
        ("a", "lib/a", ""),
        ("b", "lib/b", ""),
        ("c", "c/c", "\n\nDepends-On: a"),
        ("d", "d/d", ""),
    ):
        git("switch", "--quiet", "main", cwd=path)
        commit(path, {file: f"{name}\n"}, f"Work{said}", branch=name)
    git("switch", "--quiet", "main", cwd=path)
    monkeypatch.chdir(path)
    return path


def run(command: str, most: int = 20, names: str = "abcd") -> Checked:
    git("config", "gov.check", command, cwd=Path())
    heard: list[tuple[int, int]] = []
    found = checked(survey(Path(), list(names), ""), most, lambda done, of: heard.append((done, of)))
    assert all(one <= of for one, of in heard)
    return found


def test_only_what_touches_each_other_is_a_risk(place: Path) -> None:
    found = risks(survey(place, list("abcd"), ""))
    assert [(each.one.name, each.other.name, each.folders, each.depends) for each in found] == [
        ("a", "c", (), True),
        ("a", "b", ("lib",), False),
    ]


def test_two_that_break_each_other_by_meaning(place: Path) -> None:
    found = run(NOT_BOTH)
    assert (found.pairs, found.risky, found.known) == (2, 2, 0)
    assert [(each.one, each.other, each.outcome) for each in found.found] == [("a", "b", Outcome(FAILS, "a and b"))]
    assert found.found[0].people
    assert not run(NOT_BOTH, most=1).found, "the riskiest one passes"
    assert git("status", "--porcelain", cwd=place).stdout == ""


def test_who_fails_alone_breaks_nobody(place: Path) -> None:
    found = run("test ! -e lib/a")
    assert (found.pairs, [(each.one, each.other) for each in found.found]) == (0, [("a", "")])


def test_what_is_known_is_not_run_again(place: Path) -> None:
    log = place.parent / "log"
    assert run(f"sh -c 'echo >>{log}'").known == 0
    ran = len(log.read_text())
    assert ran == 3 + 2
    assert run(f"sh -c 'echo >>{log}'").known == ran
    assert len(log.read_text()) == ran
    run(f"sh -c 'echo >>{log}; true'")
    assert len(log.read_text()) == 2 * ran, "another command is another question"


def test_what_takes_too_long_is_ended_and_not_remembered(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PATIENCE", 0)
    pids = place.parent / "pids"
    assert {each.outcome.verdict for each in run(f"sh -c 'echo $$ >>{pids}; tail -f /dev/null'").found} == {LATE}
    for pid in pids.read_text().split() if pids.exists() else ():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


def test_it_runs_where_there_is_no_repository_and_no_shell(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    assert not run("sh -c '! env | grep -q ^GIT_ && ! git rev-parse'").found
    assert not run("test $HOME = '$HOME' -a -e x").found


@pytest.mark.parametrize(
    ("command", "says"),
    [("", "no check is configured"), ("'", "cannot be read"), ("no-such-command-here", "cannot be started")],
)
def test_a_check_that_cannot_be_run(place: Path, command: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        run(command)


def test_it_is_told(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    git("config", "gov.check", NOT_BOTH, cwd=place)
    monkeypatch.setattr("sys.argv", ["git-sprint", "conflicts", "a", "b", "c", "d", "--check"])
    with pytest.raises(SystemExit):
        sprint()
    said = capsys.readouterr().out
    assert "2 merged trees of 2 risky pairs checked, 0 results known before; 1 break by meaning" in said
    assert "a  b  by meaning  fails: a and b  (" in said
