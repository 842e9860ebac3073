"""Statements about decisions: what reads attestations elsewhere reads ours, and stock OpenSSH checks the signature."""

import hashlib
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import google.protobuf.json_format as pb
import pytest
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

from gitgov.core import dsse
from tests.kit.field import Field
from tests.kit.repo import run


@pytest.fixture
def written(here: Field) -> dict[str, Any]:
    """Returns the envelope about a merge that was carried out."""
    here.alice.gov("enact", "feature/x", "--push", "origin")
    here.alice.gov("prove", "feature/x", "-o", "x.proof", "--in-toto")
    envelope: dict[str, Any] = json.loads((here.alice.path / "x.proof.intoto.json").read_bytes())
    return envelope


def test_the_reference_library_reads_and_validates_it(here: Field, written: dict[str, Any]) -> None:
    payload = b64decode(written["payload"], validate=True)
    read = Statement.copy_from_pb(pb.Parse(payload, statement_pb2.Statement()))
    read.validate()
    digests = {each.name: dict(each.digest) for each in read.pb.subject}
    assert digests["refs/heads/main"] == {"gitCommit": here.at("main")}
    assert digests["the ratified commit"] == {"gitCommit": here.alice.head("feature/x")}
    said = json.loads(payload)["predicate"]
    assert said["result"] == "enacted"
    assert [each["choice"] for each in said["decision"]["ballots"]] == ["aye"] * 3
    assert said["proof"]["sha256"] == hashlib.sha256((here.alice.path / "x.proof").read_bytes()).hexdigest()


def test_ssh_keygen_checks_the_signature(here: Field, written: dict[str, Any], tmp_path: Path) -> None:
    (signature,) = written["signatures"]
    assert signature["keyid"] == here.people.alice.fingerprint
    (tmp_path / "signers").write_text(f"alice {here.people.alice.pub}\n")
    (tmp_path / "sig").write_bytes(b64decode(signature["sig"]))
    signed = dsse.encoded(written["payloadType"], b64decode(written["payload"]))
    verify = ("ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "alice", "-n", "dsse", "-s", "sig")
    run(*verify, cwd=tmp_path, input=signed.decode())
    assert run(*verify, cwd=tmp_path, input=f"{signed.decode()} ", check=False).returncode != 0


def test_the_encoding_is_that_of_the_specification() -> None:
    """The example of DSSE's protocol.md."""
    assert dsse.encoded("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_nobody_else_vouches(here: Field) -> None:
    done = here.alice.gov("prove", "feature/x", "--in-toto", "--key", here.people.dave.key_path, check=False)
    assert done.returncode == 1
    assert not [*here.alice.path.glob("*.proof*")]
