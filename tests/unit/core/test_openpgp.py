"""OpenPGP keys as text: the fingerprint that gpg shows, and one clear word for everything else."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.core.openpgp import NAMED, parse_pgp_key
from tests.kit.gnupg import Gnupg, gnupg

KEY = """-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawtdmhYJKwYBBAHaRw8BAQdA4rQhVkc/8POSbBiCqCAKfCc7ijJPe7JHXZOd
1jWo1GC0GUFsaWNlIDxhbGljZUBleGFtcGxlLm9yZz6IkAQTFggAOBYhBCYFE+XZ
P9ZIdr/lTS3TdjJhPFKlBQJrC12aAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheA
AAoJEC3TdjJhPFKlOVUA/3NpAJ4OAbDn4epcr0iIof28qRo9ZpJwMVOP8GA4yV/v
AQDZ+RA8AZNm6fm0K8xatGXavAUMYL9udAUrXzXsu8/TCg==
=fNo2
-----END PGP PUBLIC KEY BLOCK-----
"""


@pytest.fixture(scope="module")
def ring() -> Iterator[Gnupg]:
    """Yields a home of GnuPG for this module."""
    with gnupg() as made:
        yield made


def test_a_key_that_gpg_has_written() -> None:
    assert parse_pgp_key(KEY).fingerprint == f"{NAMED}260513E5D93FD64876BFE54D2DD37632613C52A5"


@pytest.mark.parametrize("kind", ["ed25519", "rsa2048", "nistp256"])
def test_the_fingerprint_is_the_one_that_gpg_shows(ring: Gnupg, kind: str) -> None:
    key = parse_pgp_key(ring.key(f"{kind}@example.org", kind))
    assert key.fingerprint == NAMED + ring.fingerprint(f"{kind}@example.org")


def test_two_keys_in_one_block(ring: Gnupg) -> None:
    ring.key("one@example.org")
    ring.key("two@example.org")
    with pytest.raises(BadInput, match="more than one OpenPGP key"):
        parse_pgp_key(ring.public("@example.org"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("PUBLIC", "PRIVATE", "not an armoured OpenPGP public key"),
        ("=fNo2", "=fNo3", "its checksum is wrong"),
        ("AQDZ+RA8", "AQDZ+RA9", "its checksum is wrong"),
        ("mDMEawtd", "mDMEawt!", "is not base64"),
        ("\n\n", "\n", "not an armoured OpenPGP public key"),
        (KEY, "", "not an armoured OpenPGP public key"),
        (KEY, "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----", "cannot be read"),
    ],
)
def test_what_is_no_key(old: str, new: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        parse_pgp_key(KEY.replace(old, new))
    assert "gpg --armor --export" in caught.value.remedy


@given(st.binary(max_size=40), st.integers(0, 300))
def test_bytes_of_any_kind_are_read_or_refused(noise: bytes, at: int) -> None:
    letters = b64encode(parse_pgp_key(KEY).packets[:at] + noise).decode()
    text = f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{letters}\n-----END PGP PUBLIC KEY BLOCK-----"
    with suppress(BadInput):
        assert parse_pgp_key(text).fingerprint.startswith(NAMED)
