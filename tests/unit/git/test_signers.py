"""Signers: which one a choice means, and key files of every kind both ways with the real ssh-keygen."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PublicKey, parse_public_key, verify
from gitgov.core.sshsig import armour, parse_armour, signed_data
from gitgov.git.signers import FileSigner, KeygenSigner, Signer, find_signer, read_public_key
from tests.kit.openssh import KINDS, askpass, copied, fingerprint, keygen, pub
from tests.kit.repo import run
from tests.kit.softkeys import SoftKey, hardware_stub, sk_ecdsa, sk_ed25519

MESSAGE = b"the ayes have it\n"
FRAME = signed_data(MESSAGE, "gitgov")
PASSPHRASE = "open sesame"
each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Returns a private key file of each kind, written by ssh-keygen with its .pub file."""
    folder = tmp_path_factory.mktemp("kinds")
    return {kind: keygen(folder / kind.replace(" ", "-"), *options) for kind, options in KINDS.items()}


def accepted(signer: Signer, folder: Path, message: bytes = MESSAGE) -> bool:
    """Asks the real ssh-keygen whether it takes what `signer` makes."""
    return keygen_takes(signer.public, signer.sign(message, "gitgov"), folder, message)


def keygen_takes(key: PublicKey, signature: bytes, folder: Path, message: bytes = MESSAGE) -> bool:
    made, allowed = folder / "made.sig", folder / "allowed"
    made.write_text(armour(key, "gitgov", signature))
    allowed.write_text(f"alice {key.line()}\n")
    command = ["ssh-keygen", "-Y", "verify", "-I", "alice", "-n", "gitgov", "-f", str(allowed), "-s", str(made)]
    return subprocess.run(command, input=message, capture_output=True, check=False).returncode == 0


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """Returns an encrypted private key file."""
    return keygen(tmp_path / "locked", "-t", "ed25519", passphrase=PASSPHRASE)


class TestFileSigner:
    @each_kind
    def test_ssh_keygen_verifies_what_it_signs(self, keys: dict[str, Path], kind: str, tmp_path: Path) -> None:
        signer = find_signer(str(keys[kind]))
        assert isinstance(signer, FileSigner)
        assert signer.public.fingerprint == fingerprint(keys[kind])
        assert signer.public == read_public_key(str(pub(keys[kind]))) == read_public_key(str(keys[kind]))
        assert accepted(signer, tmp_path)
        signature = signer.sign(MESSAGE, "gitgov")
        assert verify(signer.public, FRAME, signature)
        assert not keygen_takes(signer.public, signature, tmp_path, MESSAGE + b".")

    @each_kind
    def test_it_verifies_what_ssh_keygen_signs(self, keys: dict[str, Path], kind: str, tmp_path: Path) -> None:
        (tmp_path / "message").write_bytes(MESSAGE)
        run("ssh-keygen", "-q", "-Y", "sign", "-n", "gitgov", "-f", keys[kind], "message", cwd=tmp_path)
        made = parse_armour((tmp_path / "message.sig").read_text())
        assert made.key.fingerprint == fingerprint(keys[kind])
        assert verify(made.key, FRAME, made.signature)

    def test_rsa_signs_with_sha2(self, keys: dict[str, Path]) -> None:
        assert find_signer(str(keys["rsa"])).sign(MESSAGE, "gitgov").startswith(b"\0\0\0\x0crsa-sha2-512")

    def test_it_needs_no_public_file_and_shows_no_secret(self, keys: dict[str, Path], tmp_path: Path) -> None:
        copy = copied(keys["ed25519"], tmp_path)
        pub(copy).unlink()
        signer = find_signer(str(copy))
        assert isinstance(signer, FileSigner)
        assert signer.public.fingerprint == fingerprint(keys["ed25519"])
        assert "private" not in repr(signer)

    def test_the_public_half_is_that_of_the_private_key(self, keys: dict[str, Path], tmp_path: Path) -> None:
        copy = copied(keys["ed25519"], tmp_path)
        pub(copy).write_bytes(pub(keys["rsa"]).read_bytes())
        assert find_signer(str(copy)).public.fingerprint == fingerprint(pub(keys["ed25519"]))

    def test_it_needs_no_ssh_keygen(self, keys: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        signer = find_signer(str(keys["ed25519"]))
        assert verify(signer.public, signed_data(MESSAGE, "git"), signer.sign(MESSAGE, "git"))


class TestChoosing:
    def test_a_public_file_stands_for_the_private_one_beside_it(self, keys: dict[str, Path]) -> None:
        signer = find_signer(str(pub(keys["ed25519"])))
        assert isinstance(signer, FileSigner)
        assert signer.public == read_public_key(str(keys["ed25519"]))

    def test_a_public_file_alone_stands_for_the_agent(self, keys: dict[str, Path], tmp_path: Path) -> None:
        copy = copied(keys["ed25519"], tmp_path, private=False)
        assert find_signer(str(pub(copy))) == KeygenSigner(read_public_key(str(pub(copy))))

    @pytest.mark.parametrize("prefix", ["key::", ""])
    def test_a_literal_stands_for_the_agent(self, keys: dict[str, Path], prefix: str) -> None:
        line = pub(keys["nistp256"]).read_text().strip()
        assert find_signer(prefix + line) == KeygenSigner(parse_public_key(line))
        assert read_public_key(prefix + line) == parse_public_key(line)

    def test_a_locked_file_shows_its_public_half(self, locked: Path) -> None:
        public = parse_public_key(pub(locked).read_text())
        pub(locked).unlink()
        assert find_signer(str(locked)) == KeygenSigner(public, locked)
        assert read_public_key(str(locked)) == public

    def test_a_locked_file_beside_the_public_one_is_used(self, locked: Path) -> None:
        assert find_signer(str(pub(locked))) == find_signer(str(locked))

    @pytest.mark.parametrize("form", ["PEM", "PKCS8"])
    def test_a_locked_pem_file_needs_its_public_file(self, tmp_path: Path, form: str) -> None:
        path = keygen(tmp_path / "old", "-t", "ecdsa", "-m", form, passphrase=PASSPHRASE)
        assert find_signer(str(path)) == KeygenSigner(read_public_key(str(pub(path))), path)
        pub(path).unlink()
        with pytest.raises(BadInput, match="does not lie beside it") as refused:
            read_public_key(str(path))
        assert f"ssh-keygen -y -f {path}" in refused.value.remedy

    def test_a_relative_path_starts_where_it_is_told(
        self, keys: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = keys["ed25519"]
        assert find_signer(path.name, path.parent).public == read_public_key(str(path))
        monkeypatch.chdir(path.parent)
        assert find_signer(path.name).public == read_public_key(path.name)

    def test_a_tilde_is_home(self, keys: dict[str, Path], home: Path) -> None:
        copied(keys["ed25519"], home)
        assert find_signer("~/ed25519").public == read_public_key("~/ed25519.pub")

    def test_a_hardware_key_goes_through_ssh_keygen(self, tmp_path: Path) -> None:
        soft = sk_ed25519()
        key = PublicKey(soft.algorithm, soft.blob)
        path = tmp_path / "id_ed25519_sk"
        path.write_text(hardware_stub(soft))
        assert find_signer(str(path)) == KeygenSigner(key, path)
        assert read_public_key(str(path)) == key

    def test_a_dash_is_no_option(
        self, locked: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        askpass(PASSPHRASE, home, monkeypatch)
        monkeypatch.chdir(tmp_path)
        locked.rename(tmp_path / "-Yverify")
        pub(locked).rename(tmp_path / "-Yverify.pub")
        assert accepted(find_signer("-Yverify"), home)


class TestRefusing:
    @pytest.mark.parametrize("read", [find_signer, read_public_key])
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            pytest.param(None, "No such file", id="missing"),
            pytest.param(b"", "not an SSH public key", id="empty"),
            pytest.param(b"\x00\xff\xfe" * 9, "not an SSH public key", id="garbage"),
            pytest.param(b"x" * 70_000, "too large", id="large"),
            pytest.param(b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "cut short|not a private key", id="torn"),
            pytest.param(b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n", "not a private key", id="torn PEM"),
            pytest.param(b"-----BEGIN OPENSSH PRIVATE KEY-----\n%\xff\n", "not a private key", id="not base64"),
        ],
    )
    def test_it_names_the_file_and_the_remedy(
        self, tmp_path: Path, read: Callable[[str], object], content: bytes | None, why: str
    ) -> None:
        path = tmp_path / "id"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(BadInput, match=why) as refused:
            read(str(path))
        assert str(path) in refused.value.what
        assert refused.value.remedy

    @pytest.mark.parametrize("choice", ["/", "~nobody-has-this-name/id", "a\0b", ""])
    def test_what_is_no_file_is_refused(self, choice: str) -> None:
        with pytest.raises(BadInput) as refused:
            find_signer(choice)
        assert refused.value.remedy

    def test_a_bad_literal_is_refused(self) -> None:
        for choice in ("key::ssh-dss AAAAB3NzaC1kc3M=", "key::", "ssh-ed25519 AAAA"):
            with pytest.raises(BadInput):
                find_signer(choice)

    def test_a_certificate_file_is_refused(self, keys: dict[str, Path], tmp_path: Path) -> None:
        copy = copied(keys["ed25519"], tmp_path)
        run("ssh-keygen", "-q", "-s", keys["rsa"], "-I", "id", "-n", "alice", pub(copy), cwd=tmp_path)
        with pytest.raises(BadInput, match="certificates are not accepted"):
            find_signer(str(tmp_path / "ed25519-cert.pub"))

    def test_a_weak_rsa_file_is_refused(self, tmp_path: Path) -> None:
        path = keygen(tmp_path / "weak", "-t", "rsa", "-b", "1024")
        with pytest.raises(BadInput, match="1024 bits") as refused:
            find_signer(str(path))
        assert str(path) in refused.value.what

    def test_another_type_of_key_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "dsa"
        private = dsa.generate_private_key(1024)
        path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        with pytest.raises(BadInput, match="not accepted"):
            find_signer(str(path))

    def test_two_halves_of_different_keys_are_refused(self, keys: dict[str, Path], tmp_path: Path) -> None:
        copy = copied(keys["ed25519"], tmp_path)
        pub(copy).write_bytes(pub(keys["rsa"]).read_bytes())
        with pytest.raises(BadInput, match="is not the public half"):
            find_signer(str(pub(copy)))

    def test_an_unreadable_private_half_is_left_to_the_agent(self, keys: dict[str, Path], tmp_path: Path) -> None:
        pub(tmp_path / "id").write_bytes(pub(keys["ed25519"]).read_bytes())
        (tmp_path / "id").mkdir()  # even root cannot read it as a file
        assert isinstance(find_signer(str(tmp_path / "id.pub")), KeygenSigner)


class TestHardware:
    """A hardware key in software: there is no device, but the real ssh-keygen judges the same signature."""

    @pytest.mark.parametrize("make", [sk_ed25519, sk_ecdsa])
    @pytest.mark.parametrize("counter", [0, 2**32 - 1])
    def test_ssh_keygen_and_we_take_the_same_signature(
        self, tmp_path: Path, make: Callable[..., SoftKey], counter: int
    ) -> None:
        soft = make(counter=counter)
        key, signature = PublicKey(soft.algorithm, soft.blob), soft.sign(FRAME)
        assert keygen_takes(key, signature, tmp_path)
        assert verify(key, FRAME, signature)
        assert not keygen_takes(key, signature[:-1] + b"\x11", tmp_path)
        assert not verify(key, FRAME, signature[:-1] + b"\x11")
