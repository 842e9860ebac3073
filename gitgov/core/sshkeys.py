"""SSH public keys, and the check of one SSH signature.

Members are known by the keys that they already have, so keys and signatures stay in the formats of SSH: RFC 4253 6.6
(RSA), RFC 5656 3.1 (ECDSA), RFC 8709 (Ed25519), RFC 8332 (SHA-2 for RSA) and PROTOCOL.u2f (hardware keys).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from gitgov.core.errors import BadInput
from gitgov.core.sshwire import Wire, decode_base64, wire_string

# Takes data and its wire signature; raises InvalidSignature or ValueError unless the one was made over the other.
Check = Callable[[bytes, bytes], None]

NEW_KEY = "make a key with: ssh-keygen -t ed25519"
ONE_LINE = "give the one line of a .pub file, such as: ssh-ed25519 AAAA..."
PGP_BLOCK = "-----BEGIN PGP "
_PGP_GOES = (
    "give an SSH key here; the other one goes into the charter, as pgp of [members.NAME]: git motion charter FILE"
)

RSA_LEAST_BITS = 2048
RSA_MOST_BITS = 16384  # as OpenSSH; more would only buy slow checks
RSA_EXPONENT_BITS = 64  # as OpenSSL for a large modulus; keys in use have 65537
USER_PRESENT = 0x01  # PROTOCOL.u2f, "SSH U2F signatures"

# y of every Ed25519 point of small order, without its sign bit (RFC 8032 5.1.3 for the form). With such a key one
# signature fits every message, so its owner could disown all that he signed. OpenSSL and OpenSSH take these keys.
_P = 2**255 - 19
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER = frozenset({0, 1, _P - 1, _P, _P + 1, _ORDER_8, _P - _ORDER_8})


class PublicKey(NamedTuple):
    """A public key as SSH writes it: the name of its algorithm, and its wire blob."""

    algorithm: str
    blob: bytes

    @property
    def fingerprint(self) -> str:
        """The name of the key in `ssh-keygen -l`: `SHA256:` and 43 letters of base64."""
        return _fingerprint(self.blob)

    def line(self) -> str:
        """Writes the line of a `.pub` file, without a comment."""
        return f"{self.algorithm} {b64encode(self.blob).decode()}"


def parse_public_key(text: str) -> PublicKey:
    """Reads `algorithm base64 [comment]` (sshd(8), "AUTHORIZED_KEYS"), or the same after git's `key::`.

    Raises BadInput for anything else: options before the key, certificates, private keys, OpenPGP keys, several lines.
    """
    line = text.strip().removeprefix("key::")
    if "PRIVATE KEY-----" in line:
        raise BadInput("this is a private key", "keep it to yourself; " + ONE_LINE)
    if line.startswith(PGP_BLOCK):
        raise BadInput("this is an OpenPGP key, which may sign tags and commits, but no record", _PGP_GOES)
    if len(line.splitlines()) > 1:
        raise BadInput("there are several lines where one public key is needed", ONE_LINE)
    words = line.split()
    if not words[1:]:
        raise BadInput("this is not an SSH public key", ONE_LINE)
    if words[0] not in ALGORITHMS:
        raise _unknown(words)
    try:
        blob = decode_base64(words[1])
    except ValueError as error:
        raise BadInput(f"the base64 of the public key is broken: {error}", ONE_LINE) from None
    key = key_of_blob(blob)
    if key.algorithm != words[0]:
        raise BadInput(f"the line says {words[0]}, but the key in it is of type {key.algorithm}", ONE_LINE)
    return key


def key_of_blob(blob: bytes) -> PublicKey:
    """Reads a wire blob (RFC 4253 6.6); raises BadInput where it is malformed, unsafe or of an unknown algorithm."""
    try:
        algorithm = Wire(blob).string().decode("ascii", "replace")
    except ValueError as error:
        raise BadInput(f"this is not an SSH public key: {error}", ONE_LINE) from None
    if algorithm not in ALGORITHMS:
        raise _unknown([algorithm])
    _check_of(algorithm, blob)
    return PublicKey(algorithm, blob)


def verify(key: PublicKey, data: bytes, signature: bytes) -> bool:
    """Tells whether `signature`, in SSH wire form (RFC 4253 6.6), was made over `data` with `key`; it never raises.

    An Ed25519 check costs about 65 us and does not hold the interpreter lock, so threads scale it.
    """
    try:
        _check_of(key.algorithm, key.blob)(data, signature)
    except (InvalidSignature, ValueError, BadInput):
        return False
    return True


@lru_cache(maxsize=4096)
def _fingerprint(blob: bytes) -> str:
    return "SHA256:" + b64encode(sha256(blob).digest()).decode().rstrip("=")


@lru_cache(maxsize=4096)
def _check_of(algorithm: str, blob: bytes) -> Check:
    """Loads the key, once; raises BadInput when the blob is not such a key."""
    try:
        wire = _fields(algorithm, blob)
        check = ALGORITHMS[algorithm](algorithm, wire)
        wire.end()
    except (ValueError, KeyError) as error:
        raise BadInput(f"this is not a usable {algorithm} key: {error}", NEW_KEY) from None
    return check


def _unknown(words: list[str]) -> BadInput:
    if "-cert-v01@" in words[0]:
        return BadInput("certificates are not accepted", "give the plain public key: the .pub file without -cert")
    if any(word in ALGORITHMS for word in words):
        return BadInput("there are options before the key", ONE_LINE)
    return BadInput(f"keys of type {words[0][:60]!r} are not accepted", NEW_KEY)


def _ed25519(algorithm: str, wire: Wire) -> Check:
    """RFC 8709 4 and 6. The frame around a signature never varies, so it is compared as a whole: this path is hot."""
    public = _edwards_point(wire.string())
    frame = wire_string(algorithm.encode()) + (64).to_bytes(4, "big")
    start, whole = len(frame), len(frame) + 64

    def check(data: bytes, signature: bytes) -> None:
        if len(signature) != whole or not signature.startswith(frame):
            raise ValueError("not an Ed25519 signature")
        public.verify(signature[start:], data)

    return check


def _sk_ed25519(algorithm: str, wire: Wire) -> Check:
    """PROTOCOL.u2f: Ed25519 inside a hardware key."""
    public = _edwards_point(wire.string())
    message = partial(_assertion, _application(wire))

    def check(data: bytes, signature: bytes) -> None:
        fields = _fields(algorithm, signature)
        public.verify(fields.string(), message(fields, data))

    return check


def _ecdsa(algorithm: str, wire: Wire) -> Check:
    """RFC 5656 3.1 (the hash grows with the curve: 6.2.1), or the same inside a hardware key (PROTOCOL.u2f)."""
    name, curve, digest = _CURVES[algorithm]
    if wire.string() != name:
        raise ValueError("it names another curve")
    point = wire.string()
    if not point.startswith(b"\x04"):
        raise ValueError("its point is not in the uncompressed form")
    public = ec.EllipticCurvePublicKey.from_encoded_point(curve, point)
    message = partial(_assertion, _application(wire)) if algorithm.startswith("sk-") else _as_it_is

    def check(data: bytes, signature: bytes) -> None:
        fields = _fields(algorithm, signature)
        pair = Wire(fields.string())
        r, s = pair.mpint(), pair.mpint()
        pair.end()
        public.verify(encode_dss_signature(r, s), message(fields, data), ec.ECDSA(digest))

    return check


def _rsa(_algorithm: str, wire: Wire) -> Check:
    """RFC 4253 6.6 for the key, RFC 8332 3 for the signature: SHA-1 (`ssh-rsa`) proves nothing any more."""
    exponent, modulus = wire.mpint(), wire.mpint()
    if not RSA_LEAST_BITS <= modulus.bit_length() <= RSA_MOST_BITS:
        raise ValueError(f"it has {modulus.bit_length()} bits, and needs {RSA_LEAST_BITS} to {RSA_MOST_BITS}")
    if exponent.bit_length() > RSA_EXPONENT_BITS:
        raise ValueError(f"its exponent has more than {RSA_EXPONENT_BITS} bits")
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()

    def check(data: bytes, signature: bytes) -> None:
        fields = Wire(signature)
        digest = _RSA_HASHES.get(fields.string())
        if digest is None:
            raise ValueError("not an RSA signature with SHA-2")
        public.verify(fields.string(), _as_it_is(fields, data), padding.PKCS1v15(), digest)

    return check


def _edwards_point(raw: bytes) -> Ed25519PublicKey:
    public = Ed25519PublicKey.from_public_bytes(raw)
    if int.from_bytes(raw, "little") & (2**255 - 1) in SMALL_ORDER:
        raise ValueError("with it one signature would fit every message (a point of small order)")
    return public


def _application(wire: Wire) -> bytes:
    """SHA-256 of what the hardware key was enrolled for, usually `ssh:`."""
    application = wire.string()
    if not application or b"\0" in application:
        raise ValueError("its application is empty or holds a NUL")
    return sha256(application).digest()


def _fields(algorithm: str, message: bytes) -> Wire:
    """What follows the name of the algorithm in a key or a signature."""
    fields = Wire(message)
    if fields.string() != algorithm.encode():
        raise ValueError("it is of another algorithm")
    return fields


def _as_it_is(fields: Wire, data: bytes) -> bytes:
    fields.end()
    return data


def _assertion(application: bytes, fields: Wire, data: bytes) -> bytes:
    """What the hardware signs in place of `data` (PROTOCOL.u2f, "SSH U2F signatures"), if it has been touched."""
    flags, counter = fields.take(1), fields.take(4)
    fields.end()
    if not flags[0] & USER_PRESENT:
        raise ValueError("nobody touched the hardware key")
    return application + flags + counter + sha256(data).digest()


_RSA_HASHES: dict[bytes, hashes.HashAlgorithm] = {b"rsa-sha2-256": hashes.SHA256(), b"rsa-sha2-512": hashes.SHA512()}

_CURVES: dict[str, tuple[bytes, ec.EllipticCurve, hashes.HashAlgorithm]] = {
    "ecdsa-sha2-nistp256": (b"nistp256", ec.SECP256R1(), hashes.SHA256()),
    "ecdsa-sha2-nistp384": (b"nistp384", ec.SECP384R1(), hashes.SHA384()),
    "ecdsa-sha2-nistp521": (b"nistp521", ec.SECP521R1(), hashes.SHA512()),
    "sk-ecdsa-sha2-nistp256@openssh.com": (b"nistp256", ec.SECP256R1(), hashes.SHA256()),
}

ALGORITHMS: dict[str, Callable[[str, Wire], Check]] = {
    "ssh-ed25519": _ed25519,
    "ssh-rsa": _rsa,
    "sk-ssh-ed25519@openssh.com": _sk_ed25519,
    **dict.fromkeys(_CURVES, _ecdsa),
}
