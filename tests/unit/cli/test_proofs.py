"""`git gov prove` and `verify-proof`: files, streams, and what cannot be read or written."""

import json
from pathlib import Path

import pytest

from tests.kit.field import Field
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
