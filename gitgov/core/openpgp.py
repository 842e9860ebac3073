"""OpenPGP public keys as text: what gpgv reads of them, and their fingerprints (RFC 4880, RFC 9580). Verifies nothing."""

from __future__ import annotations

import binascii
from hashlib import sha1
from typing import NamedTuple

from gitgov.core.errors import BadInput

NAMED = "OpenPGP:"
"""Stands before a fingerprint, so that no key of one kind is taken for one of the other."""
LARGEST = 32_768
_BEGIN, _END = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"
_PUBLIC_KEY = 6
_NEW_FORMAT = 0x40
_REMEDY = "gpg --armor --export --export-options export-minimal ADDRESS writes one"


class PgpKey(NamedTuple):
    """A public key: the fingerprint of its primary key, after `OpenPGP:`, and its packets."""

    fingerprint: str
    packets: bytes


def parse_pgp_key(text: str) -> PgpKey:
    """Reads an armoured public key block with one primary key of version 4; raises BadInput where it is none."""
    packets = _unarmoured(text)
    try:
        body, rest = _first(packets)
    except (IndexError, ValueError) as error:
        raise BadInput(f"this OpenPGP key cannot be read: {error}", _REMEDY) from None
    if body[:1] != b"\x04":
        raise BadInput("this OpenPGP key is not of version 4", _REMEDY)
    if any(tag == _PUBLIC_KEY for tag in _tags(rest)):
        raise BadInput("this block holds more than one OpenPGP key", "write each as a text of its own")
    digest = sha1(b"\x99" + len(body).to_bytes(2, "big") + body).hexdigest()  # noqa: S324 - RFC 4880 12.2 has it so
    return PgpKey(NAMED + digest.upper(), packets)


def _unarmoured(text: str) -> bytes:
    """Takes the armour off (RFC 4880 6.2); its headers say nothing, its checksum must be right where there is one."""
    rows = [row.strip() for row in text.strip().splitlines()]
    if len(text) > LARGEST or rows[:1] != [_BEGIN] or rows[-1:] != [_END] or "" not in rows:
        raise BadInput("this is not an armoured OpenPGP public key", _REMEDY)
    letters = [row for row in rows[rows.index("") + 1 : -1] if row]
    checksum = letters.pop()[1:] if letters and letters[-1].startswith("=") else ""
    try:
        packets = binascii.a2b_base64("".join(letters), strict_mode=True)
        wanted = binascii.a2b_base64(checksum, strict_mode=True) if checksum else _crc24(packets)
    except (binascii.Error, ValueError) as error:
        raise BadInput(f"this OpenPGP key is not base64: {error}", _REMEDY) from None
    if wanted != _crc24(packets):
        raise BadInput("this OpenPGP key was damaged: its checksum is wrong", _REMEDY)
    return packets


def _crc24(data: bytes) -> bytes:
    """Returns the checksum of armour (RFC 4880 6.1)."""
    crc = 0xB704CE
    for each in data:
        crc ^= each << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return crc.to_bytes(3, "big")


def _first(packets: bytes) -> tuple[bytes, bytes]:
    """Returns the body of the first packet, which is to be a public key, and what follows it."""
    tag, start, end = _extent(packets)
    if tag != _PUBLIC_KEY or not start < end <= len(packets):
        raise ValueError("it does not begin with a public key")
    return packets[start:end], packets[end:]


def _tags(packets: bytes) -> list[int]:
    """Lists the kinds of packets; what is cut short ends the list, and gpgv refuses it."""
    tags = []
    while packets:
        try:
            tag, _, end = _extent(packets)
        except (IndexError, ValueError):
            break
        tags.append(tag)
        packets = packets[end:]
    return tags


def _extent(packets: bytes) -> tuple[int, int, int]:
    """Returns the kind of the first packet, and where its body begins and ends (RFC 4880 4.2)."""
    head, first = packets[0], packets[1]
    if not head & 0x80:
        raise ValueError("a packet does not begin as one")
    if not head & _NEW_FORMAT:
        width = 1 << (head & 3)
        if width > 4:
            raise ValueError("a packet has no length")
        return (head & 0x3C) >> 2, 1 + width, 1 + width + int.from_bytes(packets[1 : 1 + width], "big")
    if first < 192:
        return head & 0x3F, 2, 2 + first
    if first < 224:
        return head & 0x3F, 3, 3 + ((first - 192) << 8) + packets[2] + 192
    if first < 255:
        raise ValueError("a packet comes in parts")
    return head & 0x3F, 6, 6 + int.from_bytes(packets[2:6], "big")
