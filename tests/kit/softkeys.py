"""SSH keys of every kind in software, hardware keys too, and what they sign.

Written out from RFC 4253 6.6, RFC 5656 3.1, RFC 8332 3, RFC 8709 and PROTOCOL.u2f, so that it can judge another reading
of them. Everything but RSA is the same in every run.
"""

import base64
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.kit.people import signing_key

SK_ED25519 = "sk-ssh-ed25519@openssh.com"
SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
TOUCHED, PIN_GIVEN = 0x01, 0x04

CURVES: dict[str, tuple[ec.EllipticCurve, hashes.HashAlgorithm]] = {
    "nistp256": (ec.SECP256R1(), hashes.SHA256()),
    "nistp384": (ec.SECP384R1(), hashes.SHA384()),
    "nistp521": (ec.SECP521R1(), hashes.SHA512()),
}
RSA_HASHES: dict[str, hashes.HashAlgorithm] = {
    "rsa-sha2-512": hashes.SHA512(),
    "rsa-sha2-256": hashes.SHA256(),
    "ssh-rsa": hashes.SHA1(),  # long broken; here to be refused
}


@dataclass(frozen=True, slots=True)
class SoftKey:
    """A public key in wire form, and what makes wire signatures with its private half."""

    algorithm: str
    blob: bytes
    sign: Callable[[bytes], bytes]


def string(data: bytes | str) -> bytes:
    """Writes an SSH string (RFC 4251 5)."""
    raw = data.encode() if isinstance(data, str) else data
    return struct.pack(">I", len(raw)) + raw


def mpint(number: int) -> bytes:
    """Writes a positive SSH mpint (RFC 4251 5)."""
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return string(b"\0" + raw if raw[0] & 0x80 else raw)


def ed25519(name: str = "alice") -> SoftKey:
    """Returns the key that `people` gives to `name`."""
    private = signing_key(name)
    blob = string("ssh-ed25519") + string(private.public_key().public_bytes_raw())
    return SoftKey("ssh-ed25519", blob, lambda data: string("ssh-ed25519") + string(private.sign(data)))


def ecdsa(curve: str, name: str = "alice") -> SoftKey:
    """Returns a key on `nistp256`, `nistp384` or `nistp521`."""
    algorithm = f"ecdsa-sha2-{curve}"
    fields, numbers = _curve_key(name, curve)
    return SoftKey(algorithm, string(algorithm) + fields, lambda data: string(algorithm) + string(numbers(data)))


def rsa_key(name: str = "alice", algorithm: str = "rsa-sha2-512") -> SoftKey:
    """Returns a key of 2048 bits that signs by `algorithm`."""
    private = _rsa(name)
    numbers = private.public_key().public_numbers()
    return SoftKey(
        "ssh-rsa",
        rsa_blob(numbers.e, numbers.n),
        lambda data: string(algorithm) + string(private.sign(data, padding.PKCS1v15(), RSA_HASHES[algorithm])),
    )


def rsa_blob(exponent: int, modulus: int) -> bytes:
    """Returns the blob of an RSA key, sensible or not."""
    return string("ssh-rsa") + mpint(exponent) + mpint(modulus)


def sk_ed25519(name: str = "alice", flags: int = TOUCHED, counter: int = 7, application: bytes = b"ssh:") -> SoftKey:
    """Returns an Ed25519 key as if in hardware, whose state at each signature is `flags` and `counter`."""
    private = signing_key(name)
    blob = string(SK_ED25519) + string(private.public_key().public_bytes_raw()) + string(application)

    def sign(data: bytes) -> bytes:
        made = private.sign(assertion(data, flags, counter, application))
        return string(SK_ED25519) + string(made) + struct.pack(">BI", flags, counter)

    return SoftKey(SK_ED25519, blob, sign)


def sk_ecdsa(name: str = "alice", flags: int = TOUCHED, counter: int = 7, application: bytes = b"ssh:") -> SoftKey:
    """Returns an ECDSA key as if in hardware, whose state at each signature is `flags` and `counter`."""
    fields, numbers = _curve_key(name, "nistp256")

    def sign(data: bytes) -> bytes:
        made = numbers(assertion(data, flags, counter, application))
        return string(SK_ECDSA) + string(made) + struct.pack(">BI", flags, counter)

    return SoftKey(SK_ECDSA, string(SK_ECDSA) + fields + string(application), sign)


def hardware_stub(key: SoftKey) -> str:
    """Returns the file of a hardware key: a handle in place of the secret (PROTOCOL.key 1 and 3, PROTOCOL.u2f)."""
    stub = bytes(8) + key.blob + bytes([TOUCHED]) + string("handle") + string("") + string("a comment")
    stub += bytes(range(1, 1 + -len(stub) % 8))
    fields = string("none") * 2 + string("") + struct.pack(">I", 1) + string(key.blob) + string(stub)
    letters = base64.encodebytes(b"openssh-key-v1\0" + fields).decode()
    return f"-----BEGIN OPENSSH PRIVATE KEY-----\n{letters}-----END OPENSSH PRIVATE KEY-----\n"


def assertion(data: bytes, flags: int, counter: int, application: bytes) -> bytes:
    """Returns what hardware signs (PROTOCOL.u2f, "SSH U2F signatures")."""
    return hashlib.sha256(application).digest() + struct.pack(">BI", flags, counter) + hashlib.sha256(data).digest()


def _curve_key(name: str, curve: str) -> tuple[bytes, Callable[[bytes], bytes]]:
    """Returns the two public fields of RFC 5656 3.1, and what makes the two numbers of 3.1.2."""
    shape, digest = CURVES[curve]
    private = ec.derive_private_key(int.from_bytes(hashlib.sha256(name.encode()).digest(), "big"), shape)
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def numbers(data: bytes) -> bytes:
        return b"".join(map(mpint, decode_dss_signature(private.sign(data, ec.ECDSA(digest)))))

    return string(curve) + string(point), numbers


@lru_cache
def _rsa(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


# By the name that stands in the public key.
MAKERS: dict[str, Callable[[str], SoftKey]] = {
    "ssh-ed25519": ed25519,
    "ecdsa-sha2-nistp256": lambda name: ecdsa("nistp256", name),
    "ecdsa-sha2-nistp384": lambda name: ecdsa("nistp384", name),
    "ecdsa-sha2-nistp521": lambda name: ecdsa("nistp521", name),
    "ssh-rsa": rsa_key,
    SK_ED25519: sk_ed25519,
    SK_ECDSA: sk_ecdsa,
}
