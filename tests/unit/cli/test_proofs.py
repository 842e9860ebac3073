"""`git gov prove` and `verify-proof`: files, streams, and what cannot be read or written."""

import json
from pathlib import Path

import pytest

from tests.kit.field import MEMBERS, Field
from tests.kit.programs import program


def test_a_proof_goes_through_a_pipe_to_where_no_repository_is(here: Field, tmp_path: Path) -> None:
    written = here.alice.gov("prove", "feature/x", "-o", "-").stdout
    done = program("gov", "verify-proof", "-", "--json", cwd=tmp_path, input=written)
    shown = json.loads(done.stdout)
    assert (shown["ok"], shown["lets_in"], shown["let_in"]) == (True, True, [])
    assert shown["motion"]["phase"] == "carried"
    assert shown["genesis"] == here.alice.chamber().chain.repo


def test_it_is_called_after_the_motion(here: Field) -> None:
    said = here.alice.gov("prove", "feature/x").stdout
    name = said.partition(":")[0]
    assert (here.alice.path / name).read_bytes().startswith(b"gitgov proof 1\n")
    assert f"git gov verify-proof {name} --genesis" in said


def test_another_genesis_is_another_body(here: Field) -> None:
    here.alice.gov("prove", "feature/x", "-o", "x.proof")
    done = here.alice.gov("verify-proof", "x.proof", "--genesis", "0" * 64, check=False)
    assert (done.returncode, "GOV-233" in done.stdout) == (1, True)


def test_a_script_asks_whether_it_was_carried(here: Field) -> None:
    here.alice.gov("prove", "feature/x", "-o", "x.proof")
    assert here.alice.gov("verify-proof", "x.proof", "--carried").stdout.count("proved: ") == 1


def test_a_lost_one_is_proved_and_not_carried(fresh: Field) -> None:
    fresh.decide("merge", "feature/x", choice="nay")
    fresh.alice.gov("prove", "feature/x", "-o", "x.proof")
    assert " was lost, by " in fresh.alice.gov("verify-proof", "x.proof").stdout
    done = fresh.alice.gov("verify-proof", "x.proof", "--carried", "--json", check=False)
    shown = json.loads(done.stdout)
    assert (done.returncode, shown["ok"], [each["code"] for each in shown["problems"]]) == (1, False, ["GOV-242"])
    assert "was carried: it is lost" in shown["problems"][0]["what"]


@pytest.mark.parametrize("word", ["rescind", "reconsider"])
def test_what_no_longer_stands_is_not_carried(here: Field, word: str) -> None:
    here.alice.motion(word, "feature/x")
    if word == "rescind":
        for each in MEMBERS:
            here.alice.vote("aye", "--key", getattr(here.people, each).key_path)
        here.alice.motion("announce")
    here.alice.gov("prove", "feature/x", "-o", "x.proof")
    here.alice.gov("verify-proof", "x.proof")
    done = here.alice.gov("verify-proof", "x.proof", "--carried", check=False)
    assert (done.returncode, "GOV-242" in done.stdout) == (1, True), done


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("prove", "feature/x", "-o", "nowhere/x.proof"), "cannot be written"),
        (("prove", "v9"), "no motion is called"),
        (("verify-proof", "nowhere"), "cannot be read"),
        (("verify-proof", "."), "cannot be read"),
        (("verify-proof", ".git/config"), "this is no proof"),
    ],
)
def test_what_cannot_be_done_is_said(here: Field, command: tuple[str, ...], said: str) -> None:
    done = here.alice.gov(*command, check=False)
    assert (done.returncode, said in done.stderr) == (2, True)
