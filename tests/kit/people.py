"""The cast: alice, bob, carol, dave and eve, each with the same Ed25519 key in every run.

A key is seeded by SHA-256 of its owner's name, so fingerprints can stand in transcripts. The files are what
`ssh-keygen` writes and `ssh`, `git` and `ssh-keygen -Y sign` read.
"""

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a key: `key_path` is the private key's file, `pub` the line of `key_path`.pub."""

    name: str
    key_path: Path
    pub: str

    @property
    def email(self) -> str:
        """Returns the address that commits carry; it proves nothing."""
        return f"{self.name}@example.org"

    @property
    def pub_path(self) -> Path:
        """Returns the file that holds `pub`."""
        return self.key_path.with_name(self.key_path.name + ".pub")

    @property
    def fingerprint(self) -> str:
        """Returns `SHA256:...` as `ssh-keygen -l` shows it."""
        digest = hashlib.sha256(base64.b64decode(self.pub.split()[1])).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")

    @property
    def settings(self) -> dict[str, str]:
        """Returns the git configuration that makes commits and ledger lines this person's."""
        return {
            "user.name": self.name,
            "user.email": self.email,
            "user.signingKey": str(self.key_path),
            "gpg.format": "ssh",
            "gov.key": str(self.key_path),
        }


class People(NamedTuple):
    """The five, by attribute (`people.alice`) and in order."""

    alice: Person
    bob: Person
    carol: Person
    dave: Person
    eve: Person


def signing_key(name: str) -> Ed25519PrivateKey:
    """Returns the key that belongs to `name`, the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


def person(name: str, key_path: Path) -> Person:
    """Writes the key of `name` to `key_path` (0600) and `key_path`.pub."""
    key = signing_key(name)
    pub = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode() + f" {name}"
    who = Person(name, key_path, pub)
    key_path.parent.mkdir(parents=True, exist_ok=True)
    _put(key_path, key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    _put(who.pub_path, f"{pub}\n".encode())
    return who


def _put(path: Path, content: bytes) -> None:
    """Writes a file in one step, as another process may do the same, and read it."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.touch(mode=0o600)
    aside.write_bytes(content)
    aside.replace(path)


def cast(folder: Path) -> People:
    """Writes the five keys into `folder`, each file named after its owner."""
    return People._make(person(name, folder / name) for name in People._fields)
