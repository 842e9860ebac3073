"""The armoured SSH signature: the layout of PROTOCOL.sshsig, byte for byte, and both ways with the real ssh-keygen."""

from __future__ import annotations

import base64
import hashlib
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PublicKey, parse_public_key, verify
from gitgov.core.sshsig import SshSignature, armour, parse_armour, signed_data, verify_armoured
from tests.kit.people import People, person
from tests.kit.repo import git, run
from tests.kit.softkeys import ed25519, string

BEGIN, END = "-----BEGIN SSH SIGNATURE-----\n", "\n-----END SSH SIGNATURE-----\n"
MESSAGE = b"the ayes have it\n"


def public(name: str = "alice") -> PublicKey:
    return PublicKey("ssh-ed25519", ed25519(name).blob)


def made(message: bytes, namespace: str, hash_name: str = "sha512") -> bytes:
    digest = hashlib.new(hash_name, message).digest()
    # PROTOCOL.sshsig 3
    return ed25519().sign(b"SSHSIG" + string(namespace) + string("") + string(hash_name) + string(digest))


def blob(  # PROTOCOL.sshsig 2
    *,
    magic: bytes = b"SSHSIG",
    version: int = 1,
    namespace: str = "git",
    reserved: bytes = b"",
    hash_name: str = "sha512",
) -> bytes:
    known = hash_name if hash_name in {"sha256", "sha512"} else "sha512"
    fields: tuple[bytes | str, ...] = (
        public().blob,
        namespace,
        reserved,
        hash_name,
        made(MESSAGE, namespace, hash_name=known),
    )
    return magic + struct.pack(">I", version) + b"".join(map(string, fields))


def armoured(data: bytes) -> str:
    return BEGIN + base64.encodebytes(data).decode().strip() + END


class TestLayout:
    @pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
    def test_the_signed_bytes_are_those_of_the_protocol(self, hash_name: str) -> None:
        data = signed_data(MESSAGE, "gitgov", hash_name)
        digest = hashlib.new(hash_name, MESSAGE).digest()
        assert data == b"SSHSIG" + string("gitgov") + string("") + string(hash_name) + string(digest)

    def test_sha512_is_the_default(self) -> None:
        assert signed_data(MESSAGE, "git") == signed_data(MESSAGE, "git", "sha512")

    @pytest.mark.parametrize(("namespace", "hash_name"), [("", "sha512"), ("a\0b", "sha512"), ("git", "md5")])
    def test_an_odd_namespace_or_hash_is_refused(self, namespace: str, hash_name: str) -> None:
        with pytest.raises(BadInput) as refused:
            signed_data(MESSAGE, namespace, hash_name)
        assert refused.value.remedy
        with pytest.raises(BadInput):
            armour(public(), namespace, made(MESSAGE, "git"), hash_name)

    def test_the_armour_is_that_of_the_protocol(self) -> None:
        text = armour(public(), "git", made(MESSAGE, "git"))
        assert text.startswith(BEGIN)
        assert text.endswith(END)
        assert base64.b64decode(text[len(BEGIN) : -len(END)]) == blob()
        assert {len(line) for line in text.splitlines()[1:-2]} == {70}

    @given(namespace=st.text(min_size=1).filter(lambda text: "\0" not in text), signature=st.binary())
    def test_what_was_armoured_is_read_back(self, namespace: str, signature: bytes) -> None:
        for hash_name in ("sha256", "sha512"):
            text = armour(public(), namespace, signature, hash_name)
            assert parse_armour(text) == SshSignature(public(), namespace, hash_name, signature)


class TestReading:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            pytest.param("", "not an armoured", id="empty"),
            pytest.param(armoured(blob()).removeprefix(BEGIN), "not an armoured", id="no header"),
            pytest.param("x\n" + armoured(blob()), "not an armoured", id="text before"),
            pytest.param(armoured(blob()) + "x\n", "not an armoured", id="text after"),
            pytest.param(armoured(blob()).removesuffix(END), "not an armoured", id="no footer"),
            pytest.param(armoured(blob()).replace("U1NI", "U1N!", 1), "malformed", id="not base64"),
            pytest.param(armoured(blob()).replace("U1NI", "Ü1NI", 1), "malformed", id="not ASCII"),
            pytest.param(armoured(blob(magic=b"SSHSIH")), "SSHSIG", id="magic"),
            pytest.param(armoured(blob(version=0)), "version", id="version 0"),
            pytest.param(armoured(blob(version=2)), "version", id="version 2"),
            pytest.param(armoured(blob(namespace="")), "namespace", id="no namespace"),
            pytest.param(armoured(blob(hash_name="sha1")), "hash", id="SHA-1"),
            pytest.param(armoured(blob() + b"\0"), "left over", id="trailing byte"),
            pytest.param(armoured(blob()[:-1]), "cut short", id="cut short"),
            pytest.param(armoured(blob()[:10] + string("ssh-dss")), "cut short|not an SSH", id="no key"),
        ],
    )
    def test_what_is_malformed_is_refused_with_a_remedy(self, text: str, why: str) -> None:
        with pytest.raises(BadInput, match=why) as refused:
            parse_armour(text)
        assert refused.value.remedy
        assert verify_armoured(text, MESSAGE, "git") is None

    def test_the_reserved_field_is_ignored(self) -> None:
        assert verify_armoured(armoured(blob(reserved=b"later")), MESSAGE, "git") == public()

    @given(st.text() | st.binary().map(armoured))
    def test_no_text_raises_anything_else(self, text: str) -> None:
        with pytest.raises(BadInput):
            parse_armour(text)
        assert verify_armoured(text, MESSAGE, "git") is None


class TestVerifying:
    @pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
    def test_it_names_the_key_that_signed(self, hash_name: str) -> None:
        assert verify_armoured(armoured(blob(hash_name=hash_name)), MESSAGE, "git") == public()

    def test_another_message_namespace_or_key_does_not_fit(self) -> None:
        assert verify_armoured(armoured(blob()), MESSAGE + b"\n", "git") is None
        assert verify_armoured(armoured(blob()), MESSAGE, "gitgov") is None
        assert verify_armoured(armour(public("bob"), "git", made(MESSAGE, "git")), MESSAGE, "git") is None

    def test_a_signature_for_one_namespace_cannot_be_armoured_for_another(self) -> None:
        assert verify_armoured(armour(public(), "gitgov", made(MESSAGE, "git")), MESSAGE, "gitgov") is None

    def test_the_namespace_that_it_shows_must_be_the_one_that_was_signed(self) -> None:
        assert verify_armoured(armour(public(), "gitgov", made(MESSAGE, "git")), MESSAGE, "git") is None

    @settings(max_examples=20, deadline=None)  # each example tries every byte
    @given(change=st.integers(1, 255))
    def test_any_changed_byte_breaks_it(self, change: int) -> None:
        for place in range(len(blob())):
            changed = bytearray(blob())
            changed[place] ^= change
            assert verify_armoured(armoured(bytes(changed)), MESSAGE, "git") is None, place


class TestWithSshKeygen:
    @pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
    def test_ssh_keygen_makes_the_same_letters(self, people: People, tmp_path: Path, hash_name: str) -> None:
        message = tmp_path / "message"
        message.write_bytes(MESSAGE)
        run(
            *("ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-O", f"hashalg={hash_name}"),
            *("-f", people.alice.key_path, message),
            cwd=tmp_path,
        )
        theirs = (tmp_path / "message.sig").read_text()
        key = parse_public_key(people.alice.pub)
        assert theirs == armour(key, "git", made(MESSAGE, "git", hash_name=hash_name), hash_name)  # Ed25519: no chance
        assert parse_armour(theirs).hash_name == hash_name
        assert verify_armoured(theirs, MESSAGE, "git") == key

    def test_ssh_keygen_verifies_our_armour(self, people: People, tmp_path: Path) -> None:
        signature = tmp_path / "signature"
        signature.write_text(armour(public(), "gitgov", made(MESSAGE, "gitgov")))
        allowed = tmp_path / "allowed"
        allowed.write_text(f"alice {people.alice.pub}\n")
        command = ["ssh-keygen", "-Y", "verify", "-I", "alice", "-f", str(allowed), "-s", str(signature), "-n"]
        for namespace, status in (("gitgov", 0), ("git", 255)):
            done = subprocess.run([*command, namespace], input=MESSAGE, capture_output=True, check=False)
            assert done.returncode == status, done.stderr

    def test_the_tag_of_git_names_its_signer(self, tmp_path: Path) -> None:
        bob = person("bob", tmp_path / "bob")
        for setting, value in bob.settings.items():
            git("config", "--global", setting, value, cwd=tmp_path)
        git("init", "-q", cwd=tmp_path)
        git("commit", "-q", "--allow-empty", "-m", "first", cwd=tmp_path)
        git("tag", "-s", "-m", "released", "v1", cwd=tmp_path)
        tag = git("cat-file", "tag", "v1", cwd=tmp_path).stdout
        message, mark, rest = tag.partition("-----BEGIN SSH SIGNATURE-----")
        assert verify_armoured(mark + rest, message.encode(), "git") == parse_public_key(bob.pub)
        assert verify_armoured(mark + rest, message.replace("v1", "v2").encode(), "git") is None

    def test_the_stored_signature_is_that_of_the_frame(self) -> None:
        assert verify(public(), signed_data(MESSAGE, "gitgov"), made(MESSAGE, "gitgov"))
