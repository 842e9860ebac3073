"""`git gov advise profile` by itself: outside of any repository, in JSON, and with exit codes that a script can go by."""

import json
import subprocess
from pathlib import Path

import pytest
import typer

from gitgov.chamber import trials
from gitgov.cli.profiles import check_profiles

TEXT = 'format = "litellm"\nurl = "https://api.example.org/v1"\nmodel = "x/m"\n[credential]\nenv = "KEY_OF_A_TEST"\n[prices]\ninput = "1"\noutput = "2"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hosted.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def typed(folder: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = ["git-gov", "advise", "profile", *words]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, text=True, check=False)


def test_profiles_need_no_repository_and_answer_in_json(folder: Path) -> None:
    added = typed(folder, "add", "hosted", "hosted.toml", "--json")
    assert added.returncode == 0, added.stderr
    row = json.loads(added.stdout)
    assert (row["key"], row["tokens"], row["money"]) == ("$KEY_OF_A_TEST", 0, "0")
    assert json.loads(typed(folder, "list", "--json").stdout) == [row]
    assert json.loads(typed(folder, "remove", "hosted", "--json").stdout) == {"profile": "hosted", "removed": True}
    assert json.loads(typed(folder, "list", "--json").stdout) == []


def test_a_profile_is_shown_with_what_it_leaves_unsaid_and_no_key(folder: Path) -> None:
    typed(folder, "add", "hosted", "hosted.toml")
    row = json.loads(typed(folder, "show", "hosted", "--json").stdout)
    assert (row["deadline"], row["seed"], row["temperature"], row["ca"]) == (60, 0, "0", None)
    assert (row["prices"], len(row["digest"])) == ({"input": "1", "output": "2"}, 64)
    said = typed(folder, "show", "hosted").stdout
    assert "key: $KEY_OF_A_TEST" in said
    assert "  prices: input 1; output 2\n  state: none\n" in said
    assert f"  digest: {row['digest']}\n" in said


def test_a_profile_is_read_from_standard_input(folder: Path) -> None:
    assert typed(folder, "add", "piped", "-", given=TEXT).returncode == 0
    assert "piped" in typed(folder, "list").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("add", "hosted", "nothing.toml"),
        ("remove", "hosted"),
        ("show", "hosted"),
        ("check",),
        ("check", "x"),
        ("add", "../x", "hosted.toml"),
    ],
)
def test_what_is_wrong_is_the_users_to_mend(folder: Path, words: tuple[str, ...]) -> None:
    done = typed(folder, *words)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "next: " in done.stderr


def test_a_file_that_is_no_profile_is_told_of_beside_the_others(folder: Path) -> None:
    typed(folder, "add", "hosted", "hosted.toml")
    typed(folder, "add", "worse", "hosted.toml")
    place = folder_of("worse")
    place.write_text("format = 3", encoding="utf-8")
    done = typed(folder, "list", "--json")
    assert [each["profile"] for each in json.loads(done.stdout)] == ["hosted", "worse"]
    assert typed(folder, "list").returncode == 2


def folder_of(name: str) -> Path:
    return Path.home() / ".config/gitgov/profiles" / f"{name}.toml"


@pytest.mark.parametrize(("leak", "status"), [("elsewhere got POST /", 1), ("", 0)])
def test_a_leak_is_exit_1(
    folder: Path, leak: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(folder, "add", "hosted", "hosted.toml")
    monkeypatch.setattr(trials, "WAYS", {"another way": lambda field: leak})
    if status:
        with pytest.raises(typer.Exit) as ended:
            check_profiles(["hosted"])
        assert ended.value.exit_code == status
    else:
        check_profiles(["hosted"])
    shown = capsys.readouterr().out
    assert ("LEAK" in shown, "hosted: another way: elsewhere got POST /" in shown) == (bool(leak), bool(leak))
