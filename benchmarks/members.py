"""The members of made-up bodies: named by number, each with an Ed25519 key seeded by the name, the same in every run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from gitgov.core.sshkeys import parse_public_key
from gitgov.git.signers import FileSigner


@dataclass(frozen=True, slots=True)
class Voter:
    """A member who signs in this process; `signer` holds both halves of the key."""

    name: str
    signer: FileSigner

    @property
    def fingerprint(self) -> str:
        """The name of the key, `SHA256:...`."""
        return self.signer.public.fingerprint

    def key_file(self, folder: Path) -> Path:
        """Writes the private key as OpenSSH does, if it is not there yet, and returns its file."""
        path = folder / self.name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_bytes(self.signer.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
        return path


def voter(name: str) -> Voter:
    """Returns the member called `name`."""
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    line = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    return Voter(name, FileSigner(parse_public_key(line), private))


def body(size: int) -> list[Voter]:
    """Returns `size` members, m000 first."""
    return [voter(f"m{number:03}") for number in range(size)]
