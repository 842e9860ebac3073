"""Who signed commits: SSH signatures in this process, OpenPGP ones by gpgv, many at once."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from gitgov.core.gitobjects import NAMESPACE, parted_commit
from gitgov.core.openpgp import PgpKey
from gitgov.core.sshsig import verify_armoured
from gitgov.gate.facts import Signature
from gitgov.git.objects import read_named
from gitgov.git.pgp import seen
from gitgov.git.repository import Repository

_SSH, _PGP = b"-----BEGIN SSH SIGNATURE-----", b"-----BEGIN PGP "


def signatures(repo: Repository, commits: Iterable[str], keys: Iterable[PgpKey]) -> dict[str, Signature]:
    """Return how each of these commits is signed; of OpenPGP keys only `keys` are known.

    Raises `Undecided` where a commit is not here, or gpgv is needed and is not.
    """
    known, found, asked = tuple(keys), dict[str, Signature](), dict[str, tuple[bytes, bytes]]()
    for oid in commits:
        said, signature = parted_commit(read_named(repo, oid)[1])
        if signature.startswith(_PGP):
            asked[oid] = said, signature
        else:
            found[oid] = _by_ssh(said, signature)
    with ThreadPoolExecutor() as pool:
        answers = pool.map(lambda each: _by_openpgp(each[0], each[1], known), asked.values())
        return found | dict(zip(asked, answers, strict=True))


def _by_ssh(said: bytes, signature: bytes) -> Signature:
    if not signature.startswith(_SSH):
        return Signature("x509", known=False) if signature else Signature()
    key = verify_armoured(signature.decode(errors="replace"), said, NAMESPACE)
    return Signature("ssh", key.fingerprint if key else "")


def _by_openpgp(said: bytes, signature: bytes, keys: tuple[PgpKey, ...]) -> Signature:
    return Signature("openpgp", *seen(said, signature, keys)) if keys else Signature("openpgp", known=False)
