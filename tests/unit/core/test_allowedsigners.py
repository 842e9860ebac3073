"""Files of allowed signers, as ssh-keygen(1) describes them and ssh-keygen reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gitgov.core.allowedsigners import LARGEST, Allowed, read_allowed
from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import parse_public_key
from tests.kit.charters import pub
from tests.kit.openssh import keygen
from tests.kit.openssh import pub as pub_of
from tests.kit.repo import run

ALICE = pub("alice")
KEY = parse_public_key(ALICE)


def one(line: str) -> Allowed:
    (found,) = read_allowed(line)
    return found


def test_a_line_has_principals_and_a_key() -> None:
    text = f"# a comment\n\n  \nalice@example.org,al {ALICE} any comment\r\n\tbob {ALICE}\n"
    assert read_allowed(text) == (Allowed(4, ("alice@example.org", "al"), KEY), Allowed(5, ("bob",), KEY))


def test_principals_may_be_quoted() -> None:
    assert one(f'"alice smith,al" {ALICE}').principals == ("alice smith", "al")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("cert-authority", {"authority": True}),
        ("CERT-Authority", {"authority": True}),
        ('namespaces="git,file"', {"namespaces": ("git", "file")}),
        ('valid-before="20300102"', {"before": 1_893_542_400}),
        ('valid-after="203001020000Z"', {"after": 1_893_542_400}),
        ('cert-authority,valid-before="20300102000000Z"', {"authority": True, "before": 1_893_542_400}),
    ],
)
def test_options_stand_before_the_key(options: str, found: dict[str, Any]) -> None:
    assert one(f"alice {options} {ALICE}") == Allowed(1, ("alice",), KEY)._replace(**found)


@pytest.mark.parametrize(
    "line",
    [
        "alice",
        '"alice ' + ALICE,
        f"alice namespaces=git {ALICE}",
        f"alice namespaces {ALICE}",
        f'alice cert-authority="yes" {ALICE}',
        f'alice valid-before="tomorrow" {ALICE}',
        f'alice valid-before="20301399" {ALICE}',
        f"alice cert-authority,cert-authority {ALICE}",
        f'alice namespaces="git",no-touch {ALICE}',
    ],
)
def test_what_is_no_line_is_named(line: str) -> None:
    with pytest.raises(BadInput, match=r"^line 2: ") as caught:
        read_allowed(f"# first\n{line}")
    assert caught.value.remedy


@pytest.mark.parametrize("key", ["ssh-dss AAAA", "ssh-ed25519 AAAA", "nonsense at all"])
def test_a_key_that_cannot_be_used_is_told(key: str) -> None:
    found = one(f"alice {key}")
    assert found.key is None
    assert found.unusable


def test_what_is_no_list_is_not_read() -> None:
    with pytest.raises(BadInput, match="no list of signers"):
        read_allowed("#" * (LARGEST + 1))


@pytest.mark.parametrize(
    "before_key",
    [
        "alice@example.org",
        '"alice@example.org"',
        'alice@example.org namespaces="git,file"',
        'alice@example.org valid-before="20991231Z"',
        'alice@example.org CERT-AUTHORITY,namespaces="git"',
        "alice@example.org namespaces=git",
        'alice@example.org valid-before="soon"',
        "alice@example.org unheard-of",
    ],
)
def test_ssh_keygen_reads_the_same(before_key: str, tmp_path: Path) -> None:
    """It takes a signature by a line that we take, and by no other; for an authority that signs by itself it has no word."""
    key = keygen(tmp_path / "key", "-t", "ed25519")
    line = f"{before_key} {pub_of(key).read_text('ascii')}"
    (tmp_path / "allowed").write_text(line, encoding="ascii")
    (tmp_path / "data").write_text("data", encoding="ascii")
    run("ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", "git", "data", cwd=tmp_path)
    told = run(
        "ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "alice@example.org", "-n", "git", "-s", "data.sig",
        cwd=tmp_path, input="data", check=False,
    )  # fmt: skip
    try:
        taken = one(line).key is not None and not one(line).authority
    except BadInput:
        taken = False
    assert taken == (told.returncode == 0), told
