"""SSH signatures over messages, as `ssh-keygen -Y sign` makes and `git tag -s` stores them (PROTOCOL.sshsig).

The ledger keeps only the wire signature of a line; with the key it can be put back into its armour, so that anyone
can check it with stock ssh-keygen.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PublicKey, key_of_blob, verify
from gitgov.core.sshwire import Wire, decode_base64, wire_string

MAGIC = b"SSHSIG"
VERSION = 1
WIDTH = 70  # as ssh-keygen breaks its lines

_BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
_END = "\n-----END SSH SIGNATURE-----"
_HASHES: dict[str, Callable[[bytes], hashlib._Hash]] = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
_REMEDY = "sign again with: ssh-keygen -Y sign"


class SshSignature(NamedTuple):
    """What the armour holds; `signature` is the SSH wire signature over `signed_data`."""

    key: PublicKey
    namespace: str
    hash_name: str
    signature: bytes


def signed_data(message: bytes, namespace: str, hash_name: str = "sha512") -> bytes:
    """Returns the bytes that a key signs to sign `message` (PROTOCOL.sshsig 3).

    Raises BadInput for an empty namespace and for a hash that the protocol does not know.
    """
    return _preamble(namespace, hash_name) + _HASHES[hash_name](message).digest()


def armour(key: PublicKey, namespace: str, signature: bytes, hash_name: str = "sha512") -> str:
    """Writes the armoured form (PROTOCOL.sshsig 1 and 2), letter for letter as ssh-keygen does."""
    _preamble(namespace, hash_name)
    fields = (key.blob, namespace.encode(), b"", hash_name.encode(), signature)
    blob = MAGIC + VERSION.to_bytes(4, "big") + b"".join(map(wire_string, fields))
    letters = b64encode(blob).decode()
    return _BEGIN + "\n".join(letters[at : at + WIDTH] for at in range(0, len(letters), WIDTH)) + _END + "\n"


def parse_armour(text: str) -> SshSignature:
    """Reads an armoured signature (PROTOCOL.sshsig 1 and 2); raises BadInput where it is malformed.

    The reserved field is ignored, as the protocol asks. Nothing is verified here.
    """
    body = text.rstrip()
    if not (body.startswith(_BEGIN) and body.endswith(_END)):
        raise BadInput("this is not an armoured SSH signature", _REMEDY)
    try:
        return _parsed(decode_base64("".join(body[len(_BEGIN) : -len(_END)].split())))
    except ValueError as error:
        raise BadInput(f"the SSH signature is malformed: {error}", _REMEDY) from None


def verify_armoured(text: str, message: bytes, namespace: str) -> PublicKey | None:
    """Returns the key that signed `message` in this namespace, or None; whose key it is, the roll must tell."""
    try:
        made = parse_armour(text)
    except BadInput:
        return None
    if made.namespace != namespace:
        return None
    data = signed_data(message, namespace, made.hash_name)
    return made.key if verify(made.key, data, made.signature) else None


@lru_cache(maxsize=64)
def _preamble(namespace: str, hash_name: str) -> bytes:
    """What precedes the digest; the same for every line of a ledger."""
    if hash_name not in _HASHES:
        raise BadInput(f"SSH signatures do not use the hash {hash_name[:60]!r}", "use sha512 or sha256")
    if not namespace or "\0" in namespace:
        raise BadInput("the namespace of an SSH signature is empty or holds a NUL", "name one, such as: git")
    size = _HASHES[hash_name](b"").digest_size
    fields = (namespace.encode(), b"", hash_name.encode())
    return MAGIC + b"".join(map(wire_string, fields)) + size.to_bytes(4, "big")


def _parsed(blob: bytes) -> SshSignature:
    wire = Wire(blob)
    if wire.take(len(MAGIC)) != MAGIC:
        raise ValueError("it does not start with SSHSIG")
    if wire.number() != VERSION:
        raise ValueError(f"its version is not {VERSION}")
    key = key_of_blob(wire.string())
    namespace = wire.string().decode()
    wire.string()  # reserved
    hash_name = wire.string().decode()
    signature = wire.string()
    wire.end()
    _preamble(namespace, hash_name)
    return SshSignature(key, namespace, hash_name, signature)
