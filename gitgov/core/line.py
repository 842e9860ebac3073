"""The signed line: an event's canonical bytes, the fingerprint of a key, and an SSH signature over exactly those bytes.

    {"event":{…},"key":"SHA256:…","sig":"…"}

The event bytes are sliced out as they stand; nothing is ever serialised again. `sig` is the base64 of the SSH wire
signature (RFC 4253 6.6: string algorithm, string blob) over the SSHSIG frame with namespace `gitgov` and sha512.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64encode
from typing import NamedTuple

NAMESPACE = "gitgov"
_TAIL = re.compile(rb',"key":"(SHA256:[A-Za-z0-9+/]{43})","sig":"([A-Za-z0-9+/]{16,}={0,2})"\}')
_HEAD = b'{"event":'
_KEY = b',"key":"SHA256:'


class NotALineError(ValueError):
    """The bytes are not a signed line."""


class Sealed(NamedTuple):
    """A line taken apart: the signed bytes, the fingerprint of the key it names, the wire signature."""

    event: bytes
    key: str
    signature: bytes

    @property
    def id(self) -> str:
        """The event's id: SHA-256 of its bytes, in lowercase hex."""
        return hashlib.sha256(self.event).hexdigest()


def seal(event: bytes, key: str, signature: bytes) -> bytes:
    """Put a line together from the signed bytes, the key's fingerprint and the wire signature."""
    return b'%s%s,"key":"%s","sig":"%s"}' % (_HEAD, event, key.encode(), b64encode(signature))


def unseal(line: bytes) -> Sealed:
    """Take a line apart without judging it; raises `NotALineError`."""
    start = line.rfind(_KEY)
    match = _TAIL.fullmatch(line, start) if start > 0 else None
    if match is None or not line.startswith(_HEAD) or b"\n" in line:
        raise NotALineError('not a signed line: expected {"event":{…},"key":"SHA256:…","sig":"…"}')
    try:
        signature = binascii.a2b_base64(match[2], strict_mode=True)
    except binascii.Error as error:
        raise NotALineError(f"the signature is not base64: {error}") from error
    if b64encode(signature[-(len(signature) % 3 or 3) :]) != match[2][-4:]:
        raise NotALineError("the signature's base64 has stray bits")
    return Sealed(line[len(_HEAD) : start], match[1].decode(), signature)


def split_off(line: bytes) -> Sealed | None:
    """Slice the event and the key out of a line without its signature, for who has `unseal` judge the line elsewhere.

    Of a line that `unseal` takes, these are the same bytes; of any other they prove nothing.
    """
    start = line.rfind(_KEY)
    if start < 0 or not line.startswith(_HEAD):
        return None
    key = line[start + len(_KEY) - len(b"SHA256:") : start + len(_KEY) + 43]
    return Sealed(line[len(_HEAD) : start], key.decode("ascii", "replace"), b"")
