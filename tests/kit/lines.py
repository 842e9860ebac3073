"""Signed lines, made with the seeded keys of the cast or any other name."""

from __future__ import annotations

from gitgov.core.instants import parse_instant
from gitgov.core.line import NAMESPACE, seal
from gitgov.core.sshkeys import parse_public_key
from gitgov.core.sshsig import signed_data
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from tests.kit.charters import pub
from tests.kit.softkeys import ed25519

START = parse_instant("2026-11-20T10:00:00Z")


def signed(draft: Draft, key: str) -> bytes:
    """Signs a draft with the key of that name and returns the line."""
    return sealed(event_bytes(draft, fingerprint(key)), key)


def sealed(payload: bytes, key: str) -> bytes:
    """Signs any bytes with the key of that name and returns the line."""
    return seal(payload, fingerprint(key), ed25519(key).sign(signed_data(payload, NAMESPACE)))


def fingerprint(key: str) -> str:
    """Returns `SHA256:...` of the key of that name."""
    return parse_public_key(pub(key)).fingerprint
