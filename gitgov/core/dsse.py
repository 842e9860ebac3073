"""DSSE envelopes, in which attestations travel (https://github.com/secure-systems-lab/dsse, protocol 1.0.2).

The signature is an SSH signature, armoured as `ssh-keygen -Y sign -n dsse` writes it, over the pre-authentication encoding.
"""

from __future__ import annotations

from base64 import b64encode

from gitgov.core import canonical
from gitgov.core.sshkeys import PublicKey
from gitgov.core.sshsig import armour

NAMESPACE = "dsse"
IN_TOTO = "application/vnd.in-toto+json"


def encoded(kind: str, payload: bytes) -> bytes:
    """Return what is signed for a payload of a media type: its pre-authentication encoding."""
    return b"DSSEv1 %d %s %d %s" % (len(kind.encode()), kind.encode(), len(payload), payload)


def envelope(kind: str, payload: bytes, key: PublicKey, signature: bytes) -> bytes:
    """Write an envelope; `signature` is the SSH wire signature of `encoded(kind, payload)` in `NAMESPACE`."""
    signed = b64encode(armour(key, NAMESPACE, signature).encode()).decode()
    return canonical.dumps({
        "payload": b64encode(payload).decode(),
        "payloadType": kind,
        "signatures": [{"keyid": key.fingerprint, "sig": signed}],
    })  # fmt: skip
