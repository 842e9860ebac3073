"""Who signs: a key file in this process, or ssh-keygen where an agent, a passphrase or hardware is needed.

A choice is written as for git's user.signingkey: the path of a private or public key file, or a literal public key.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from gitgov.core.errors import BadInput
from gitgov.core.openpgp import parse_pgp_key
from gitgov.core.sshkeys import NEW_KEY, PGP_BLOCK, PublicKey, key_of_blob, parse_public_key
from gitgov.core.sshsig import signed_data
from gitgov.core.sshwire import Wire, wire_mpint, wire_string
from gitgov.git.keygen import KeygenSigner

__all__ = ["FileSigner", "KeygenSigner", "Signer", "find_signer", "read_charter_key", "read_public_key"]

LARGEST_KEY_FILE = 65_536  # bytes; a 16384-bit RSA key takes 13,000

_CHOICES = "name a private key or a .pub file, or give the public key itself: key::ssh-ed25519 AAAA..."
_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_OPENSSH_MAGIC = b"openssh-key-v1\0"
_CURVE_HASHES: dict[str, hashes.HashAlgorithm] = {
    "ecdsa-sha2-nistp256": hashes.SHA256(),
    "ecdsa-sha2-nistp384": hashes.SHA384(),
    "ecdsa-sha2-nistp521": hashes.SHA512(),
}

Private = Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Signer(Protocol):
    """Makes SSH signatures with one key."""

    @property
    def public(self) -> PublicKey:
        """The public half of the key."""

    def sign(self, data: bytes, namespace: str) -> bytes:
        """Returns the wire signature (RFC 4253 6.6) of `data` in `namespace` (PROTOCOL.sshsig 3, with sha512)."""


@dataclass(frozen=True, slots=True)
class FileSigner:
    """Signs in this process with a key that lies unencrypted in a file."""

    public: PublicKey
    private: Private = field(repr=False)

    def sign(self, data: bytes, namespace: str) -> bytes:
        """Signs at once; raises BadInput only for an empty namespace."""
        message, name = signed_data(data, namespace), self.public.algorithm
        match self.private:
            case Ed25519PrivateKey():
                return _wire(name, self.private.sign(message))
            case ec.EllipticCurvePrivateKey():
                der = self.private.sign(message, ec.ECDSA(_CURVE_HASHES[name]))
                return _wire(name, b"".join(map(wire_mpint, decode_dss_signature(der))))
            case rsa.RSAPrivateKey():
                return _wire("rsa-sha2-512", self.private.sign(message, padding.PKCS1v15(), hashes.SHA512()))


def find_signer(choice: str, run_cwd: Path | None = None) -> Signer:
    """Finds who signs for `choice`, without asking for a passphrase yet; a relative path starts at `run_cwd`.

    A .pub file stands for the private key beside it or, without one, for a key in the agent. Raises BadInput that
    names the file and the remedy.
    """
    if _is_literal(choice):
        return KeygenSigner(parse_public_key(choice))
    path = _located(choice, run_cwd)
    content = _content(path)
    if _is_private(content):
        return _owner(path, content)
    public = _public(path, content)
    beside = path.with_suffix("")
    private = _private_at(beside) if path.suffix == ".pub" else None
    if private is None:
        return KeygenSigner(public)
    signer = _owner(beside, private)
    if signer.public != public:
        raise BadInput(f"{path} is not the public half of {beside}", f"write it: ssh-keygen -y -f {beside} > {path}")
    return signer


def read_public_key(path_or_literal: str) -> PublicKey:
    """Reads a public key from a public or private key file, or from its own text.

    Raises BadInput that names the file and the remedy.
    """
    if _is_literal(path_or_literal):
        return parse_public_key(path_or_literal)
    path = _located(path_or_literal, None)
    content = _content(path)
    return _owner(path, content).public if _is_private(content) else _public(path, content)


def read_charter_key(path_or_literal: str) -> str:
    """Reads a public key as a charter has it: what `read_public_key` takes, or a file with an armoured OpenPGP key.

    Raises BadInput that names the file and the remedy.
    """
    if _is_literal(path_or_literal):
        return parse_public_key(path_or_literal).line()
    path = _located(path_or_literal, None)
    text = _content(path).decode(errors="replace").strip()
    if not text.startswith(PGP_BLOCK):
        return read_public_key(path_or_literal).line()
    try:
        parse_pgp_key(text)
    except BadInput as error:
        raise BadInput(f"{path}: {error.what}", error.remedy) from None
    return f"{text}\n"


def _wire(algorithm: str, signature: bytes) -> bytes:
    return wire_string(algorithm.encode()) + wire_string(signature)


def _is_literal(choice: str) -> bool:
    """Every blob starts with the length of a short name, hence with `AAAA`."""
    return choice.startswith("key::") or any(word.startswith("AAAA") for word in choice.split()[1:2])


def _is_private(content: bytes) -> bool:
    first = content.lstrip().partition(b"\n")[0]
    return first.startswith(b"-----BEGIN ") and b"PRIVATE KEY-----" in first


def _located(choice: str, run_cwd: Path | None) -> Path:
    try:
        return (Path(run_cwd or "") / Path(choice).expanduser()).absolute()
    except (RuntimeError, OSError) as error:
        raise BadInput(f"{choice}: {error}", _CHOICES) from None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_KEY_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise BadInput(f"cannot read the key {path}: {reason}", _CHOICES) from None
    if len(content) > LARGEST_KEY_FILE:
        raise BadInput(f"{path} is too large for a key", _CHOICES)
    return content


def _private_at(path: Path) -> bytes | None:
    """The private key beside a .pub file, if it can be read; otherwise an agent may hold it."""
    try:
        content = _content(path)
    except BadInput:
        return None
    return content if _is_private(content) else None


def _public(path: Path, content: bytes) -> PublicKey:
    try:
        return parse_public_key(content.decode(errors="replace"))
    except BadInput as error:
        raise BadInput(f"{path}: {error.what}", error.remedy) from None


def _owner(path: Path, content: bytes) -> Signer:
    """Who signs with a private key file: this process, unless the key needs a passphrase or hardware."""
    try:
        if content.lstrip().startswith(_OPENSSH):
            cipher, public = _open_part(content)
            if cipher != b"none" or public.algorithm.startswith("sk-"):
                return KeygenSigner(public, path)
        private = _loaded(content)
    except BadInput as error:
        raise BadInput(f"{path}: {error.what}", error.remedy) from None
    except (ValueError, UnsupportedAlgorithm):
        raise BadInput(f"{path} is not a private key that can be read", _CHOICES) from None
    return private or KeygenSigner(_public_beside(path), path)


def _open_part(content: bytes) -> tuple[bytes, PublicKey]:
    """The cipher and the public half, which lies open even in an encrypted OpenSSH file (PROTOCOL.key 1)."""
    letters = content.partition(_OPENSSH)[2].partition(b"-----END")[0]
    wire = Wire(b64decode(letters))
    if wire.take(len(_OPENSSH_MAGIC)) != _OPENSSH_MAGIC:
        raise ValueError("it does not start with openssh-key-v1")
    cipher = wire.string()
    wire.string()  # the name of the key derivation
    wire.string()  # and its options
    wire.number()  # one key: the loader checks it
    return cipher, key_of_blob(wire.string())


def _loaded(content: bytes) -> FileSigner | None:
    """The key of an OpenSSH or PEM file, or None where a PEM file is encrypted; raises ValueError for anything else."""
    # Deferred: its import takes 5 ms, which commands and hooks that sign nothing need not spend.
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    openssh = content.lstrip().startswith(_OPENSSH)
    load = serialization.load_ssh_private_key if openssh else serialization.load_pem_private_key
    try:
        private = load(content, None)
    except TypeError:
        return None
    if not isinstance(private, Private):
        raise BadInput("private keys of this type are not accepted", NEW_KEY)
    form = serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    return FileSigner(parse_public_key(private.public_key().public_bytes(*form).decode()), private)


def _public_beside(path: Path) -> PublicKey:
    """The public half of an encrypted PEM file, which hides it."""
    beside = path.with_name(path.name + ".pub")
    if not beside.exists():
        raise BadInput(
            f"{path} is encrypted, and its public half does not lie beside it",
            f"write it there: ssh-keygen -y -f {path} > {beside}",
        )
    return _public(beside, _content(beside))
