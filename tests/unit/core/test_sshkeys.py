"""SSH keys and signatures: what fits, what never may, and that no bytes whatever can raise.

The keys that sign are those of tests/kit/softkeys.py, which reads the RFCs without the package;
tests/unit/git/test_signers.py does the same with the real ssh-keygen.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Callable
from functools import lru_cache

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from gitgov.core import sshkeys
from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import ALGORITHMS, SMALL_ORDER, PublicKey, key_of_blob, parse_public_key, verify
from tests.kit.softkeys import (
    MAKERS,
    PIN_GIVEN,
    SK_ED25519,
    TOUCHED,
    SoftKey,
    ecdsa,
    ed25519,
    mpint,
    rsa_blob,
    rsa_key,
    sk_ecdsa,
    sk_ed25519,
    string,
)

DATA = b"the ayes have it"


def key_of(soft: SoftKey) -> PublicKey:
    return PublicKey(soft.algorithm, soft.blob)


def fits(soft: SoftKey, data: bytes, signature: bytes) -> bool:
    return verify(key_of(soft), data, signature)


each_algorithm = pytest.mark.parametrize("algorithm", MAKERS)


def test_every_algorithm_is_tried_here() -> None:
    assert MAKERS.keys() == ALGORITHMS.keys()


class TestReading:
    @each_algorithm
    def test_a_line_is_read_and_written_back(self, algorithm: str) -> None:
        key = key_of(MAKERS[algorithm]("alice"))
        line = f"{algorithm} {base64.b64encode(key.blob).decode()}"
        assert key.line() == line
        for text in (line, f"  {line}\n", f"{line} alice@example.org with a comment", f"key::{line}"):
            assert parse_public_key(text) == key
        assert key_of_blob(key.blob) == key

    def test_the_fingerprint_is_the_unpadded_sha256_of_the_blob(self) -> None:
        key = key_of(ed25519())
        digest = base64.b64encode(hashlib.sha256(key.blob).digest()).decode()
        assert key.fingerprint == f"SHA256:{digest.rstrip('=')}"
        assert len(key.fingerprint) == 50

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            pytest.param("", "not an SSH public key", id="empty"),
            pytest.param("ssh-ed25519", "not an SSH public key", id="no blob"),
            pytest.param("{line}\n{line}", "several lines", id="two lines"),
            pytest.param("# mine\n{line}", "several lines", id="comment line"),
            pytest.param("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDM=\n", "an OpenPGP key", id="OpenPGP"),
            pytest.param("{alg}-cert-v01@openssh.com {b64}", "certificates", id="certificate"),
            pytest.param("restrict {line}", "options", id="option"),
            pytest.param('command="x y",pty {line}', "options", id="options with a blank"),
            pytest.param("ssh-dss {b64}", "'ssh-dss' are not accepted", id="DSA"),
            pytest.param("ssh-ed448 {b64}", "'ssh-ed448' are not accepted", id="Ed448"),
            pytest.param("ecdsa-sha2-nistp256 {b64}", "not usable|but the key in it is", id="another name"),
            pytest.param("{alg} {b64}AAAA", "left over", id="trailing bytes"),
            pytest.param("{alg} !{b64}", "base64", id="not base64"),
            pytest.param("{alg} é{b64}", "base64", id="not ASCII"),
            pytest.param("{alg} AAAAC3NzaC1lZDI1NTE5", "cut short", id="half a blob"),
            pytest.param("{alg} AAAA", "cut short", id="no name in the blob"),
            pytest.param("-----BEGIN OPENSSH PRIVATE KEY-----\nabc", "private key", id="private key"),
        ],
    )
    def test_what_is_not_one_plain_key_is_refused_with_a_remedy(self, text: str, why: str) -> None:
        key = key_of(ed25519())
        line, b64 = key.line(), base64.b64encode(key.blob).decode()
        with pytest.raises(BadInput, match=why) as refused:
            parse_public_key(text.format(line=line, alg=key.algorithm, b64=b64))
        assert refused.value.remedy

    @pytest.mark.parametrize(
        ("blob", "why"),
        [
            pytest.param(string("ssh-ed25519") + string(bytes(31)), "32", id="short point"),
            pytest.param(ecdsa("nistp256").blob.replace(b"\x08nistp256", b"\x08nistp384"), "curve", id="curve"),
            pytest.param(
                string("ecdsa-sha2-nistp256") + string("nistp256") + string(b"\x04" + bytes(64)),
                "not a usable",
                id="off the curve",
            ),
            pytest.param(string("ecdsa-sha2-nistp256") + string("nistp256") + string(b"\0"), "point", id="infinity"),
            pytest.param(
                string("ecdsa-sha2-nistp256") + string("nistp256") + string(b"\x02" + ecdsa("nistp256").blob[-64:-32]),
                "uncompressed",
                id="compressed",
            ),
            pytest.param(rsa_blob(65537, 1 << 1023 | 1), "1024 bits", id="RSA 1024"),
            pytest.param(rsa_blob(65537, 1 << 2046 | 1), "2047 bits", id="RSA 2047"),
            pytest.param(rsa_blob(65537, 1 << 16384 | 1), "16385 bits", id="RSA beyond OpenSSH"),
            pytest.param(rsa_blob(1, 1 << 2047 | 1), "not a usable", id="RSA exponent 1"),
            pytest.param(rsa_blob(1 << 64 | 1, 1 << 2047 | 1), "exponent", id="RSA slow exponent"),
            pytest.param(string("ssh-rsa") + string(b"\0\x03") + mpint(1 << 2047 | 1), "shortest", id="RSA padded"),
            pytest.param(string(SK_ED25519) + string(b"x" * 32), "cut short", id="no application"),
            pytest.param(sk_ed25519(application=b"").blob, "application", id="empty application"),
            pytest.param(sk_ed25519(application=b"ssh:\0").blob, "application", id="NUL in application"),
            pytest.param(string(b"\xff\xfe"), "not accepted", id="name not ASCII"),
        ],
    )
    def test_a_weak_or_crooked_blob_is_refused_with_a_remedy(self, blob: bytes, why: str) -> None:
        with pytest.raises(BadInput, match=why) as refused:
            key_of_blob(blob)
        assert refused.value.remedy

    def test_the_least_rsa_key_is_taken(self) -> None:
        assert key_of_blob(rsa_key().blob) == key_of(rsa_key())

    @settings(deadline=None)
    @given(st.text() | st.builds("{} {}".format, st.sampled_from(list(MAKERS)), st.text()))
    def test_no_text_raises_anything_else(self, text: str) -> None:
        with pytest.raises(BadInput):
            parse_public_key(text)

    @settings(deadline=None)
    @given(st.binary() | st.builds(lambda name, rest: string(name) + rest, st.sampled_from(list(MAKERS)), st.binary()))
    def test_no_blob_raises_anything_else(self, blob: bytes) -> None:
        with pytest.raises(BadInput):
            key_of_blob(blob)


def forgery_fits(point: bytes, messages: range) -> list[bool]:
    """Tries R = the neutral element, S = 0, made without any private key, on each message."""
    public = Ed25519PublicKey.from_public_bytes(point)
    forged = (1).to_bytes(32, "little") + bytes(32)
    fits = []
    for number in messages:
        try:
            public.verify(forged, b"%d" % number)
        except InvalidSignature:
            fits.append(False)
        else:
            fits.append(True)
    return fits


class TestSmallOrder:
    """With an Ed25519 point of small order, signatures prove nothing (RFC 8032 5.1.7; OpenSSL checks no order)."""

    def test_one_signature_would_fit_every_message(self) -> None:
        assert all(forgery_fits((1).to_bytes(32, "little"), range(20)))

    def test_an_honest_key_does_not_do_that(self) -> None:
        assert not any(forgery_fits(ed25519().blob[-32:], range(100)))

    @pytest.mark.parametrize("y", sorted(SMALL_ORDER))
    @pytest.mark.parametrize("sign", [0, 1])
    def test_such_keys_are_refused(self, y: int, sign: int) -> None:
        point = (y | sign << 255).to_bytes(32, "little")
        # The order divides 8, so that the forgery fits about one message in 8, 4, 2 or 1; or it is no point at all.
        assert any(forgery_fits(point, range(200))) or (y, sign) in {(1, 1), (sshkeys._P - 1, 1), (sshkeys._P + 1, 1)}
        for blob in (string("ssh-ed25519") + string(point), string(SK_ED25519) + string(point) + string("ssh:")):
            with pytest.raises(BadInput, match="small order"):
                key_of_blob(blob)


class TestVerifying:
    @each_algorithm
    def test_a_signature_fits_its_data_and_nothing_else(self, algorithm: str) -> None:
        pair, other = MAKERS[algorithm]("alice"), MAKERS[algorithm]("bob")
        signature = pair.sign(DATA)
        assert fits(pair, DATA, signature)
        assert not fits(pair, DATA + b".", signature)
        assert not fits(other, DATA, signature)

    @each_algorithm
    def test_a_signature_of_another_algorithm_never_fits(self, algorithm: str) -> None:
        pair = MAKERS[algorithm]("alice")
        for name, make in MAKERS.items():
            assert fits(pair, DATA, make("alice").sign(DATA)) == (name == algorithm)

    @each_algorithm
    @settings(max_examples=8, deadline=None)  # each example tries every byte
    @given(change=st.integers(1, 255))
    def test_any_changed_byte_breaks_it(self, algorithm: str, change: int) -> None:
        pair, signature = MAKERS[algorithm]("alice"), signature_of(algorithm)
        for place in range(len(signature)):
            changed = bytearray(signature)
            changed[place] ^= change
            assert not fits(pair, DATA, bytes(changed)), place

    @each_algorithm
    @settings(deadline=None)
    @given(cut=st.integers(1, 40), more=st.binary(min_size=1, max_size=8))
    def test_a_byte_less_or_more_breaks_it(self, algorithm: str, cut: int, more: bytes) -> None:
        pair, signature = MAKERS[algorithm]("alice"), signature_of(algorithm)
        assert not fits(pair, DATA, signature[:-cut])
        assert not fits(pair, DATA, signature + more)

    @each_algorithm
    @settings(deadline=None)
    @given(junk=st.binary(), named=st.booleans())
    def test_no_bytes_raise(self, algorithm: str, junk: bytes, named: bool) -> None:
        assert not fits(MAKERS[algorithm]("alice"), DATA, string(algorithm) + string(junk) if named else junk)

    @settings(deadline=None)
    @given(algorithm=st.sampled_from(list(MAKERS)) | st.text(), blob=st.binary())
    def test_no_broken_key_raises(self, algorithm: str, blob: bytes) -> None:
        assert not verify(PublicKey(algorithm, blob), DATA, signature_of("ssh-ed25519"))

    def test_a_key_under_another_name_does_not_verify(self) -> None:
        pair = ed25519()
        assert not verify(PublicKey(SK_ED25519, pair.blob), DATA, pair.sign(DATA))

    def test_a_key_is_loaded_once(self) -> None:
        pair = ed25519("loaded once")
        before = sshkeys._check_of.cache_info().misses
        assert all(fits(pair, DATA, pair.sign(DATA)) for _ in range(3))
        assert sshkeys._check_of.cache_info().misses == before + 1


@lru_cache
def signature_of(algorithm: str) -> bytes:
    return MAKERS[algorithm]("alice").sign(DATA)


class TestRsa:
    """RFC 8332 3: SHA-2 only."""

    def test_both_hashes_of_sha2_fit(self) -> None:
        for algorithm in ("rsa-sha2-256", "rsa-sha2-512"):
            pair = rsa_key(algorithm=algorithm)
            assert fits(pair, DATA, pair.sign(DATA))

    def test_sha1_does_not_fit(self) -> None:
        pair = rsa_key(algorithm="ssh-rsa")
        assert not fits(pair, DATA, pair.sign(DATA))

    def test_one_hash_under_the_name_of_the_other_does_not_fit(self) -> None:
        pair = rsa_key(algorithm="rsa-sha2-256")
        assert not fits(pair, DATA, pair.sign(DATA).replace(b"sha2-256", b"sha2-512"))


class TestEcdsa:
    """RFC 5656 3.1.2 and RFC 4251 5: each number in its shortest form."""

    @pytest.mark.parametrize("odd", ["needless zero", "negative", "trailing", "only one"])
    def test_numbers_written_oddly_do_not_fit(self, odd: str) -> None:
        pair = ecdsa("nistp256")
        rest = pair.sign(DATA)[len(string("ecdsa-sha2-nistp256")) + 4 :]
        size = struct.unpack(">I", rest[:4])[0]
        r, s = rest[4 : 4 + size], rest[4 + size :]
        numbers = {
            "needless zero": string(b"\0" + r) + s,
            "negative": string(r.lstrip(b"\0") if r[0] == 0 else b"\xff" + r) + s,
            "trailing": string(r) + s + b"\0",
            "only one": string(r),
        }
        plain = string("ecdsa-sha2-nistp256") + string(string(r) + s)
        assert fits(pair, DATA, plain)
        assert not fits(pair, DATA, string("ecdsa-sha2-nistp256") + string(numbers[odd]))

    @pytest.mark.parametrize("number", [1, 1 << 256, 1 << 4096])
    def test_numbers_out_of_range_do_not_raise(self, number: int) -> None:
        numbers = mpint(number) + mpint(number)
        assert not fits(ecdsa("nistp256"), DATA, string("ecdsa-sha2-nistp256") + string(numbers))


@pytest.mark.parametrize("make", [sk_ed25519, sk_ecdsa])
class TestHardwareKeys:
    """PROTOCOL.u2f: flags and counter are signed with the message; the touch is demanded."""

    @pytest.mark.parametrize("flags", [TOUCHED, TOUCHED | PIN_GIVEN])
    @pytest.mark.parametrize("counter", [0, 1, 2**32 - 1])
    def test_a_touch_is_enough_at_any_count(self, make: Callable[..., SoftKey], flags: int, counter: int) -> None:
        pair = make(flags=flags, counter=counter)
        assert fits(pair, DATA, pair.sign(DATA))

    @pytest.mark.parametrize("flags", [0, PIN_GIVEN, 0xFE])
    def test_without_a_touch_nothing_fits(self, make: Callable[..., SoftKey], flags: int) -> None:
        pair = make(flags=flags)
        assert not fits(pair, DATA, pair.sign(DATA))

    def test_a_touch_cannot_be_added_later(self, make: Callable[..., SoftKey]) -> None:
        pair = make(flags=0)
        untouched = pair.sign(DATA)
        assert not fits(pair, DATA, untouched[:-5] + bytes([TOUCHED]) + untouched[-4:])

    def test_the_counter_is_signed(self, make: Callable[..., SoftKey]) -> None:
        pair = make(counter=7)
        assert not fits(pair, DATA, pair.sign(DATA)[:-4] + struct.pack(">I", 8))

    def test_the_application_is_signed(self, make: Callable[..., SoftKey]) -> None:
        assert not fits(make(application=b"ssh:work"), DATA, make(application=b"ssh:").sign(DATA))

    def test_flags_and_counter_may_not_be_missing(self, make: Callable[..., SoftKey]) -> None:
        pair = make()
        for count in range(1, 6):
            assert not fits(pair, DATA, pair.sign(DATA)[:-count])

    def test_browser_signatures_are_not_accepted(self, make: Callable[..., SoftKey]) -> None:
        pair = make()
        rest = pair.sign(DATA)[len(string(pair.algorithm)) :]
        assert not fits(pair, DATA, string(f"webauthn-{pair.algorithm}") + rest)
